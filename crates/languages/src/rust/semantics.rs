//! What names, control flow and values are in Rust.

use assay_profile::{Control, LanguageSemantics, Library, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        binding_case: Some(""),
        last_is_result: true,
        ..Control::PLAIN
    },
    values: Values {
        patterns_make: true,
        divides_whole: true,
        braces_tell_parts: true,
        ..Values::PLAIN
    },
    library: Library {
        filling: &[("write!", 0), ("writeln!", 0)],
        filling_methods: &["extend_from_slice", "insert_str", "write_all", "write_str"],
        ..Library::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
