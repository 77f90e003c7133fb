//! The options of a check, read off a JavaScript object.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const DECLARATION: &str = r#"
/** What a check may do and how. */
export interface CheckOptions {
    /** False tries every rule; for tests of the prefilter. */
    usePrefilter?: boolean;
    /** Parses the file even if no rule can match in it, to learn of its errors; false unless said otherwise. */
    alwaysParse?: boolean;
    /** The id of the language, instead of detecting it. */
    language?: string;
    /** Whether the rules' own `files` and `ignores` count; true unless said otherwise. */
    applyPaths?: boolean;
    /** Runs the rules one by one and calls `onRule` before each. */
    isolate?: boolean;
    /** Ids of rules that are left out. */
    skipRules?: string[];
    /** Asked often; true means that the time is up. */
    tick?: () => boolean;
    /** Milliseconds that one rule about whole files may take in a file. */
    ruleBudgetMs?: number;
    /** Told when rules had to be compiled first, so that the time of the file itself begins only now. */
    onReady?: () => void;
    /** Follows data further than Semgrep's open engine does; false unless said otherwise. */
    deep?: boolean;
    /** Seconds since 1970, for rules that ask for today's date. */
    now?: number;
    /** Told before each rule of an isolated check. */
    onRule?: (id: string) => void;
    /** Also makes the summaries of the file, if it is parsed anyway; false unless said otherwise. */
    summaries?: boolean;
}
"#;

/// The options as they came.
pub struct Options(JsValue);

impl Options {
    pub fn new(value: JsValue) -> Options {
        Options(value)
    }

    fn get(&self, key: &str) -> JsValue {
        if self.0.is_object() {
            Reflect::get(&self.0, &key.into()).unwrap_or_default()
        } else {
            JsValue::UNDEFINED
        }
    }

    pub fn flag(&self, key: &str, default: bool) -> bool {
        self.get(key).as_bool().unwrap_or(default)
    }

    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).as_string()
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        self.get(key).as_f64()
    }

    pub fn texts(&self, key: &str) -> Vec<String> {
        let list = self.get(key);
        if !js_sys::Array::is_array(&list) {
            return Vec::new();
        }
        js_sys::Array::from(&list)
            .iter()
            .filter_map(|item| item.as_string())
            .collect()
    }

    pub fn function(&self, key: &str) -> Option<Function> {
        self.get(key).dyn_into().ok()
    }
}
