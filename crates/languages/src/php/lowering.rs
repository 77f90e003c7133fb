//! PHP.
//!
//! Names of functions, classes and constants know no case, so their tokens are in lower case; variables
//! (which keep their `$`), members and constants of classes keep theirs.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Returned, Skip, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[("and", "&&"), ("or", "||"), ("xor", "^^"), ("<>", "!=")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", ";"),
        Wrapper("", " {}"),
        Wrapper("", " catch (E $e) {}"),
        Wrapper("try {} ", ""),
        Wrapper("if (1) {} ", ""),
        Wrapper("switch (1) { ", " }"),
        Wrapper("class C { ", " }"),
        Wrapper("class C { ", " {} }"),
        Wrapper("class C { ", "; }"),
        Wrapper("f(", ");"),
        Wrapper("[", "];"),
        Wrapper("function f(", ") {}"),
        Wrapper("", " function f() {}"),
        Wrapper("", " class C {}"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@;", ""),
        Dots("$@", ""),
        Dots("const @ = 1;", ""),
        Dots("case @: ", ""),
        Dots("@ => 1", ""),
        Dots("@;;", ""),
    ],
    metavars: &[Dots("$@", ""), Dots("@", ""), Dots("{$@}", "")],
    choose_form: Some(choose_form),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    drop("php_tag"),
    drop("php_end_tag"),
    hook("name", name),
    hook("namespace_name", qualified),
    hook("qualified_name", qualified),
    hook("variable_name", variable),
    node("dynamic_variable_name", Kind::Deref, &[("", To(Field::Value))]),
    hook("relative_scope", relative),
    leaf("integer", Kind::Int),
    leaf("float", Kind::Float),
    leaf("boolean", Kind::Bool),
    leaf("null", Kind::Null),
    hook("string", string),
    hook("encapsed_string", string),
    hook("heredoc", heredoc),
    hook("nowdoc", heredoc),
    hook("shell_command_expression", shell),
    inline("parenthesized_expression"),
    inline("arguments"),
    hook("argument", argument),
    leaf("variadic_placeholder", Kind::Word),
    node("variadic_unpacking", Kind::Spread, &[("", To(Field::Value))]),
    node("by_ref", Kind::Ref, &[("", To(Field::Value))]),
    node("function_call_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    hook("member_call_expression", method_call),
    hook("nullsafe_member_call_expression", method_call),
    hook("scoped_call_expression", method_call),
    hook("member_access_expression", member),
    hook("nullsafe_member_access_expression", member),
    hook("scoped_property_access_expression", member),
    hook("class_constant_access_expression", constant_access),
    hook("subscript_expression", index),
    hook("object_creation_expression", creation),
    hook("binary_expression", binary),
    node("unary_op_expression", Kind::Unary, &[("argument", To(Field::Value)), ("", To(Field::Value)), ("operator", Word)]),
    hook("update_expression", update),
    node("assignment_expression", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    hook("reference_assignment_expression", reference_assignment),
    node("augmented_assignment_expression", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    hook("conditional_expression", conditional),
    node("cast_expression", Kind::Cast, &[("type", To(Field::Type)), ("value", To(Field::Value))]),
    hook("cast_type", name),
    hook("clone_expression", builtin),
    hook("include_expression", builtin),
    hook("include_once_expression", builtin),
    hook("require_expression", builtin),
    hook("require_once_expression", builtin),
    hook("print_intrinsic", builtin),
    hook("error_suppression_expression", builtin),
    hook("echo_statement", builtin_statement),
    hook("exit_statement", builtin_statement),
    hook("unset_statement", builtin_statement),
    node("throw_expression", Kind::Throw, &[("", To(Field::Value))]),
    hook("yield_expression", yielded),
    node("array_creation_expression", Kind::List, &[]),
    node("list_literal", Kind::List, &[]),
    hook("array_element_initializer", pair),
    hook("pair", pair),
    inline("sequence_expression"),
    node("anonymous_function", Kind::Lambda, FUNCTION),
    drop("anonymous_function_use_clause"),
    node("arrow_function", Kind::Lambda, &[("parameters", To(Field::Param)), ("return_type", To(Field::Result)), ("body", Returned(Field::Body)), ("", To(Field::Modifier))]),
    node("match_expression", Kind::Switch, &[("condition", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("match_block"),
    hook("match_conditional_expression", match_arm),
    hook("match_default_expression", match_arm),
    inline("match_condition_list"),
    hook("expression_statement", expression_statement),
    drop("empty_statement"),
    drop("declare_statement"),
    node("compound_statement", Kind::Block, &[]),
    node("colon_block", Kind::Block, &[]),
    hook("if_statement", if_statement),
    hook("else_if_clause", else_if),
    inline("else_clause"),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("for_statement", Kind::For, &[("initialize", To(Field::Init)), ("condition", To(Field::Cond)), ("update", To(Field::Step)), ("body", Block(Field::Body))]),
    hook("foreach_statement", foreach),
    node("switch_statement", Kind::Switch, &[("condition", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("switch_block"),
    hook("case_statement", case),
    hook("default_statement", case),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("", To(Field::Handler))]),
    node("catch_clause", Kind::Catch, &[("type", To(Field::Type)), ("name", To(Field::Name)), ("body", Block(Field::Body))]),
    inline("type_list"),
    hook("finally_clause", finally),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[("", To(Field::Label))]),
    node("continue_statement", Kind::Continue, &[("", To(Field::Label))]),
    node("goto_statement", Kind::Goto, &[("", To(Field::Label))]),
    node("named_label_statement", Kind::Labeled, &[("", To(Field::Label))]),
    hook("function_static_declaration", each_with_modifiers),
    node("static_variable_declaration", Kind::VarDef, &[("name", To(Field::Left)), ("value", To(Field::Right))]),
    hook("const_declaration", each_with_modifiers),
    hook("const_element", constant),
    hook("property_declaration", each_with_modifiers),
    node("property_element", Kind::VarDef, &[("name", To(Field::Left)), ("default_value", To(Field::Right))]),
    hook("namespace_definition", namespace),
    hook("namespace_use_declaration", uses),
    node("function_definition", Kind::Function, FUNCTION),
    hook("method_declaration", method),
    hook("formal_parameters", parameters),
    hook("simple_parameter", parameter),
    hook("variadic_parameter", parameter),
    hook("property_promotion_parameter", parameter),
    hook("class_declaration", class),
    hook("interface_declaration", class),
    hook("trait_declaration", class),
    hook("enum_declaration", class),
    inline("base_clause"),
    inline("class_interface_clause"),
    node("declaration_list", Kind::Block, &[]),
    node("enum_declaration_list", Kind::Block, &[]),
    node("enum_case", Kind::VarDef, &[("attributes", To(Field::Decorator)), ("name", To(Field::Left)), ("value", To(Field::Right))]),
    inline("attribute_list"),
    hook("attribute_group", attributes),
    leaf("visibility_modifier", Kind::Modifier),
    leaf("static_modifier", Kind::Modifier),
    leaf("final_modifier", Kind::Modifier),
    leaf("abstract_modifier", Kind::Modifier),
    leaf("readonly_modifier", Kind::Modifier),
    leaf("var_modifier", Kind::Modifier),
    drop("reference_modifier"),
    inline("named_type"),
    hook("primitive_type", name),
    hook("bottom_type", name),
];

const FUNCTION: &[(&str, Slot)] = &[
    ("attributes", To(Field::Decorator)),
    ("static_modifier", To(Field::Modifier)),
    ("name", To(Field::Name)),
    ("parameters", To(Field::Param)),
    ("return_type", To(Field::Result)),
    ("reference_modifier", Skip),
    ("body", Block(Field::Body)),
    ("", To(Field::Modifier)),
];

/// Whether a hole is a name or a variable, a statement or a member, as what is around it says.
fn choose_form(pattern: &str, at: Range<usize>, is_dots: bool) -> &'static [usize] {
    let before = pattern[..at.start].trim_end();
    let after = pattern[at.end..].trim_start();
    let is_in_string = ['"', '`']
        .iter()
        .any(|quote| before.matches(*quote).count() % 2 == 1);
    if is_dots {
        return if is_in_string {
            &[0]
        } else {
            dots_form(before, after)
        };
    }
    if is_in_string {
        return if before.ends_with('{') { &[0] } else { &[2] };
    }
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_type =
        after.starts_with(['$', '&', '|']) && !after.starts_with("||") || after.starts_with("...$");
    let is_label =
        after.starts_with(':') && !after.starts_with("::") && before.ends_with(['(', ',']);
    let is_name = NAME_AFTER.contains(&word)
        || ["->", "::", "#[", "):", "\\"]
            .iter()
            .any(|sign| before.ends_with(sign))
        || after.starts_with('\\');
    if is_name || is_type || is_label {
        &[1, 0]
    } else {
        &[0, 1]
    }
}

/// Words before a name that is no variable.
const NAME_AFTER: &[&str] = &[
    "function",
    "class",
    "interface",
    "trait",
    "enum",
    "extends",
    "implements",
    "const",
    "namespace",
    "use",
    "goto",
];

fn dots_form(before: &str, after: &str) -> &'static [usize] {
    let Some((open, head)) = open_bracket(before) else {
        return &[1, 0, 3];
    };
    // Before a list what is closed already (an attribute) does not count.
    let head = match open {
        '(' => head.rsplit([')', ']']).next().unwrap_or(head),
        _ => head,
    };
    let words = || head.split(|c: char| !c.is_alphanumeric());
    let has = |wanted: &[&str]| words().any(|word| wanted.contains(&word));
    match open {
        '(' if has(&["function", "fn", "list"]) => &[2, 0],
        '(' if has(&["for"]) && after.starts_with(')') => &[6, 0],
        '{' if has(&["switch"]) && before.ends_with(['{', '}']) => &[4, 1],
        '{' if has(&["match"]) => &[5, 0],
        '{' if has(&["class", "interface", "trait", "enum"]) && !has(&["function"]) => &[3, 1],
        '{' if before.ends_with(['{', '}', ';'])
            || before.ends_with("...")
            || !after.starts_with([';', ')']) =>
        {
            &[1, 0]
        }
        _ => &[0, 5],
    }
}

/// The innermost bracket that is open at the end of a text, and what stands before it.
fn open_bracket(text: &str) -> Option<(char, &str)> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth > 0 => depth -= 1,
            '(' | '[' | '{' => {
                let head = &text[..at];
                let start = head.rfind([';', '{', '}']).map_or(0, |at| at + 1);
                return Some((c, &head[start..]));
            }
            _ => {}
        }
    }
    None
}

