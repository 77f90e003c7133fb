//! Files that say how a project is built, as far as they are needed.

use serde_json::Value;

/// JSON, perhaps with comments and commas too many, as compilers take it.
pub fn json(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    serde_json::from_str(&without_comments(text)).ok()
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if sign == '"' {
            let end = string_end(rest);
            plain.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            if "]}".contains(sign) {
                let kept = plain.trim_end().trim_end_matches(',').len();
                plain.truncate(kept);
            }
            plain.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    plain
}

/// Where the string ends that a text starts with.
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The value of `key = "value"` in a section of TOML.
pub fn toml_value<'t>(text: &'t str, section: &str, key: &str) -> Option<&'t str> {
    let mut is_in = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_in = line.trim_matches(['[', ']']).trim() == section;
        }
        let Some((name, value)) = line.split_once('=').filter(|_| is_in) else {
            continue;
        };
        if name.trim() == key {
            let value = value.trim().strip_prefix('"')?;
            return value.split('"').next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{json, toml_value};

    #[test]
    fn json_may_have_comments_and_commas_too_many() {
        let text = "{ // one\n \"a\": [1, /* two */ 2,], \"b\": \"// no\\\"\", }";
        let value = json(text).unwrap();
        assert_eq!(value["a"][1], 2);
        assert_eq!(value["b"], "// no\"");
        assert!(json("{").is_none());
    }

    #[test]
    fn values_are_those_of_their_section() {
        let text = "[package]\nname = \"a-b\" # it\n[lib]\nname=\"c\"\n";
        assert_eq!(toml_value(text, "package", "name"), Some("a-b"));
        assert_eq!(toml_value(text, "lib", "name"), Some("c"));
        assert_eq!(toml_value(text, "lib", "path"), None);
    }
}
