//! JavaScript, TypeScript and JSX.

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Skip, To, Token as Word},
    Token, Wrapper, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    // Rules for JavaScript often show types; what reads them reads JavaScript too.
    fallback: Some("tsx"),
    modifiers: &[
        "async", "static", "const", "let", "var", "get", "set", "abstract", "readonly", "declare",
        "override", "*",
    ],
    operators: &[],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("(", ")"),
        Wrapper("", ";"),
        Wrapper("", " {}"),
        Wrapper("async function f() {", "}"),
        Wrapper("", " catch (e) {}"),
        Wrapper("try {} ", ""),
        Wrapper("if (x) {} ", ""),
        Wrapper("switch (x) { ", " }"),
        Wrapper("class C { ", " }"),
        Wrapper("class C { ", " {} }"),
        Wrapper("x = { ", " }"),
        Wrapper("function f(", ") {}"),
        Wrapper("f(", ")"),
        Wrapper("<a>", "</a>"),
        Wrapper("<a ", " />"),
        Wrapper("", " class C {}"),
        Wrapper("type T = ", ""),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@;", ""),
        Dots("@;;", ""),
        Dots("@: @", ""),
        Dots("{...@}", ""),
        Dots("...@", ""),
        Dots("{@}", "="),
        Dots("case @:", "{|;|}"),
    ],
    metavars: &[Dots("@", ""), Dots("\"@!\"", "from"), Dots("{@}", "=")],
    braces: Some(Wrapper("(", ")")),
    types: Some(Wrapper("let x: ", ";")),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("property_identifier", Kind::Name),
    leaf("private_property_identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("statement_identifier", Kind::Name),
    leaf("predefined_type", Kind::Name),
    leaf("this", Kind::Special),
    leaf("super", Kind::Special),
    leaf("this_type", Kind::Special),
    hook("number", number),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null", Kind::Null),
    leaf("undefined", Kind::Name),
    leaf("jsx_text", Kind::Text),
    string("string", &[]),
    string("template_string", &["template_substitution"]),
    hook("regex", regex),
    hook("parenthesized_expression", hooks::bracketed),
    inline("arguments"),
    inline("formal_parameters"),
    inline("type_annotation"),
    hook("empty_statement", empty_statement),
    hook("call_expression", call),
    node("new_expression", Kind::New, &[("constructor", To(Field::Type)), ("arguments", To(Field::Arg)), ("type_arguments", Skip)]),
    node("member_expression", Kind::Member, &[("object", To(Field::Object)), ("property", To(Field::Name)), ("", Word)]),
    node("subscript_expression", Kind::Index, &[("object", To(Field::Object)), ("index", To(Field::Index)), ("", Skip)]),
    hook("binary_expression", binary),
    node("unary_expression", Kind::Unary, &[("argument", To(Field::Value)), ("operator", Word)]),
    hook("update_expression", update),
    node("assignment_expression", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("augmented_assignment_expression", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("ternary_expression", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    node("array", Kind::List, &[]),
    node("array_pattern", Kind::List, &[]),
    hook("object", object),
    hook("object_pattern", object),
    node("object_type", Kind::Record, &[]),
    node("pair", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    node("pair_pattern", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    hook("shorthand_property_identifier", shorthand),
    hook("shorthand_property_identifier_pattern", shorthand),
    node("object_assignment_pattern", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("assignment_pattern", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    hook("spread_element", spread),
    hook("rest_pattern", rest),
    inline("computed_property_name"),
    node("sequence_expression", Kind::Sequence, &[]),
    node("await_expression", Kind::Await, &[("", To(Field::Value))]),
    hook("yield_expression", yielded),
    hook("as_expression", cast),
    hook("satisfies_expression", cast),
    hook("type_assertion", cast),
    inline("non_null_expression"),
    node("function_expression", Kind::Lambda, &[("name", To(Field::Name)), ("parameters", To(Field::Param)), ("return_type", To(Field::Result)), ("type_parameters", To(Field::TypeParam)), ("body", Block(Field::Body))]),
    node("generator_function", Kind::Lambda, &[("name", To(Field::Name)), ("parameters", To(Field::Param)), ("return_type", To(Field::Result)), ("type_parameters", To(Field::TypeParam)), ("body", Block(Field::Body))]),
    hook("arrow_function", arrow),
    hook("formal_parameters", parameters),
    hook("required_parameter", typed_parameter),
    hook("optional_parameter", typed_parameter),
    hook("expression_statement", expression_statement),
    node("statement_block", Kind::Block, &[]),
    hook("variable_declaration", declaration),
    hook("lexical_declaration", declaration),
    node("variable_declarator", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("value", To(Field::Right))]),
    node("function_declaration", Kind::Function, FUNCTION),
    node("generator_function_declaration", Kind::Function, FUNCTION),
    node("function_signature", Kind::Function, FUNCTION),
    node("method_definition", Kind::Function, FUNCTION),
    node("method_signature", Kind::Function, FUNCTION),
    node("abstract_method_signature", Kind::Function, FUNCTION),
    leaf("accessibility_modifier", Kind::Modifier),
    leaf("override_modifier", Kind::Modifier),
    hook("class_declaration", class),
    hook("abstract_class_declaration", class),
    hook("class", class),
    hook("interface_declaration", class),
    hook("enum_declaration", class),
    inline("class_heritage"),
    node("array_type", Kind::ArrayType, &[("", To(Field::Type))]),
    inline("literal_type"),
    hook("extends_clause", extends),
    hook("implements_clause", implements),
    inline("extends_type_clause"),
    hook("class_body", members),
    hook("interface_body", members),
    hook("enum_body", members),
    node("field_definition", Kind::VarDef, &[("property", To(Field::Left)), ("value", To(Field::Right))]),
    node("public_field_definition", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("value", To(Field::Right)), ("", To(Field::Modifier))]),
    node("property_signature", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("", To(Field::Modifier))]),
    node("enum_assignment", Kind::VarDef, &[("name", To(Field::Left)), ("value", To(Field::Right))]),
    node("class_static_block", Kind::Block, &[("body", To(Field::Item))]),
    node("type_alias_declaration", Kind::TypeDef, &[("name", To(Field::Name)), ("value", To(Field::Type)), ("type_parameters", To(Field::TypeParam))]),
    node("generic_type", Kind::Generic, &[("name", To(Field::Type)), ("type_arguments", To(Field::TypeArg))]),
    inline("type_arguments"),
    inline("type_parameters"),
    node("type_parameter", Kind::Param, &[("name", To(Field::Name)), ("constraint", To(Field::Type)), ("value", To(Field::Default)), ("", Skip)]),
    inline("constraint"),
    inline("default_type"),
    hook("decorator", decorator),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    inline("else_clause"),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    hook("for_statement", for_loop),
    hook("for_in_statement", for_in),
    node("switch_statement", Kind::Switch, &[("value", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("switch_body"),
    hook("switch_case", case),
    hook("switch_default", case),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("handler", To(Field::Handler)), ("finalizer", To(Field::Finally))]),
    hook("catch_clause", catch),
    node("finally_clause", Kind::Finally, &[("body", Block(Field::Body))]),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("throw_statement", Kind::Throw, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[("label", To(Field::Label))]),
    node("continue_statement", Kind::Continue, &[("label", To(Field::Label))]),
    node("labeled_statement", Kind::Labeled, &[("label", To(Field::Label)), ("body", To(Field::Body))]),
    hook("import_statement", import),
    hook("import_alias", import_alias),
    hook("export_statement", export),
    node("internal_module", Kind::Namespace, &[("name", To(Field::Name)), ("body", Block(Field::Body))]),
    node("module", Kind::Namespace, &[("name", To(Field::Name)), ("body", Block(Field::Body))]),
    inline("ambient_declaration"),
    hook("jsx_element", element),
    hook("jsx_self_closing_element", element),
    inline("jsx_expression"),
    hook("jsx_attribute", attribute),
    hook("jsx_namespace_name", joined),
    hook("nested_identifier", joined_member),
    node("nested_type_identifier", Kind::Member, &[("module", To(Field::Object)), ("name", To(Field::Name))]),
];

const FUNCTION: &[(&str, Slot)] = &[
    ("name", To(Field::Name)),
    ("parameters", To(Field::Param)),
    ("return_type", To(Field::Result)),
    ("type_parameters", To(Field::TypeParam)),
    ("body", Block(Field::Body)),
    ("decorator", To(Field::Decorator)),
    ("", To(Field::Modifier)),
];

fn number<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_float = l.text(raw).contains('.')
        || (!l.text(raw).starts_with("0x") && l.text(raw).contains(['e', 'E']));
    l.word(if is_float { Kind::Float } else { Kind::Int }, raw, field);
}

fn regex<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let flags = raw
        .child_by_field_name("flags")
        .map_or(Token::NONE, |flags| Token::of(l.text(flags)));
    let Some(pattern) = raw.child_by_field_name("pattern") else {
        return l.word(Kind::Word, raw, field);
    };
    l.build(Kind::Regex, raw, field, flags, |l| {
        l.word(Kind::Text, pattern, Field::Item)
    });
}

/// `e as T`, `e satisfies T` and `<T>e`.
fn cast<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let fields = if raw.kind() == "type_assertion" {
        [Field::Type, Field::Value]
    } else {
        [Field::Value, Field::Type]
    };
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        for (part, field) in hooks::parts(raw).into_iter().zip(fields) {
            l.visit(part, field);
        }
    });
}

