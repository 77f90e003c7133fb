//! What names, control flow and values are in Scala.

use assay_profile::{AddedToText, Control, LanguageSemantics, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        names_call: true,
        ..Names::PLAIN
    },
    control: Control {
        binding_case: Some("case"),
        last_is_result: true,
        loops_give: true,
        ..Control::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        tuple_parts: Some("_"),
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
