//! Values across the border, as JSON: one parser on each side that is there anyway.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::error::Envelope;

/// Reads a value that JavaScript hands in; `name` says which in the error.
pub fn from_js<T: DeserializeOwned>(value: &JsValue, name: &str) -> Result<T, Envelope> {
    let text = js_sys::JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string());
    let bad = |error: String| {
        Envelope::new(
            "bad-argument",
            format!("`{name}` does not have the shape it is declared with"),
        )
        .detail(error)
    };
    let text = text.ok_or_else(|| bad("it is no plain value".to_owned()))?;
    serde_json::from_str(&text).map_err(|error| bad(error.to_string()))
}

/// Makes a plain JavaScript value.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, Envelope> {
    let broken =
        |error: String| Envelope::new("internal", "an answer could not be written").detail(error);
    let text = serde_json::to_string(value).map_err(|error| broken(error.to_string()))?;
    js_sys::JSON::parse(&text).map_err(|error| broken(format!("{error:?}")))
}
