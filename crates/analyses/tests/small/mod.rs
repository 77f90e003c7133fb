//! Small projects that tests write down.

use std::rc::Rc;

use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, has_grammar};
use assay_project::{Project, Texts};

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
