//! What names, control flow and values are in HCL.

use assay_profile::{LanguageSemantics, Names};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        blocks_give_values: true,
        ..Names::ASSIGNED
    },
    ..LanguageSemantics::PLAIN
};
