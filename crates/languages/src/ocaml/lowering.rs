//! OCaml. All is an expression there; what follows `;` or `in` is lowered to statements of a block, as in Semgrep.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, fields, part, parts};
use assay_syntax::{
    BARE, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, To},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

use super::forms;

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["mutable", "virtual", "private", "nonrec"],
    operators: &[
        ("=", "=="),
        ("==", "==="),
        ("<>", "!="),
        ("!=", "!=="),
        ("&", "&&"),
        ("or", "||"),
        // Texts are joined by it, and nothing else.
        ("^", ".."),
    ],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", " 1"),
        Wrapper("", " in 1"),
        Wrapper("", " then 1"),
        Wrapper("", " with _ -> 1"),
        Wrapper("match x with ", ""),
        Wrapper("match x with ", " -> 1"),
        Wrapper("try 1 ", ""),
        Wrapper("if x then 1 ", ""),
        Wrapper("let f ", " = 1"),
        Wrapper("type t = ", ""),
        Wrapper("let x : ", " = 1"),
        Wrapper("object ", " end"),
        Wrapper("f ", ""),
    ],
    dots: forms::DOTS,
    metavars: forms::METAVARS,
    choose_form: Some(forms::choose),
    types: Some(Wrapper("let x : ", " = 1")),
    ..LoweringTable::PLAIN
};

