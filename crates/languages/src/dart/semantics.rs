//! What names, control flow and values are in Dart.

use assay_profile::{LanguageSemantics, Names};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        ..Names::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
