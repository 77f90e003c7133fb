//! Names the keys that a rule document must not have.
//!
//! ast-grep refuses some of them, without a place or a name, and steps over others. What it refuses
//! makes a rule unusable here too; what it steps over is only reported, because the rule means the
//! same without it.

use assay_rules::closest;
use assay_rules::yaml::{Fault, Yaml, YamlValue};

/// A complaint and what to do about it.
pub type Complaint = (Fault, String);
type Checked = Result<(), Complaint>;

const TOP: &[&str] = &[
    "id",
    "language",
    "rule",
    "constraints",
    "utils",
    "transform",
    "fix",
    "rewriters",
    "message",
    "note",
    "severity",
    "labels",
    "files",
    "ignores",
    "url",
    "metadata",
];
const RULE: &[&str] = &[
    "pattern", "kind", "regex", "nthChild", "range", "inside", "has", "precedes", "follows", "all",
    "any", "not", "matches",
];
const RELATION: &[&str] = &[
    "pattern", "kind", "regex", "nthChild", "range", "inside", "has", "precedes", "follows", "all",
    "any", "not", "matches", "stopBy", "field",
];
const REWRITER: &[&str] = &["id", "fix", "rule", "constraints", "utils", "transform"];
const SEVERITIES: &[&str] = &["error", "warning", "info", "hint", "off"];

/// Checks a whole rule document; hands back complaints that do not keep it from running.
pub fn check_rule_document(document: &Yaml) -> Result<Vec<Complaint>, Complaint> {
    let mut checker = Checker::default();
    checker.document(document)?;
    Ok(checker.tolerated)
}

#[derive(Default)]
struct Checker {
    tolerated: Vec<Complaint>,
}

impl Checker {
    fn document(&mut self, document: &Yaml) -> Checked {
        if !matches!(document.value, YamlValue::Map(_)) {
            return wrong(
                document,
                "a rule must be a map with `id`, `language` and `rule`",
                "see the examples on the rules page",
            );
        }
        only(document, TOP, "a rule")?;
        let Some(rule) = document.get("rule") else {
            return wrong(
                document,
                "the document has no `rule`",
                "add `rule` with the code to find",
            );
        };
        if let Some(severity) = document.get("severity")
            && !severity
                .text()
                .is_some_and(|text| SEVERITIES.contains(&text))
        {
            return wrong(
                severity,
                "this is not a valid severity",
                "use error, warning, info, hint or off",
            );
        }
        self.rule(rule)?;
        self.parts(document)?;
        for rewriter in list(document.get("rewriters"))? {
            self.tolerate(rewriter, REWRITER, "a rewriter");
            rewriter
                .get("rule")
                .map_or(Ok(()), |rule| self.rule(rule))?;
            self.parts(rewriter)?;
        }
        for (_, label) in document.get("labels").map_or(&[][..], Yaml::entries) {
            self.tolerate(label, &["style", "message"], "a label");
        }
        Ok(())
    }

    /// The parts that rules and rewriters have in common.
    fn parts(&mut self, document: &Yaml) -> Checked {
        for part in ["constraints", "utils"] {
            for (_, rule) in document.get(part).map_or(&[][..], Yaml::entries) {
                self.rule(rule)?;
            }
        }
        let Some(fix) = document.get("fix") else {
            return Ok(());
        };
        let single = matches!(fix.value, YamlValue::Map(_)).then_some(fix);
        for fix in single.into_iter().chain(fix.items()) {
            self.tolerate(
                fix,
                &["template", "expandStart", "expandEnd", "title"],
                "a fix",
            );
            for relation in ["expandStart", "expandEnd"]
                .iter()
                .filter_map(|key| fix.get(key))
            {
                self.relation(relation)?;
            }
        }
        Ok(())
    }

    fn rule(&mut self, rule: &Yaml) -> Checked {
        only(rule, RULE, "a rule object")?;
        self.members(rule)
    }

    fn relation(&mut self, relation: &Yaml) -> Checked {
        self.tolerate(relation, RELATION, "a relational rule");
        if let Some(stop) = relation.get("stopBy") {
            match stop.text() {
                Some("neighbor" | "end") => {}
                Some(_) => {
                    return wrong(
                        stop,
                        "this is not a valid `stopBy`",
                        "use `neighbor`, `end` or a rule",
                    );
                }
                None => self.rule(stop)?,
            }
        }
        self.members(relation)
    }

