//! What names, control flow and values are in PHP.

use assay_profile::{Control, FunctionNames, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        by_reference: &["&"],
        functions_apart: Some(FunctionNames {
            imported: "function",
            constants_imported: "const",
            variable_sign: Some('$'),
        }),
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
        filling: &[
            ("array_push", 0),
            ("array_unshift", 0),
            ("parse_str", 1),
            ("preg_match", 2),
            ("preg_match_all", 2),
        ],
        ..Library::PLAIN
    },
};
