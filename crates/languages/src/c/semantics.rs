//! What names, control flow and values are in C.

use assay_profile::{Control, LanguageSemantics, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        cases_end: false,
        ..Control::PLAIN
    },
    values: Values {
        divides_whole: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
