//! Calls of Elixir that are definitions, branches and loops.

use assay_text::InOrder;
use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, part, parts};
use assay_syntax::{BARE, Field, Kind, Lowering, Token};

/// A call as it is written: what it calls, its arguments and its block, and what a pipe puts in front of those.
struct Written<'t> {
    raw: Raw<'t>,
    target: Option<Raw<'t>>,
    piped: Option<Raw<'t>>,
    arguments: Vec<Raw<'t>>,
    block: Option<Raw<'t>>,
}

impl<'t> Written<'t> {
    fn of(raw: Raw<'t>, call: Raw<'t>, piped: Option<Raw<'t>>) -> Written<'t> {
        Written {
            raw,
            target: call.child_by_field_name("target"),
            piped,
            arguments: part(call, "arguments").map(parts).unwrap_or_default(),
            block: part(call, "do_block"),
        }
    }

    /// The word of the language's own that is called.
    fn word(&self, l: &Lowering<'t>) -> String {
        let word = self.target.filter(|target| target.kind() == "identifier");
        word.map_or("", |word| l.text(word)).to_owned()
    }

    /// The arguments before those with names.
    fn plain(&self) -> impl Iterator<Item = Raw<'t>> + '_ {
        let written = self.arguments.iter().copied();
        self.piped
            .into_iter()
            .chain(written.filter(|part| part.kind() != "keywords"))
    }

    /// The value of an argument with a name.
    fn named(&self, l: &Lowering<'t>, name: &str) -> Option<Raw<'t>> {
        let lists = self
            .arguments
            .iter()
            .filter(|part| part.kind() == "keywords");
        let is_named = |pair: &Raw<'t>| {
            let key = pair.child_by_field_name("key");
            key.is_some_and(|key| l.text(key).trim_end().trim_end_matches(':') == name)
        };
        let pair = lists.flat_map(|list| parts(*list)).find(is_named)?;
        pair.child_by_field_name("value")
    }

    /// Whether there is code in a block or behind `do:`.
    fn has_body(&self, l: &Lowering<'t>) -> bool {
        self.block.is_some() || self.named(l, "do").is_some()
    }
}

pub(super) fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    written(l, &Written::of(raw, raw, None), field);
}

/// `x |> f(y)`. What is no call after the sign is called with `x`.
pub(super) fn pipe<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    left: Raw<'t>,
    right: Raw<'t>,
) {
    if right.kind() == "call" && l.placeholder(right).is_none() {
        return written(l, &Written::of(raw, right, Some(left)), field);
    }
    // Any number of steps.
    if l.placeholder(right)
        .is_some_and(|(kind, _)| kind == Kind::Ellipsis)
    {
        return l.build(Kind::Member, raw, field, Token::NONE, |l| {
            l.visit(left, Field::Object);
            l.visit(right, Field::Name);
        });
    }
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.visit(left, Field::Arg);
        l.visit(right, Field::Callee);
    });
}

fn written<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    match call.word(l).as_str() {
        "def" | "defp" | "defmacro" | "defmacrop" if definition(l, call, field) => {}
        "defmodule" if call.block.is_some() => module(l, call, field),
        "if" | "unless" if call.has_body(l) => condition(l, call, field),
        "case" | "cond" | "receive" if call.block.is_some() => choice(l, call, field),
        "for" if call.has_body(l) => repeated(l, call, field),
        "with" if call.has_body(l) => chained(l, call, field),
        "try" if call.has_body(l) => guarded(l, call, field),
        "alias" | "import" | "require" if import(l, call, field) => {}
        _ => ordinary(l, call, field),
    }
}

/// A call of a function, or the read of a field where nothing tells that it is one.
fn ordinary<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    let Some(target) = call.target else {
        return l.visit_children(call.raw, field);
    };
    let Some(block) = call.block else {
        return plain_call(l, call, target, call.raw.byte_range(), field);
    };
    l.build(Kind::Call, call.raw, field, Token::NONE, |l| {
        let end = part(call.raw, "arguments").unwrap_or(target).end_byte();
        plain_call(l, call, target, call.raw.start_byte()..end, Field::Callee);
        l.build(Kind::Lambda, block, Field::Arg, Token::NONE, |l| {
            body(l, call, Field::Body)
        });
    });
}

