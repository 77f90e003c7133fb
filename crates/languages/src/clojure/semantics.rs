//! What names, control flow and values are in Clojure.

use assay_profile::{Control, LanguageSemantics};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        last_is_result: true,
        ..Control::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
