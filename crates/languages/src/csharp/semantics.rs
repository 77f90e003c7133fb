//! What names, control flow and values are in C#.

use assay_profile::{AddedToText, Control, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        by_reference: &["ref ", "out "],
        ..Names::PLAIN
    },
    control: Control {
        binding_case: Some(""),
        cases_end: false,
        never_return: &["Environment.Exit"],
        ..Control::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        ..Values::PLAIN
    },
    library: Library {
        filling: &[("Array.Copy", 1), ("Buffer.BlockCopy", 2)],
        filling_methods: &["Write", "WriteLine"],
        ..Library::PLAIN
    },
};
