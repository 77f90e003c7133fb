//! What names, control flow and values are in Rust.

use assay_profile::{Control, LanguageSemantics, Values};

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
    ..LanguageSemantics::PLAIN
};