const VARIABLE: &[(&str, Slot)] = &[
    ("type", To(Field::Type)),
    ("body", To(Field::Right)),
    ("", To(Field::Left)),
];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("compilation_unit", hooks::statements),
    drop("attribute"),
    drop("shebang"),
    leaf("value_name", Kind::Name),
    leaf("value_pattern", Kind::Name),
    leaf("any_pattern", Kind::Name),
    leaf("hole_expression", Kind::Name),
    leaf("type_variable", Kind::Name),
    leaf("type_constructor", Kind::Name),
    leaf("parenthesized_operator", Kind::Name),
    leaf("attribute_id", Kind::Name),
    leaf("boolean", Kind::Bool),
    hook("unit", unit),
    leaf("character", Kind::Char),
    leaf("signed_number", Kind::Int),
    hook("number", hooks::number),
    string("string", &[]),
    hook("quoted_string", quoted_string),

    hook("value_path", hooks::path),
    hook("module_path", hooks::path),
    hook("extended_module_path", hooks::path),
    hook("module_type_path", hooks::path),
    hook("constructor_path", hooks::path),
    hook("type_constructor_path", hooks::path),
    hook("field_path", hooks::path),
    hook("class_path", hooks::path),
    hook("class_type_path", hooks::path),

    hook("value_definition", values),
    hook("let_expression", let_in),
    hook("sequence_expression", sequence),
    inline("expression_item"),
    inline("parenthesized_expression"),
    hook("application_expression", call),
    hook("labeled_argument", labeled),
    hook("infix_expression", infix),
    node("hash_expression", Kind::Binary, OPERANDS),
    node("prefix_expression", Kind::Unary, &[("operator", Slot::Token), ("expression", To(Field::Value))]),
    node("sign_expression", Kind::Unary, &[("operator", Slot::Token), ("expression", To(Field::Value))]),
    node("lazy_expression", Kind::Unary, &[("expression", To(Field::Value))]),
    hook("cons_expression", cons),
    hook("set_expression", set),
    node("field_get_expression", Kind::Member, &[("record", To(Field::Object)), ("field", To(Field::Name))]),
    node("method_invocation", Kind::Member, &[("object", To(Field::Object)), ("method", To(Field::Name))]),
    node("array_get_expression", Kind::Index, INDEX),
    hook("string_get_expression", character_of),
    node("bigarray_get_expression", Kind::Index, INDEX),
    node("typed_expression", Kind::Cast, &[("expression", To(Field::Value)), ("type", To(Field::Type)), ("coercion", To(Field::Type))]),
    node("tuple_expression", Kind::Tuple, &[]),
    node("list_expression", Kind::List, &[]),
    node("empty_list", Kind::List, &[]),
    hook("array_expression", array),
    hook("array_pattern", array),
    hook("record_expression", record),
    hook("field_expression", pair),
    node("new_expression", Kind::New, &[("", To(Field::Type))]),
    hook("object_expression", hooks::statement_block),
    node("fun_expression", Kind::Lambda, &[("type", To(Field::Result)), ("body", Block(Field::Body)), ("", To(Field::Param))]),
    hook("function_expression", cases),

    node("if_expression", Kind::If, &[("condition", To(Field::Cond)), ("", To(Field::Item))]),
    hook("then_clause", clause),
    hook("else_clause", clause),
    node("while_expression", Kind::While, &[("condition", To(Field::Cond)), ("", To(Field::Body))]),
    hook("for_expression", counted),
    hook("do_clause", clause),
    node("match_expression", Kind::Switch, &[("expression", To(Field::Cond)), ("", To(Field::Item))]),
    node("try_expression", Kind::Try, &[("expression", Block(Field::Body)), ("", To(Field::Handler))]),
    hook("match_case", case),
    inline("guard"),
    node("assert_expression", Kind::Assert, &[("expression", To(Field::Arg))]),

    inline("parenthesized_pattern"),
    hook("constructor_pattern", constructor_pattern),
    hook("tag_pattern", constructor_pattern),
    hook("or_pattern", or_pattern),
    node("tuple_pattern", Kind::Tuple, &[]),
    node("list_pattern", Kind::List, &[]),
    hook("cons_pattern", cons),
    hook("record_pattern", record),
    hook("field_pattern", pair),
    node("typed_pattern", Kind::VarDef, &[("pattern", To(Field::Left)), ("type", To(Field::Type))]),
    node("alias_pattern", Kind::VarDef, &[("pattern", To(Field::Right)), ("alias", To(Field::Left)), ("", To(Field::Left))]),

    hook("parameter", parameter),
    hook("value_specification", declared),
    hook("external", declared),
    node("type_definition", Kind::Other, &[]),
    hook("type_binding", type_binding),
    node("record_declaration", Kind::Record, &[]),
    node("field_declaration", Kind::VarDef, VARIABLE),
    hook("exception_definition", exception),
    inline("module_definition"),
    hook("module_binding", module),
    node("module_parameter", Kind::Param, &[("module_type", To(Field::Type)), ("", To(Field::Name))]),
    hook("structure", hooks::statement_block),
    hook("signature", hooks::statement_block),
    node("module_application", Kind::Call, &[("functor", To(Field::Callee)), ("argument", To(Field::Arg))]),
    inline("parenthesized_module_expression"),
    hook("open_module", open),
    hook("open_module_signature", open),

    inline("class_definition"),
    hook("class_binding", class),
    hook("method_definition", method),
    node("instance_variable_definition", Kind::VarDef, VARIABLE),
    node("item_attribute", Kind::Decorator, &[("", To(Field::Name))]),
    hook("attribute_payload", payload),

    node("constructed_type", Kind::Generic, &[]),
    inline("parenthesized_type"),
    node("tuple_type", Kind::Tuple, &[]),
];

const OPERANDS: &[(&str, Slot)] = &[
    ("left", To(Field::Left)),
    ("right", To(Field::Right)),
    ("operator", Slot::Token),
];
const INDEX: &[(&str, Slot)] = &[
    ("sequence", To(Field::Object)),
    ("index", To(Field::Index)),
    ("", Slot::Token),
];

/// `{|…|}`.
fn quoted_string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let end = raw.end_byte();
    let inside =
        part(raw, "quoted_string_content").map_or(end..end, |content| content.byte_range());
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// `()`. As an argument it is no value of its own, since `f ()` only calls.
fn unit<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match field {
        Field::Arg => l.build(Kind::Tuple, raw, field, Token::NONE, |_| {}),
        _ => l.word(Kind::Null, raw, field),
    }
}