fn plain_call<'t>(
    l: &mut Lowering<'t>,
    call: &Written<'t>,
    target: Raw<'t>,
    span: std::ops::Range<usize>,
    field: Field,
) {
    let is_bare = call.piped.is_none() && part(call.raw, "arguments").is_none();
    if is_bare {
        return l.visit(target, field);
    }
    l.build_over(Kind::Call, span, field, Token::NONE, |l| {
        // The piped argument stands in front of the name.
        if let Some(piped) = call.piped {
            l.visit(piped, Field::Arg);
        }
        l.visit(target, Field::Callee);
        for argument in &call.arguments {
            l.visit(*argument, Field::Arg);
        }
    });
}

/// The statements of a `do` block without those of its other parts, or what stands behind `do:`.
fn body<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    match (call.block, call.named(l, "do")) {
        (Some(block), _) => statements(l, block, field),
        (None, Some(value)) => l.visit_block(value, field),
        (None, None) => {}
    }
}

fn statements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let items: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| !part.kind().ends_with("_block"))
        .collect();
    let has_cases = items.iter().any(|item| item.kind() == "stab_clause");
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        if has_cases {
            return l.build(Kind::Switch, raw, Field::Item, Token::NONE, |l| {
                items.iter().for_each(|item| l.visit(*item, Field::Item))
            });
        }
        for item in items {
            let mark = l.mark();
            l.visit(item, Field::Item);
            l.make_statement(mark);
        }
    });
}

/// `def name(parameters) when guard do … end`; false if there is no such head.
fn definition<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) -> bool {
    let word = call.word(l);
    let Some(head) = call.plain().next() else {
        return false;
    };
    let when = head
        .child_by_field_name("operator")
        .filter(|operator| l.text(*operator) == "when");
    let (head, guard) = match when {
        Some(_) => (
            head.child_by_field_name("left"),
            head.child_by_field_name("right"),
        ),
        None => (Some(head), None),
    };
    let Some(head) = head.filter(|head| matches!(head.kind(), "call" | "identifier")) else {
        return false;
    };
    let token = match word.as_str() {
        "def" => Token::NONE,
        word => Token::of(word),
    };
    l.build(Kind::Function, call.raw, field, token, |l| {
        if let Some(guard) = guard {
            l.build(
                Kind::Decorator,
                guard,
                Field::Decorator,
                Token::of("when"),
                |l| l.visit(guard, Field::Value),
            );
        }
        l.visit(
            head.child_by_field_name("target").unwrap_or(head),
            Field::Name,
        );
        for one in part(head, "arguments").map(parts).unwrap_or_default() {
            parameter(l, one);
        }
        let has_parts = call.block.is_some_and(|block| {
            parts(block)
                .iter()
                .any(|part| part.kind().ends_with("_block"))
        });
        if has_parts {
            l.build_over(
                Kind::Block,
                call.raw.byte_range(),
                Field::Body,
                Token::of(BARE),
                |l| guarded(l, call, Field::Item),
            );
        } else {
            body(l, call, Field::Body);
        }
    });
    true
}

/// A pattern, perhaps with a default value; `%{a: b} = c` binds on both sides.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if l.placeholder(raw).is_some() {
        return l.visit(raw, Field::Param);
    }
    let operator = raw
        .child_by_field_name("operator")
        .map_or("", |sign| l.text(sign));
    let right = match (raw.kind(), operator) {
        ("binary_operator", "\\\\") => Some(Field::Default),
        ("binary_operator", "=") => Some(Field::Name),
        _ => None,
    };
    l.build(
        Kind::Param,
        raw,
        Field::Param,
        Token::NONE,
        |l| match right {
            Some(right) => {
                l.visit_field(raw, "left", Field::Name);
                l.visit_field(raw, "right", right);
            }
            None => l.visit(raw, Field::Name),
        },
    );
}

