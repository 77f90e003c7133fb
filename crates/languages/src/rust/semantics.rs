//! What names, control flow and values are in Rust.

use assay_profile::{Control, LanguageSemantics, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        last_is_result: true,
        ..Control::PLAIN
    },
    values: Values {
        patterns_make: true,
        divides_whole: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
