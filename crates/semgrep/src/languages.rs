//! What Semgrep calls languages.

use assay_languages::Lang;
use assay_model::ProblemKind;

use super::formula::Analyzer;
use crate::fault::{Bad, Read, bad};
use assay_rules::closest;
use assay_rules::yaml::{Fault, Yaml};

/// Semgrep's names, and the ids of our languages that a rule for one runs on.
const NAMES: &[(&[&str], &[&str])] = &[
    (&["bash", "sh"], &["bash"]),
    (&["c"], &["c"]),
    (&["cpp", "c++"], &["cpp"]),
    (&["csharp", "c#"], &["csharp"]),
    (&["dart"], &["dart"]),
    (&["dockerfile", "docker"], &["dockerfile"]),
    (&["elixir", "ex"], &["elixir"]),
    (&["go", "golang"], &["go"]),
    (&["html"], &["html"]),
    (&["java"], &["java"]),
    (&["javascript", "js"], &["javascript"]),
    (&["json"], &["json"]),
    (&["kotlin", "kt"], &["kotlin"]),
    (&["lua"], &["lua"]),
    (&["ocaml"], &["ocaml"]),
    (&["php"], &["php"]),
    (&["python", "py", "python2", "python3"], &["python"]),
    (&["ruby", "rb"], &["ruby"]),
    (&["rust"], &["rust"]),
    (&["scala"], &["scala"]),
    (&["solidity", "sol"], &["solidity"]),
    (&["swift"], &["swift"]),
    (&["terraform", "tf", "hcl"], &["hcl"]),
    (&["typescript", "ts"], &["typescript", "tsx"]),
    (&["vue"], &["vue"]),
    (&["yaml"], &["yaml"]),
];
/// Languages of Semgrep without a grammar here.
const NOT_HERE: &[&str] = &[
    "apex",
    "cairo",
    "circom",
    "clojure",
    "hack",
    "jsonnet",
    "julia",
    "lisp",
    "move_on_aptos",
    "move_on_sui",
    "ql",
    "promql",
    "proto",
    "proto3",
    "protobuf",
    "r",
    "scheme",
    "xml",
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
    let known: Vec<&str> = NAMES
        .iter()
        .flat_map(|(names, _)| names.iter().copied())
        .collect();
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

fn langs_of(name: &str) -> impl Iterator<Item = Lang> {
    let ids = NAMES
        .iter()
        .find(|(names, _)| names.contains(&name))
        .map_or(&[][..], |(_, ids)| ids);
    ids.iter().filter_map(|id| Lang::from_name(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_of_ours() {
        for (names, ids) in NAMES {
            for id in *ids {
                assert_eq!(Lang::from_name(id).map(Lang::id), Some(*id), "{names:?}");
            }
        }
    }
}