fn module<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    l.build(Kind::Namespace, call.raw, field, Token::NONE, |l| {
        for name in call.plain() {
            l.visit(name, Field::Name);
        }
        body(l, call, Field::Body);
    });
}

fn condition<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    let is_negated = call.word(l) == "unless";
    l.build(Kind::If, call.raw, field, Token::NONE, |l| {
        for condition in call.plain() {
            if is_negated {
                l.build(Kind::Unary, condition, Field::Cond, Token::of("!"), |l| {
                    l.visit(condition, Field::Value)
                });
            } else {
                l.visit(condition, Field::Cond);
            }
        }
        body(l, call, Field::Then);
        let block = call.block.and_then(|block| part(block, "else_block"));
        if let Some(block) = block {
            statements(l, block, Field::Else);
        } else if let Some(value) = call.named(l, "else") {
            l.visit_block(value, Field::Else);
        }
    });
}

/// `case`, `cond` and `receive`.
fn choice<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    let word = match call.word(l).as_str() {
        "case" => Token::NONE,
        word => Token::of(word),
    };
    l.build(Kind::Switch, call.raw, field, word, |l| {
        for subject in call.plain() {
            l.visit(subject, Field::Cond);
        }
        if let Some(block) = call.block {
            clauses(l, block, Field::Item);
        }
    });
}

/// The clauses of a block, and the dots between them.
fn clauses<'t>(l: &mut Lowering<'t>, block: Raw<'t>, field: Field) {
    for clause in parts(block)
        .into_iter()
        .filter(|part| !part.kind().ends_with("_block"))
    {
        l.visit(clause, field);
    }
}

/// `pattern when guard -> body`.
pub(super) fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, label) = match field {
        Field::Handler => (Kind::Catch, Field::Param),
        _ => (Kind::Case, Field::Label),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        let (left, guard) = head(raw);
        for pattern in left.map(parts).unwrap_or_default() {
            l.visit(pattern, label);
        }
        if let Some(guard) = guard {
            l.visit(guard, Field::Cond);
        }
        clause_body(l, raw);
    });
}

/// The patterns of a clause, and the guard behind them.
fn head(clause: Raw<'_>) -> (Option<Raw<'_>>, Option<Raw<'_>>) {
    let left = clause.child_by_field_name("left");
    match left.filter(|left| left.kind() == "binary_operator") {
        Some(guarded) => (
            guarded.child_by_field_name("left"),
            guarded.child_by_field_name("right"),
        ),
        None => (left, None),
    }
}

fn clause_body<'t>(l: &mut Lowering<'t>, clause: Raw<'t>) {
    match clause.child_by_field_name("right") {
        Some(right) => l.build(Kind::Block, right, Field::Body, Token::of(BARE), |l| {
            hooks::statements(l, right, Field::Item)
        }),
        None => hooks::empty_block(l, clause.end_byte(), Field::Body),
    }
}

/// `fn x -> … end`; one with several clauses chooses among them.
pub(super) fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let clauses = parts(raw);
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| match *clauses {
        [only] if only.kind() == "stab_clause" => {
            for one in head(only).0.map(parts).unwrap_or_default() {
                parameter(l, one);
            }
            clause_body(l, only);
        }
        _ => statements(l, raw, Field::Body),
    });
}

/// `for x <- xs, y <- ys, condition do … end`: a loop in a loop, told from one that is written so.
fn repeated<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    let steps: Vec<Raw<'t>> = call.plain().collect();
    let word = match steps.len() {
        1 => Token::NONE,
        _ => Token::of("for"),
    };
    repeat(l, call, &steps, word, field);
}

