//! What names, control flow and values are in JavaScript and TypeScript.

use assay_profile::{AddedToText, Control, Fixed, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        assigning_declares: true,
        assigning_is_global: true,
        var_leaves_block: true,
        class_scope: true,
        element_types: "IntrinsicElements",
        functions_are_known: true,
        requires: true,
        functions_take_this: true,
        injecting: &["Injectable", "Component"],
        fixed: Fixed::All,
        ..Names::PLAIN
    },
    control: Control {
        cases_end: false,
        never_return: &["process.exit"],
        ..Control::PLAIN
    },
    values: Values {
        classes_are_values: true,
        added_to_text: AddedToText::Numbers,
        ..Values::PLAIN
    },
    library: Library {
        handing_on: &[
            "Array.from",
            "Array.of",
            "Buffer.from",
            "JSON.parse",
            "Object.assign",
            "Object.entries",
            "Object.fromEntries",
            "Object.keys",
            "Object.values",
            "Promise.all",
            "Promise.resolve",
            "String",
            "atob",
            "decodeURI",
            "decodeURIComponent",
            "structuredClone",
            "unescape",
        ],
        filling: &[("Object.assign", 0)],
        ..Library::PLAIN
    },
};
