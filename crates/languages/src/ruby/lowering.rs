//! Ruby.
//!
//! Everything is an expression there; what stands in a list of statements is made a statement here. A
//! symbol is a string with the token `:`. A call with a block is a call of the call, as in Semgrep, so
//! that `f(x)` is found in `f(x) { … }`.

use tree_sitter::Node as Raw;

use assay_syntax::{
    BARE, Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, To},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[("and", "&&"), ("or", "||"), ("not", "!"), ("...", "..")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("f(", ")"),
        Wrapper("x = {", "}"),
        Wrapper("", "\nend"),
        Wrapper("begin\n", "\nend"),
        Wrapper("if x\n", "\nend"),
        Wrapper("case x\n", "\nend"),
        Wrapper("x ", ""),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@: @", ""),
        Dots("**@", ""),
        Dots("M@", ""),
        Dots("&@", ""),
        Dots("when @ then", ""),
    ],
    metavars: &[Dots("@", ""), Dots("M@", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("program", statements),
    leaf("identifier", Kind::Name),
    leaf("constant", Kind::Name),
    leaf("instance_variable", Kind::Name),
    leaf("class_variable", Kind::Name),
    leaf("global_variable", Kind::Name),
    leaf("hash_key_symbol", Kind::Name),
    leaf("file", Kind::Name),
    leaf("line", Kind::Name),
    leaf("encoding", Kind::Name),
    leaf("operator", Kind::Name),
    hook("setter", setter),
    leaf("self", Kind::Special),
    leaf("super", Kind::Special),
    leaf("integer", Kind::Int),
    leaf("float", Kind::Float),
    leaf("rational", Kind::Float),
    leaf("complex", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("nil", Kind::Null),
    leaf("character", Kind::Char),
    hook("simple_symbol", symbol),
    hook("delimited_symbol", delimited),
    hook("string", delimited),
    hook("bare_string", bare),
    hook("bare_symbol", bare),
    hook("chained_string", chained),
    hook("subshell", subshell),
    hook("regex", regex),
    hook("heredoc_beginning", heredoc),
    drop("heredoc_body"),
    drop("empty_statement"),
    node("string_array", Kind::List, &[]),
    node("symbol_array", Kind::List, &[]),
    node("array", Kind::List, &[]),
    node("hash", Kind::Dict, &[]),
    hook("pair", pair),
    hook("splat_argument", spread),
    hook("hash_splat_argument", spread),
    hook("block_argument", spread),
    hook("rest_assignment", spread),
    leaf("forward_argument", Kind::Word),
    inline("argument_list"),
    hook("call", call),
    node("element_reference", Kind::Index, &[("object", To(Field::Object)), ("", To(Field::Index))]),
    node("scope_resolution", Kind::Member, &[("scope", To(Field::Object)), ("name", To(Field::Name))]),
    hook("binary", binary),
    node("unary", Kind::Unary, &[("operand", To(Field::Value)), ("operator", Slot::Token)]),
    hook("range", range),
    node("assignment", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("operator_assignment", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Slot::Token)]),
    hook("left_assignment_list", tuple),
    hook("right_assignment_list", tuple),
    hook("destructured_left_assignment", tuple),
    node("conditional", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    hook("parenthesized_statements", parenthesized),
    node("lambda", Kind::Lambda, &[("parameters", To(Field::Param)), ("body", Block(Field::Body))]),
    inline("interpolation"),
    hook("body_statement", body),
    hook("begin", body),
    hook("then", block),
    hook("do", block),
    hook("block_body", block),
    hook("block", inner_block),
    hook("do_block", inner_block),
    hook("if", conditional),
    hook("elsif", conditional),
    hook("unless", conditional),
    hook("if_modifier", conditional),
    hook("unless_modifier", conditional),
    hook("else", block),
    hook("while", loop_over),
    hook("until", loop_over),
    hook("while_modifier", loop_over),
    hook("until_modifier", loop_over),
    node("for", Kind::ForEach, &[("pattern", To(Field::Left)), ("value", To(Field::Right)), ("body", Block(Field::Body))]),
    inline("in"),
    hook("case", case),
    hook("case_match", case),
    node("when", Kind::Case, &[("pattern", To(Field::Label)), ("body", Block(Field::Body))]),
    node("in_clause", Kind::Case, &[("pattern", To(Field::Label)), ("guard", To(Field::Cond)), ("body", Block(Field::Body))]),
    inline("pattern"),
    inline("if_guard"),
    inline("unless_guard"),
    hook("rescue_modifier", rescue_modifier),
    node("rescue", Kind::Catch, &[("exceptions", To(Field::Type)), ("variable", To(Field::Name)), ("body", Block(Field::Body))]),
    inline("exceptions"),
    inline("exception_variable"),
    hook("return", returned),
    hook("yield", returned),
    hook("break", returned),
    hook("next", returned),
    hook("method", method),
    hook("singleton_method", method),
    hook("method_parameters", parameters),
    hook("lambda_parameters", parameters),
    hook("block_parameters", parameters),
    hook("optional_parameter", parameter),
    hook("keyword_parameter", parameter),
    hook("splat_parameter", parameter),
    hook("hash_splat_parameter", parameter),
    hook("block_parameter", parameter),
    hook("destructured_parameter", parameter),
    leaf("forward_parameter", Kind::Word),
    hook("class", class),
    inline("superclass"),
    hook("module", module),
    node("array_pattern", Kind::List, &[]),
    node("hash_pattern", Kind::Dict, &[]),
    node("keyword_pattern", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
];

/// The statements of a list, expressions made statements.
fn statements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() {
            statement(l, child);
        }
    });
}

