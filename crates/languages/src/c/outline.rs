//! Names of C, many of which are C++'s too.

use crate::outline::{
    DefaultVisibility, Modules, Outline, Part, PathStyle, Paths, Place, Role, Scope, SymbolKind,
    Visibility,
};

pub(crate) const OUTLINE: Outline = Outline {
    modules: Modules::Includes,
    places: PLACES,
    names: NAMES,
    scopes: SCOPES,
    modifiers: MODIFIERS,
    visibility: DefaultVisibility::Always(Visibility::Public),
    heads: &[("preproc_call", "")],
    imports: &["preproc_include"],
    separator: "/",
    paths: Some(PATHS),
    ..Outline::PLAIN
};

pub(crate) const NAMES: &[(&str, Role)] = &[
    ("identifier", Role::Reference),
    ("field_identifier", Role::Reference),
    ("type_identifier", Role::Type),
];

pub(crate) const MODIFIERS: &[(&str, Visibility)] = &[("static", Visibility::Private)];

pub(crate) const SCOPES: &[(&str, Scope)] = &[
    ("function_definition", Scope::Locals),
    ("struct_specifier", Scope::Members),
    ("union_specifier", Scope::Members),
    ("enum_specifier", Scope::Members),
    ("declaration", Scope::Plain),
    ("field_declaration", Scope::Plain),
    ("type_definition", Scope::Plain),
    ("enumerator", Scope::Plain),
    ("preproc_def", Scope::Plain),
    ("preproc_function_def", Scope::Locals),
];

pub(crate) const PLACES: &[Place] = &[
    (
        "function_definition",
        "declarator",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "declaration",
        "declarator",
        "function_declarator",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "declaration",
        "declarator",
        "pointer_declarator",
        Part::Defines(SymbolKind::Variable),
    ),
    (
        "declaration",
        "declarator",
        "",
        Part::Defines(SymbolKind::Variable),
    ),
    (
        "field_declaration",
        "declarator",
        "function_declarator",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "field_declaration",
        "declarator",
        "",
        Part::Defines(SymbolKind::Field),
    ),
    (
        "type_definition",
        "declarator",
        "",
        Part::Defines(SymbolKind::TypeAlias),
    ),
    (
        "parameter_declaration",
        "declarator",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    ("init_declarator", "declarator", "", Part::Same),
    ("pointer_declarator", "declarator", "", Part::Same),
    ("array_declarator", "declarator", "", Part::Same),
    ("function_declarator", "declarator", "", Part::Same),
    ("parenthesized_declarator", "", "", Part::Same),
    ("attributed_declarator", "", "", Part::Same),
    // Without a body it is but named: `struct a *b`.
    (
        "struct_specifier",
        "name",
        "",
        Part::DefinesWithBody(SymbolKind::Struct),
    ),
    (
        "union_specifier",
        "name",
        "",
        Part::DefinesWithBody(SymbolKind::Struct),
    ),
    (
        "enum_specifier",
        "name",
        "",
        Part::DefinesWithBody(SymbolKind::Enum),
    ),
    (
        "enumerator",
        "name",
        "",
        Part::Defines(SymbolKind::EnumMember),
    ),
    ("preproc_def", "name", "", Part::Defines(SymbolKind::Macro)),
    (
        "preproc_function_def",
        "name",
        "",
        Part::Defines(SymbolKind::Macro),
    ),
    (
        "preproc_params",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "assignment_expression",
        "left",
        "",
        Part::Names(Role::Write),
    ),
    (
        "update_expression",
        "argument",
        "",
        Part::Names(Role::Write),
    ),
    ("field_expression", "field", "", Part::Member),
    ("call_expression", "function", "", Part::Names(Role::Call)),
    // `<a.h>` is no file of the project, and no relative path.
    ("preproc_include", "path", "string_literal", Part::Module),
    ("preproc_include", "path", "system_lib_string", Part::Module),
];

pub(crate) const PATHS: Paths = Paths {
    style: PathStyle::FromFolder,
    endings: &[],
    folder_files: &[],
    stands_for: &[],
};
