//! What names, control flow and values are in Java.

use assay_profile::{
    AddedToText, Builtin, Control, Fixed, FunctionNames, LanguageSemantics, Library, Methods,
    Names, Values,
};

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    names: Names {
        class_scope: true,
        fixed: Fixed::Private,
        inferred_type: Some("var"),
        functions_apart: Some(FunctionNames {
            imported: "static",
            constants_imported: "static",
            variable_sign: None,
        }),
        ..Names::PLAIN
    },
    control: Control {
        cases_end: false,
        never_return: &["System.exit"],
        ..Control::PLAIN
    },
    values: Values {
        added_to_text: AddedToText::Integers,
        divides_whole: true,
        logic_is_strict: true,
        ..Values::PLAIN
    },
    library: Library {
        constant_functions: &["String.format", "java.lang.String.format"],
        methods: METHODS,
        element_getters: &["get"],
        counts: &["length"],
        accessors: true,
        filling: &[("Collections.addAll", 0), ("System.arraycopy", 2)],
        filling_methods: &["print", "println", "printf"],
        ..Library::PLAIN
    },
};

const METHODS: &[Methods] = &[
    methods(
        None,
        &[
            "isEmpty",
            "equals",
            "contains",
            "containsKey",
            "containsValue",
        ],
        Builtin::Bool,
    ),
    methods(
        None,
        &["size", "length", "compareTo", "compareToIgnoreCase"],
        Builtin::Int,
    ),
    methods(Some("String"), &["matches"], Builtin::Bool),
    methods(Some("Boolean"), &["valueOf", "parseBoolean"], Builtin::Bool),
    methods(
        Some("Integer"),
        &["decode", "valueOf", "parseInt", "parseUnsignedInt"],
        Builtin::Int,
    ),
    methods(
        Some("Long"),
        &["decode", "valueOf", "parseLong", "parseUnsignedLong"],
        Builtin::Int,
    ),
    methods(Some("Float"), &["valueOf", "parseFloat"], Builtin::Float),
];

const fn methods(
    class: Option<&'static str>,
    names: &'static [&'static str],
    give: Builtin,
) -> Methods {
    Methods { class, names, give }
}
