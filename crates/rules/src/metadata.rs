//! What dialects read alike from the metadata of their rules.

use assay_model::{Classes, Confidence, Naming};

use crate::Fixing;
use crate::yaml::{Yaml, YamlValue};

/// Words to find a rule by, out of the usual places in metadata.
pub fn tags(metadata: &Yaml) -> Vec<String> {
    let keys = [
        "tags",
        "category",
        "subcategory",
        "cwe",
        "owasp",
        "technology",
    ];
    keys.iter().flat_map(|key| texts(metadata, key)).collect()
}

/// What a rule is called.
pub fn naming(metadata: &Yaml) -> Naming {
    Naming {
        title: metadata.str("title").map(str::to_owned),
        aliases: texts(metadata, "aliases"),
        equivalents: texts(metadata, "equivalents"),
    }
}

/// What sort of fault a rule finds. Ids often come with their names (`CWE-79: Improper Neutralization …`), which go.
pub fn classes(metadata: &Yaml) -> Classes {
    let confidence = metadata.str("confidence").unwrap_or_default();
    Classes {
        category: metadata.str("category").map(str::to_owned),
        cwe: ids(metadata, "cwe", &cwe),
        owasp: ids(metadata, "owasp", &owasp),
        confidence: match confidence.to_ascii_uppercase().as_str() {
            "LOW" => Some(Confidence::Low),
            "MEDIUM" => Some(Confidence::Medium),
            "HIGH" => Some(Confidence::High),
            _ => None,
        },
    }
}

/// What the author says of the rule's fix. One that is not called safe is not.
pub fn fixing(metadata: &Yaml) -> Fixing {
    Fixing {
        is_safe: metadata.str("fixSafety") == Some("safe"),
        imports: texts(metadata, "fixImports"),
    }
}

/// The ids under a key, each once.
fn ids(metadata: &Yaml, key: &str, id: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for id in texts(metadata, key).iter().filter_map(|text| id(text)) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// `CWE-79` of `CWE-79: Cross-site scripting`, or of `79`.
fn cwe(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("cwe-"))
        .map_or(text, |_| &text[4..]);
    let digits: &str = number.split(|c: char| !c.is_ascii_digit()).next()?;
    (!digits.is_empty()).then(|| format!("CWE-{digits}"))
}

/// `A03:2021` of `A03:2021 - Injection`; lists without a year (`A1: Injection`) keep what stands before the name.
fn owasp(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    let id = text[..end].trim_end_matches([':', '-', '\u{2013}']);
    (!id.is_empty()).then(|| id.to_owned())
}

/// The texts under a key: of a list, or the one that is there.
fn texts(metadata: &Yaml, key: &str) -> Vec<String> {
    let Some(value) = metadata.get(key) else {
        return Vec::new();
    };
    let values = match &value.value {
        YamlValue::List(items) => items.iter().collect(),
        _ => vec![value],
    };
    let texts = values.into_iter().filter_map(|value| value.text());
    texts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_without_their_names() {
        assert_eq!(
            cwe("CWE-79: Improper Neutralization"),
            Some("CWE-79".to_owned())
        );
        assert_eq!(cwe("cwe-22"), Some("CWE-22".to_owned()));
        assert_eq!(cwe("89"), Some("CWE-89".to_owned()));
        assert_eq!(cwe("none"), None);
        assert_eq!(owasp("A03:2021 - Injection"), Some("A03:2021".to_owned()));
        assert_eq!(owasp("A1: Injection"), Some("A1".to_owned()));
        assert_eq!(owasp("M5"), Some("M5".to_owned()));
        assert_eq!(owasp(" "), None);
    }
}
