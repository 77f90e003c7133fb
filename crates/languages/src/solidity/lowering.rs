//! Solidity.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, fields, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To, Token as Word},
    Token, Wrapper, hook, inline, leaf, node,
};

use super::postfix;

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("", ""),
        Wrapper("contract C { function f() { ", " } }"),
        Wrapper("contract C { function f() { ", "; } }"),
        Wrapper("contract C { ", " }"),
        Wrapper("contract C { ", "; }"),
        Wrapper("contract C { ", " {} }"),
        Wrapper("", ";"),
        Wrapper("", " {}"),
        Wrapper("contract C { function f(", ") {} }"),
        Wrapper("contract C { ", " x; }"),
    ],
    dots: &[
        Dots("@;", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@ @", "(|,"),
        Dots("@: @", "{|,"),
        Dots("@;;", "for (|for("),
    ],
    metavars: &[
        Dots("@", ""),
        Dots("\"@!\"", "import|from"),
        Dots("#", "solidity|=|<|>|^|~"),
    ],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("primitive_type", Kind::Name),
    hook("number_literal", hooks::number),
    leaf("yul_decimal_number", Kind::Int),
    leaf("yul_hex_number", Kind::Int),
    leaf("yul_identifier", Kind::Name),
    hook("solidity_version", trimmed),
    hook("solidity_version_comparison_operator", trimmed),
    leaf("boolean_literal", Kind::Bool),
    hook("string_literal", string_literal),
    hook("string", string),
    leaf("visibility", Kind::Modifier),
    hook("state_mutability", mutability),
    leaf("virtual", Kind::Modifier),
    leaf("override_specifier", Kind::Modifier),
    leaf("immutable", Kind::Modifier),

    inline("expression"),
    inline("statement"),
    inline("call_argument"),
    inline("revert_arguments"),
    node("call_struct_argument", Kind::Keyword, &[("name", To(Field::Name)), ("value", To(Field::Value))]),
    node("struct_field_assignment", Kind::Keyword, &[("name", To(Field::Name)), ("value", To(Field::Value))]),
    hook("call_expression", call),
    hook("struct_expression", call_options),
    hook("type_cast_expression", conversion),
    hook("payable_conversion_expression", conversion),
    node("new_expression", Kind::New, &[("name", To(Field::Type)), ("", To(Field::Arg))]),
    hook("member_expression", member),
    hook("array_access", element),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("unary_expression", Kind::Unary, &[("argument", To(Field::Value)), ("operator", Word)]),
    hook("update_expression", hooks::update),
    node("assignment_expression", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("augmented_assignment_expression", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    hook("ternary_expression", ternary),
    hook("tuple_expression", tuple),
    inline("parenthesized_expression"),
    node("inline_array_expression", Kind::List, &[]),

    hook("block_statement", statement_block),
    node("function_body", Kind::Block, &[]),
    node("expression_statement", Kind::ExprStmt, &[("", To(Field::Value))]),
    hook("variable_declaration_statement", variables),
    node("variable_declaration", Kind::VarDef, &[("type", To(Field::Type)), ("name", To(Field::Left))]),
    hook("state_variable_declaration", state_variable),
    hook("constant_variable_declaration", state_variable),
    hook("if_statement", conditional),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_while_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    hook("for_statement", for_loop),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[]),
    node("continue_statement", Kind::Continue, &[]),
    hook("emit_statement", event),
    hook("revert_statement", event),
    node("try_statement", Kind::Try, &[("attempt", To(Field::Resource)), ("body", Block(Field::Body)), ("", To(Field::Handler))]),
    node("catch_clause", Kind::Catch, &[("body", Block(Field::Body)), ("", To(Field::Param))]),
    hook("import_directive", import),

    hook("function_definition", function),
    hook("constructor_definition", function),
    hook("fallback_receive_definition", function),
    hook("modifier_definition", special_function),
    hook("event_definition", special_function),
    hook("error_declaration", special_function),
    hook("modifier_invocation", modifier),
    inline("return_type_definition"),
    hook("parameter", parameter),
    hook("event_parameter", parameter),
    hook("error_parameter", parameter),
    hook("contract_declaration", class),
    hook("interface_declaration", class),
    hook("library_declaration", class),
    hook("struct_declaration", class),
    hook("enum_declaration", class),
    node("contract_body", Kind::Block, &[]),
    node("struct_body", Kind::Block, &[]),
    node("enum_body", Kind::Block, &[]),
    node("struct_member", Kind::VarDef, &[("type", To(Field::Type)), ("name", To(Field::Left))]),
    leaf("enum_value", Kind::Name),

    hook("type_name", type_name),
    hook("user_defined_type", hooks::path),
    inline("type_alias"),
];

/// The grammar takes the blanks before a version into it.
fn trimmed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let start = raw.start_byte() + (text.len() - text.trim_start().len());
    let token = Token::of(text.trim());
    l.leaf(Kind::Word, start..raw.end_byte(), field, token);
}

/// Strings that stand behind each other are one.
fn string_literal<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] => l.visit(only, field),
        _ => l.build(Kind::Str, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte() - 1;
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// `new T(a)` is a call of `new T` to the grammar.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if postfix::of_last_operand(l, raw, field) {
        return;
    }
    let function = raw.child_by_field_name("function");
    let created = function
        .and_then(|function| function.named_child(0))
        .filter(|function| function.kind() == "new_expression");
    let kind = if created.is_some() {
        Kind::New
    } else {
        Kind::Call
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        match (created, function) {
            (Some(created), _) => {
                l.visit_field(created, "name", Field::Type);
            }
            (None, Some(function)) => l.visit(function, Field::Callee),
            _ => {}
        }
        for part in parts(raw) {
            if Some(part) != function {
                l.visit(part, Field::Arg);
            }
        }
    });
}

fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if !postfix::of_last_operand(l, raw, field) {
        l.build(Kind::Member, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "object", Field::Object);
            l.visit_field(raw, "property", Field::Name);
        });
    }
}

fn element<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if !postfix::of_last_operand(l, raw, field) {
        l.build(Kind::Index, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "base", Field::Object);
            fields(l, raw, "index", Field::Index);
        });
    }
}

/// `f{value: 1}` is a call of its own that gives the function to call.
fn call_options<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if postfix::of_last_operand(l, raw, field) {
        return;
    }
    let of = raw.child_by_field_name("type");
    l.build(Kind::Call, raw, field, Token::of("{"), |l| {
        for part in parts(raw) {
            l.visit(
                part,
                if Some(part) == of {
                    Field::Callee
                } else {
                    Field::Arg
                },
            );
        }
    });
}

/// `address(x)` and `payable(x)` are calls.
fn conversion<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(word) = raw.child(0) {
            l.word(Kind::Name, word, Field::Callee);
        }
        for part in parts(raw) {
            if part.kind() == "call_argument" {
                l.visit(part, Field::Arg);
            }
        }
    });
}

fn ternary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw)
            .into_iter()
            .zip([Field::Cond, Field::Then, Field::Else])
        {
            l.visit(part, field);
        }
    });
}

/// Brackets around one expression are none.
fn tuple<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] if !l.text(raw).contains(',') => l.visit(only, field),
        _ => l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

/// A block; `unchecked { … }` is a statement with one.
fn statement_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(word) = part(raw, "unchecked") else {
        return l.build(Kind::Block, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        });
    };
    l.build(Kind::With, raw, field, Token::of("unchecked"), |l| {
        let span = word.end_byte()..raw.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            for part in parts(raw) {
                if part != word {
                    l.visit(part, Field::Item);
                }
            }
        });
    });
}

/// `T a = b`, or `(T a, U b) = c`.
fn variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "variable_declaration" if l.placeholder(part).is_none() => {
                    l.visit_field(part, "type", Field::Type);
                    location(l, part);
                    l.visit_field(part, "name", Field::Left);
                }
                "variable_declaration_tuple" => {
                    l.build(Kind::Tuple, part, Field::Left, Token::NONE, |l| {
                        for part in parts(part) {
                            if !l.visit_field(part, "name", Field::Item) {
                                l.visit(part, Field::Item);
                            }
                        }
                    })
                }
                _ => {}
            }
        }
        l.visit_field(raw, "value", Field::Right);
    });
}

fn state_variable<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        l.each(raw, |l, child, _| {
            if matches!(
                child.kind(),
                "visibility" | "constant" | "immutable" | "override_specifier" | "transient"
            ) {
                l.word(Kind::Modifier, child, Field::Modifier);
            }
        });
        l.visit_field(raw, "name", Field::Left);
        l.visit_field(raw, "value", Field::Right);
    });
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let bodies: Vec<Raw<'t>> = raw
        .children_by_field_name("body", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "condition", Field::Cond);
        for (body, field) in bodies.into_iter().zip([Field::Then, Field::Else]) {
            l.visit_block(body, field);
        }
    });
}

fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::For, raw, field, Token::NONE, |l| {
        for (name, slot) in [
            ("initial", Field::Init),
            ("condition", Field::Cond),
            ("update", Field::Step),
        ] {
            match raw.child_by_field_name(name) {
                Some(child)
                    if child.kind() == "expression_statement" && l.placeholder(child).is_none() =>
                {
                    l.visit_children(child, slot)
                }
                Some(child) if child.is_named() => l.visit(child, slot),
                _ => {}
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

/// `emit E(a)` and `revert E(a)`: calls under their word.
fn event<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.child(0);
    let name = raw
        .child_by_field_name("name")
        .or_else(|| raw.child_by_field_name("error"));
    let arguments: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| Some(*part) != name)
        .collect();
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        l.build(Kind::Call, raw, Field::Value, Token::NONE, |l| {
            if let Some(word) = word {
                l.word(Kind::Name, word, Field::Callee);
            }
            match name {
                Some(name) => {
                    let span = name.start_byte()..raw.end_byte();
                    l.build_over(Kind::Call, span, Field::Arg, Token::NONE, |l| {
                        l.visit(name, Field::Callee);
                        arguments.iter().for_each(|part| l.visit(*part, Field::Arg));
                    });
                }
                None => arguments.iter().for_each(|part| l.visit(*part, Field::Arg)),
            }
        });
    });
}

