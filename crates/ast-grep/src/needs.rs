//! What a file must contain for an ast-grep rule to match, read off the document.
//!
//! Everything here errs on the safe side: a part whose demands are not certain demands nothing.

mod kinds;
mod pattern;

use std::collections::HashMap;

use assay_languages::Lang;

use assay_rules::prefilter::{Needs, regex_needs};
use assay_rules::yaml::{Yaml, YamlValue};

use kinds::kind_needs;
use pattern::pattern_needs;

/// Utilities by name: documents of the rule itself, and of the rule set.
pub struct UtilNeeds<'y> {
    /// `utils` of the document.
    pub local: Option<&'y Yaml>,
    /// Global utilities of the language, as whole documents.
    pub global: &'y HashMap<String, &'y Yaml>,
}

const MAX_DEPTH: usize = 40;

/// The needs of a whole rule document.
pub fn rule_needs(document: &Yaml, lang: Lang, global: &HashMap<String, &Yaml>) -> Needs {
    let reader = Reader {
        lang,
        utils: UtilNeeds {
            local: document.get("utils"),
            global,
        },
    };
    reader.document(document, 0)
}

struct Reader<'y> {
    lang: Lang,
    utils: UtilNeeds<'y>,
}

impl Reader<'_> {
    fn document(&self, document: &Yaml, depth: usize) -> Needs {
        let Some(rule) = document.get("rule") else {
            return Needs::Nothing;
        };
        let constraints = document.get("constraints").map_or(&[][..], Yaml::entries);
        let always = constraints
            .iter()
            .filter(|(name, _)| name.text().is_some_and(|name| captures(rule, name)));
        let parts = always.map(|(_, constraint)| self.rule(constraint, depth + 1));
        Needs::all(std::iter::once(self.rule(rule, depth + 1)).chain(parts))
    }

    /// All members of a rule object must hold.
    fn rule(&self, rule: &Yaml, depth: usize) -> Needs {
        if depth > MAX_DEPTH {
            return Needs::Nothing;
        }
        Needs::all(rule.entries().iter().map(|(key, value)| {
            match key.text().unwrap_or_default() {
                "pattern" => self.pattern(value),
                "kind" => value
                    .text()
                    .map_or(Needs::Nothing, |kind| kind_needs(kind, self.lang)),
                "regex" => value.text().map_or(Needs::Nothing, regex_needs),
                "inside" | "has" | "precedes" | "follows" => self.rule(value, depth + 1),
                "all" => Needs::all(value.items().iter().map(|item| self.rule(item, depth + 1))),
                "any" => Needs::any(value.items().iter().map(|item| self.rule(item, depth + 1))),
                "matches" => self.util(value, depth),
                _ => Needs::Nothing,
            }
        }))
    }

    fn pattern(&self, pattern: &Yaml) -> Needs {
        let is_whole = |pattern: &Yaml| {
            let strictness = pattern.str("strictness").unwrap_or("smart");
            pattern.get("selector").is_none() && matches!(strictness, "smart" | "cst" | "template")
        };
        match &pattern.value {
            YamlValue::Scalar { text, .. } => pattern_needs(text, self.lang),
            YamlValue::Map(_) if is_whole(pattern) => pattern
                .str("context")
                .map_or(Needs::Nothing, |text| pattern_needs(text, self.lang)),
            _ => Needs::Nothing,
        }
    }

    fn util(&self, name: &Yaml, depth: usize) -> Needs {
        let Some(name) = name.text() else {
            return Needs::Nothing;
        };
        if let Some(rule) = self.utils.local.and_then(|utils| utils.get(name)) {
            return self.rule(rule, depth + 1);
        }
        match self.utils.global.get(name) {
            Some(document) if document.get("arguments").is_none() => {
                let utils = UtilNeeds {
                    local: document.get("utils"),
                    global: self.utils.global,
                };
                Reader {
                    lang: self.lang,
                    utils,
                }
                .document(document, depth + 1)
            }
            _ => Needs::Nothing,
        }
    }
}

/// Whether every match of the rule captures the variable, so that its constraint always counts.
fn captures(rule: &Yaml, name: &str) -> bool {
    rule.entries()
        .iter()
        .any(|(key, value)| match key.text().unwrap_or_default() {
            "pattern" => value.text().is_some_and(|text| mentions(text, name)),
            "inside" | "has" | "precedes" | "follows" => captures(value, name),
            "all" => value.items().iter().any(|item| captures(item, name)),
            "any" => {
                !value.items().is_empty() && value.items().iter().all(|item| captures(item, name))
            }
            _ => false,
        })
}

/// Whether a pattern captures one node under this name (`$$$NAME` captures many, which have no constraint).
fn mentions(pattern: &str, name: &str) -> bool {
    let wanted = format!("${name}");
    pattern.match_indices(&wanted).any(|(at, _)| {
        let after = pattern[at + wanted.len()..].chars().next();
        !pattern[..at].ends_with('$')
            && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_rules::prefilter::Literal;
    use assay_rules::yaml::documents;

    /// The needs of a Python rule document; utilities are not looked at.
    fn check(document: &str, expected: Needs) {
        let lang = Lang::from_name("python").unwrap();
        let document = documents(document).remove(0).unwrap();
        assert_eq!(rule_needs(&document, lang, &HashMap::new()), expected);
    }

    fn part(text: &str) -> Needs {
        Needs::One(Literal::part(text))
    }

    #[test]
    fn a_constraint_counts_where_its_variable_is_always_captured() {
        let constraint = "\nconstraints: {K: {regex: secret}}";
        check(
            &format!("rule: {{pattern: $K = $V}}{constraint}"),
            part("secret"),
        );
        check(
            &format!(
                "rule: {{any: [{{pattern: $K = 1}}, {{kind: x, has: {{pattern: $K}}}}]}}{constraint}"
            ),
            part("secret"),
        );
        check(
            &format!("rule: {{any: [{{pattern: $K = 1}}, {{kind: x}}]}}{constraint}"),
            Needs::Nothing,
        );
        check(
            &format!("rule: {{pattern: $$$K}}{constraint}"),
            Needs::Nothing,
        );
        check(
            &format!("rule: {{pattern: $KEY, not: {{pattern: $K}}}}{constraint}"),
            Needs::Nothing,
        );
    }

    #[test]
    fn members_utilities_and_negations_combine() {
        check(
            "rule: {kind: assert_statement, not: {pattern: foo}}",
            Needs::word("assert"),
        );
        check("rule: {matches: u}\nutils: {u: {regex: abc}}", part("abc"));
        check(
            "rule: {matches: u}\nutils: {u: {any: [{matches: u}, {regex: abc}]}}",
            Needs::Nothing,
        );
        check(
            "rule: {pattern: {context: 'f(abc)', selector: call}}",
            Needs::Nothing,
        );
        check("rule: {kind: x, inside: {regex: abc}}", part("abc"));
    }
}