/// A name without case. `die` is another name of `exit`.
fn name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let lower = l
        .text(raw)
        .trim_matches(|c: char| "()".contains(c) || c.is_whitespace())
        .to_ascii_lowercase();
    let token = Token::of(match lower.as_str() {
        "die" => "exit",
        "boolean" => "bool",
        "integer" => "int",
        "double" | "real" => "float",
        other => other,
    });
    let kind = if matches!(lower.as_str(), "self" | "parent") {
        Kind::Special
    } else {
        Kind::Name
    };
    l.leaf(kind, raw.byte_range(), field, token);
}

fn variable<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if l.text(raw) == "$this" {
        return l.leaf(Kind::Special, raw.byte_range(), field, Token::of("this"));
    }
    l.word(Kind::Name, raw, field);
}

/// `self`, `parent` and `static`.
fn relative<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = Token::of(&l.text(raw).to_ascii_lowercase());
    l.leaf(Kind::Special, raw.byte_range(), field, token);
}

/// `A\B\c` as member accesses. That it starts at the root counts for nothing.
fn qualified<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut parts = Vec::new();
    names(raw, &mut parts);
    dotted(l, &parts, field);
}

fn names<'t>(raw: Raw<'t>, parts: &mut Vec<Raw<'t>>) {
    if raw.kind() == "name" {
        return parts.push(raw);
    }
    let mut cursor = raw.walk();
    for child in raw.named_children(&mut cursor) {
        names(child, parts);
    }
}