/// The grammar takes a namespace for an expression.
fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    hooks::expression_statement_unless(l, raw, field, "internal_module");
}

/// The arguments of a generic class that is extended do not count, as in Semgrep.
fn extends<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() && child.kind() != "type_arguments" {
            l.visit(child, field);
        }
    });
}

/// A tagged template is a call of its tag on the template, told apart by its token.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let arguments = raw.child_by_field_name("arguments");
    let is_template = arguments.is_some_and(|arguments| arguments.kind() == "template_string");
    let token = if is_template {
        Token::of("`")
    } else {
        Token::NONE
    };
    let function = raw.child_by_field_name("function");
    let arguments = |l: &mut Lowering<'t>| {
        if let Some(arguments) = arguments {
            l.visit(arguments, Field::Arg);
        }
    };
    // The grammar of TypeScript binds `await` before the call in `await f<T>(x)`.
    if let Some(awaited) = function.filter(|function| function.kind() == "await_expression") {
        return l.build(Kind::Await, raw, field, Token::NONE, |l| {
            let start = awaited.named_child(0).unwrap_or(awaited).start_byte();
            let span = start..raw.end_byte();
            l.build_over(Kind::Call, span, Field::Value, token, |l| {
                l.visit_children(awaited, Field::Callee);
                arguments(l);
            });
        });
    }
    l.build(Kind::Call, raw, field, token, |l| {
        l.visit_field(raw, "function", Field::Callee);
        arguments(l);
    });
}

