//! `min-version` and `max-version`.

use crate::fault::{Read, bad, unsupported};
use crate::yaml_values::text;
use assay_rules::yaml::Yaml;

/// The version of Semgrep whose language this is.
const VERSION: [u32; 3] = [1, 182, 0];

/// Refuses a rule that is for another version of Semgrep.
pub fn check_versions(rule: &Yaml) -> Read<()> {
    for (key, is_least) in [("min-version", true), ("max-version", false)] {
        let Some(value) = rule.get(key) else { continue };
        let written = text(value, key)?;
        let Some(version) = parse(written) else {
            return bad(
                value.at,
                format!("`{written}` is not a valid version"),
                "write it like `1.50.0`",
            );
        };
        let fits = if is_least {
            version <= VERSION
        } else {
            VERSION <= version
        };
        if !fits {
            let bound = if is_least { "at least" } else { "at most" };
            return unsupported(
                value.at,
                format!(
                    "the rule requires {bound} Semgrep {written}; Assay supports the rules of 1.182.0"
                ),
                "use the rule's version for Semgrep 1.182.0",
            );
        }
    }
    Ok(())
}

fn parse(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.trim().splitn(3, '.').map(|part| {
        let digits = part
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len());
        part[..digits].parse().ok()
    });
    let major = parts.next()??;
    Some([
        major,
        parts.next().unwrap_or(Some(0))?,
        parts.next().unwrap_or(Some(0))?,
    ])
}