fn dotted<'t>(l: &mut Lowering<'t>, parts: &[Raw<'t>], field: Field) {
    let Some((last, path)) = parts.split_last() else {
        return;
    };
    if path.is_empty() {
        return l.visit(*last, field);
    }
    let span = parts[0].start_byte()..last.end_byte();
    l.build_over(Kind::Member, span, field, Token::NONE, |l| {
        dotted(l, path, Field::Object);
        l.visit(*last, Field::Name);
    });
}

/// A member keeps its case.
fn member_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.kind() == "name" && l.placeholder(raw).is_none() {
        l.word(Kind::Name, raw, field);
    } else {
        l.visit(raw, field);
    }
}

fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (start, end) = (raw.start_byte(), raw.end_byte());
    let text = l.text(raw);
    let open = text.find(['"', '\'']).map_or(0, |at| at + 1);
    let inside = start + open..(end - 1).max(start + open);
    pieces(l, raw, raw, (field, Token::NONE), inside);
}

fn heredoc<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.child_by_field_name("value") {
        Some(body) => pieces(l, raw, body, (field, Token::NONE), body.byte_range()),
        None => l.string_of(raw, field, Token::NONE, raw.end_byte()..raw.end_byte(), &[]),
    }
}

/// Backquotes run what is between them, as `exec` does.
fn shell<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte() - 1;
    l.build(Kind::Call, raw, field, Token::of("`"), |l| {
        let word = raw.start_byte()..raw.start_byte() + 1;
        l.leaf(Kind::Name, word, Field::Callee, Token::of("`"));
        pieces(l, raw, raw, (Field::Arg, Token::of("`")), inside);
    });
}

