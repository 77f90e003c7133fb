//! Names of Go.

use crate::outline::{
    Blocks, DefaultVisibility, ImportForm, Modules, Outline, Part, Place, Role, Scope, SymbolKind,
    Writing,
};

pub(crate) const OUTLINE: Outline = Outline {
    modules: Modules::Folders,
    moves: true,
    writing: Some(Writing {
        blocks: Blocks::Unwritten,
        imports: ImportForm::Listed,
    }),
    places: PLACES,
    names: &[
        ("identifier", Role::Reference),
        ("field_identifier", Role::Reference),
        ("package_identifier", Role::Reference),
        ("type_identifier", Role::Type),
    ],
    scopes: &[
        ("function_declaration", Scope::Locals),
        ("method_declaration", Scope::Locals),
        ("func_literal", Scope::Locals),
        ("method_elem", Scope::Locals),
        ("type_spec", Scope::Members),
        ("type_alias", Scope::Plain),
        ("const_spec", Scope::Plain),
        ("var_spec", Scope::Plain),
        ("field_declaration", Scope::Plain),
    ],
    wrappers: &["type_declaration", "const_declaration", "var_declaration"],
    visibility: DefaultVisibility::Capital,
    heads: &[("package_clause", "")],
    imports: &["import_spec"],
    separator: "/",
    ..Outline::PLAIN
};

const PLACES: &[Place] = &[
    (
        "function_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "method_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Method),
    ),
    ("method_declaration", "receiver", "", Part::Owner),
    ("method_elem", "name", "", Part::Defines(SymbolKind::Method)),
    (
        "type_spec",
        "name",
        "",
        Part::Defines(SymbolKind::TypeAlias),
    ),
    (
        "type_spec",
        "type",
        "struct_type",
        Part::Kind(SymbolKind::Struct),
    ),
    (
        "type_spec",
        "type",
        "interface_type",
        Part::Kind(SymbolKind::Interface),
    ),
    (
        "type_alias",
        "name",
        "",
        Part::Defines(SymbolKind::TypeAlias),
    ),
    (
        "const_spec",
        "name",
        "",
        Part::Defines(SymbolKind::Constant),
    ),
    ("var_spec", "name", "", Part::Defines(SymbolKind::Variable)),
    (
        "field_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Field),
    ),
    (
        "parameter_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "variadic_parameter_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "type_parameter_declaration",
        "name",
        "",
        Part::Names(Role::Definition),
    ),
    (
        "short_var_declaration",
        "left",
        "",
        Part::Defines(SymbolKind::Variable),
    ),
    (
        "range_clause",
        "left",
        "",
        Part::Defines(SymbolKind::Variable),
    ),
    ("assignment_statement", "left", "", Part::Names(Role::Write)),
    ("inc_statement", "", "", Part::Names(Role::Write)),
    ("dec_statement", "", "", Part::Names(Role::Write)),
    ("expression_list", "", "identifier", Part::Same),
    ("expression_list", "", "selector_expression", Part::Same),
    ("selector_expression", "field", "", Part::Member),
    ("call_expression", "function", "", Part::Names(Role::Call)),
    ("import_spec", "path", "", Part::Module),
    ("import_spec", "name", "dot", Part::Everything),
    ("import_spec", "name", "package_identifier", Part::Alias),
];
