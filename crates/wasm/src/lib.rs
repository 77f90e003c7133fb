//! The WebAssembly border: the engine as JavaScript sees it.
//!
//! The only crate that knows of JavaScript. Types cross as `assay-model` declares them; reports
//! cross as UTF-8 JSON, so that a worker can hand the bytes on without looking into them. Errors
//! are thrown as the one envelope `{code, message, detail?, help?}`.

mod engine;
mod error;
mod language;
mod options;
mod project;
mod summary;
mod values;

pub use engine::{Checked, Engine, add_grammar};
pub use language::{LanguageInfo, detect_language, languages};
pub use project::{
    ProjectIndex, RelativeSearch, StructuralSearch, UseSearch, add_embedding, analyses,
    comment_rules, project_rules,
};
pub use summary::Summarised;

use assay_languages::Lang;
use assay_model::{EditorConfig, Fix, TextStyle};
use wasm_bindgen::prelude::*;

/// The table of functions that grammars add themselves to.
#[wasm_bindgen(js_name = functionTable, unchecked_return_type = "WebAssembly.Table")]
pub fn function_table() -> JsValue {
    wasm_bindgen::function_table()
}

/// The text after all fixes that do not change what an earlier one changes. With a style what they write follows it, and
/// the text around.
#[wasm_bindgen(js_name = applyFixes, unchecked_return_type = "FixedText")]
pub fn apply_fixes(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Fix[]")] fixes: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "TextStyle")] style: JsValue,
) -> Result<JsValue, JsValue> {
    let fixes: Vec<Fix> = values::from_js(fixes, "fixes")?;
    let style: Option<TextStyle> = match style.is_undefined() {
        true => None,
        false => Some(values::from_js(&style, "style")?),
    };
    Ok(values::to_js(&assay_engine::apply_fixes(
        text,
        &fixes,
        style.as_ref(),
    ))?)
}

/// How a file is to be written, as the `.editorconfig` files above it say, from the outermost to the nearest.
#[wasm_bindgen(js_name = styleOf, unchecked_return_type = "TextStyle")]
pub fn style_of(
    path: &str,
    #[wasm_bindgen(unchecked_param_type = "EditorConfig[]")] configs: &JsValue,
) -> Result<JsValue, JsValue> {
    let configs: Vec<EditorConfig> = values::from_js(configs, "configs")?;
    Ok(values::to_js(&assay_engine::style_of(path, &configs))?)
}

/// Rules that replace code of a form in these languages, in the dialect in which the search reads the pattern. What is no
/// language is left out, and so is one in which the pattern has no meaning.
#[wasm_bindgen(js_name = rewriteRules, unchecked_return_type = "RuleSource[]")]
pub fn rewrite_rules(
    pattern: &str,
    rewrite: &str,
    languages: Vec<String>,
) -> Result<JsValue, JsValue> {
    let langs: Vec<_> = languages
        .iter()
        .filter_map(|name| Lang::from_name(name))
        .collect();
    let rules = assay_engine::rules_of_pattern(pattern, Some(rewrite), &langs);
    Ok(values::to_js(&rules)?)
}
