//! Go.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, To},
    Token, Wrapper, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &[],
    wrappers: &[
        Wrapper("", "\n"),
        Wrapper("", " {}\n"),
        Wrapper("func f() {\n", "\n}\n"),
        Wrapper("x{", "}\n"),
        Wrapper("type T struct {\n", "\n}\n"),
        Wrapper("type T interface {\n", "\n}\n"),
        Wrapper("type T struct { x int ", "\n}\n"),
        Wrapper("switch x {\n", "\n}\n"),
        Wrapper("select {\n", "\n}\n"),
        Wrapper("var x ", "\n"),
        Wrapper("x(", ")\n"),
        Wrapper("func f(", ") {}\n"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@;", "{|;|}"),
        Dots("\"@!\"", "(|\""),
        Dots("case @:", "{|;|}"),
        Dots("@:", "case"),
        Dots("@, @ = @", ""),
        Dots("@ @", "("),
    ],
    types: Some(Wrapper("package p\nvar x ", "\n")),
    ..LoweringTable::PLAIN
};

const FUNCTION: &[(&str, Slot)] = &[
    ("receiver", To(Field::Receiver)),
    ("name", To(Field::Name)),
    ("type_parameters", To(Field::TypeParam)),
    ("parameters", To(Field::Param)),
    ("result", To(Field::Result)),
    ("body", Block(Field::Body)),
];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("field_identifier", Kind::Name),
    leaf("package_identifier", Kind::Name),
    leaf("blank_identifier", Kind::Name),
    leaf("label_name", Kind::Name),
    leaf("iota", Kind::Name),
    leaf("int_literal", Kind::Int),
    leaf("float_literal", Kind::Float),
    leaf("imaginary_literal", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("nil", Kind::Null),
    leaf("rune_literal", Kind::Char),
    string("interpreted_string_literal", &[]),
    string("raw_string_literal", &[]),

    inline("parenthesized_expression"),
    inline("argument_list"),
    hook("expression_list", list),
    hook("call_expression", call),
    hook("type_conversion_expression", conversion),
    node("selector_expression", Kind::Member, &[("operand", To(Field::Object)), ("field", To(Field::Name))]),
    node("index_expression", Kind::Index, &[("operand", To(Field::Object)), ("index", To(Field::Index))]),
    hook("slice_expression", slice),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Slot::Token)]),
    hook("unary_expression", unary),
    hook("inc_statement", update),
    hook("dec_statement", update),
    hook("composite_literal", composite),
    node("literal_value", Kind::List, &[]),
    inline("literal_element"),
    node("keyed_element", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    node("func_literal", Kind::Lambda, FUNCTION),
    node("type_assertion_expression", Kind::TypeTest, &[("operand", To(Field::Value)), ("type", To(Field::Type))]),
    node("variadic_argument", Kind::Spread, &[("", To(Field::Value))]),

    node("block", Kind::Block, &[]),
    inline("statement_list"),
    node("expression_statement", Kind::ExprStmt, &[("", To(Field::Value))]),
    hook("assignment_statement", assignment),
    hook("short_var_declaration", short_variables),
    inline("var_declaration"),
    inline("var_spec_list"),
    inline("const_declaration"),
    hook("var_spec", variables),
    hook("const_spec", variables),
    hook("if_statement", conditional),
    hook("expression_switch_statement", switch),
    hook("type_switch_statement", switch),
    node("select_statement", Kind::Switch, &[]),
    hook("expression_case", case),
    hook("type_case", case),
    hook("default_case", case),
    hook("communication_case", case),
    hook("receive_statement", assignment),
    hook("send_statement", send),
    hook("for_statement", for_loop),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[("", To(Field::Label))]),
    node("continue_statement", Kind::Continue, &[("", To(Field::Label))]),
    node("goto_statement", Kind::Goto, &[("", To(Field::Label))]),
    node("labeled_statement", Kind::Labeled, &[("label", To(Field::Label)), ("", To(Field::Body))]),
    inline("import_declaration"),
    inline("import_spec_list"),
    hook("import_spec", import),
    node("package_clause", Kind::Package, &[("", To(Field::Name))]),

    node("function_declaration", Kind::Function, FUNCTION),
    node("method_declaration", Kind::Function, FUNCTION),
    node("method_elem", Kind::Function, FUNCTION),
    inline("parameter_list"),
    inline("type_parameter_list"),
    hook("parameter_declaration", parameter),
    hook("variadic_parameter_declaration", parameter),
    hook("type_parameter_declaration", parameter),
    inline("type_declaration"),
    node("type_spec", Kind::TypeDef, &[("name", To(Field::Name)), ("type_parameters", To(Field::TypeParam)), ("type", To(Field::Type))]),
    node("type_alias", Kind::TypeDef, &[("name", To(Field::Name)), ("type_parameters", To(Field::TypeParam)), ("type", To(Field::Type))]),
    hook("struct_type", class),
    hook("interface_type", class),
    inline("field_declaration_list"),
    hook("field_declaration", member),

    inline("parenthesized_type"),
    inline("type_elem"),
    inline("type_constraint"),
    inline("type_arguments"),
    node("qualified_type", Kind::Member, &[("package", To(Field::Object)), ("name", To(Field::Name))]),
    node("generic_type", Kind::Generic, &[("type", To(Field::Type)), ("type_arguments", To(Field::TypeArg))]),
    node("type_instantiation_expression", Kind::Generic, &[("type", To(Field::Type)), ("", To(Field::TypeArg))]),
    node("pointer_type", Kind::PointerType, &[("", To(Field::Type))]),
    node("array_type", Kind::ArrayType, &[("length", To(Field::Index)), ("element", To(Field::Type))]),
    node("slice_type", Kind::ArrayType, &[("element", To(Field::Type))]),
    node("implicit_length_array_type", Kind::ArrayType, &[("element", To(Field::Type))]),
    hook("map_type", keyword_type),
    hook("channel_type", keyword_type),
    hook("function_type", function_type),
];