/// A name that stands alone is a call, in code; in a pattern it is any use of the name.
fn statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let mark = l.mark();
    if import(l, raw) {
        return;
    }
    if raw.kind() == "identifier" && !l.is_pattern() {
        l.build(Kind::Call, raw, Field::Value, Token::NONE, |l| {
            l.visit(raw, Field::Callee)
        });
    } else {
        l.visit(raw, Field::Value);
    }
    l.make_statement(mark);
}

/// `require`, `require_relative` and `load` of a literal are imports.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) -> bool {
    let Some(method) = raw
        .child_by_field_name("method")
        .filter(|_| raw.kind() == "call")
    else {
        return false;
    };
    let arguments = raw.child_by_field_name("arguments");
    let only = arguments
        .filter(|arguments| arguments.named_child_count() == 1)
        .and_then(|arguments| arguments.named_child(0));
    let module = only.filter(|only| {
        let is_metavar = l
            .placeholder(*only)
            .is_some_and(|(kind, _)| kind == Kind::Metavar);
        is_metavar || only.kind() == "string" && !has_interpolation(*only)
    });
    let is_import = raw.child_by_field_name("receiver").is_none()
        && matches!(l.text(method), "require" | "require_relative" | "load");
    let Some(module) = module.filter(|_| is_import) else {
        return false;
    };
    l.build(Kind::Import, raw, Field::Item, Token::NONE, |l| {
        l.visit(module, Field::Module)
    });
    true
}

/// Whether the text of a string is known only when it runs.
fn has_interpolation(string: Raw<'_>) -> bool {
    let mut cursor = string.walk();
    string
        .named_children(&mut cursor)
        .any(|part| part.kind() == "interpolation")
}

/// A block that is a metavariable in a pattern stands for any statements.
fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    statements(l, raw, field);
    let token = match *l.pending(mark) {
        [only] if l.built().kind(only) == Kind::Metavar => Token::of(BARE),
        _ => Token::NONE,
    };
    l.close(Kind::Block, raw.byte_range(), field, token, mark);
}

/// Statements, and a `Try` around them if there is a `rescue`, `else` or `ensure`.
fn body<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_part = |kind: &str| matches!(kind, "rescue" | "else" | "ensure");
    let mut cursor = raw.walk();
    let has_parts = raw
        .named_children(&mut cursor)
        .any(|child| is_part(child.kind()));
    if !has_parts {
        return block(l, raw, field);
    }
    let field = if raw.kind() == "begin" {
        field
    } else {
        Field::Item
    };
    let end = raw
        .named_children(&mut cursor)
        .find(|child| is_part(child.kind()))
        .map_or(raw.end_byte(), |part| part.start_byte());
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        l.build_over(
            Kind::Block,
            raw.start_byte()..end,
            Field::Body,
            Token::NONE,
            |l| {
                l.each(raw, |l, child, _| {
                    if child.is_named() && !is_part(child.kind()) {
                        statement(l, child);
                    }
                });
            },
        );
        l.each(raw, |l, child, _| match child.kind() {
            "rescue" => l.visit(child, Field::Handler),
            "else" => l.visit(child, Field::Else),
            "ensure" => l.build(Kind::Finally, child, Field::Finally, Token::NONE, |l| {
                block(l, child, Field::Body)
            }),
            _ => {}
        });
    });
}