/// One node for each name, or one for the file.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw
        .children_by_field_name("import_name", &mut cursor)
        .collect();
    let aliases: Vec<Raw<'t>> = raw.children_by_field_name("alias", &mut cursor).collect();
    for place in 0..names.len().max(1) {
        let name = names.get(place);
        let end = names.get(place + 1).map_or(raw.end_byte(), Raw::start_byte);
        let is_own = |alias: &&Raw<'t>| {
            name.is_none_or(|name| {
                alias.start_byte() > name.start_byte() && alias.start_byte() < end
            })
        };
        l.build(Kind::Import, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "source", Field::Module);
            if let Some(name) = name {
                l.visit(*name, Field::Name);
            }
            if let Some(alias) = aliases.iter().find(is_own) {
                l.visit(*alias, Field::Alias);
            }
        });
    }
}

/// A function; a constructor is one whose name is the word of the language. Who may call it and how it may be overridden
/// are its modifiers; what else is said of it is a decorator.
fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let named = ["name", "body", "return_type"].map(|name| raw.child_by_field_name(name));
    let [name, body, result] = named;
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        match (name, raw.child(0)) {
            (Some(name), _) => l.visit(name, Field::Name),
            (None, Some(word)) => l.word(Kind::Name, word, Field::Name),
            _ => {}
        }
        for part in parts(raw) {
            match part.kind() {
                _ if Some(part) == name => {}
                _ if Some(part) == body => l.visit_block(part, Field::Body),
                _ if Some(part) == result => l.visit(part, Field::Result),
                "visibility" | "virtual" | "override_specifier" => {
                    l.word(Kind::Modifier, part, Field::Modifier)
                }
                "modifier_invocation" => named_alone(l, part, Kind::Decorator, Field::Name),
                _ => named_alone(l, part, Kind::Param, Field::Type),
            }
        }
        if let Some(word) = part(raw, "payable") {
            mutability(l, word, Field::Decorator);
        }
    });
}

/// A parameter or modifier; a metavariable alone is what its one name would be: a type, or what is called.
fn named_alone<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, kind: Kind, name: Field) {
    let field = match kind {
        Kind::Decorator => Field::Decorator,
        _ => Field::Param,
    };
    match l.placeholder(raw) {
        Some((Kind::Metavar, token)) => l.build(kind, raw, field, Token::NONE, |l| {
            l.leaf(Kind::Metavar, raw.byte_range(), name, token)
        }),
        _ => l.visit(raw, field),
    }
}

/// `view`, `pure` and `payable` are like the modifiers that a contract defines.
fn mutability<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        l.word(Kind::Name, raw, Field::Name)
    });
}

/// Modifiers, events and errors are functions of another sort.
fn special_function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.kind().split('_').next().unwrap_or_default();
    l.build(Kind::Function, raw, field, Token::of(word), |l| {
        l.visit_field(raw, "name", Field::Name);
        for part in parts(raw) {
            if part.kind().ends_with("parameter")
                || l.placeholder(part).is_some() && part.kind() != "identifier"
            {
                named_alone(l, part, Kind::Param, Field::Type);
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

/// What a function is wrapped in is a decorator.
fn modifier<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            l.visit(part, if place == 0 { Field::Name } else { Field::Arg });
        }
    });
}

/// A single name in a list of parameters is a type.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        location(l, raw);
        l.visit_field(raw, "name", Field::Name);
    });
}

/// `memory`, `storage` or `calldata`.
fn location<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if let Some(word) = raw.child_by_field_name("location") {
        l.word(Kind::Modifier, word, Field::Modifier);
    }
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.kind().trim_end_matches("_declaration");
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        if let Some(word) = part(raw, "abstract") {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        l.visit_field(raw, "name", Field::Name);
        for part in parts(raw) {
            if part.kind() == "inheritance_specifier" {
                fields(l, part, "ancestor", Field::Super);
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

/// `mapping(K => V)`, `T[n]`, or a name.
fn type_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("key_type").is_some() {
        return l.build(Kind::Generic, raw, field, Token::NONE, |l| {
            if let Some(word) = raw.child(0) {
                l.word(Kind::Name, word, Field::Type);
            }
            l.visit_field(raw, "key_type", Field::TypeArg);
            l.visit_field(raw, "value_type", Field::TypeArg);
        });
    }
    if part(raw, "[").is_none() {
        return l.visit_children(raw, field);
    }
    l.build(Kind::ArrayType, raw, field, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            l.visit(
                part,
                if place == 0 {
                    Field::Type
                } else {
                    Field::Index
                },
            );
        }
    });
}
