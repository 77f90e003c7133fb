//! What names, control flow and values are in Apex.

use assay_profile::{AddedToText, Fixed, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        fixed: Fixed::Private,
        ..Names::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        logic_is_strict: true,
        ..Values::PLAIN
    },
    library: Library {
        element_getters: &["get"],
        ..Library::PLAIN
    },
    ..LanguageSemantics::PLAIN
};
