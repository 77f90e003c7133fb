//! Scala. Operators in letters are calls of methods, as in Semgrep; those in signs are operators.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, empty_block, fields, first_word, part, parts, path_of};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, To},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["val", "var", "case"],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", " {}"),
        Wrapper("", " = 1"),
        Wrapper("x match { ", " }"),
        Wrapper("try {} ", ""),
        Wrapper("", " catch { case e => 1 }"),
        Wrapper("if (x) {} ", ""),
        Wrapper("", "\nclass C {}"),
        Wrapper("def f(", ") = 1"),
        Wrapper("f(", ")"),
        Wrapper("val x: ", " = 1"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@ : @", "(|,"),
        Dots("@ <- @", "(|;|{"),
        Dots("case @ =>", "case"),
        Dots("case @ => @", "match {|catch {|;|}"),
    ],
    types: Some(Wrapper("val x: ", " = 1")),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("compilation_unit", hooks::statements),
    leaf("identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("operator_identifier", Kind::Name),
    leaf("wildcard", Kind::Name),
    leaf("integer_literal", Kind::Int),
    leaf("floating_point_literal", Kind::Float),
    leaf("boolean_literal", Kind::Bool),
    leaf("null_literal", Kind::Null),
    leaf("character_literal", Kind::Char),
    leaf("access_modifier", Kind::Modifier),
    leaf("inline_modifier", Kind::Modifier),
    string("string", &[]),
    hook("interpolated_string_expression", interpolated),
    hook("quote_expression", symbol),

    inline("parenthesized_expression"),
    inline("arguments"),
    node("call_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    hook("generic_function", generic_function),
    node("field_expression", Kind::Member, &[("value", To(Field::Object)), ("field", To(Field::Name))]),
    hook("infix_expression", infix),
    hook("infix_pattern", infix),
    hook("prefix_expression", unary),
    hook("postfix_expression", postfix),
    hook("assignment_expression", assignment),
    node("ascription_expression", Kind::Cast, &[("type", To(Field::Type)), ("return_type", To(Field::Type)), ("", To(Field::Value))]),
    hook("instance_expression", creation),
    hook("lambda_expression", lambda),
    hook("case_block", case_block),
    node("tuple_expression", Kind::Tuple, &[]),
    hook("method_value", method_value),
    hook("vararg", spread),

    hook("block", statement_block),
    hook("indented_block", statement_block),
    hook("template_body", statement_block),
    hook("with_template_body", statement_block),
    hook("enum_body", statement_block),
    inline("enum_case_definitions"),
    hook("simple_enum_case", enum_case),
    hook("full_enum_case", enum_case),
    drop("self_type"),
    drop("end_marker"),
    node("val_definition", Kind::VarDef, VARIABLE),
    node("var_definition", Kind::VarDef, VARIABLE),
    node("val_declaration", Kind::VarDef, VARIABLE),
    node("var_declaration", Kind::VarDef, VARIABLE),
    node("identifiers", Kind::Tuple, &[]),
    node("if_expression", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    node("while_expression", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_while_expression", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    hook("for_expression", for_loop),
    inline("enumerators"),
    hook("enumerator", enumerator),
    hook("match_expression", match_on),
    hook("case_clause", case),
    inline("guard"),
    hook("try_expression", try_block),
    hook("finally_clause", finally),
    node("return_expression", Kind::Return, &[("", To(Field::Value))]),
    node("throw_expression", Kind::Throw, &[("", To(Field::Value))]),

    node("case_class_pattern", Kind::Call, &[("type", To(Field::Callee)), ("pattern", To(Field::Arg))]),
    node("typed_pattern", Kind::VarDef, &[("pattern", To(Field::Left)), ("type", To(Field::Type))]),
    node("capture_pattern", Kind::VarDef, &[("name", To(Field::Left)), ("pattern", To(Field::Right))]),
    hook("alternative_pattern", hooks::binary),
    node("tuple_pattern", Kind::Tuple, &[]),

    hook("import_declaration", import),
    hook("package_clause", package),
    hook("package_identifier", hooks::path),
    hook("stable_identifier", hooks::path),
    hook("stable_type_identifier", hooks::path),
    hook("modifiers", hooks::modifiers),
    node("annotation", Kind::Decorator, &[("name", To(Field::Name)), ("arguments", To(Field::Arg))]),
    hook("function_definition", function),
    hook("function_declaration", function),
    inline("parameters"),
    inline("bindings"),
    node("parameter", Kind::Param, &[("name", To(Field::Name)), ("type", To(Field::Type)), ("default_value", To(Field::Default)), ("", To(Field::Modifier))]),
    node("binding", Kind::Param, &[("name", To(Field::Name)), ("type", To(Field::Type)), ("", To(Field::Name))]),
    inline("class_parameters"),
    node("class_parameter", Kind::Param, &[("name", To(Field::Name)), ("type", To(Field::Type)), ("default_value", To(Field::Default)), ("", To(Field::Modifier))]),
    hook("type_parameters", type_parameters),
    hook("class_definition", class),
    hook("object_definition", class),
    hook("trait_definition", class),
    hook("enum_definition", class),
    hook("package_object", class),
    node("type_definition", Kind::TypeDef, &[("name", To(Field::Name)), ("type_parameters", To(Field::TypeParam)), ("type", To(Field::Type)), ("", To(Field::Modifier))]),

    node("generic_type", Kind::Generic, &[("type", To(Field::Type)), ("type_arguments", To(Field::TypeArg))]),
    inline("type_arguments"),
    inline("repeated_parameter_type"),
    node("tuple_type", Kind::Tuple, &[]),
];

const VARIABLE: &[(&str, Slot)] = &[
    ("pattern", To(Field::Left)),
    ("name", To(Field::Left)),
    ("type", To(Field::Type)),
    ("value", To(Field::Right)),
    ("", To(Field::Modifier)),
];

/// `s"…"`: the word before the quotes is its tag.
fn interpolated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(text) = part(raw, "interpolated_string") else {
        return l.visit_children(raw, field);
    };
    let word = raw
        .child_by_field_name("interpolator")
        .map_or("", |word| l.text(word));
    let token = match word {
        "" => Token::NONE,
        word => Token::of(word),
    };
    let quote = if l.text(text).starts_with("\"\"\"") {
        3
    } else {
        1
    };
    let start = text.start_byte() + quote;
    let inside = start..text.end_byte().saturating_sub(quote).max(start);
    l.build(Kind::Str, raw, field, token, |l| {
        l.string_pieces(text, inside, &["interpolation"])
    });
}

/// `'name` is a string of its own sort.
fn symbol<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [name] if name.kind() == "identifier" => {
            l.string_of(raw, field, Token::of(":"), name.byte_range(), &[])
        }
        _ => l.build(Kind::Other, raw, field, Token::of("quote"), |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

/// A function that is called with type arguments is its name.
fn generic_function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "function", field);
}

/// `a op b`: an operator in signs, an assignment `op=`, or a method in letters.
fn infix<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(operator) = raw.child_by_field_name("operator") else {
        return l.visit_children(raw, field);
    };
    let text = l.text(operator);
    let is_comparison = matches!(text, "==" | "!=" | "<=" | ">=" | "===" | "=!=");
    let kind = match text {
        _ if text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '`') => Kind::Call,
        _ if text.ends_with('=') && !is_comparison => Kind::AugAssign,
        _ => Kind::Binary,
    };
    if kind == Kind::Call {
        return l.build(Kind::Call, raw, field, Token::NONE, |l| {
            let span = raw.start_byte()..operator.end_byte();
            l.build_over(Kind::Member, span, Field::Callee, Token::NONE, |l| {
                l.visit_field(raw, "left", Field::Object);
                l.visit(operator, Field::Name);
            });
            l.visit_field(raw, "right", Field::Arg);
        });
    }
    let token = match kind {
        Kind::AugAssign => l.operator(text.trim_end_matches('=')),
        _ => l.operator(text),
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = l.operator(first_word(l, raw));
    l.build(Kind::Unary, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `a op` calls the method.
fn postfix<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Object, Field::Name]) {
            l.visit(part, field);
        }
    });
}

