//! Names of TypeScript: those of JavaScript, and types.

use crate::javascript::outline as javascript;
use crate::outline::{
    Blocks, ImportForm, Outline, Part, Place, Role, Scope, SymbolKind, Visibility, Writing, joined,
};

pub(crate) const OUTLINE: Outline = Outline {
    places: &PLACES,
    names: &NAMES,
    scopes: &SCOPES,
    wrappers: &[
        "export_statement",
        "lexical_declaration",
        "variable_declaration",
        "ambient_declaration",
        "expression_statement",
    ],
    modifiers: &[
        ("public", Visibility::Public),
        ("protected", Visibility::Protected),
        ("private", Visibility::Private),
    ],
    type_imports: &["type"],
    writing: Some(Writing {
        blocks: Blocks::TypedBraces,
        imports: ImportForm::Named,
    }),
    ..javascript::OUTLINE
};

const NAMES: [(&str, Role); javascript::NAMES.len() + 1] =
    joined(javascript::NAMES, &[("type_identifier", Role::Type)]);

const SCOPES: [(&str, Scope); javascript::SHARED_SCOPES.len() + OWN_SCOPES.len()] =
    joined(javascript::SHARED_SCOPES, OWN_SCOPES);

const OWN_SCOPES: &[(&str, Scope)] = &[
    ("abstract_class_declaration", Scope::Members),
    ("interface_declaration", Scope::Members),
    ("enum_declaration", Scope::Members),
    ("internal_module", Scope::Members),
    ("module", Scope::Members),
    ("type_alias_declaration", Scope::Plain),
    ("public_field_definition", Scope::Plain),
    ("property_signature", Scope::Plain),
    ("required_parameter", Scope::Plain),
    ("enum_assignment", Scope::Plain),
    ("method_signature", Scope::Locals),
    ("abstract_method_signature", Scope::Locals),
    ("function_signature", Scope::Locals),
];

pub(crate) const PLACES: [Place; javascript::SHARED.len() + OWN_PLACES.len()] =
    joined(OWN_PLACES, javascript::SHARED);

const OWN_PLACES: &[Place] = &[
    (
        "function_signature",
        "name",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "abstract_class_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Class),
    ),
    (
        "interface_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Interface),
    ),
    (
        "enum_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Enum),
    ),
    (
        "enum_body",
        "name",
        "",
        Part::Defines(SymbolKind::EnumMember),
    ),
    (
        "enum_assignment",
        "name",
        "",
        Part::Defines(SymbolKind::EnumMember),
    ),
    (
        "type_alias_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::TypeAlias),
    ),
    (
        "internal_module",
        "name",
        "identifier",
        Part::Defines(SymbolKind::Module),
    ),
    (
        "module",
        "name",
        "identifier",
        Part::Defines(SymbolKind::Module),
    ),
    (
        "public_field_definition",
        "name",
        "",
        Part::Defines(SymbolKind::Field),
    ),
    (
        "public_field_definition",
        "value",
        "arrow_function",
        Part::Kind(SymbolKind::Method),
    ),
    (
        "property_signature",
        "name",
        "",
        Part::Defines(SymbolKind::Field),
    ),
    (
        "method_signature",
        "name",
        "",
        Part::Defines(SymbolKind::Method),
    ),
    (
        "abstract_method_signature",
        "name",
        "",
        Part::Defines(SymbolKind::Method),
    ),
    // What a constructor's parameter with a modifier declares.
    (
        "required_parameter",
        "",
        "accessibility_modifier",
        Part::Kind(SymbolKind::Field),
    ),
    (
        "required_parameter",
        "",
        "readonly",
        Part::Kind(SymbolKind::Field),
    ),
    (
        "required_parameter",
        "pattern",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "optional_parameter",
        "pattern",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    ("formal_parameters", "", "required_parameter", Part::Use),
    ("formal_parameters", "", "optional_parameter", Part::Use),
    ("type_parameter", "name", "", Part::Names(Role::Definition)),
    ("extends_clause", "value", "", Part::Names(Role::Type)),
    ("import_require_clause", "", "identifier", Part::Namespace),
    ("import_require_clause", "source", "", Part::Module),
];