    fn members(&mut self, rule: &Yaml) -> Checked {
        if !matches!(rule.value, YamlValue::Map(_)) {
            return wrong(
                rule,
                "a rule object must be a map",
                "write, for example, `pattern: foo($A)`",
            );
        }
        for (key, value) in rule.entries() {
            match key.text().unwrap_or_default() {
                "inside" | "has" | "precedes" | "follows" => self.relation(value)?,
                "all" | "any" => {
                    for item in list(Some(value))? {
                        self.rule(item)?;
                    }
                }
                "not" => self.rule(value)?,
                "pattern" if value.text().is_none() => only(
                    value,
                    &["context", "selector", "strictness"],
                    "a pattern object",
                )?,
                "nthChild" if value.text().is_none() => {
                    self.tolerate(value, &["position", "ofRule", "reverse"], "nthChild");
                    value.get("ofRule").map_or(Ok(()), |rule| self.rule(rule))?;
                }
                "range" => self.tolerate(value, &["start", "end"], "a range"),
                _ => {}
            }
        }
        Ok(())
    }

    /// Reports an unknown key that ast-grep steps over.
    fn tolerate(&mut self, map: &Yaml, known: &[&str], what: &str) {
        self.tolerated.extend(only(map, known, what).err());
    }
}

fn list(list: Option<&Yaml>) -> Result<&[Yaml], Complaint> {
    let Some(list) = list.filter(|list| !list.is_null()) else {
        return Ok(&[]);
    };
    match &list.value {
        YamlValue::List(items) => Ok(items),
        _ => wrong(list, "a list is expected here", "start each item with `- `"),
    }
}

fn only(map: &Yaml, known: &[&str], what: &str) -> Checked {
    let unknown = map
        .entries()
        .iter()
        .find(|(key, _)| !key.text().is_some_and(|name| known.contains(&name)));
    let Some((key, _)) = unknown else {
        return Ok(());
    };
    let name = key.text().unwrap_or("?");
    let help = match closest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("valid keys: {}", known.join(", ")),
    };
    Err((
        Fault::new(key.at, format!("unknown key `{name}` in {what}")),
        help,
    ))
}

fn wrong<T>(at: &Yaml, message: &str, help: &str) -> Result<T, Complaint> {
    Err((Fault::new(at.at, message), help.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_rules::yaml::documents;

    /// The text that the complaint points at and what it says; nothing if there is none.
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let document = documents(text).remove(0).unwrap();
        let fault =
            check_rule_document(&document).map_or_else(Some, |mut tolerated| tolerated.pop());
        let found = fault
            .as_ref()
            .map(|(fault, help)| (&text[fault.at..], format!("{}; {help}", fault.message)));
        match (found, expected) {
            (None, None) => {}
            (Some((at, message)), Some((place, part))) => {
                assert!(
                    at.starts_with(place) && message.contains(part),
                    "{at:?}: {message}"
                );
            }
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    #[test]
    fn keys_are_checked_at_every_level() {
        check(
            "rule: {pattern: a, inside: {kind: b, stopBy: end, field: x}}",
            None,
        );
        check(
            "rulle: {pattern: a}",
            Some(("rulle", "did you mean `rule`")),
        );
        check(
            "rule: {all: [{patern: a}]}",
            Some(("patern", "did you mean `pattern`")),
        );
        check(
            "rule: {pattern: a, stopBy: end}",
            Some(("stopBy", "unknown key")),
        );
        check(
            "rule: {pattern: a, inside: {kind: b, stopBy: {knd: x}}}",
            Some(("knd", "`kind`")),
        );
        check(
            "rule: {pattern: {contxt: a}}",
            Some(("contxt", "`context`")),
        );
        check(
            "rule: {kind: a}\nconstraints: {A: {rgex: x}}",
            Some(("rgex", "`regex`")),
        );
        check(
            "rule: {kind: a}\nfix: {template: b, expandend: {}}",
            Some(("expandend", "`expandEnd`")),
        );
        check(
            "rule: {kind: a}\nrewriters: [{id: a, rle: b}]",
            Some(("rle", "`rule`")),
        );
    }

    #[test]
    fn shapes_are_checked() {
        check("id: a", Some(("id", "no `rule`")));
        check("- a", Some(("- a", "map")));
        check("rule: foo", Some(("foo", "map")));
        check("rule: {any: {kind: a}}", Some(("{kind", "list")));
        check("severity: bad\nrule: {kind: a}", Some(("bad", "severity")));
        check(
            "rule: {kind: a, inside: {kind: b, stopBy: never}}",
            Some(("never", "stop")),
        );
    }
}
