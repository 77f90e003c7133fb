//! What names, control flow and values are in OCaml.

use assay_profile::{Control, LanguageSemantics, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        wildcard: Some("_"),
        // Patterns of all cases bind names.
        binding_case: Some(""),
        last_is_result: true,
        never_return: &["raise", "raise_notrace", "failwith", "invalid_arg", "exit"],
        ..Control::PLAIN
    },
    values: Values {
        patterns_make: true,
        divides_whole: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
