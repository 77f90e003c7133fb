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

pub use engine::{Checked, Engine};
pub use language::{LanguageInfo, detect_language, languages};
pub use project::{ProjectIndex, analyses, project_rules};
pub use summary::Summarised;

use assay_model::Fix;
use wasm_bindgen::prelude::*;

/// The table of functions that grammars add themselves to.
#[wasm_bindgen(js_name = functionTable, unchecked_return_type = "WebAssembly.Table")]
pub fn function_table() -> JsValue {
    wasm_bindgen::function_table()
}

/// The whole text after all fixes that do not overlap an earlier one.
#[wasm_bindgen(js_name = applyFixes)]
pub fn apply_fixes(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Fix[]")] fixes: &JsValue,
) -> Result<String, JsValue> {
    let fixes: Vec<Fix> = values::from_js(fixes, "fixes")?;
    Ok(assay_engine::apply_fixes(text, &fixes))
}