/// A method is public where nothing is said of that.
fn method<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_told = part(raw, "visibility_modifier").is_some() || l.is_pattern();
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        if !is_told {
            let start = raw.start_byte();
            l.leaf(
                Kind::Modifier,
                start..start,
                Field::Modifier,
                Token::of("public"),
            );
        }
        for part in parts(raw) {
            match part.kind() {
                "reference_modifier" => {}
                kind if kind.ends_with("_modifier") => l.visit(part, Field::Modifier),
                _ => {}
            }
        }
        l.visit_field(raw, "attributes", Field::Decorator);
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "parameters", Field::Param);
        l.visit_field(raw, "return_type", Field::Result);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// A string whose parts are the children of `parts` inside `inside`: text between interpolations.
fn pieces<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    parts: Raw<'t>,
    (field, token): (Field, Token),
    inside: Range<usize>,
) {
    l.build(Kind::Str, raw, field, token, |l| {
        let mut at = inside.start;
        let mut brace = None;
        l.each(parts, |l, child, _| {
            if !child.is_named() {
                match child.kind() {
                    "{" | "${" => brace = Some(child.start_byte()),
                    "}" => at = at.max(child.end_byte()),
                    _ => {}
                }
            } else if !matches!(
                child.kind(),
                "string_content" | "escape_sequence" | "nowdoc_string"
            ) {
                let start = brace.take().unwrap_or(child.start_byte());
                l.text_piece(at..start);
                let span = start..child.end_byte();
                at = child.end_byte();
                if l.placeholder(child).is_some() {
                    // A metavariable in a string of a pattern stands for any piece of it.
                    return l.visit(child, Field::Item);
                }
                l.build_over(Kind::Interpolation, span, Field::Item, Token::NONE, |l| {
                    l.visit(child, Field::Value)
                });
                at = child.end_byte();
            }
        });
        if at == inside.start || at < inside.end {
            let rest = at..inside.end.max(at);
            let token = Token::of(l.source(rest.clone()));
            l.leaf(Kind::Text, rest, Field::Item, token);
        }
    });
}

fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = raw.child_by_field_name("name") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        member_name(l, name, Field::Name);
        l.each(raw, |l, child, _| {
            if child.is_named() && child != name {
                l.visit(child, Field::Value);
            }
        });
    });
}

fn method_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        let end = raw
            .child_by_field_name("name")
            .map_or(raw.end_byte(), |name| name.end_byte());
        let span = raw.start_byte()..end;
        l.build_over(Kind::Member, span, Field::Callee, Token::NONE, |l| {
            object_and_name(l, raw)
        });
        l.visit_field(raw, "arguments", Field::Arg);
    });
}

fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        object_and_name(l, raw)
    });
}

fn object_and_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let object = raw.child_by_field_name("object");
    if let Some(object) = object.or_else(|| raw.child_by_field_name("scope")) {
        l.visit(object, Field::Object);
    }
    if let Some(name) = raw.child_by_field_name("name") {
        member_name(l, name, Field::Name);
    }
}

fn constant_access<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        if let (Some(scope), Some(name)) = (raw.named_child(0), raw.named_child(1)) {
            l.visit(scope, Field::Object);
            member_name(l, name, Field::Name);
        }
    });
}

/// `$a[]` has no index and says so.
fn index<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if raw.named_child_count() == 1 {
        Token::of("[]")
    } else {
        Token::NONE
    };
    l.build(Kind::Index, raw, field, token, |l| {
        for (place, field) in [(0, Field::Object), (1, Field::Index)] {
            if let Some(child) = raw.named_child(place) {
                l.visit(child, field);
            }
        }
    });
}

fn creation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "arguments" => l.visit(child, Field::Arg),
            "anonymous_class" => anonymous_class(l, child),
            _ if child.is_named() => l.visit(child, Field::Type),
            _ => {}
        });
    });
}

fn anonymous_class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    l.each(raw, |l, child, _| match child.kind() {
        "arguments" => l.visit(child, Field::Arg),
        "base_clause" | "class_interface_clause" => l.visit(child, Field::Super),
        "declaration_list" => l.visit_block(child, Field::Body),
        _ => {}
    });
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw
        .child_by_field_name("operator")
        .map_or(String::new(), |word| l.text(word).to_ascii_lowercase());
    let (kind, token, left, right) = if word == "instanceof" {
        (Kind::TypeTest, Token::NONE, Field::Value, Field::Type)
    } else {
        (Kind::Binary, l.operator(&word), Field::Left, Field::Right)
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "left", left);
        l.visit_field(raw, "right", right);
    });
}

fn update<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let token = Token::of(match (text.starts_with(['+', '-']), text.contains("++")) {
        (true, true) => "++_",
        (true, false) => "--_",
        (false, true) => "_++",
        (false, false) => "_--",
    });
    l.build(Kind::Update, raw, field, token, |l| {
        l.visit_field(raw, "argument", Field::Value);
    });
}

fn reference_assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Assign, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "left", Field::Left);
        if let Some(right) = raw.child_by_field_name("right") {
            l.build(Kind::Ref, right, Field::Right, Token::of("&"), |l| {
                l.visit(right, Field::Value)
            });
        }
    });
}

/// `a ?: b` is `a ? a : b`.
fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "condition", Field::Cond);
        if !l.visit_field(raw, "body", Field::Then)
            && let Some(condition) = raw.child_by_field_name("condition")
        {
            l.visit_copy(condition, condition, Field::Then);
        }
        l.visit_field(raw, "alternative", Field::Else);
    });
}

