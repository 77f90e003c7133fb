//! What names, control flow and values are in Elixir.

use assay_profile::{Control, LanguageSemantics, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names::ASSIGNED,
    control: Control {
        wildcard: Some("_"),
        // Patterns of all cases bind names.
        binding_case: Some(""),
        last_is_result: true,
        never_return: &["raise", "reraise", "throw", "exit"],
        ..Control::PLAIN
    },
    values: Values {
        patterns_make: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
