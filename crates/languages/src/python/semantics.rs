//! What names, control flow and values are in Python.

use assay_profile::{Control, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        assigning_is_local: true,
        receivers: &["self", "cls"],
        ..Names::ASSIGNED
    },
    control: Control {
        wildcard: Some("_"),
        binding_case: Some(""),
        never_return: &["sys.exit", "os._exit", "os.abort"],
        ..Control::PLAIN
    },
    values: Values {
        numbers_stay_numbers: true,
        repeats_text: true,
        logic_gives_operand: true,
        ..Values::PLAIN
    },
    library: Library {
        filling_methods: &["put", "put_nowait", "writelines"],
        ..Library::PLAIN
    },
};
