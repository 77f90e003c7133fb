//! What names, control flow and values are in Lua.

use assay_profile::{LanguageSemantics, Names};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names::ASSIGNED,
    ..LanguageSemantics::PLAIN
};
