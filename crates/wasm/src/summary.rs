//! Summaries as JavaScript sees them: objects with their bytes, which it stores and hands back and never looks into.

use assay_engine::Summarised as Outcome;
use assay_project::Summary;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const DECLARATION: &str = r#"
/** What one analysis tells of one file. */
export interface Summary {
    analysis: string;
    /** The version of its data. */
    version: number;
    data: Uint8Array<ArrayBuffer>;
}
/** What tells something of each file. */
export interface AnalysisInfo {
    id: string;
    version: number;
    /** Ids of the languages it covers. */
    languages: string[];
}
"#;

/// What came of asking a file what it tells others.
#[wasm_bindgen]
pub struct Summarised {
    needs: Vec<String>,
    summaries: Option<Vec<Summary>>,
}

#[wasm_bindgen]
impl Summarised {
    /// Grammars that must be added first; then ask again.
    #[wasm_bindgen(getter)]
    pub fn needs(&self) -> Vec<String> {
        self.needs.clone()
    }

    /// The summaries; undefined if the time was up or the grammar cannot be had. They can be taken once.
    #[wasm_bindgen(js_name = takeSummaries, unchecked_return_type = "Summary[] | undefined")]
    pub fn take_summaries(&mut self) -> JsValue {
        let taken = self.summaries.take();
        taken.map_or(JsValue::UNDEFINED, |summaries| list(&summaries))
    }
}

impl From<Outcome> for Summarised {
    fn from(outcome: Outcome) -> Summarised {
        let (needs, summaries) = match outcome {
            Outcome::Needs(needs) => (needs, None),
            Outcome::Told(summaries) => (Vec::new(), Some(summaries)),
            Outcome::Failed => (Vec::new(), None),
        };
        Summarised {
            needs: needs.into_iter().map(str::to_owned).collect(),
            summaries,
        }
    }
}

/// Summaries as a list of objects.
pub fn list(summaries: &[Summary]) -> JsValue {
    summaries.iter().map(object).collect::<Array>().into()
}

fn object(summary: &Summary) -> JsValue {
    let object = Object::new();
    let set = |key: &str, value: JsValue| {
        // Setting a property of a plain object that was just made cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value);
    };
    set("analysis", summary.analysis.as_str().into());
    set("version", summary.version.into());
    set("data", Uint8Array::from(summary.data.as_slice()).into());
    object.into()
}
