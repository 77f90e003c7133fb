//! What names and values are in Jsonnet, which only computes: nothing is assigned twice.

use assay_profile::{Control, Fixed, LanguageSemantics, Names};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        fixed: Fixed::All,
        ..Names::PLAIN
    },
    control: Control {
        last_is_result: true,
        ..Control::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
