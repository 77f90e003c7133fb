//! Names of C++: those of C, classes and namespaces.

use crate::c::outline as c;
use crate::outline::{Modules, Outline, Part, Place, Role, Scope, SymbolKind, Visibility, joined};

pub(crate) const OUTLINE: Outline = Outline {
    modules: Modules::Includes,
    places: &PLACES,
    names: &NAMES,
    scopes: &SCOPES,
    wrappers: &["template_declaration"],
    sections: &[
        ("public", Visibility::Public),
        ("protected", Visibility::Protected),
        ("private", Visibility::Private),
    ],
    modifiers: &[],
    members: &[
        ("class_specifier", Visibility::Private),
        ("struct_specifier", Visibility::Public),
        ("union_specifier", Visibility::Public),
    ],
    ..c::OUTLINE
};

const NAMES: [(&str, Role); c::NAMES.len() + OWN_NAMES.len()] = joined(c::NAMES, OWN_NAMES);
const OWN_NAMES: &[(&str, Role)] = &[
    ("namespace_identifier", Role::Reference),
    ("destructor_name", Role::Reference),
    ("operator_name", Role::Reference),
];

const SCOPES: [(&str, Scope); c::SCOPES.len() + OWN_SCOPES.len()] = joined(c::SCOPES, OWN_SCOPES);
const OWN_SCOPES: &[(&str, Scope)] = &[
    ("class_specifier", Scope::Members),
    ("namespace_definition", Scope::Members),
    ("lambda_expression", Scope::Locals),
    ("alias_declaration", Scope::Plain),
    ("concept_definition", Scope::Plain),
    ("namespace_alias_definition", Scope::Plain),
];

const PLACES: [Place; c::PLACES.len() + OWN_PLACES.len()] = joined(OWN_PLACES, c::PLACES);
const OWN_PLACES: &[Place] = &[
    (
        "class_specifier",
        "name",
        "",
        Part::DefinesWithBody(SymbolKind::Class),
    ),
    (
        "namespace_definition",
        "name",
        "namespace_identifier",
        Part::Defines(SymbolKind::Module),
    ),
    (
        "namespace_definition",
        "name",
        "nested_namespace_specifier",
        Part::DefinesPath(SymbolKind::Module),
    ),
    (
        "namespace_alias_definition",
        "name",
        "",
        Part::Defines(SymbolKind::Module),
    ),
    (
        "alias_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::TypeAlias),
    ),
    (
        "concept_definition",
        "name",
        "",
        Part::Defines(SymbolKind::Interface),
    ),
    (
        "type_parameter_declaration",
        "",
        "",
        Part::Names(Role::Definition),
    ),
    (
        "optional_type_parameter_declaration",
        "name",
        "",
        Part::Names(Role::Definition),
    ),
    (
        "optional_parameter_declaration",
        "declarator",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "for_range_loop",
        "declarator",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "declaration",
        "declarator",
        "reference_declarator",
        Part::Defines(SymbolKind::Variable),
    ),
    ("reference_declarator", "", "", Part::Same),
    ("qualified_identifier", "scope", "", Part::OwnerOfDefined),
    ("qualified_identifier", "name", "", Part::Same),
    ("template_function", "name", "", Part::Same),
    ("template_type", "name", "", Part::Same),
    ("template_method", "name", "", Part::Same),
    ("base_class_clause", "", "", Part::Names(Role::Type)),
    (
        "field_declaration_list",
        "",
        "access_specifier",
        Part::Section,
    ),
    ("new_expression", "type", "", Part::Names(Role::Call)),
    ("using_declaration", "", "qualified_identifier", Part::Use),
];
