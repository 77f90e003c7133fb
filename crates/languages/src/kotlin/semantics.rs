//! What names, control flow and values are in Kotlin.

use assay_profile::{AddedToText, Control, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        unnamed_parameters: &["it"],
        lending_this: &["apply", "run", "with"],
        ..Names::PLAIN
    },
    control: Control {
        last_is_result: true,
        ..Control::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        ..Values::PLAIN
    },
    library: Library {
        filling_methods: &["print", "println", "send", "trySend"],
        ..Library::PLAIN
    },
};
