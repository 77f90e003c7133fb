//! What names, control flow and values are in C++.

use assay_profile::{Control, LanguageSemantics, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        ..Names::PLAIN
    },
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
