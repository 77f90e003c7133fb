//! What names, control flow and values are in C.

use assay_profile::{Control, LanguageSemantics, Library, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    control: Control {
        cases_end: false,
        ..Control::PLAIN
    },
    values: Values {
        divides_whole: true,
        ..Values::PLAIN
    },
    library: Library {
        filling: FILLING,
        ..Library::PLAIN
    },
    ..LanguageSemantics::PLAIN
};

/// Functions of C's library that write into one of their arguments.
pub(crate) const FILLING: &[(&str, usize)] = &[
    ("asprintf", 0),
    ("memcpy", 0),
    ("memmove", 0),
    ("snprintf", 0),
    ("sprintf", 0),
    ("stpcpy", 0),
    ("strcat", 0),
    ("strcpy", 0),
    ("strlcat", 0),
    ("strlcpy", 0),
    ("strncat", 0),
    ("strncpy", 0),
    ("vsnprintf", 0),
    ("vsprintf", 0),
];
