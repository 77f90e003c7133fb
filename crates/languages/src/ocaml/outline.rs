//! Names of OCaml.

use crate::outline::{
    DefaultVisibility, Outline, Part, Place, Role, Scope, SymbolKind, Visibility,
};

pub(crate) const OUTLINE: Outline = Outline {
    places: PLACES,
    names: &[
        ("value_name", Role::Reference),
        // What a pattern binds.
        ("value_pattern", Role::Definition),
        ("constructor_name", Role::Reference),
        ("field_name", Role::Reference),
        ("method_name", Role::Reference),
        ("instance_variable_name", Role::Reference),
        ("module_name", Role::Reference),
        ("module_type_name", Role::Type),
        ("class_name", Role::Reference),
        ("type_constructor", Role::Type),
    ],
    scopes: &[
        ("module_binding", Scope::Members),
        ("module_type_definition", Scope::Members),
        ("class_binding", Scope::Members),
        ("type_binding", Scope::Members),
        ("let_binding", Scope::Plain),
        ("let_expression", Scope::Locals),
        ("fun_expression", Scope::Locals),
        ("function_expression", Scope::Locals),
        ("method_definition", Scope::Locals),
        ("instance_variable_definition", Scope::Plain),
        ("value_specification", Scope::Plain),
        ("method_specification", Scope::Plain),
        ("external", Scope::Plain),
        ("constructor_declaration", Scope::Plain),
        ("field_declaration", Scope::Plain),
    ],
    wrappers: &[
        "value_definition",
        "module_definition",
        "type_definition",
        "class_definition",
        "exception_definition",
    ],
    visibility: DefaultVisibility::Always(Visibility::Public),
    imports: &["open_module", "include_module"],
    ..Outline::PLAIN
};

#[rustfmt::skip]
const PLACES: &[Place] = &[
    ("let_binding", "", "parameter", Part::Kind(SymbolKind::Function)),
    ("let_binding", "body", "fun_expression", Part::Kind(SymbolKind::Function)),
    ("let_binding", "body", "function_expression", Part::Kind(SymbolKind::Function)),
    ("let_binding", "pattern", "value_name", Part::Defines(SymbolKind::Variable)),
    ("module_binding", "", "module_name", Part::Defines(SymbolKind::Module)),
    ("module_type_definition", "", "module_type_name", Part::Defines(SymbolKind::Interface)),
    ("class_binding", "", "class_name", Part::Defines(SymbolKind::Class)),
    ("method_definition", "", "method_name", Part::Defines(SymbolKind::Method)),
    ("method_specification", "", "method_name", Part::Defines(SymbolKind::Method)),
    ("instance_variable_definition", "", "instance_variable_name", Part::Defines(SymbolKind::Field)),
    ("value_specification", "", "value_name", Part::Defines(SymbolKind::Variable)),
    ("value_specification", "type", "function_type", Part::Kind(SymbolKind::Function)),
    ("external", "", "value_name", Part::Defines(SymbolKind::Function)),
    ("type_binding", "body", "record_declaration", Part::Kind(SymbolKind::Struct)),
    ("type_binding", "body", "variant_declaration", Part::Kind(SymbolKind::Enum)),
    ("type_binding", "name", "type_constructor", Part::Defines(SymbolKind::TypeAlias)),
    ("constructor_declaration", "", "constructor_name", Part::Defines(SymbolKind::EnumMember)),
    ("field_declaration", "", "field_name", Part::Defines(SymbolKind::Field)),
    ("application_expression", "function", "value_path", Part::Names(Role::Call)),
    ("method_invocation", "", "method_name", Part::Names(Role::Call)),
    ("set_expression", "", "field_get_expression", Part::Member),
    ("field_get_expression", "field", "", Part::Same),
    ("open_module", "module", "module_path", Part::AllOf),
    ("include_module", "module", "module_path", Part::AllOf),
];
