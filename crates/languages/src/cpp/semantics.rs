//! What names, control flow and values are in C++.

use assay_profile::{Control, LanguageSemantics, Library, Names, Values};

use crate::c::semantics::FILLING;

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        by_reference: &["&"],
        inferred_type: Some("auto"),
        ..Names::PLAIN
    },
    control: Control {
        cases_end: false,
        ..Control::PLAIN
    },
    values: Values {
        divides_whole: true,
        shifting_fills: true,
        ..Values::PLAIN
    },
    library: Library {
        filling: FILLING,
        filling_methods: &["assign", "emplace_back", "push_back"],
        ..Library::PLAIN
    },
};