/// An operation, or a call with type arguments that plain JavaScript takes for comparisons: `f<T>(x)`.
fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some((callee, arguments)) = typed_call(l, raw) {
        return l.build(Kind::Call, raw, field, Token::NONE, |l| {
            l.visit(callee, Field::Callee);
            for argument in hooks::parts(arguments) {
                match argument.kind() {
                    "sequence_expression" => l.visit_children(argument, Field::Arg),
                    _ => l.visit(argument, Field::Arg),
                }
            }
        });
    }
    let operator = raw.child_by_field_name("operator");
    let token = operator.map_or(Token::NONE, |operator| l.operator(l.text(operator)));
    l.build(Kind::Binary, raw, field, token, |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

/// What is called and its arguments in brackets, if all between is a list of types right behind the name.
fn typed_call<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> Option<(Raw<'t>, Raw<'t>)> {
    let outermost = |name: &'static str| {
        let down = move |at: &Raw<'t>| {
            let child = at.child_by_field_name(name);
            child.filter(|_| at.kind() == "binary_expression")
        };
        std::iter::successors(Some(raw), down).last()
    };
    let (callee, arguments) = (outermost("left")?, outermost("right")?);
    let is_name = matches!(callee.kind(), "identifier" | "member_expression");
    if !is_name || arguments.kind() != "parenthesized_expression" {
        return None;
    }
    let types = l.source(callee.end_byte()..arguments.start_byte());
    let types = types.strip_prefix('<')?.strip_suffix('>')?;
    let is_type = |sign: char| sign.is_alphanumeric() || "_$.,|&[]<>'\" ".contains(sign);
    let fits = types.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
        && !types.ends_with(' ')
        && types.chars().all(is_type);
    fits.then_some((callee, arguments))
}

