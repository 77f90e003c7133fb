//! What names, control flow and values are in C#.

use assay_profile::{AddedToText, Control, LanguageSemantics, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        ..Names::PLAIN
    },
    control: Control {
        binding_case: Some(""),
        cases_end: false,
        never_return: &["Environment.Exit"],
        ..Control::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