/// An expression as statements: what `;` and `in` put in a row is one row.
fn statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match raw.kind() {
        _ if l.placeholder(raw).is_some() => l.visit(raw, Field::Item),
        "sequence_expression" => parts(raw).into_iter().for_each(|part| statement(l, part)),
        "let_expression" => {
            let body = raw.child_by_field_name("body");
            for definition in parts(raw).into_iter().filter(|part| Some(*part) != body) {
                l.visit(definition, Field::Item);
            }
            if let Some(body) = body {
                statement(l, body);
            }
        }
        _ => {
            let mark = l.mark();
            l.visit(raw, Field::Item);
            l.make_statement(mark);
        }
    }
}

/// The statements of an expression as a block; it has no braces.
fn block_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::of(BARE), |l| {
        statement(l, raw)
    });
}

/// `let … in …`: statements where some stand, elsewhere a block.
fn let_in<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match field {
        Field::Item => statement(l, raw),
        _ => block_of(l, raw, field),
    }
}

fn sequence<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let_in(l, raw, field);
}

/// `let f x = … and g = …`: a function or a variable for each; the first one starts at `let`.
fn values<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let bindings: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| part.kind() == "let_binding")
        .collect();
    for (place, binding) in bindings.into_iter().enumerate() {
        let start = if place == 0 { raw } else { binding }.start_byte();
        let span = start..binding.end_byte();
        binding_of(l, binding, span, field, part(raw, "rec"));
    }
}

fn binding_of<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    span: std::ops::Range<usize>,
    field: Field,
    recursive: Option<Raw<'t>>,
) {
    let is_function = part(raw, "parameter").is_some();
    let (kind, name, result) = if is_function {
        (Kind::Function, Field::Name, Field::Result)
    } else {
        (Kind::VarDef, Field::Left, Field::Type)
    };
    l.build_over(kind, span, field, Token::NONE, |l| {
        fields_of_kind(l, raw, "item_attribute", Field::Decorator);
        if let Some(word) = recursive {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        if let Some(pattern) = raw.child_by_field_name("pattern") {
            match pattern.kind() {
                "typed_pattern" => {
                    l.visit_field(pattern, "pattern", name);
                    l.visit_field(pattern, "type", result);
                }
                _ => l.visit(pattern, name),
            }
        }
        fields_of_kind(l, raw, "parameter", Field::Param);
        l.visit_field(raw, "type", result);
        match raw.child_by_field_name("body") {
            Some(body) if is_function => block_of(l, body, Field::Body),
            Some(body) => l.visit(body, Field::Right),
            None => {}
        }
    });
}

fn fields_of_kind<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, kind: &str, field: Field) {
    for part in parts(raw).into_iter().filter(|part| part.kind() == kind) {
        l.visit(part, field);
    }
}

/// `x`, `~x`, `?(x = 1)`, `(x : t)`; a sign and a label before the name are no part of a call by place.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let sign = match l.text(raw).as_bytes().first() {
        Some(b'~') => Token::of("~"),
        Some(b'?') => Token::of("?"),
        _ => Token::NONE,
    };
    l.build(Kind::Param, raw, field, sign, |l| {
        let Some(pattern) = raw.child_by_field_name("pattern") else {
            return l.visit_children(raw, Field::Name);
        };
        match pattern.kind() {
            "typed_pattern" => {
                l.visit_field(pattern, "pattern", Field::Name);
                l.visit_field(pattern, "type", Field::Type);
            }
            _ => l.visit(pattern, Field::Name),
        }
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "default", Field::Default);
    });
}

/// A constructor takes the parts of a tuple as its arguments.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let function = raw.child_by_field_name("function");
    let is_made =
        function.is_some_and(|function| matches!(function.kind(), "constructor_path" | "tag"));
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part {
                part if Some(part) == function => l.visit(part, Field::Callee),
                part if is_made => constructed(l, part),
                part => l.visit(part, Field::Arg),
            }
        }
    });
}

