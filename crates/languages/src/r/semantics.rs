//! What names, control flow and values are in R.

use assay_profile::{Control, LanguageSemantics, Names};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names::ASSIGNED,
    control: Control {
        last_is_result: true,
        never_return: &["stop", "quit", "q"],
        ..Control::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