/// `(a)` is `a`; several statements are a block.
fn parenthesized<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.named_child_count() == 1 {
        l.visit_children(raw, field);
    } else {
        block(l, raw, field);
    }
}

fn setter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = Token::of(&l.text(raw).replace(' ', ""));
    l.leaf(Kind::Name, raw.byte_range(), field, token);
}

fn symbol<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte();
    l.string_of(raw, field, Token::of(":"), inside, &[]);
}

/// A string, symbol or the like with delimiters: what is between the first token and the last.
fn delimited<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if raw.kind() == "delimited_symbol" {
        Token::of(":")
    } else {
        Token::NONE
    };
    l.string_of(raw, field, token, between(raw), &["interpolation"]);
}

fn between(raw: Raw<'_>) -> std::ops::Range<usize> {
    let last = raw.child_count().saturating_sub(1);
    match (raw.child(0), raw.child(last)) {
        (Some(open), Some(close)) if last > 0 => open.end_byte()..close.start_byte(),
        _ => raw.byte_range(),
    }
}

fn bare<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if raw.kind() == "bare_symbol" {
        Token::of(":")
    } else {
        Token::NONE
    };
    l.string_of(raw, field, token, raw.byte_range(), &["interpolation"]);
}

fn chained<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Str, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

fn subshell<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Other, raw, field, Token::of("`"), |l| {
        l.string_of(
            raw,
            Field::Item,
            Token::of("`"),
            between(raw),
            &["interpolation"],
        );
    });
}

fn regex<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = between(raw);
    let flags = l.source(inside.end..raw.end_byte())[1..].to_owned();
    let token = if flags.is_empty() {
        Token::NONE
    } else {
        Token::of(&flags)
    };
    l.build(Kind::Regex, raw, field, token, |l| {
        l.string_pieces(raw, inside, &["interpolation"])
    });
}

/// The text of a here-document stands behind the line that starts it.
fn heredoc<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(body) = heredoc_body(l, raw) else {
        return l.word(Kind::Word, raw, field);
    };
    let mut cursor = body.walk();
    let end = body
        .named_children(&mut cursor)
        .find(|child| child.kind() == "heredoc_end")
        .map_or(body.end_byte(), |end| end.start_byte());
    l.build(Kind::Str, raw, field, Token::NONE, |l| {
        l.string_pieces(body, body.start_byte()..end, &["interpolation"])
    });
}

fn heredoc_body<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> Option<Raw<'t>> {
    let line_start = l
        .source(0..raw.start_byte())
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = l.source(line_start..raw.start_byte());
    let earlier = ["<<~", "<<-"].map(|sign| before.matches(sign).count());
    let mut above = Some(raw);
    while let Some(at) = above {
        let siblings = std::iter::successors(at.next_sibling(), |next| next.next_sibling());
        let mut bodies = siblings.filter(|next| next.kind() == "heredoc_body");
        if let Some(body) = bodies.nth(earlier.iter().sum()) {
            return Some(body);
        }
        above = at.parent();
    }
    None
}

/// `a: 1` and `:a => 1` are one; as an argument they are a named one.
fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(key) = raw.child_by_field_name("key") else {
        return l.visit_children(raw, field);
    };
    let value = raw.child_by_field_name("value");
    let word = match key.kind() {
        "hash_key_symbol" => Some(key.byte_range()),
        "simple_symbol" => Some(key.start_byte() + 1..key.end_byte()),
        _ => None,
    };
    let (kind, first) = match word {
        Some(_) if field == Field::Arg => (Kind::Keyword, Field::Name),
        _ => (Kind::Pair, Field::Key),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        match word.clone() {
            Some(word) if first == Field::Name => l.name_at(word, first),
            Some(word) if l.placeholder(key).is_none() => {
                l.string_of(key, first, Token::of(":"), word, &[])
            }
            _ => l.visit(key, first),
        }
        match (value, word) {
            (Some(value), _) => l.visit(value, Field::Value),
            (None, Some(word)) => l.name_at(word, Field::Value),
            (None, None) => {}
        }
    });
}