/// Words of the language that work like functions are calls of their names.
fn builtin<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(word) = raw.child(0) {
            name(l, word, Field::Callee);
        }
        l.visit_children(raw, Field::Arg);
    });
}

fn builtin_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        let end = raw.end_byte() - usize::from(l.text(raw).ends_with(';'));
        let span = raw.start_byte()..end;
        l.build_over(Kind::Call, span, Field::Value, Token::NONE, |l| {
            if let Some(word) = raw.child(0) {
                name(l, word, Field::Callee);
            }
            l.visit_children(raw, Field::Arg);
        });
    });
}

fn yielded<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let delegates = raw.child(1).is_some_and(|word| word.kind() == "from");
    let token = if delegates {
        Token::of("from")
    } else {
        Token::NONE
    };
    l.build(Kind::Yield, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `k => v`, or `v` alone.
fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (Some(key), Some(value)) = (raw.named_child(0), raw.named_child(1)) else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        l.visit(key, Field::Key);
        l.visit(value, Field::Value);
    });
}

/// A `throw` is a statement where it stands alone.
fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    hooks::expression_statement_unless(l, raw, field, "throw_expression");
}

fn if_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let next = raw.child_by_field_name("alternative");
    branches(l, raw, field, next);
}

/// `elseif` is an `if` in the block that `else` would be.
fn else_if<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let next = raw
        .next_named_sibling()
        .filter(|next| matches!(next.kind(), "else_if_clause" | "else_clause"));
    branches(l, raw, field, next);
}

fn branches<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, next: Option<Raw<'t>>) {
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "condition", Field::Cond);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Then);
        }
        if let Some(next) = next {
            l.visit_block(next, Field::Else);
        }
    });
}

fn foreach<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        let mut parts = [Field::Right, Field::Left].into_iter();
        l.each(raw, |l, child, _| {
            if child.is_named()
                && !child.is_extra()
                && Some(child) != body
                && let Some(part) = parts.next()
            {
                l.visit(child, part);
            }
        });
        if let Some(body) = body {
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
        let span = start..raw.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            l.each(raw, |l, child, _| {
                if child.is_named() && Some(child) != value {
                    l.visit(child, Field::Item);
                }
            });
        });
    });
}

/// What an arm gives is an expression and stands as a statement.
fn match_arm<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "conditional_expressions", Field::Label);
        if let Some(value) = raw.child_by_field_name("return_expression") {
            l.build(Kind::Block, value, Field::Body, Token::NONE, |l| {
                if value.kind() == "throw_expression" {
                    l.visit(value, Field::Item);
                } else {
                    l.build(Kind::ExprStmt, value, Field::Item, Token::NONE, |l| {
                        l.visit(value, Field::Value)
                    });
                }
            });
        }
    });
}

fn finally<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Finally, raw, Field::Finally, Token::NONE, |l| {
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// One definition for each element, each with the modifiers and the type of all.
fn each_with_modifiers<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_element = |kind: &str| kind.ends_with("_element") || kind.ends_with("_declaration");
    let mut cursor = raw.walk();
    let shared: Vec<Raw<'t>> = raw
        .children(&mut cursor)
        .filter(|child| !child.is_extra() && !is_element(child.kind()))
        .collect();
    let mut first = true;
    l.each(raw, |l, child, _| {
        if !is_element(child.kind()) {
            return;
        }
        let start = if first { raw } else { child }.start_byte();
        first = false;
        l.extend(start..child.end_byte(), child, field, |l| {
            for part in &shared {
                match part.kind() {
                    "attribute_list" => l.visit(*part, Field::Decorator),
                    "const" | "static" => l.word(Kind::Modifier, *part, Field::Modifier),
                    kind if kind.ends_with("_modifier") => l.visit(*part, Field::Modifier),
                    _ if part.is_named() => l.visit(*part, Field::Type),
                    _ => {}
                }
            }
        });
    });
}

