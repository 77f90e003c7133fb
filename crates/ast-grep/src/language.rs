//! The language that a document is for.

use assay_languages::Lang;
use assay_model::{Problem, ProblemKind};
use assay_rules::yaml::{Fault, Yaml};
use assay_rules::{Origin, closest};

/// The language a document names; languages of ast-grep that are not here are told apart from nonsense.
pub fn language(document: &Yaml, origin: &Origin<'_>, id: &str) -> Result<Lang, Problem> {
    let Some(name) = document.get("language") else {
        let fault = Fault::new(document.at, "the rule has no `language`");
        return Err(origin.bad_rule(
            fault,
            "add `language`, for example `language: TypeScript`",
            Some(id),
        ));
    };
    let text = name.text().unwrap_or_default();
    if let Some(lang) = Lang::from_name(text) {
        return Ok(lang);
    }
    let names: Vec<&str> = Lang::all().map(Lang::id).collect();
    let help = match closest(text, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the languages are {}", names.join(", ")),
    };
    let fault = Fault::new(
        name.at,
        format!("Assay does not support the language `{text}`"),
    );
    Err(origin.problem(ProblemKind::Unsupported, fault, Some(&help), Some(id)))
}
