//! Names of Ruby.

use crate::outline::{
    DefaultVisibility, ImportCall, Modules, Outline, Part, PathStyle, Paths, Place, Role, Scope,
    SymbolKind, Visibility,
};

pub(crate) const OUTLINE: Outline = Outline {
    modules: Modules::Everywhere,
    places: PLACES,
    names: &[
        ("identifier", Role::Reference),
        ("constant", Role::Reference),
        ("instance_variable", Role::Reference),
        ("class_variable", Role::Reference),
        ("global_variable", Role::Reference),
        ("setter", Role::Reference),
        ("operator", Role::Reference),
    ],
    scopes: &[
        ("class", Scope::Members),
        ("module", Scope::Members),
        ("singleton_class", Scope::Members),
        ("method", Scope::Locals),
        ("singleton_method", Scope::Locals),
        ("block", Scope::Locals),
        ("do_block", Scope::Locals),
        ("lambda", Scope::Locals),
        ("assignment", Scope::Plain),
    ],
    sections: &[
        ("public", Visibility::Public),
        ("protected", Visibility::Protected),
        ("private", Visibility::Private),
    ],
    constructors: &["initialize"],
    import_calls: &[ImportCall {
        node: "call",
        function: "method",
        names: &["require", "require_relative", "load"],
        is_deferred: false,
        binding: None,
    }],
    separator: "::",
    paths: Some(Paths {
        style: PathStyle::FromFolder,
        endings: &[".rb"],
        folder_files: &[],
        stands_for: &[],
    }),
    visibility: DefaultVisibility::Always(Visibility::Public),
    ..Outline::PLAIN
};

const PLACES: &[Place] = &[
    ("class", "name", "", Part::Defines(SymbolKind::Class)),
    ("module", "name", "", Part::Defines(SymbolKind::Module)),
    ("superclass", "", "", Part::Names(Role::Type)),
    ("method", "name", "", Part::Defines(SymbolKind::Function)),
    (
        "singleton_method",
        "name",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "assignment",
        "left",
        "constant",
        Part::Defines(SymbolKind::Constant),
    ),
    (
        "assignment",
        "left",
        "identifier",
        Part::Defines(SymbolKind::Parameter),
    ),
    ("assignment", "left", "", Part::Names(Role::Write)),
    ("left_assignment_list", "", "", Part::Same),
    ("operator_assignment", "left", "", Part::Names(Role::Write)),
    (
        "method_parameters",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "block_parameters",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "lambda_parameters",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    ("optional_parameter", "name", "", Part::Same),
    ("keyword_parameter", "name", "", Part::Same),
    ("splat_parameter", "name", "", Part::Same),
    ("hash_splat_parameter", "name", "", Part::Same),
    ("block_parameter", "name", "", Part::Same),
    ("destructured_parameter", "", "", Part::Same),
    (
        "exception_variable",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    ("for", "pattern", "", Part::Defines(SymbolKind::Parameter)),
    ("scope_resolution", "name", "", Part::Same),
    ("call", "method", "", Part::Names(Role::Call)),
    ("body_statement", "", "identifier", Part::Section),
];