fn spread<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let sign = match raw.kind() {
        "hash_splat_argument" => "**",
        "block_argument" => "&",
        _ => "*",
    };
    l.build(Kind::Spread, raw, field, Token::of(sign), |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// A call with a block is a call of the call with a function.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(dots) = dots_with_block(l, raw) {
        return command_with_block(l, raw, dots, field);
    }
    let Some(given) = raw.child_by_field_name("block") else {
        return plain_call(l, raw, field, false);
    };
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        plain_call(l, raw, Field::Callee, true);
        l.build(Kind::Lambda, given, Field::Arg, Token::NONE, |l| {
            l.visit_field(given, "parameters", Field::Param);
            inner_block(l, given, Field::Body);
        });
    });
}

/// `f ... { … }` of a pattern: the grammar gives the block to the dots.
fn dots_with_block<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> Option<Raw<'t>> {
    let arguments = raw
        .child_by_field_name("arguments")
        .filter(|_| l.is_pattern())?;
    let last = arguments.named_child(arguments.named_child_count().checked_sub(1)? as u32)?;
    let method = last.child_by_field_name("method")?;
    let is_dots = matches!(
        l.placeholder(method),
        Some((Kind::Ellipsis | Kind::Metavars, _))
    );
    (is_dots && last.child_by_field_name("block").is_some()).then_some(last)
}

fn command_with_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, dots: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.build(Kind::Call, raw, Field::Callee, Token::NONE, |l| {
            callee(l, raw, Field::Callee);
            let arguments = raw.child_by_field_name("arguments");
            for part in arguments
                .map(assay_syntax::hooks::parts)
                .unwrap_or_default()
            {
                if part != dots {
                    l.visit(part, Field::Arg);
                } else if let Some(method) = part.child_by_field_name("method") {
                    l.visit(method, Field::Arg);
                }
            }
        });
        if let Some(given) = dots.child_by_field_name("block") {
            l.build(Kind::Lambda, given, Field::Arg, Token::NONE, |l| {
                inner_block(l, given, Field::Body)
            });
        }
    });
}

fn inner_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.child_by_field_name("body") {
        Some(body) => l.visit_block(body, field),
        None => l.build(Kind::Block, raw, field, Token::NONE, |_| {}),
    }
}

/// A call, or what looks like the access to a member where there are no arguments and no brackets.
fn plain_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, has_block: bool) {
    let arguments = raw.child_by_field_name("arguments");
    let end = arguments
        .or_else(|| raw.child_by_field_name("method"))
        .map_or(raw.end_byte(), |part| part.end_byte());
    if arguments.is_none() && !has_block {
        return callee(l, raw, field);
    }
    l.build_over(Kind::Call, raw.start_byte()..end, field, Token::NONE, |l| {
        callee(l, raw, Field::Callee);
        if let Some(arguments) = arguments {
            l.visit(arguments, Field::Arg);
        }
    });
}

fn callee<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let method = raw.child_by_field_name("method");
    let Some(receiver) = raw.child_by_field_name("receiver") else {
        if let Some(method) = method {
            l.visit(method, field);
        }
        return;
    };
    let end = method.map_or(receiver.end_byte(), |method| method.end_byte());
    let span = raw.start_byte()..end;
    l.build_over(Kind::Member, span, field, Token::NONE, |l| {
        l.visit(receiver, Field::Object);
        match method {
            Some(method) => l.visit(method, Field::Name),
            // `f.()` calls `call`.
            None => l.leaf(Kind::Name, end..end, Field::Name, Token::of("call")),
        }
    });
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = raw
        .child_by_field_name("operator")
        .map_or(Token::NONE, |word| l.operator(l.text(word)));
    l.build(Kind::Binary, raw, field, token, |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

/// `a..b`; an end that is left out is nil.
fn range<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw.child_by_field_name("operator");
    let token = operator.map_or(Token::NONE, |word| Token::of(l.text(word)));
    let ends = [
        ("begin", Field::Left, raw.start_byte()),
        ("end", Field::Right, raw.end_byte()),
    ];
    l.build(Kind::Binary, raw, field, token, |l| {
        for (name, field, at) in ends {
            if !l.visit_field(raw, name, field) {
                l.leaf(Kind::Null, at..at, field, Token::of("null"));
            }
        }
    });
}

fn tuple<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