fn repeat<'t>(
    l: &mut Lowering<'t>,
    call: &Written<'t>,
    steps: &[Raw<'t>],
    word: Token,
    field: Field,
) {
    let Some((step, rest)) = steps.split_first() else {
        return body(l, call, field);
    };
    let operator = step.child_by_field_name("operator");
    let is_generator = operator.is_some_and(|operator| l.text(operator) == "<-");
    let (kind, inner) = match is_generator {
        true => (Kind::ForEach, Field::Body),
        false => (Kind::If, Field::Then),
    };
    let span = match field {
        Field::Body | Field::Then => step.start_byte()..call.raw.end_byte(),
        _ => call.raw.byte_range(),
    };
    let outer = match field {
        Field::Body | Field::Then => Field::Item,
        field => field,
    };
    let step = |l: &mut Lowering<'t>| {
        l.build_over(kind, span.clone(), outer, word, |l| {
            if is_generator {
                l.visit_field(*step, "left", Field::Left);
                l.visit_field(*step, "right", Field::Right);
            } else {
                l.visit(*step, Field::Cond);
            }
            repeat(l, call, rest, word, inner);
        });
    };
    match outer == field {
        true => step(l),
        false => l.build_over(Kind::Block, span.clone(), field, Token::of(BARE), step),
    }
}

/// `with {:ok, x} <- f(), y = g(x) do … else … end`.
fn chained<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    l.build(Kind::With, call.raw, field, Token::NONE, |l| {
        for step in call.plain() {
            l.visit(step, Field::Resource);
        }
        body(l, call, Field::Body);
        if let Some(block) = call.block.and_then(|block| part(block, "else_block")) {
            statements(l, block, Field::Else);
        }
    });
}

/// The block of a call with its `rescue`, `catch`, `else` and `after`.
fn guarded<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) {
    l.build(Kind::Try, call.raw, field, Token::NONE, |l| {
        body(l, call, Field::Body);
        for block in call.block.map(parts).unwrap_or_default() {
            match block.kind() {
                "rescue_block" | "catch_block" => clauses(l, block, Field::Handler),
                "else_block" => statements(l, block, Field::Else),
                "after_block" => l.build(Kind::Finally, block, Field::Finally, Token::NONE, |l| {
                    statements(l, block, Field::Body)
                }),
                _ => {}
            }
        }
    });
}

/// `alias A.B`, `alias A.B, as: C`, `alias A.{B, C}`, `import A`, `require A`; false if it takes something else.
fn import<'t>(l: &mut Lowering<'t>, call: &Written<'t>, field: Field) -> bool {
    let word = call.word(l);
    let Some(module) = call.plain().next() else {
        return false;
    };
    let tuple = module
        .child_by_field_name("right")
        .filter(|right| right.kind() == "tuple");
    if word == "alias"
        && let Some(names) = tuple
    {
        for name in parts(names) {
            l.build(Kind::Import, call.raw, field, Token::NONE, |l| {
                l.visit_field(module, "left", Field::Module);
                l.visit(name, Field::Name);
            });
        }
        return true;
    }
    if module.kind() != "alias" && l.placeholder(module).is_none() {
        return false;
    }
    let new_name = call.named(l, "as");
    let last_dot = l.text(module).rfind('.').map(|at| module.start_byte() + at);
    let token = match word.as_str() {
        "import" => Token::of("*"),
        _ => Token::NONE,
    };
    l.build(Kind::Import, call.raw, field, token, |l| {
        match last_dot.filter(|_| word == "alias") {
            Some(dot) => {
                l.name_at(module.start_byte()..dot, Field::Module);
                l.name_at(dot + 1..module.end_byte(), Field::Name);
            }
            None => l.visit(module, Field::Module),
        }
        if let Some(name) = new_name {
            l.visit(name, Field::Alias);
        }
    });
    true
}

/// The first place of each `&1` in a short function, in their order.
pub(super) fn captures<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> Vec<Raw<'t>> {
    let mut found: Vec<Raw<'t>> = Vec::new();
    let mut open = vec![raw];
    while let Some(node) = open.pop() {
        let operand = node.child_by_field_name("operand");
        let is_capture = node.kind() == "unary_operator"
            && operand.is_some_and(|operand| operand.kind() == "integer")
            && l.text(node).starts_with('&');
        if is_capture && !found.iter().any(|one| l.text(*one) == l.text(node)) {
            found.push(node);
        }
        open.extend(parts(node).into_iter().rev());
    }
    found.put_in_order_by_key(|one| l.text(*one).to_owned());
    found
}
