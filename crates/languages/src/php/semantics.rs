//! What names, control flow and values are in PHP.

use assay_profile::{Control, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        ..Names::ASSIGNED
    },
    control: Control {
        cases_end: false,
        never_return: &["exit", "die"],
        ..Control::PLAIN
    },
    values: Values {
        classes_are_values: true,
        numbers_stay_numbers: true,
        literals_are_copied: true,
        ..Values::PLAIN
    },
    library: Library {
        constant_functions: &["escapeshellarg", "htmlspecialchars_decode"],
        ..Library::PLAIN
    },
};
