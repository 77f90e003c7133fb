//! Values of a rule file that must be of a certain kind.

use assay_model::ProblemKind;
use assay_rules::closest;
use assay_rules::yaml::{Fault, Yaml, YamlValue};

use crate::fault::{Bad, Read, bad};

/// The text of a scalar.
pub fn text<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y str> {
    match yaml.text() {
        Some(text) if !yaml.is_null() => Ok(text),
        _ => bad(
            yaml.at,
            format!("`{key}` must be a string"),
            "write the text after the colon, in quotes if it has special characters",
        ),
    }
}

/// The items of a list.
pub fn list<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y [Yaml]> {
    match &yaml.value {
        YamlValue::List(items) => Ok(items),
        _ => bad(
            yaml.at,
            format!("`{key}` must be a list"),
            "write each item on its own line, starting with a hyphen",
        ),
    }
}

/// The items of a list that must have some.
pub fn some<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y [Yaml]> {
    match list(yaml, key)? {
        [] => bad(
            yaml.at,
            format!("`{key}` is empty"),
            "add at least one pattern or remove it",
        ),
        items => Ok(items),
    }
}

/// A truth value.
pub fn truth(yaml: &Yaml, key: &str) -> Read<bool> {
    match yaml.text() {
        Some("true" | "True" | "yes" | "on") => Ok(true),
        Some("false" | "False" | "no" | "off") => Ok(false),
        _ => bad(
            yaml.at,
            format!("`{key}` must be true or false"),
            "use `true` or `false`",
        ),
    }
}

/// A truth value that may be left out.
pub fn flag(map: &Yaml, key: &str, default: bool) -> Read<bool> {
    map.get(key).map_or(Ok(default), |value| truth(value, key))
}

/// A text that may be left out.
pub fn optional_text<'y>(map: &'y Yaml, key: &str) -> Read<Option<&'y str>> {
    map.get(key).map(|value| text(value, key)).transpose()
}

/// A value that must be there.
pub fn required<'y>(map: &'y Yaml, key: &str, what: &str) -> Read<&'y Yaml> {
    map.get(key).ok_or_else(|| Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(map.at, format!("{what} has no `{key}`")),
        help: format!("add `{key}`"),
    })
}

/// A key that means nothing where it stands.
pub fn unknown_key(key: &Yaml, known: &[&str]) -> Bad {
    let name = key.text().unwrap_or_default();
    let help = match closest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("valid keys: {}", known.join(", ")),
    };
    Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(key.at, format!("unknown key `{name}`")),
        help,
    }
}

/// Refuses keys that are not known.
pub fn check_keys(map: &Yaml, known: &[&str]) -> Read<()> {
    let is_known = |key: &Yaml| key.text().is_some_and(|name| known.contains(&name));
    match map.entries().iter().find(|(key, _)| !is_known(key)) {
        Some((key, _)) => Err(unknown_key(key, known)),
        None => Ok(()),
    }
}
