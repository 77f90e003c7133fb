//! Names of JavaScript, many of which are TypeScript's too.

use crate::outline::{
    Blocks, DefaultVisibility, ImportBinding, ImportCall, ImportForm, Modules, Outline, Part,
    PathStyle, Paths, Place, Role, Scope, SymbolKind, Writing, joined,
};

pub(crate) const OUTLINE: Outline = Outline {
    imports_run: true,
    entries: ENTRIES,
    entry_marks: &["require.main", "import.meta.main"],
    modules: Modules::Specifiers,
    moves: true,
    writing: Some(Writing {
        blocks: Blocks::Braces,
        imports: ImportForm::Named,
    }),
    places: &PLACES,
    names: NAMES,
    scopes: &SCOPES,
    wrappers: &[
        "export_statement",
        "lexical_declaration",
        "variable_declaration",
    ],
    visibility: DefaultVisibility::Exported,
    heads: &[("hash_bang_line", ""), ("expression_statement", "string")],
    imports: &["import_statement", "export_statement"],
    import_items: &["import_specifier", "export_specifier"],
    import_calls: IMPORT_CALLS,
    constructors: &["constructor"],
    paths: Some(PATHS),
    ..Outline::PLAIN
};

/// Of build and test tools, Next, Nuxt, Remix, SvelteKit, Astro, Expo and Storybook, and what a page or a program begins with.
const ENTRIES: &[&str] = &[
    "*.config.*",
    "*.conf.*",
    "*.setup.*",
    "*.d.ts",
    "*.d.mts",
    "*.d.cts",
    ".*",
    "gulpfile*",
    "Gruntfile*",
    "Gulpfile*",
    "webpack*",
    "rollup*",
    "main.*",
    "server.*",
    "sw.*",
    "service-worker*",
    "middleware.*",
    "instrumentation*",
    "page.*",
    "layout.*",
    "route.*",
    "loading.*",
    "error.*",
    "global-error.*",
    "not-found.*",
    "template.*",
    "default.*",
    "sitemap.*",
    "robots.*",
    "manifest.*",
    "icon.*",
    "opengraph-image.*",
    "_app.*",
    "_document.*",
    "_layout.*",
    "+*",
    "setupTests.*",
    "polyfill*",
    "pages/",
    "routes/",
    "layouts/",
    "plugins/",
    "commands/",
    "migrations/",
    "seeds/",
    "bench/",
    "scripts/",
    "script/",
    "bin/",
    "tools/",
    "docs/",
    "website/",
    "public/",
    "static/",
    "assets/",
    "vendor/",
    "functions/",
    "netlify/",
];

pub(crate) const NAMES: &[(&str, Role)] = &[
    ("identifier", Role::Reference),
    ("property_identifier", Role::Reference),
    ("private_property_identifier", Role::Reference),
    ("shorthand_property_identifier", Role::Reference),
    ("shorthand_property_identifier_pattern", Role::Reference),
];

const SCOPES: [(&str, Scope); SHARED_SCOPES.len() + 1] =
    joined(SHARED_SCOPES, &[("field_definition", Scope::Plain)]);

pub(crate) const SHARED_SCOPES: &[(&str, Scope)] = &[
    ("function_declaration", Scope::Locals),
    ("generator_function_declaration", Scope::Locals),
    ("function_expression", Scope::Locals),
    ("generator_function", Scope::Locals),
    ("arrow_function", Scope::Locals),
    ("method_definition", Scope::Locals),
    ("class_static_block", Scope::Locals),
    ("class_declaration", Scope::Members),
    ("class", Scope::Members),
    ("variable_declarator", Scope::Plain),
    ("export_statement", Scope::Exports),
];

const PLACES: [Place; SHARED.len() + OWN.len() + JSX.len()] = joined(
    &joined::<Place, { OWN.len() + JSX.len() }>(OWN, JSX),
    SHARED,
);

const OWN: &[Place] = &[
    (
        "field_definition",
        "property",
        "",
        Part::Defines(SymbolKind::Field),
    ),
    (
        "field_definition",
        "value",
        "arrow_function",
        Part::Kind(SymbolKind::Method),
    ),
];

