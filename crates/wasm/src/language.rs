//! What JavaScript may ask about languages without an engine.

use assay_languages::{FileKind, Lang};
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::values::to_js;

/// A language that Assay knows.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LanguageInfo {
    /// Stable, lower case.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The name of its grammar file, without the extension; several languages may share one.
    pub grammar: String,
    /// Other names that rules may use.
    pub aliases: Vec<String>,
    /// File name endings without the dot.
    pub extensions: Vec<String>,
    /// Whole file names; a `*` at either end stands for anything.
    pub file_names: Vec<String>,
    /// What its files are to people.
    #[tsify(type = "'code' | 'markup' | 'style' | 'script' | 'data' | 'settings' | 'document'")]
    pub kind: String,
    /// How to write a comment on a line of its own; none if the language has no comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub comment: Option<CommentSigns>,
    /// How to write one between elements that stand in the midst of code, where the language has such.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub element_comment: Option<CommentSigns>,
    /// What Semgrep's rules call it, where they can be about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub semgrep_name: Option<String>,
}

/// The signs around a comment.
#[derive(Serialize, Deserialize, Tsify)]
pub struct CommentSigns {
    /// What opens it.
    pub open: String,
    /// What closes it; none if the end of the line does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub close: Option<String>,
}

/// Every language.
#[wasm_bindgen(unchecked_return_type = "LanguageInfo[]")]
pub fn languages() -> Result<JsValue, JsValue> {
    let languages: Vec<LanguageInfo> = Lang::all().map(info).collect();
    Ok(to_js(&languages)?)
}

/// The id of a file's language, by its path and first bytes.
#[wasm_bindgen(js_name = detectLanguage)]
pub fn detect_language(path: &str, head: &[u8]) -> Option<String> {
    Lang::detect(path, head).map(|lang| lang.id().to_owned())
}

fn info(lang: Lang) -> LanguageInfo {
    let profile = lang.profile();
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    LanguageInfo {
        id: profile.id.to_owned(),
        name: profile.name.to_owned(),
        grammar: profile.grammar.to_owned(),
        aliases: list(profile.aliases),
        extensions: list(profile.extensions),
        file_names: list(profile.file_names),
        kind: kind_name(profile.kind).to_owned(),
        comment: profile
            .own_line_comment()
            .map(|(open, close)| signs(open, close)),
        element_comment: profile
            .element_comment
            .map(|(open, close)| signs(open, Some(close))),
        semgrep_name: profile
            .matching
            .semgrep_names
            .first()
            .map(|name| (*name).to_owned()),
    }
}

fn kind_name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Code => "code",
        FileKind::Markup => "markup",
        FileKind::Style => "style",
        FileKind::Script => "script",
        FileKind::Data => "data",
        FileKind::Settings => "settings",
        FileKind::Document => "document",
    }
}

fn signs(open: &str, close: Option<&str>) -> CommentSigns {
    CommentSigns {
        open: open.to_owned(),
        close: close.map(str::to_owned),
    }
}