/// Among arguments it gives one by its name.
fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_argument = field == Field::Arg
        && raw
            .child_by_field_name("left")
            .is_some_and(|left| left.kind() == "identifier");
    let (kind, left, right) = if is_argument {
        (Kind::Keyword, Field::Name, Field::Value)
    } else {
        (Kind::Assign, Field::Left, Field::Right)
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "left", left);
        l.visit_field(raw, "right", right);
    });
}

fn creation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "arguments" => l.visit(part, Field::Arg),
                "template_body" => l.visit_block(part, Field::Body),
                "compound_type" => {
                    l.visit_field(part, "base", Field::Type);
                    fields(l, part, "extra", Field::Super);
                }
                _ => l.visit(part, Field::Type),
            }
        }
    });
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let parameters: Vec<Raw<'t>> = raw
        .children_by_field_name("parameters", &mut cursor)
        .collect();
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        match parameters.first() {
            Some(bindings) if bindings.kind() == "bindings" => l.visit(*bindings, Field::Param),
            Some(first) => {
                let end = parameters.last().unwrap_or(first).end_byte();
                one_parameter(l, &parameters, first.start_byte()..end);
            }
            None => {}
        }
        let is_body =
            |part: &Raw<'t>| !parameters.contains(part) && part.kind() != "type_parameters";
        let body: Vec<Raw<'t>> = parts(raw).into_iter().filter(is_body).collect();
        match *body {
            [only] => l.visit_returned(only, Field::Body),
            _ => {
                let start = body.first().map_or(raw.end_byte(), Raw::start_byte);
                let span = start..raw.end_byte();
                l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
                    each_statement(l, &body)
                });
            }
        }
    });
}