fn update<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = hooks::update_token(l, raw);
    l.build(Kind::Update, raw, field, token, |l| {
        l.visit_field(raw, "argument", Field::Value);
    });
}

/// `{x}` is `{x: x}`.
fn shorthand<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        l.word(Kind::Name, raw, Field::Key);
        l.word(Kind::Name, raw, Field::Value);
    });
}

/// An object or what takes one apart. A metavariable alone in it is a name that is key and value.
fn object<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Record, raw, field, Token::NONE, |l| {
        for part in hooks::parts(raw) {
            match l.placeholder(part) {
                Some((Kind::Metavar, token)) => {
                    l.build(Kind::Pair, part, Field::Item, Token::NONE, |l| {
                        for field in [Field::Key, Field::Value] {
                            l.leaf(Kind::Metavar, part.byte_range(), field, token);
                        }
                    })
                }
                _ => l.visit(part, Field::Item),
            }
        }
    });
}

/// A semicolon of its own. It counts only where it follows a statement on its line: `for (…) {…};`.
fn empty_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let before = l.source(0..raw.start_byte());
    if field == Field::Item && before.ends_with('}') {
        l.build(Kind::ExprStmt, raw, field, Token::NONE, |_| {});
    }
}

fn spread<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Spread, raw, field, Token::of("..."), |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn rest<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if field == Field::Param {
        l.build(Kind::Param, raw, field, Token::of("..."), |l| {
            l.visit_children(raw, Field::Name)
        });
    } else {
        spread(l, raw, field);
    }
}

fn yielded<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if l.text(raw)["yield".len()..].trim_start().starts_with('*') {
        Token::of("*")
    } else {
        Token::NONE
    };
    l.build(Kind::Yield, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn arrow<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::of("=>"), |l| {
        l.each(raw, |l, child, _| {
            if child.kind() == "async" {
                l.word(Kind::Modifier, child, Field::Modifier);
            }
        });
        if let Some(parameter) = raw.child_by_field_name("parameter") {
            one_parameter(l, parameter, Field::Param);
        }
        l.visit_field(raw, "type_parameters", Field::TypeParam);
        l.visit_field(raw, "parameters", Field::Param);
        l.visit_field(raw, "return_type", Field::Result);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_returned(body, Field::Body);
        }
    });
}

fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() && !child.is_extra() {
            one_parameter(l, child, field);
        }
    });
}

fn one_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_dots = l
        .placeholder(raw)
        .is_some_and(|(kind, _)| kind != Kind::Metavar);
    match raw.kind() {
        _ if is_dots => l.visit(raw, field),
        "required_parameter" | "optional_parameter" | "rest_pattern" => l.visit(raw, field),
        "assignment_pattern" => l.build(Kind::Param, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "left", Field::Name);
            l.visit_field(raw, "right", Field::Default);
        }),
        _ => l.build(Kind::Param, raw, field, Token::NONE, |l| {
            l.visit(raw, Field::Name)
        }),
    }
}

fn typed_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let pattern = raw.child_by_field_name("pattern");
    let rest = pattern.filter(|pattern| pattern.kind() == "rest_pattern");
    let token = if rest.is_some() {
        Token::of("...")
    } else {
        Token::NONE
    };
    l.build(Kind::Param, raw, field, token, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "decorator" => l.visit(child, Field::Decorator),
            "accessibility_modifier" | "readonly" => l.word(Kind::Modifier, child, Field::Modifier),
            _ => {}
        });
        match rest {
            Some(rest) => l.visit_children(rest, Field::Name),
            None => {
                l.visit_field(raw, "pattern", Field::Name);
            }
        }
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "value", Field::Default);
    });
}

