//! Small projects that tests write down.

pub mod marked;

use std::rc::Rc;

use assay_analyses::Whole;
use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, has_grammar};
use assay_model::Finding;
use assay_project::{Known, Navigator, Project, Texts};

/// Joins files: their paths and texts.
pub fn read(files: &[(String, String)]) -> (Project, Texts) {
    let (mut project, mut texts) = (Project::default(), Texts::default());
    let parsers = Parsers::default();
    for (path, text) in files {
        let lang = Lang::detect(path, text.as_bytes());
        texts.add(path, lang, text);
        let Some(lang) = lang.filter(|lang| assay_analyses::covers(*lang) && has_grammar(*lang))
        else {
            continue;
        };
        let host = Host {
            tick: &|| false,
            now: None,
            deep: false,
        };
        let file = FileContext::new(
            FileId(1),
            path,
            Rc::from(&**text),
            Some(lang),
            &parsers,
            host,
        );
        for summary in assay_analyses::summarise(&file).unwrap() {
            project.add(path, Some(lang), &summary).unwrap();
        }
    }
    (project, texts)
}

/// What the rules about the project that are wanted find, with the paths.
#[allow(dead_code, reason = "not every test looks for findings")]
pub fn found(project: &Project, texts: &Texts, rule: &str) -> Vec<(String, Finding)> {
    let known = Known::default();
    let whole = Whole {
        project,
        texts,
        navigator: Navigator::new(project, texts, &known),
    };
    let mut found = Vec::new();
    assay_analyses::combine(&whole, &|id| id == rule, &mut |path, finding| {
        found.push((path.to_owned(), finding));
    });
    found
}