/// A constant of a class keeps its case.
fn constant<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_member = raw
        .parent()
        .and_then(|declaration| declaration.parent())
        .is_some_and(|list| list.kind().ends_with("declaration_list"));
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        if let (Some(name), Some(value)) = (raw.named_child(0), raw.named_child(1)) {
            if is_member {
                member_name(l, name, Field::Left);
            } else {
                l.visit(name, Field::Left);
            }
            l.visit(value, Field::Right);
        }
    });
}

/// A namespace is the package of the statements behind it.
fn namespace<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    let end = body.map_or(raw.end_byte(), |body| body.start_byte());
    let span = raw.start_byte()..end;
    l.build_over(Kind::Package, span, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Name);
    });
    if let Some(body) = body {
        l.visit_children(body, field);
    }
}

/// One import for each name: `use A\{B, C as D};`. `use function` and `use const` say so by a modifier.
fn uses<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut prefix = Vec::new();
    let mut cursor = raw.walk();
    for child in raw.named_children(&mut cursor) {
        if child.kind() == "namespace_name" {
            names(child, &mut prefix);
        }
    }
    let group = raw.child_by_field_name("body").unwrap_or(raw);
    let clauses: Vec<Raw<'t>> = group
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "namespace_use_clause")
        .collect();
    for clause in clauses {
        let mut path = prefix.clone();
        let alias = clause.child_by_field_name("alias");
        let mut cursor = clause.walk();
        for part in clause.named_children(&mut cursor) {
            if Some(part) != alias {
                names(part, &mut path);
            }
        }
        let Some(last) = path.pop() else { continue };
        let sort = clause
            .child_by_field_name("type")
            .or_else(|| raw.child_by_field_name("type"));
        l.build(Kind::Import, raw, field, Token::NONE, |l| {
            if let Some(sort) = sort {
                let word = Token::of(&l.text(sort).to_ascii_lowercase());
                l.leaf(Kind::Modifier, sort.byte_range(), Field::Modifier, word);
            }
            dotted(l, &path, Field::Module);
            let taken = if path.is_empty() {
                Field::Module
            } else {
                Field::Name
            };
            l.visit(last, taken);
            if let Some(alias) = alias {
                l.visit(alias, Field::Alias);
            }
        });
    }
}

/// A parameter that is a metavariable has that as its name.
fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        let placeholder = l.placeholder(child);
        if placeholder.is_some_and(|(kind, _)| kind == Kind::Metavar) {
            l.build(Kind::Param, child, field, Token::NONE, |l| {
                l.visit(child, Field::Name)
            });
        } else if child.is_named() {
            l.visit(child, field);
        }
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if raw.kind() == "variadic_parameter" {
        Token::of("...")
    } else {
        Token::NONE
    };
    l.build(Kind::Param, raw, field, token, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "attribute_list" => l.visit(child, Field::Decorator),
            "visibility_modifier" | "readonly_modifier" => l.visit(child, Field::Modifier),
            _ => {}
        });
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "default_value", Field::Default);
    });
}

/// An attribute that is a metavariable has no arguments, so it is built here.
fn attributes<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() {
            l.build(Kind::Decorator, child, field, Token::NONE, |l| {
                if l.placeholder(child).is_some() {
                    return l.visit(child, Field::Name);
                }
                l.each(child, |l, part, _| match part.kind() {
                    "arguments" => l.visit(part, Field::Arg),
                    _ if part.is_named() => l.visit(part, Field::Name),
                    _ => {}
                });
            });
        }
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.kind().trim_end_matches("_declaration");
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "attribute_list" => l.visit(child, Field::Decorator),
            "base_clause" if word != "interface" => l.visit(child, Field::Super),
            "base_clause" | "class_interface_clause" => l.visit(child, Field::Implements),
            kind if kind.ends_with("_modifier") => l.visit(child, Field::Modifier),
            _ => {}
        });
        l.visit_field(raw, "name", Field::Name);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}
