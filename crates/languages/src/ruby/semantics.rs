//! What names, control flow and values are in Ruby.

use assay_profile::{Control, FunctionNames, LanguageSemantics, Library, Names, Values};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        unnamed_parameters: &["it", "_1"],
        names_call: true,
        mixing_in: &["include", "prepend", "extend"],
        field_sign: Some('@'),
        functions_apart: Some(FunctionNames {
            imported: "",
            constants_imported: "",
            variable_sign: None,
        }),
        ..Names::ASSIGNED
    },
    control: Control {
        // `when` compares with values, `in` takes apart.
        binding_case: Some("in"),
        last_is_result: true,
        yield_calls: true,
        never_return: &["raise", "fail", "exit", "abort"],
        ..Control::PLAIN
    },
    values: Values {
        anchors_are_lines: true,
        shifting_fills: true,
        ..Values::PLAIN
    },
    library: Library {
        appending_methods: &["concat"],
        filling_methods: &["print", "printf", "prepend", "puts"],
        ..Library::PLAIN
    },
};