fn constructed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let inner = match *parts(raw) {
        [only] if raw.kind().starts_with("parenthesized") => only,
        _ => raw,
    };
    match inner.kind() {
        "tuple_expression" | "tuple_pattern" if l.placeholder(inner).is_none() => {
            l.visit_children(inner, Field::Arg)
        }
        _ => l.visit(inner, Field::Arg),
    }
}

/// `Some x` in a pattern: it takes apart what the call of that form makes.
fn constructor_pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::of("pattern"), |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            match place {
                0 => l.visit(part, Field::Callee),
                _ => constructed(l, part),
            }
        }
    });
}

/// `~name:value`, `~name` and `?name:value`.
fn labeled<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = part(raw, "label_name") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.name_at(name.byte_range(), Field::Name);
        if !l.visit_field(raw, "expression", Field::Value) {
            l.name_at(name.byte_range(), Field::Value);
        }
    });
}

/// `a + b`, and `a := b`, which assigns to what the reference `a` holds.
fn infix<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(operator) = raw.child_by_field_name("operator") else {
        return l.visit_children(raw, field);
    };
    if l.text(operator) == ":=" {
        return l.build(Kind::Assign, raw, field, Token::NONE, |l| {
            if let Some(left) = raw.child_by_field_name("left") {
                l.build(Kind::Deref, left, Field::Left, Token::NONE, |l| {
                    l.visit(left, Field::Value)
                });
            }
            l.visit_field(raw, "right", Field::Right);
        });
    }
    let token = l.operator(l.text(operator));
    l.build(Kind::Binary, raw, field, token, |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

/// `x :: xs`.
fn cons<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Binary, raw, field, Token::of("::"), |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

fn or_pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Binary, raw, field, Token::of("|"), |l| {
        l.visit_children(raw, Field::Item)
    });
}

/// `place <- value`.
fn set<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Assign, raw, field, Token::NONE, |l| {
        let body = raw.child_by_field_name("body");
        for part in parts(raw) {
            let is_value = Some(part) == body;
            l.visit(part, if is_value { Field::Right } else { Field::Left });
        }
    });
}

/// `text.[i]` is no `array.(i)`.
fn character_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Index, raw, field, Token::of("["), |l| {
        l.visit_field(raw, "sequence", Field::Object);
        l.visit_field(raw, "index", Field::Index);
    });
}

fn array<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::List, raw, field, Token::of("[|"), |l| {
        l.visit_children(raw, Field::Item)
    });
}

/// `{ a = 1; b }` and `{ r with a = 1 }`.
fn record<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let old = raw.child_by_field_name("record");
    l.build(Kind::Record, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if Some(part) == old {
                l.build(Kind::Spread, part, Field::Item, Token::of("with"), |l| {
                    l.visit(part, Field::Value)
                });
            } else {
                l.visit(part, Field::Item);
            }
        }
    });
}

/// A field alone has the value of the variable of its name.
fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = part(raw, "field_path") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        l.visit(name, Field::Key);
        let has_value =
            l.visit_field(raw, "body", Field::Value) || l.visit_field(raw, "pattern", Field::Value);
        if !has_value {
            let name = parts(name)
                .last()
                .map_or(name.byte_range(), Raw::byte_range);
            l.name_at(name, Field::Value);
        }
    });
}

/// `function | A -> … | B -> …` is a function that matches its argument.
fn cases<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        l.build(Kind::Block, raw, Field::Body, Token::of(BARE), |l| {
            l.build(Kind::Switch, raw, Field::Item, Token::NONE, |l| {
                l.visit_children(raw, Field::Item)
            });
        });
    });
}

/// `then e`, `else e`, `do e done`.
fn clause<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let field = match raw.kind() {
        "then_clause" => Field::Then,
        "else_clause" => Field::Else,
        _ => Field::Body,
    };
    match *parts(raw) {
        [only] => block_of(l, only, field),
        _ => hooks::empty_block(l, raw.start_byte(), field),
    }
}

