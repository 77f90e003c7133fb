//! Names of Elixir, whose definitions are calls.

use crate::outline::{
    Brings, Defined, DefiningCalls, ModuleCalls, Modules, Outline, Part, Place, Role, Scope,
    SymbolKind, Visibility,
};

pub(crate) const OUTLINE: Outline = Outline {
    modules: Modules::Everywhere,
    places: PLACES,
    names: &[("identifier", Role::Reference), ("alias", Role::Reference)],
    scopes: &[("anonymous_function", Scope::Locals)],
    // `@spec` and the like between a comment and what it documents.
    attributes: &["unary_operator"],
    bodies: &["do_block"],
    module_calls: Some(&ModuleCalls {
        node: "call",
        function: "target",
        arguments: "arguments",
        words: &[
            ("alias", Brings::Itself),
            ("import", Brings::Everything),
            ("require", Brings::Nothing),
            ("use", Brings::Nothing),
        ],
        path: "alias",
        group: ("dot", "left", "right"),
        option: ("pair", "key", "value"),
        renamed: "as",
        only: "only",
    }),
    defining_calls: Some(&DefiningCalls {
        node: "call",
        function: "target",
        arguments: "arguments",
        heads: &[
            ("binary_operator", "when", "left"),
            ("binary_operator", "::", "left"),
            ("call", "", "target"),
        ],
        words: WORDS,
        marked: ("unary_operator", "@", ATTRIBUTES),
    }),
    ..Outline::PLAIN
};

const WORDS: &[(&str, Defined)] = &[
    ("defmodule", module(SymbolKind::Module)),
    ("defprotocol", module(SymbolKind::Interface)),
    ("defimpl", module(SymbolKind::Extension)),
    ("def", function(SymbolKind::Function, Visibility::Public)),
    ("defp", function(SymbolKind::Function, Visibility::Private)),
    (
        "defdelegate",
        function(SymbolKind::Function, Visibility::Public),
    ),
    ("defmacro", function(SymbolKind::Macro, Visibility::Public)),
    (
        "defmacrop",
        function(SymbolKind::Macro, Visibility::Private),
    ),
    ("defguard", function(SymbolKind::Macro, Visibility::Public)),
    (
        "defguardp",
        function(SymbolKind::Macro, Visibility::Private),
    ),
    // They are named after the module that they stand in.
    ("defstruct", Defined::Refined(SymbolKind::Struct)),
    ("defexception", Defined::Refined(SymbolKind::Struct)),
];

const ATTRIBUTES: &[(&str, Defined)] = &[
    ("doc", Defined::Documents),
    ("typedoc", Defined::Documents),
    ("moduledoc", Defined::DocumentsScope),
    ("spec", Defined::Typed),
    ("type", type_alias(Visibility::Public)),
    ("opaque", type_alias(Visibility::Public)),
    ("typep", type_alias(Visibility::Private)),
    ("callback", callback(SymbolKind::Function)),
    ("macrocallback", callback(SymbolKind::Macro)),
];

const fn type_alias(visibility: Visibility) -> Defined {
    Defined::Named(SymbolKind::TypeAlias, Scope::Plain, visibility)
}

const fn callback(kind: SymbolKind) -> Defined {
    Defined::Named(kind, Scope::Plain, Visibility::Public)
}

const fn module(kind: SymbolKind) -> Defined {
    Defined::Named(kind, Scope::Members, Visibility::Public)
}

const fn function(kind: SymbolKind, visibility: Visibility) -> Defined {
    Defined::Named(kind, Scope::Locals, visibility)
}

const PLACES: &[Place] = &[
    ("call", "target", "identifier", Part::Names(Role::Call)),
    ("dot", "right", "identifier", Part::Names(Role::Call)),
    // What a clause matches has its names there.
    (
        "stab_clause",
        "left",
        "arguments",
        Part::Names(Role::Definition),
    ),
    ("arguments", "", "identifier", Part::Same),
    ("arguments", "", "tuple", Part::Same),
    ("arguments", "", "list", Part::Same),
    ("tuple", "", "identifier", Part::Same),
    ("tuple", "", "tuple", Part::Same),
    ("list", "", "identifier", Part::Same),
];
