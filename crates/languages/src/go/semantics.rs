//! What names, control flow and values are in Go.

use assay_profile::{Control, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        fits_by_members: true,
        modules_are_packages: true,
        ..Names::PLAIN
    },
    control: Control {
        never_return: &["panic", "os.Exit", "log.Fatal", "log.Fatalf"],
        putting_off: &["defer", "go"],
        panics: Some(("panic", "recover")),
        ..Control::PLAIN
    },
    values: Values {
        divides_whole: true,
        braces_tell_parts: true,
        ..Values::PLAIN
    },
    library: Library {
        filling: &[
            ("copy", 0),
            ("fmt.Fprint", 0),
            ("fmt.Fprintf", 0),
            ("fmt.Fprintln", 0),
            ("io.Copy", 0),
            ("io.WriteString", 0),
        ],
        ..Library::PLAIN
    },
};