/// `unless` is `if` with its branches changed over under a negated condition, as Semgrep has it.
fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_unless = raw.kind().starts_with("unless");
    let field = if raw.kind() == "elsif" {
        Field::Item
    } else {
        field
    };
    let (then, otherwise) = if is_unless {
        (Field::Else, Field::Then)
    } else {
        (Field::Then, Field::Else)
    };
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        condition(l, raw, is_unless);
        let body = raw
            .child_by_field_name("consequence")
            .or_else(|| raw.child_by_field_name("body"));
        match body {
            Some(body) => block_of(l, body, then),
            None => l.build_over(
                Kind::Block,
                raw.end_byte()..raw.end_byte(),
                then,
                Token::NONE,
                |_| {},
            ),
        }
        if let Some(alternative) = raw.child_by_field_name("alternative") {
            l.visit_block(alternative, otherwise);
        } else if is_unless {
            let end = raw.end_byte();
            l.build_over(Kind::Block, end..end, otherwise, Token::NONE, |_| {});
        }
    });
}

fn block_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if matches!(raw.kind(), "then" | "do") {
        return l.visit_block(raw, field);
    }
    l.build(Kind::Block, raw, field, Token::NONE, |l| statement(l, raw));
}

fn condition<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, is_negated: bool) {
    let Some(condition) = raw.child_by_field_name("condition") else {
        return;
    };
    if !is_negated {
        return l.visit(condition, Field::Cond);
    }
    l.build(Kind::Unary, condition, Field::Cond, Token::of("!"), |l| {
        l.visit(condition, Field::Value)
    });
}

fn loop_over<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::While, raw, field, Token::NONE, |l| {
        condition(l, raw, raw.kind().starts_with("until"));
        if let Some(body) = raw.child_by_field_name("body") {
            block_of(l, body, Field::Body);
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "value", Field::Cond);
        l.each(raw, |l, child, _| match child.kind() {
            "when" | "in_clause" => l.visit(child, Field::Item),
            "else" => l.build(Kind::Case, child, Field::Item, Token::NONE, |l| {
                l.visit(child, Field::Body)
            }),
            _ => {}
        });
    });
}

fn rescue_modifier<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        if let Some(body) = raw.child_by_field_name("body") {
            block_of(l, body, Field::Body);
        }
        if let Some(handler) = raw.child_by_field_name("handler") {
            l.build(Kind::Catch, handler, Field::Handler, Token::NONE, |l| {
                block_of(l, handler, Field::Body)
            });
        }
    });
}

/// Several values are a tuple.
fn returned<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, part) = match raw.kind() {
        "return" => (Kind::Return, Field::Value),
        "yield" => (Kind::Yield, Field::Value),
        "break" => (Kind::Break, Field::Label),
        _ => (Kind::Continue, Field::Label),
    };
    let Some(values) = raw.named_child(0) else {
        return l.build(kind, raw, field, Token::NONE, |_| {});
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        if values.named_child_count() > 1 {
            tuple(l, values, part);
        } else {
            l.visit(values, part);
        }
    });
}

fn method<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "object", Field::Receiver);
        l.visit_field(raw, "name", Field::Name);
        if let Some(parameters) = raw.child_by_field_name("parameters") {
            l.visit(parameters, Field::Param);
        }
        match raw.child_by_field_name("body") {
            Some(body) if body.kind() == "body_statement" => l.visit_block(body, Field::Body),
            Some(body) => block_of(l, body, Field::Body),
            None => {
                let end = raw.end_byte();
                l.build_over(Kind::Block, end..end, Field::Body, Token::NONE, |_| {});
            }
        }
    });
}

fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        let is_plain = child.kind() == "identifier"
            && l.placeholder(child)
                .is_none_or(|(kind, _)| kind == Kind::Metavar);
        if is_plain {
            l.build(Kind::Param, child, field, Token::NONE, |l| {
                l.visit(child, Field::Name)
            });
        } else if child.is_named() {
            l.visit(child, field);
        }
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = match raw.kind() {
        "splat_parameter" => Token::of("*"),
        "hash_splat_parameter" => Token::of("**"),
        "block_parameter" => Token::of("&"),
        _ => Token::NONE,
    };
    l.build(Kind::Param, raw, field, token, |l| {
        if raw.kind() == "destructured_parameter" {
            return tuple(l, raw, Field::Name);
        }
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "value", Field::Default);
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Class, raw, field, Token::of("class"), |l| {
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "superclass", Field::Super);
        members(l, raw);
    });
}

fn module<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Namespace, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Name);
        members(l, raw);
    });
}

/// The body, though nothing stands in it.
fn members<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match raw.child_by_field_name("body") {
        Some(body) => l.visit_block(body, Field::Body),
        None => {
            let end = raw.end_byte();
            l.build_over(Kind::Block, end..end, Field::Body, Token::NONE, |_| {});
        }
    }
}