/// One node for each declarator, each with the word that declares it.
fn declaration<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.child(0).filter(|word| !word.is_named());
    let mut first = true;
    l.each(raw, |l, child, _| {
        let hole = l.placeholder(child).map(|(kind, _)| kind);
        if hole == Some(Kind::Metavar) {
            return l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
                if let Some(word) = word {
                    l.word(Kind::Modifier, word, Field::Modifier);
                }
                l.visit(child, Field::Left);
            });
        }
        if child.kind() != "variable_declarator" || hole.is_some() {
            if child.is_named() && !child.is_extra() {
                l.visit(child, field);
            }
            return;
        }
        let start = if first {
            raw.start_byte()
        } else {
            child.start_byte()
        };
        first = false;
        l.extend(start..child.end_byte(), child, field, |l| {
            if let Some(word) = word {
                l.word(Kind::Modifier, word, Field::Modifier);
            }
        });
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = match raw.kind() {
        "interface_declaration" => "interface",
        "enum_declaration" => "enum",
        _ => "class",
    };
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "abstract" | "const" | "declare" => l.word(Kind::Modifier, child, Field::Modifier),
            "decorator" => l.visit(child, Field::Decorator),
            "class_heritage" | "extends_type_clause" => l.visit(child, Field::Super),
            _ => {}
        });
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "type_parameters", Field::TypeParam);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

fn implements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.visit_children(raw, Field::Implements);
}

/// A member without a value is a field too.
fn enum_member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if raw.kind() == "enum_assignment" {
        return l.visit(raw, Field::Item);
    }
    l.build(Kind::VarDef, raw, Field::Item, Token::NONE, |l| {
        l.visit(raw, Field::Left)
    });
}

/// Decorators stand before what they decorate.
fn members<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        let mut decorators: Vec<Raw<'t>> = Vec::new();
        l.each(raw, |l, child, _| {
            if child.kind() == "decorator" {
                decorators.push(child);
            } else if child.is_named() && !child.is_extra() {
                let start = decorators
                    .first()
                    .map_or(child.start_byte(), Raw::start_byte);
                let before = std::mem::take(&mut decorators);
                if before.is_empty() && raw.kind() == "enum_body" && l.placeholder(child).is_none()
                {
                    return enum_member(l, child);
                }
                if before.is_empty() {
                    return l.visit(child, Field::Item);
                }
                l.extend(start..child.end_byte(), child, Field::Item, |l| {
                    for decorator in before {
                        l.visit(decorator, Field::Decorator);
                    }
                });
            }
        });
    });
}

fn decorator<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        l.each(raw, |l, child, _| {
            if child.kind() == "call_expression" && l.placeholder(child).is_none() {
                l.visit_field(child, "function", Field::Name);
                l.visit_field(child, "arguments", Field::Arg);
            } else if child.is_named() {
                l.visit(child, Field::Name);
            }
        });
    });
}

fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::For, raw, field, Token::NONE, |l| {
        for (name, part) in [
            ("initializer", Field::Init),
            ("condition", Field::Cond),
            ("increment", Field::Step),
        ] {
            if let Some(child) = raw.child_by_field_name(name) {
                if child.kind() == "expression_statement" && l.placeholder(child).is_none() {
                    l.visit_children(child, part);
                } else {
                    l.visit(child, part);
                }
            }
        }
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

fn for_in<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw
        .child_by_field_name("operator")
        .map_or(Token::NONE, |word| Token::of(l.text(word)));
    l.build(Kind::ForEach, raw, field, operator, |l| {
        if let Some(word) = raw.child_by_field_name("kind") {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let value = raw.child_by_field_name("value");
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        if let Some(value) = value {
            l.visit(value, Field::Label);
        }
        let start = value.map_or(raw.start_byte(), |value| value.end_byte());
        l.build_over(
            Kind::Block,
            start..raw.end_byte(),
            Field::Body,
            Token::NONE,
            |l| {
                l.each(raw, |l, child, _| {
                    if child.is_named() && Some(child) != value {
                        l.visit(child, Field::Item);
                    }
                });
            },
        );
    });
}

fn catch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Catch, raw, field, Token::NONE, |l| {
        if !l.visit_field(raw, "parameter", Field::Name) {
            // `catch {}` catches all the same.
            l.leaf(
                Kind::Name,
                raw.start_byte()..raw.start_byte(),
                Field::Name,
                Token::of("_"),
            );
        }
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// One node for each name that is imported, or one for the module if there is none.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let source = raw.child_by_field_name("source");
    let mut names: Vec<(Option<Raw<'t>>, Option<Raw<'t>>, &str)> = Vec::new();
    let mut cursor = raw.walk();
    if let Some(clause) = hooks::part(raw, "import_require_clause") {
        return l.build(Kind::Import, raw, field, Token::NONE, |l| {
            l.visit_field(clause, "source", Field::Module);
            if let Some(name) = clause.named_child(0) {
                l.visit(name, Field::Alias);
            }
        });
    }
    for clause in raw
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "import_clause")
    {
        let mut cursor = clause.walk();
        for part in clause.named_children(&mut cursor) {
            match part.kind() {
                "namespace_import" => names.push((None, part.named_child(0), "")),
                "named_imports" => {
                    let mut cursor = part.walk();
                    for name in part
                        .named_children(&mut cursor)
                        .filter(|child| !child.is_extra())
                    {
                        names.push((
                            name.child_by_field_name("name").or(Some(name)),
                            name.child_by_field_name("alias"),
                            "",
                        ));
                    }
                }
                _ => names.push((None, Some(part), "default")),
            }
        }
    }
    if names.is_empty() {
        names.push((None, None, ""));
    }
    for (name, alias, token) in names {
        let token = if token.is_empty() {
            Token::NONE
        } else {
            Token::of(token)
        };
        l.build(Kind::Import, raw, field, token, |l| {
            if let Some(source) = source {
                l.visit(source, Field::Module);
            }
            if let Some(name) = name {
                l.visit(name, Field::Name);
            }
            if let Some(alias) = alias {
                l.visit(alias, Field::Alias);
            }
        });
    }
}

/// `import a = b.c`.
fn import_alias<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Import, raw, field, Token::NONE, |l| {
        let fields = [Field::Alias, Field::Module];
        for (part, field) in hooks::parts(raw).into_iter().zip(fields) {
            l.visit(part, field);
        }
    });
}

fn export<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let decorators: Vec<Raw<'t>> = raw
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "decorator")
        .collect();
    let words: Vec<Raw<'t>> = raw
        .children(&mut cursor)
        .filter(|child| matches!(child.kind(), "export" | "default"))
        .collect();
    if let Some(definition) = raw.child_by_field_name("declaration") {
        return l.extend(raw.byte_range(), definition, field, |l| {
            for decorator in decorators {
                l.visit(decorator, Field::Decorator);
            }
            for word in words {
                l.word(Kind::Modifier, word, Field::Modifier);
            }
        });
    }
    l.build(Kind::Other, raw, field, Token::of("export"), |l| {
        for word in words.iter().skip(1) {
            l.word(Kind::Modifier, *word, Field::Modifier);
        }
        l.visit_children(raw, Field::Item);
    });
}

fn element<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let open = raw.child_by_field_name("open_tag").unwrap_or(raw);
    let close = raw.child_by_field_name("close_tag");
    l.build(Kind::Element, raw, field, Token::NONE, |l| {
        let name = open.child_by_field_name("name");
        l.each(open, |l, child, _| {
            if Some(child) == name {
                l.visit(child, Field::Name);
            } else if child.is_named() && child.kind() != "type_arguments" && open == raw
                || child.kind().starts_with("jsx_")
            {
                l.visit(child, Field::Attr);
            }
        });
        if open != raw {
            l.each(raw, |l, child, _| {
                let is_blank = child.kind() == "jsx_text" && l.text(child).trim().is_empty();
                if child.is_named() && child != open && Some(child) != close && !is_blank {
                    l.visit(child, Field::Item);
                }
            });
        }
    });
}

fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Attr, raw, field, Token::NONE, |l| {
        let mut first = true;
        l.each(raw, |l, child, _| {
            if child.is_named() {
                l.visit(child, if first { Field::Name } else { Field::Value });
                first = false;
            }
        });
    });
}

fn joined<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.word(Kind::Name, raw, field);
}

fn joined_member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "object", Field::Object);
        l.visit_field(raw, "property", Field::Name);
    });
}