/// `implicit x: T` before the arrow of a function.
fn one_parameter<'t>(l: &mut Lowering<'t>, all: &[Raw<'t>], span: std::ops::Range<usize>) {
    l.build_over(Kind::Param, span, Field::Param, Token::NONE, |l| {
        let mut fields = [Field::Name, Field::Type].into_iter();
        for part in all {
            match part.kind() {
                "implicit" => l.word(Kind::Modifier, *part, Field::Modifier),
                _ if part.is_named() => l.visit(*part, fields.next().unwrap_or(Field::Item)),
                _ => {}
            }
        }
    });
}

fn each_statement<'t>(l: &mut Lowering<'t>, body: &[Raw<'t>]) {
    for part in body {
        let mark = l.mark();
        l.visit(*part, Field::Item);
        l.make_statement(mark);
    }
}

/// `{ case … }` alone is a function that matches its argument.
fn case_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if matches!(field, Field::Item | Field::Handler) {
        return l.visit_children(raw, field);
    }
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        l.build(Kind::Block, raw, Field::Body, Token::NONE, |l| {
            l.build(Kind::Switch, raw, Field::Item, Token::NONE, |l| {
                l.visit_children(raw, Field::Item)
            });
        });
    });
}

fn method_value<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(method) = parts(raw).first() {
        l.visit(*method, field);
    }
}

/// `xs: _*`.
fn spread<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Spread, raw, field, Token::of("*"), |l| {
        if let Some(value) = parts(raw).first() {
            l.visit(*value, Field::Value);
        }
    });
}

/// A block; in a string it is only the brackets of an expression.
fn statement_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_interpolation = raw
        .parent()
        .is_some_and(|parent| parent.kind() == "interpolation");
    match *parts(raw) {
        [only] if is_interpolation || only.kind() == "lambda_expression" && field == Field::Arg => {
            l.visit(only, field)
        }
        _ => l.build(Kind::Block, raw, field, Token::NONE, |l| {
            hooks::statements(l, raw, field)
        }),
    }
}

fn enum_case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Left);
        l.visit_field(raw, "class_parameters", Field::Param);
    });
}

/// Each `x <- xs if c` is one part of the head; `yield` is part of the body.
fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let yields = part(raw, "yield");
    l.build(Kind::For, raw, field, Token::NONE, |l| {
        fields(l, raw, "enumerators", Field::Init);
        let Some(body) = raw.child_by_field_name("body") else {
            return;
        };
        let Some(word) = yields else {
            return l.visit_block(body, Field::Body);
        };
        let span = word.start_byte()..body.end_byte();
        l.build_over(Kind::Block, span.clone(), Field::Body, Token::NONE, |l| {
            l.build_over(
                Kind::ExprStmt,
                span.clone(),
                Field::Item,
                Token::NONE,
                |l| {
                    l.build_over(Kind::Yield, span, Field::Value, Token::NONE, |l| {
                        l.visit(body, Field::Value)
                    });
                },
            );
        });
    });
}

fn enumerator<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_definition = part(raw, "=").is_some();
    let kind = if is_definition {
        Kind::VarDef
    } else {
        Kind::CompFor
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        let mut slots = [Field::Left, Field::Right].into_iter();
        for part in parts(raw) {
            let slot = match part.kind() {
                "guard" => Field::Cond,
                _ => slots.next().unwrap_or(Field::Item),
            };
            l.visit(part, slot);
        }
    });
}

fn match_on<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "value", Field::Cond);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_children(body, Field::Item);
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = if field == Field::Handler {
        Kind::Catch
    } else {
        Kind::Case
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        if let Some(pattern) = raw.child_by_field_name("pattern") {
            match (kind, pattern.kind()) {
                (Kind::Catch, "typed_pattern") if l.placeholder(pattern).is_none() => {
                    l.visit_field(pattern, "type", Field::Type);
                    l.visit_field(pattern, "pattern", Field::Name);
                }
                (Kind::Catch, "identifier") => l.visit(pattern, Field::Name),
                (Kind::Catch, _) => l.visit(pattern, Field::Param),
                _ => l.visit(pattern, Field::Label),
            }
        }
        if let Some(guard) = part(raw, "guard") {
            l.visit(guard, Field::Cond);
        }
        let mut cursor = raw.walk();
        let body: Vec<Raw<'t>> = raw
            .children_by_field_name("body", &mut cursor)
            .filter(Raw::is_named)
            .collect();
        if let [only] = *body
            && only.kind() == "block"
        {
            return l.visit_block(only, Field::Body);
        }
        let start = body.first().map_or(raw.end_byte(), Raw::start_byte);
        let span = start..raw.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            each_statement(l, &body)
        });
    });
}

