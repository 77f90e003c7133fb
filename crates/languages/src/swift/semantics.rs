//! What names, control flow and values are in Swift.

use assay_profile::{Control, LanguageSemantics, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        by_reference: &["inout"],
        unnamed_parameters: &["$0"],
        // In JavaScript `let` is what can be assigned again.
        final_words: &["let"],
        ..Names::PLAIN
    },
    control: Control {
        last_is_result: true,
        ..Control::PLAIN
    },
    values: Values {
        divides_whole: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