/// `for i = a to b do … done`.
fn counted<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Left);
        let ends = ["from", "to"].map(|name| raw.child_by_field_name(name));
        if let [Some(from), Some(to)] = ends {
            let word = if part(raw, "downto").is_some() {
                "downto"
            } else {
                "to"
            };
            let span = from.start_byte()..to.end_byte();
            l.build_over(Kind::Binary, span, Field::Right, Token::of(word), |l| {
                l.visit(from, Field::Left);
                l.visit(to, Field::Right);
            });
        }
        fields_of_kind(l, raw, "do_clause", Field::Body);
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, label) = match field {
        Field::Handler => (Kind::Catch, Field::Param),
        _ => (Kind::Case, Field::Label),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "pattern", label);
        fields_of_kind(l, raw, "guard", Field::Cond);
        if let Some(body) = raw.child_by_field_name("body") {
            block_of(l, body, Field::Body);
        }
    });
}

/// `val x : t` and `external x : t = "…"` tell a type.
fn declared<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = Token::of(hooks::first_word(l, raw));
    let of = raw.child_by_field_name("type");
    l.build(Kind::VarDef, raw, field, word, |l| {
        for part in parts(raw) {
            let slot = match part.kind() {
                _ if Some(part) == of => Field::Type,
                "item_attribute" => Field::Decorator,
                "string" | "quoted_string" => Field::Right,
                _ => Field::Left,
            };
            l.visit(part, slot);
        }
    });
}

fn type_binding<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = raw.child_by_field_name("name");
    l.build(Kind::TypeDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let slot = match part.kind() {
                _ if Some(part) == name => Field::Name,
                "type_variable" => Field::TypeParam,
                "item_attribute" => Field::Decorator,
                _ => Field::Type,
            };
            l.visit(part, slot);
        }
    });
}

fn exception<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::TypeDef, raw, field, Token::of("exception"), |l| {
        l.visit_children(raw, Field::Type)
    });
}

/// A module with a body, or another name for one: `module M = Other`.
fn module<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    let span = raw.parent().map_or(raw.start_byte(), |all| {
        let is_first = part(all, "module_binding") == Some(raw);
        if is_first { all } else { raw }.start_byte()
    })..raw.end_byte();
    let is_name = body.is_some_and(|body| body.kind() == "module_path");
    let kind = if is_name {
        Kind::Import
    } else {
        Kind::Namespace
    };
    l.build_over(kind, span, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "module_name" if is_name => l.visit(part, Field::Alias),
                "module_name" => l.visit(part, Field::Name),
                "module_parameter" => l.visit(part, Field::Param),
                "item_attribute" => l.visit(part, Field::Decorator),
                _ if Some(part) != body => l.visit(part, Field::Type),
                _ if is_name => l.visit(part, Field::Module),
                _ => l.visit_block(part, Field::Body),
            }
        }
    });
}

/// `open M` takes all names of a module.
fn open<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Import, raw, field, Token::of("*"), |l| {
        fields(l, raw, "module", Field::Module)
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let span = raw.parent().map_or(raw, |all| all).start_byte()..raw.end_byte();
    l.build_over(Kind::Class, span, field, Token::of("class"), |l| {
        for part in parts(raw) {
            match part.kind() {
                "class_name" => l.visit(part, Field::Name),
                "parameter" => l.visit(part, Field::Param),
                "type_variable" => l.visit(part, Field::TypeParam),
                "item_attribute" => l.visit(part, Field::Decorator),
                "object_expression" => l.visit_block(part, Field::Body),
                _ => l.visit(part, Field::Super),
            }
        }
    });
}

fn method<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        for word in ["private", "virtual"] {
            if let Some(word) = part(raw, word) {
                l.word(Kind::Modifier, word, Field::Modifier);
            }
        }
        fields_of_kind(l, raw, "item_attribute", Field::Decorator);
        fields_of_kind(l, raw, "method_name", Field::Name);
        fields_of_kind(l, raw, "parameter", Field::Param);
        l.visit_field(raw, "type", Field::Result);
        if let Some(body) = raw.child_by_field_name("body") {
            block_of(l, body, Field::Body);
        }
    });
}

fn payload<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.visit_children(raw, Field::Arg);
}