fn try_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    // It ends with the last of its cases, as in Semgrep.
    let last = parts(raw).into_iter().next_back();
    let cases = last
        .filter(|last| last.kind() == "catch_clause")
        .and_then(|clause| part(clause, "case_block"));
    let end = cases
        .and_then(|cases| parts(cases).into_iter().next_back())
        .unwrap_or(raw);
    let end = end.start_byte() + l.text(end).trim_end().len();
    let span = raw.start_byte()..end;
    l.build_over(Kind::Try, span, field, Token::NONE, |l| {
        block(l, raw, "body", Field::Body);
        for part in parts(raw) {
            match part.kind() {
                // `catch { ... }` of a pattern is a block to the grammar.
                "catch_clause" => match *parts(part) {
                    [block] if l.is_pattern() && block.kind() == "block" => {
                        l.visit_children(block, Field::Handler)
                    }
                    _ => l.visit_children(part, Field::Handler),
                },
                "finally_clause" => l.visit(part, Field::Finally),
                _ => {}
            }
        }
    });
}

fn finally<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Finally, raw, field, Token::NONE, |l| {
        for body in parts(raw) {
            l.visit_block(body, Field::Body);
        }
    });
}

/// One node for each name: `import a.b`, `import a.{b, c => d, _}`.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let mut path: Vec<Raw<'t>> = raw
        .children_by_field_name("path", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    let selectors = match part(raw, "namespace_selectors") {
        Some(selectors) => parts(selectors),
        None => part(raw, "namespace_wildcard")
            .or_else(|| path.pop())
            .into_iter()
            .collect(),
    };
    for selector in selectors {
        let takes_all = selector.kind() == "namespace_wildcard";
        let token = if takes_all {
            Token::of("*")
        } else {
            Token::NONE
        };
        l.build(Kind::Import, raw, field, token, |l| {
            path_of(l, raw, Field::Module, &path);
            if takes_all {
                return;
            }
            match selector.child_by_field_name("alias") {
                Some(alias) => {
                    l.visit_field(selector, "name", Field::Name);
                    l.visit(alias, Field::Alias);
                }
                None => l.visit(selector, Field::Name),
            }
        });
    }
}

fn package<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    let kind = match body {
        Some(_) => Kind::Namespace,
        None => Kind::Package,
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Name);
        block(l, raw, "body", Field::Body);
    });
}

fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = raw.child_by_field_name("name");
    let result = raw.child_by_field_name("return_type");
    let body = raw.child_by_field_name("body");
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                _ if Some(part) == name => l.visit(part, Field::Name),
                _ if Some(part) == result => l.visit(part, Field::Result),
                _ if Some(part) == body => l.visit_returned(part, Field::Body),
                "modifiers" | "annotation" => l.visit(part, Field::Modifier),
                "type_parameters" => l.visit(part, Field::TypeParam),
                "parameters" => l.visit(part, Field::Param),
                _ => {}
            }
        }
    });
}

/// The names stand in the list without nodes of their own.
fn type_parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw.children_by_field_name("name", &mut cursor).collect();
    for name in names {
        let is_dots = l
            .placeholder(name)
            .is_some_and(|(kind, _)| kind != Kind::Metavar);
        if is_dots {
            l.visit(name, field);
        } else {
            l.build(Kind::Param, name, field, Token::NONE, |l| {
                l.visit(name, Field::Name)
            });
        }
    }
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = match raw.kind() {
        "object_definition" | "package_object" => "object",
        "trait_definition" => "trait",
        "enum_definition" => "enum",
        _ => "class",
    };
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        for part in parts(raw) {
            match part.kind() {
                "modifiers" => l.visit(part, Field::Modifier),
                "annotation" => l.visit(part, Field::Decorator),
                _ => {}
            }
        }
        if let Some(word) = part(raw, "case") {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "type_parameters", Field::TypeParam);
        fields(l, raw, "class_parameters", Field::Param);
        if let Some(extends) = raw.child_by_field_name("extend") {
            fields(l, extends, "type", Field::Super);
        }
        match raw.child_by_field_name("body") {
            Some(body) => l.visit_block(body, Field::Body),
            None => empty_block(l, raw.end_byte(), Field::Body),
        }
    });
}