pub(crate) const JSX: &[Place] = &[
    ("jsx_opening_element", "name", "", Part::Names(Role::Call)),
    (
        "jsx_self_closing_element",
        "name",
        "",
        Part::Names(Role::Call),
    ),
];

pub(crate) const SHARED: &[Place] = &[
    (
        "function_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "generator_function_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Function),
    ),
    (
        "function_expression",
        "name",
        "",
        Part::Names(Role::Definition),
    ),
    (
        "generator_function",
        "name",
        "",
        Part::Names(Role::Definition),
    ),
    (
        "method_definition",
        "name",
        "",
        Part::Defines(SymbolKind::Method),
    ),
    (
        "class_declaration",
        "name",
        "",
        Part::Defines(SymbolKind::Class),
    ),
    ("class", "name", "", Part::Names(Role::Definition)),
    (
        "variable_declarator",
        "name",
        "",
        Part::Defines(SymbolKind::Variable),
    ),
    (
        "variable_declarator",
        "value",
        "arrow_function",
        Part::Kind(SymbolKind::Function),
    ),
    (
        "variable_declarator",
        "value",
        "function_expression",
        Part::Kind(SymbolKind::Function),
    ),
    (
        "variable_declarator",
        "value",
        "generator_function",
        Part::Kind(SymbolKind::Function),
    ),
    (
        "variable_declarator",
        "value",
        "class",
        Part::Kind(SymbolKind::Class),
    ),
    ("object_pattern", "", "", Part::Same),
    ("array_pattern", "", "", Part::Same),
    ("pair_pattern", "value", "", Part::Same),
    ("assignment_pattern", "left", "", Part::Same),
    ("object_assignment_pattern", "left", "", Part::Same),
    ("rest_pattern", "", "", Part::Same),
    (
        "formal_parameters",
        "",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "arrow_function",
        "parameter",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "catch_clause",
        "parameter",
        "",
        Part::Defines(SymbolKind::Parameter),
    ),
    (
        "for_in_statement",
        "left",
        "",
        Part::Defines(SymbolKind::Variable),
    ),
    (
        "assignment_expression",
        "left",
        "",
        Part::Names(Role::Write),
    ),
    (
        "augmented_assignment_expression",
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
    ("call_expression", "function", "", Part::Names(Role::Call)),
    ("new_expression", "constructor", "", Part::Names(Role::Call)),
    ("member_expression", "property", "", Part::Member),
    ("parenthesized_expression", "", "", Part::Same),
    ("import_statement", "source", "", Part::Module),
    ("import_clause", "", "identifier", Part::Default),
    ("namespace_import", "", "identifier", Part::Namespace),
    ("import_specifier", "name", "", Part::Name),
    ("import_specifier", "alias", "", Part::Alias),
    ("export_statement", "source", "", Part::Module),
    ("export_statement", "", "*", Part::ExportAll),
    ("export_statement", "", "default", Part::DefaultExport),
    ("export_statement", "value", "identifier", Part::Export),
    ("namespace_export", "", "*", Part::ExportAll),
    ("namespace_export", "", "identifier", Part::ExportAs),
    ("export_specifier", "name", "", Part::Export),
    ("export_specifier", "alias", "", Part::ExportAs),
];

pub(crate) const PATHS: Paths = Paths {
    style: PathStyle::Dotted,
    endings: &[
        ".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts",
    ],
    folder_files: &["index"],
    stands_for: &[
        (".js", &[".ts", ".tsx"]),
        (".jsx", &[".tsx"]),
        (".mjs", &[".mts"]),
        (".cjs", &[".cts"]),
    ],
};

const BINDING: ImportBinding = ImportBinding {
    node: "variable_declarator",
    name: "name",
    wrappers: &["await_expression", "parenthesized_expression"],
    member: ("member_expression", "property"),
    pattern: "object_pattern",
    shorthand: "shorthand_property_identifier_pattern",
    pair: ("pair_pattern", "key", "value"),
};

pub(crate) const IMPORT_CALLS: &[ImportCall] = &[
    ImportCall {
        node: "call_expression",
        function: "function",
        names: &["require"],
        is_deferred: false,
        binding: Some(BINDING),
    },
    ImportCall {
        node: "call_expression",
        function: "function",
        names: &["import"],
        is_deferred: true,
        binding: Some(BINDING),
    },
];
