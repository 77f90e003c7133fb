//! What dialects read alike from the metadata of their rules.

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
    let values = keys.iter().filter_map(|key| metadata.get(key));
    let texts = values.flat_map(|value| match &value.value {
        YamlValue::List(items) => items.iter().collect(),
        _ => vec![value],
    });
    texts
        .filter_map(|text| text.text().map(str::to_owned))
        .collect()
}