/// Several expressions with commas are one tuple.
fn list<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    if let [only] = *parts {
        return l.visit(only, field);
    }
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        for part in parts {
            l.visit(part, Field::Item);
        }
    });
}

/// `new(T)` and `make(T, n)` create objects.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let function = raw.child_by_field_name("function");
    let arguments = raw.child_by_field_name("arguments").map(parts);
    let name = function.map_or("", |function| l.text(function));
    let creates = matches!(
        (name, arguments.as_deref()),
        ("new", Some([_])) | ("make", Some([_, ..]))
    );
    let is_new = name == "new";
    let Some((of, arguments)) = arguments
        .as_deref()
        .filter(|_| creates)
        .and_then(|arguments| arguments.split_first())
    else {
        return l.build(Kind::Call, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "function", Field::Callee);
            l.visit_field(raw, "arguments", Field::Arg);
        });
    };
    let create = |l: &mut Lowering<'t>, field: Field| {
        l.build(Kind::New, raw, field, Token::NONE, |l| {
            l.visit(*of, Field::Type);
            let is_dots = l
                .placeholder(*of)
                .is_some_and(|(kind, _)| kind == Kind::Ellipsis);
            if is_dots {
                l.visit(*of, Field::Arg);
            }
            for argument in arguments {
                l.visit(*argument, Field::Arg);
            }
        });
    };
    if is_new {
        l.build(Kind::Ref, raw, field, Token::of("&"), |l| {
            create(l, Field::Value)
        });
    } else {
        create(l, field);
    }
}

fn conversion<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "operand", Field::Value);
    });
}

fn slice<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let bounds = [
        ("start", Field::Left),
        ("end", Field::Right),
        ("capacity", Field::Step),
    ];
    l.build(Kind::Index, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "operand", Field::Object);
        let start = raw
            .child_by_field_name("operand")
            .map_or(raw.start_byte(), |operand| operand.end_byte());
        let span = start..raw.end_byte();
        l.build_over(Kind::Slice, span, Field::Index, Token::NONE, |l| {
            for (name, field) in bounds {
                l.visit_field(raw, name, field);
            }
        });
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw
        .child_by_field_name("operator")
        .map_or("", |operator| l.text(operator));
    let kind = match operator {
        "&" => Kind::Ref,
        "*" => Kind::Deref,
        _ => Kind::Unary,
    };
    let token = Token::of(operator);
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "operand", Field::Value);
    });
}

/// `x++` is a statement.
fn update<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    statement(l, raw, field, |l, field| hooks::update(l, raw, field));
}

/// Assignments and the like are statements, but in the heads of others they stand bare.
fn statement<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    lower: impl FnOnce(&mut Lowering<'t>, Field),
) {
    if matches!(
        field,
        Field::Init | Field::Step | Field::Cond | Field::Label
    ) {
        return lower(l, field);
    }
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        lower(l, Field::Value)
    });
}

/// `T{a, b: c}`: its parts are arguments, those with names keyword arguments.
fn composite<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        let elements = raw.child_by_field_name("body").map(parts);
        for element in elements.into_iter().flatten() {
            let named = element
                .child_by_field_name("key")
                .and_then(|key| key.named_child(0))
                .filter(|key| key.kind() == "identifier" && l.placeholder(element).is_none());
            match named {
                Some(name) => l.build(Kind::Keyword, element, Field::Arg, Token::NONE, |l| {
                    l.visit(name, Field::Name);
                    l.visit_field(element, "value", Field::Value);
                }),
                None => l.visit(element, Field::Arg),
            }
        }
    });
}

fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("left").is_none() {
        return statement(l, raw, field, |l, field| {
            l.visit_field(raw, "right", field);
        });
    }
    statement(l, raw, field, |l, field| hooks::assignment(l, raw, field));
}

/// `a <- b` adds to what is in `a`.
fn send<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = l.operator("<-");
    statement(l, raw, field, |l, field| {
        l.build(Kind::AugAssign, raw, field, token, |l| {
            l.visit_field(raw, "channel", Field::Left);
            l.visit_field(raw, "value", Field::Right);
        });
    });
}

/// `a := b` defines; its `:=` is a modifier, so that neither `var a = b` nor `a = b` is the same.
fn short_variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "left", Field::Left);
        if let Some(sign) = part(raw, ":=") {
            l.word(Kind::Modifier, sign, Field::Modifier);
        }
        l.visit_field(raw, "right", Field::Right);
    });
}

/// `var a, b T = c, d`: one node for each name.
fn variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let declaration = declaration(raw);
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw
        .children_by_field_name("name", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    let value = raw.child_by_field_name("value");
    let values = value.map_or(Vec::new(), parts);
    let whole = if declaration.named_child_count() == 1 {
        declaration
    } else {
        raw
    };
    let separate = names.len() == 1 || values.is_empty() || names.len() == values.len();
    let count = if separate { names.len() } else { 1 };
    for place in 0..count {
        let span = match (place, count) {
            (0, 1) => whole.byte_range(),
            (0, _) => whole.start_byte()..names[0].end_byte(),
            _ => names[place].byte_range(),
        };
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            if let Some(word) = declaration.child(0) {
                l.word(Kind::Modifier, word, Field::Modifier);
            }
            if separate {
                l.visit(names[place], Field::Left);
            } else {
                l.build_over(
                    Kind::Tuple,
                    raw.start_byte()..names[names.len() - 1].end_byte(),
                    Field::Left,
                    Token::NONE,
                    |l| names.iter().for_each(|name| l.visit(*name, Field::Item)),
                );
            }
            l.visit_field(raw, "type", Field::Type);
            match (separate, value) {
                (true, _) => {
                    if let Some(value) = values.get(place) {
                        l.visit(*value, Field::Right);
                    }
                }
                (false, Some(value)) => l.visit(value, Field::Right),
                _ => {}
            }
        });
    }
}

/// The declaration that a specification stands in.
fn declaration<'t>(raw: Raw<'t>) -> Raw<'t> {
    let mut at = raw;
    while let Some(parent) = at.parent().filter(|_| !at.kind().ends_with("_declaration")) {
        at = parent;
    }
    at
}

/// What comes before the condition stands with the statement in a block.
fn with_initializer<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    lower: impl FnOnce(&mut Lowering<'t>, Field),
) {
    let Some(first) = raw.child_by_field_name("initializer") else {
        return lower(l, field);
    };
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        l.visit(first, Field::Item);
        lower(l, Field::Item);
    });
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    with_initializer(l, raw, field, |l, field| {
        l.build(Kind::If, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "condition", Field::Cond);
            block(l, raw, "consequence", Field::Then);
            block(l, raw, "alternative", Field::Else);
        });
    });
}

/// A switch over a type assigns what it looks at to its alias.
fn switch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    with_initializer(l, raw, field, |l, field| {
        l.build(Kind::Switch, raw, field, Token::NONE, |l| {
            match (
                raw.child_by_field_name("alias"),
                raw.child_by_field_name("value"),
            ) {
                (Some(alias), Some(value)) => {
                    let span = alias.start_byte()..value.end_byte();
                    l.build_over(Kind::Assign, span, Field::Cond, Token::NONE, |l| {
                        l.visit(alias, Field::Left);
                        l.visit(value, Field::Right);
                    });
                }
                (_, Some(value)) => l.visit(value, Field::Cond),
                _ => {}
            }
            for part in parts(raw) {
                if part.kind().ends_with("_case") {
                    l.visit(part, Field::Item);
                }
            }
        });
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let any = raw.child_by_field_name("value").filter(|value| {
        l.placeholder(*value)
            .is_some_and(|(kind, _)| kind == Kind::Ellipsis)
    });
    if let (Some(any), None) = (any, part(raw, "statement_list")) {
        // `case ...` stands for any number of cases.
        return l.visit(any, field);
    }
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        if let Some(values) = raw.child_by_field_name("value") {
            l.visit_children(values, Field::Label);
        }
        hooks::fields(l, raw, "type", Field::Label);
        l.visit_field(raw, "communication", Field::Label);
        match part(raw, "statement_list") {
            Some(body) => l.visit_block(body, Field::Body),
            None => {
                let end = raw.end_byte();
                l.build_over(Kind::Block, end..end, Field::Body, Token::NONE, |_| {});
            }
        }
    });
}

fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    let head = parts(raw).into_iter().find(|part| Some(*part) != body);
    let is_range = head.is_some_and(|head| head.kind() == "range_clause");
    let kind = if is_range { Kind::ForEach } else { Kind::For };
    l.build(kind, raw, field, Token::NONE, |l| {
        match head {
            Some(head) if is_range => range(l, head),
            Some(head) if head.kind() == "for_clause" => {
                l.visit_field(head, "initializer", Field::Init);
                l.visit_field(head, "condition", Field::Cond);
                l.visit_field(head, "update", Field::Step);
            }
            Some(head) => l.visit(head, Field::Cond),
            None => {}
        }
        block(l, raw, "body", Field::Body);
    });
}

/// The left of a range is always a tuple: a single name there is the index.
fn range<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if let Some(left) = raw.child_by_field_name("left") {
        l.build(Kind::Tuple, left, Field::Left, Token::NONE, |l| {
            l.visit_children(left, Field::Item)
        });
    }
    l.visit_field(raw, "right", Field::Right);
}

fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = raw.child_by_field_name("name");
    let takes_all = name.is_some_and(|name| name.kind() == "dot");
    let token = if takes_all {
        Token::of("*")
    } else {
        Token::NONE
    };
    // All imports of a group are told at the group's keyword.
    let span = declaration(raw).start_byte()..raw.end_byte();
    l.build_over(Kind::Import, span, field, token, |l| {
        l.visit_field(raw, "path", Field::Module);
        if let Some(name) = name.filter(|_| !takes_all) {
            l.visit(name, Field::Alias);
        }
    });
}

/// `a, b T`: one node for each name; `T` alone is a parameter without one.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_many = raw.kind().starts_with("variadic");
    let token = if is_many {
        Token::of("...")
    } else {
        Token::NONE
    };
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw
        .children_by_field_name("name", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    if names.len() < 2 {
        return l.build(Kind::Param, raw, field, token, |l| {
            l.visit_field(raw, "name", Field::Name);
            l.visit_field(raw, "type", Field::Type);
        });
    }
    for name in names {
        let is_dots = l
            .placeholder(name)
            .is_some_and(|(kind, _)| kind != Kind::Metavar);
        if is_dots {
            // `..., x T` is no list of two names.
            l.visit(name, field);
            continue;
        }
        l.build(Kind::Param, name, field, token, |l| {
            l.visit(name, Field::Name);
            l.visit_field(raw, "type", Field::Type);
        });
    }
}

/// A struct or an interface is a class without a name.
fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = Token::of(raw.kind().trim_end_matches("_type"));
    l.build(Kind::Class, raw, field, token, |l| {
        l.build(Kind::Block, raw, Field::Body, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        });
    });
}

/// The fields of a struct, one node for each name; an embedded type is a type without a name.
fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw.children_by_field_name("name", &mut cursor).collect();
    for place in 0..names.len().max(1) {
        let name = names.get(place);
        let span = match name {
            Some(name) if names.len() > 1 => name.byte_range(),
            _ => raw.byte_range(),
        };
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            if let Some(name) = name {
                l.visit(*name, Field::Left);
            }
            l.visit_field(raw, "type", Field::Type);
            l.visit_field(raw, "tag", Field::Decorator);
        });
    }
}

/// `map[K]V` and `chan T` as the generic types they are.
fn keyword_type<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = raw
        .kind()
        .trim_end_matches("_type")
        .replace("channel", "chan");
    l.build(Kind::Generic, raw, field, Token::NONE, |l| {
        let start = raw.start_byte();
        let span = start..start + name.len();
        l.leaf(Kind::Name, span, Field::Type, Token::of(&name));
        l.visit_field(raw, "key", Field::TypeArg);
        l.visit_field(raw, "value", Field::TypeArg);
    });
}

/// The type of a function always tells its result.
fn function_type<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "parameters", Field::Param);
        if !l.visit_field(raw, "result", Field::Result) {
            let end = raw.end_byte();
            l.leaf(Kind::Name, end..end, Field::Result, Token::of("void"));
        }
    });
}
