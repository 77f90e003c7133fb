//! What Semgrep calls languages.

use assay_languages::Lang;
use assay_model::ProblemKind;
use assay_text::InOrder;

use super::formula::Analyzer;
use crate::fault::{Bad, Read, bad};
use assay_rules::closest;
use assay_rules::yaml::{Fault, Yaml};

/// Languages of Semgrep without a grammar here.
const NOT_HERE: &[&str] = &[
    "cairo",
    "circom",
    "hack",
    "lisp",
    "move_on_aptos",
    "move_on_sui",
    "ql",
    "promql",
    "proto",
    "proto3",
    "protobuf",
    "scheme",
    "gosu",
];

/// What a rule is run on.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// Files in these languages.
    Code(Vec<Lang>),
    /// Every text, searched by expressions.
    Regex,
    /// Every text, as words and signs.
    Generic,
}

/// What the names of a rule's `languages` mean. A name without a grammar here is told apart from nonsense.
pub fn targets(names: &[Yaml], at: usize, missing: &mut dyn FnMut(Bad)) -> Read<Targets> {
    let mut langs = Vec::new();
    let mut refused = 0;
    for name in names {
        match analyzer(name) {
            Ok(Analyzer::Regex) if names.len() == 1 => return Ok(Targets::Regex),
            Ok(Analyzer::Generic) if names.len() == 1 => return Ok(Targets::Generic),
            Ok(Analyzer::Code(_)) => {
                for lang in langs_of(&name.text().unwrap_or_default().to_lowercase()) {
                    if !langs.contains(&lang) {
                        langs.push(lang);
                    }
                }
            }
            Ok(_) => {
                return bad(
                    name.at,
                    format!(
                        "`{}` cannot be combined with other languages",
                        name.text().unwrap_or_default()
                    ),
                    "use a separate rule for it",
                );
            }
            Err(bad) if names.len() == 1 => return Err(bad),
            Err(bad) => {
                refused += 1;
                missing(bad);
            }
        }
    }
    if langs.is_empty() {
        let message = if refused > 0 {
            "none of the rule's languages is supported"
        } else {
            "the rule has no `languages`"
        };
        return bad(
            at,
            message,
            "add `languages`, for example `languages: [python]`",
        );
    }
    Ok(Targets::Code(langs))
}

/// What a text is read as under this name.
pub fn analyzer(name: &Yaml) -> Read<Analyzer> {
    let written = name.text().unwrap_or_default();
    let text = written.to_lowercase();
    let text = text.as_str();
    match text {
        "regex" | "none" => return Ok(Analyzer::Regex),
        "generic" | "spacegrep" => return Ok(Analyzer::Generic),
        _ => {}
    }
    if let Some(lang) = langs_of(text).next() {
        return Ok(Analyzer::Code(lang));
    }
    if NOT_HERE.contains(&text) || text == "aliengrep" {
        return Err(Bad {
            kind: ProblemKind::NoGrammar,
            fault: Fault::new(name.at, format!("Assay has no grammar for `{text}`")),
            help: "rules for it are skipped; `generic` works on any text".to_owned(),
        });
    }
    let mut known: Vec<&str> = Lang::all().flat_map(names_of).copied().collect();
    known.put_in_order();
    known.dedup();
    let help = match closest(text, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the languages are {}, generic and regex", known.join(", ")),
    };
    bad(
        name.at,
        format!("`{written}` is not a Semgrep language"),
        help,
    )
}

fn names_of(lang: Lang) -> &'static [&'static str] {
    lang.profile().matching.semgrep_names
}

/// The languages that a name means, first the one that is called so.
fn langs_of(name: &str) -> impl Iterator<Item = Lang> {
    let mut langs: Vec<Lang> = Lang::all()
        .filter(|lang| names_of(*lang).contains(&name))
        .collect();
    langs.put_in_order_by_key(|lang| !names_of(*lang).contains(&lang.id()));
    langs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_language_that_is_called_so_first() {
        let langs = |name| langs_of(name).map(Lang::id).collect::<Vec<_>>();
        assert_eq!(langs("ts"), ["typescript", "tsx"]);
        assert_eq!(langs("terraform"), ["hcl"]);
        assert_eq!(langs("tsx"), [""; 0]);
    }
}
