//! What names, control flow and values are in Dockerfile.

use assay_profile::{LanguageSemantics, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    values: Values {
        dollar_reads: true,
        ..Values::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
