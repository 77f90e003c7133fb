//! Errors as they are thrown into JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// The one shape of an error at every border.
#[derive(Serialize)]
pub struct Envelope {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Envelope {
    /// An error with its code and what went wrong.
    pub fn new(code: &'static str, message: impl Into<String>) -> Envelope {
        Envelope {
            code,
            message: message.into(),
            detail: None,
            help: None,
        }
    }

    /// Adds why.
    pub fn detail(self, detail: impl Into<String>) -> Envelope {
        Envelope {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// Adds what to do.
    pub fn help(self, help: impl Into<String>) -> Envelope {
        Envelope {
            help: Some(help.into()),
            ..self
        }
    }
}

impl From<Envelope> for JsValue {
    fn from(envelope: Envelope) -> JsValue {
        let text = serde_json::to_string(&envelope).unwrap_or_default();
        js_sys::JSON::parse(&text).unwrap_or(JsValue::from_str(&envelope.message))
    }
}
