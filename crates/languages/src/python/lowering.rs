//! Python.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, part, parts};
use assay_syntax::{
    BARE, Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Returned, To},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["async"],
    operators: &[("and", "&&"), ("or", "||"), ("not", "!"), ("<>", "!=")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", "\n    pass"),
        Wrapper("", " pass"),
        Wrapper("try:\n    pass\n", ""),
        Wrapper("try:\n    pass\n", "\n    pass"),
        Wrapper("if x:\n    pass\n", ""),
        Wrapper("if x:\n    pass\n", "\n    pass"),
        Wrapper("", "\ndef f(): pass"),
        Wrapper("match x:\n ", ""),
        Wrapper("[", " for x in x]"),
        Wrapper("def f(", "): pass"),
        Wrapper("f(", ")"),
        Wrapper("{", "}"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("**@", ""),
        Dots("@: @", ""),
        Dots("@=@", ""),
        Dots("*@", ""),
        Dots("for @ in @", ""),
    ],
    types: Some(Wrapper("x: ", " = 1")),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("integer", Kind::Int),
    leaf("float", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("none", Kind::Null),
    leaf("ellipsis", Kind::Word),
    string("string", &["interpolation"]),
    hook("concatenated_string", concatenated),
    drop("format_specifier"),
    drop("type_conversion"),
    hook("parenthesized_expression", hooks::bracketed),
    inline("type"),
    inline("argument_list"),
    inline("expression_list_item"),
    node("call", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    node("keyword_argument", Kind::Keyword, &[("name", To(Field::Name)), ("value", To(Field::Value))]),
    hook("list_splat", splat),
    hook("dictionary_splat", splat),
    hook("list_splat_pattern", splat_parameter),
    hook("dictionary_splat_pattern", splat_parameter),
    node("attribute", Kind::Member, &[("object", To(Field::Object)), ("attribute", To(Field::Name))]),
    hook("subscript", subscript),
    node("slice", Kind::Slice, &[]),
    node("binary_operator", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Slot::Token)]),
    node("boolean_operator", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Slot::Token)]),
    hook("comparison_operator", comparison),
    node("not_operator", Kind::Unary, &[("argument", To(Field::Value))]),
    node("unary_operator", Kind::Unary, &[("argument", To(Field::Value)), ("operator", Slot::Token)]),
    hook("conditional_expression", conditional),
    node("lambda", Kind::Lambda, &[("parameters", To(Field::Param)), ("body", Returned(Field::Body))]),
    inline("lambda_parameters"),
    node("named_expression", Kind::Assign, &[("name", To(Field::Left)), ("value", To(Field::Right))]),
    node("list", Kind::List, &[]),
    node("list_pattern", Kind::List, &[]),
    hook("tuple", tuple),
    node("tuple_pattern", Kind::Tuple, &[]),
    node("pattern_list", Kind::Tuple, &[]),
    node("expression_list", Kind::Tuple, &[]),
    node("set", Kind::Set, &[]),
    node("dictionary", Kind::Dict, &[]),
    node("pair", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    hook("list_comprehension", comprehension),
    hook("set_comprehension", comprehension),
    hook("dictionary_comprehension", comprehension),
    hook("generator_expression", comprehension),
    node("for_in_clause", Kind::CompFor, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("if_clause", Kind::CompIf, &[("", To(Field::Cond))]),
    node("await", Kind::Await, &[("", To(Field::Value))]),
    hook("yield", yielded),
    hook("expression_statement", expression_statement),
    hook("assignment", assignment),
    node("augmented_assignment", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Slot::Token)]),
    node("block", Kind::Block, &[]),
    hook("if_statement", conditional_statement),
    hook("elif_clause", elif),
    hook("else_clause", body_only),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body)), ("alternative", To(Field::Else))]),
    node("for_statement", Kind::ForEach, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("body", Block(Field::Body)), ("alternative", To(Field::Else))]),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("", To(Field::Handler))]),
    hook("except_clause", except),
    hook("except_group_clause", except),
    hook("finally_clause", finally),
    hook("with_statement", with),
    inline("with_item"),
    hook("as_pattern", as_pattern),
    inline("as_pattern_target"),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("raise_statement", Kind::Throw, &[("", To(Field::Value))]),
    node("assert_statement", Kind::Assert, &[("", To(Field::Arg))]),
    node("delete_statement", Kind::Delete, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[]),
    node("continue_statement", Kind::Continue, &[]),
    hook("import_statement", import),
    hook("import_from_statement", import_from),
    hook("future_import_statement", import_from),
    hook("dotted_name", dotted_name),
    hook("decorated_definition", decorated),
    node("function_definition", Kind::Function, &[("name", To(Field::Name)), ("parameters", To(Field::Param)), ("return_type", To(Field::Result)), ("body", Block(Field::Body)), ("type_parameters", To(Field::TypeParam))]),
    hook("parameters", parameters),
    hook("default_parameter", parameter),
    hook("typed_parameter", parameter),
    hook("typed_default_parameter", parameter),
    hook("class_definition", class),
    hook("decorator", decorator),
    node("match_statement", Kind::Switch, &[("subject", To(Field::Cond)), ("body", To(Field::Item))]),
    node("case_clause", Kind::Case, &[("consequence", Block(Field::Body)), ("", To(Field::Label))]),
    node("generic_type", Kind::Index, &[("", To(Field::Index))]),
    inline("type_parameter"),
    hook("exec_statement", call_statement),
    hook("print_statement", call_statement),
];

fn concatenated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    l.each(raw, |l, child, _| {
        if child.is_named() {
            l.visit(child, Field::Item);
        }
    });
    l.close(Kind::Str, raw.byte_range(), field, Token::NONE, mark);
}

fn splat<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let sign = if raw.kind().starts_with("dict") {
        "**"
    } else {
        "*"
    };
    l.build(Kind::Spread, raw, field, Token::of(sign), |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn splat_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if field != Field::Param {
        return splat(l, raw, field);
    }
    let sign = if raw.kind().starts_with("dict") {
        "**"
    } else {
        "*"
    };
    l.build(Kind::Param, raw, field, Token::of(sign), |l| {
        l.visit_children(raw, Field::Name)
    });
}

/// `a < b` is one operation; `a < b < c` is `(a < b) && (b < c)` to Python and a chain here.
fn comparison<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    let mut word = String::new();
    let mut operands = 0;
    l.each(raw, |l, child, _| {
        if !child.is_named() {
            if !word.is_empty() {
                word.push(' ');
            }
            word.push_str(l.text(child));
            return;
        }
        if child.is_extra() {
            return;
        }
        if operands >= 2 {
            let start = raw.start_byte();
            let before = l.pending(mark).to_vec();
            let token = l.operator(
                word.rsplit_once("  ")
                    .map_or(word.as_str(), |(first, _)| first),
            );
            let end = before.last().map_or(start, |id| l.built().span(*id).end);
            l.close(Kind::Binary, start..end, Field::Left, token, mark);
        }
        l.visit(
            child,
            if operands == 0 {
                Field::Left
            } else {
                Field::Right
            },
        );
        operands += 1;
        if operands >= 2 {
            return;
        }
        word.clear();
    });
    let token = l.operator(&word);
    l.close(Kind::Binary, raw.byte_range(), field, token, mark);
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let parts: Vec<Raw<'t>> = raw
        .named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect();
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        for (part, field) in parts
            .into_iter()
            .zip([Field::Then, Field::Cond, Field::Else])
        {
            l.visit(part, field);
        }
    });
}

/// Several indexes are a tuple.
fn subscript<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Index, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "value", Field::Object);
        let mut cursor = raw.walk();
        let indexes: Vec<Raw<'t>> = raw
            .children_by_field_name("subscript", &mut cursor)
            .collect();
        tuple_of(l, &indexes, Field::Index);
    });
}

/// An expression is a statement; several with commas between are a tuple, and a typed name is a definition.
fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let parts: Vec<Raw<'t>> = raw
        .named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect();
    if let [only] = *parts
        && only.kind() == "assignment"
        && only.child_by_field_name("type").is_some()
        && l.placeholder(only).is_none()
    {
        return l.visit(only, field);
    }
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        tuple_of(l, &parts, Field::Value)
    });
}

fn tuple_of<'t>(l: &mut Lowering<'t>, parts: &[Raw<'t>], field: Field) {
    match parts {
        [] => {}
        [only] => l.visit(*only, field),
        [first, .., last] => l.build_over(
            Kind::Tuple,
            first.start_byte()..last.end_byte(),
            field,
            Token::NONE,
            |l| {
                for part in parts {
                    l.visit(*part, Field::Item);
                }
            },
        ),
    }
}

/// A tuple in the place of an index is the list of indexes.
fn tuple<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

fn comprehension<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let bracket = match raw.kind() {
        "list_comprehension" => "[",
        "generator_expression" => "(",
        _ => "{",
    };
    l.build(Kind::Comprehension, raw, field, Token::of(bracket), |l| {
        l.each(raw, |l, child, _| {
            if child.is_named() {
                let is_clause = matches!(child.kind(), "for_in_clause" | "if_clause");
                l.visit(child, if is_clause { Field::Item } else { Field::Value });
            }
        });
    });
}

fn yielded<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let delegates = l.text(raw)["yield".len()..]
        .trim_start()
        .starts_with("from");
    let token = if delegates {
        Token::of("from")
    } else {
        Token::NONE
    };
    l.build(Kind::Yield, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `x = 1` assigns; `x: int = 1` and `x: int` define.
fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_typed = raw.child_by_field_name("type").is_some();
    l.build(
        if is_typed { Kind::VarDef } else { Kind::Assign },
        raw,
        field,
        Token::NONE,
        |l| {
            l.visit_field(raw, "left", Field::Left);
            l.visit_field(raw, "type", Field::Type);
            l.visit_field(raw, "right", Field::Right);
        },
    );
}

/// The first alternative takes those after it into its own block.
fn conditional_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let first = raw.child_by_field_name("alternative");
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        branches(l, raw, first)
    });
}

/// `elif` is an `if` in the block that `else` would be.
fn elif<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let next = std::iter::successors(raw.next_named_sibling(), Raw::next_named_sibling)
        .find(|next| matches!(next.kind(), "elif_clause" | "else_clause"));
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        l.build(Kind::If, raw, Field::Item, Token::NONE, |l| {
            branches(l, raw, next)
        });
    });
}

fn branches<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, otherwise: Option<Raw<'t>>) {
    l.visit_field(raw, "condition", Field::Cond);
    if let Some(body) = raw.child_by_field_name("consequence") {
        l.visit_block(body, Field::Then);
    }
    if let Some(otherwise) = otherwise {
        l.visit(otherwise, Field::Else);
    }
}

fn body_only<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let field = if field == Field::Handler {
        Field::Else
    } else {
        field
    };
    if let Some(body) = raw.child_by_field_name("body") {
        l.visit_block(body, field);
    }
}

fn except<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Catch, raw, Field::Handler, Token::NONE, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "block" => l.visit_block(child, Field::Body),
            "as_pattern" => {
                let mut cursor = child.walk();
                let parts: Vec<Raw<'t>> = child.named_children(&mut cursor).collect();
                for (part, field) in parts.into_iter().zip([Field::Type, Field::Name]) {
                    caught(l, part, field);
                }
            }
            _ if child.is_named() => {
                let is_second = l.text(raw)[..child.start_byte() - raw.start_byte()]
                    .trim_end()
                    .ends_with([',']);
                caught(l, child, if is_second { Field::Name } else { Field::Type });
            }
            _ => {}
        });
    });
}

/// What a clause catches: the exceptions of a tuple are those of the clause, as one without brackets is.
fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.kind() {
        "tuple" if field == Field::Type => l.visit_children(raw, field),
        _ => l.visit(raw, field),
    }
}

fn finally<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Finally, raw, Field::Finally, Token::NONE, |l| {
        l.each(raw, |l, child, _| {
            if child.kind() == "block" {
                l.visit_block(child, Field::Body);
            }
        });
    });
}

/// `with a, b:` is `with b:` in `with a:`.
fn with<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let clause = part(raw, "with_clause").map(parts).unwrap_or_default();
    let mut marks = Vec::with_capacity(clause.len().max(1));
    for (place, item) in clause.iter().enumerate() {
        marks.push((l.mark(), item.start_byte()));
        if place == 0 && l.text(raw).starts_with("async") {
            let word = raw.start_byte()..raw.start_byte() + "async".len();
            l.leaf(Kind::Modifier, word, Field::Modifier, Token::of("async"));
        }
        l.visit(*item, Field::Resource);
    }
    hooks::block(l, raw, "body", Field::Body);
    while let Some((mark, start)) = marks.pop() {
        let is_inner = !marks.is_empty();
        let start = if is_inner { start } else { raw.start_byte() };
        let span = start..raw.end_byte();
        let own = if is_inner { Field::Item } else { field };
        l.close(Kind::With, span.clone(), own, Token::NONE, mark);
        if is_inner {
            l.close(Kind::Block, span, Field::Body, Token::of(BARE), mark);
        }
    }
}

/// `with a as b` binds as an assignment does, but is none.
fn as_pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let parts: Vec<Raw<'t>> = raw
        .named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect();
    l.build(Kind::Assign, raw, field, Token::of("as"), |l| {
        for (part, field) in parts.into_iter().zip([Field::Right, Field::Left]) {
            l.visit(part, field);
        }
    });
}

/// One node for each name: `import a.b as c, d`.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() {
            l.build_over(Kind::Import, raw.byte_range(), field, Token::NONE, |l| {
                named(l, child, Field::Module)
            });
        }
    });
}

fn named<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.kind() == "aliased_import" {
        l.visit_field(raw, "name", field);
        l.visit_field(raw, "alias", Field::Alias);
    } else {
        l.visit(raw, field);
    }
}

/// One node for each name: `from a import b as c, d`.
fn import_from<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let module = raw.child_by_field_name("module_name");
    let mut count = 0;
    l.each(raw, |l, child, _| {
        if !child.is_named() || Some(child) == module || child.is_extra() {
            return;
        }
        count += 1;
        let token = if child.kind() == "wildcard_import" {
            Token::of("*")
        } else {
            Token::NONE
        };
        l.build_over(Kind::Import, raw.byte_range(), field, token, |l| {
            match module {
                Some(module) => l.visit(module, Field::Module),
                None => l.leaf(
                    Kind::Name,
                    raw.start_byte()..raw.start_byte(),
                    Field::Module,
                    Token::of("__future__"),
                ),
            }
            if token.is_none() {
                named(l, child, Field::Name);
            }
        });
    });
}

/// `a.b.c` as the member accesses it would be in an expression.
fn dotted_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    let start = raw.start_byte();
    l.each(raw, |l, child, _| {
        if !child.is_named() {
            return;
        }
        if l.pending(mark).is_empty() {
            return l.visit(child, Field::Object);
        }
        l.visit(child, Field::Name);
        l.close(
            Kind::Member,
            start..child.end_byte(),
            Field::Object,
            Token::NONE,
            mark,
        );
    });
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

/// Decorators belong to what they decorate.
fn decorated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(definition) = raw.child_by_field_name("definition") else {
        return l.visit_children(raw, field);
    };
    l.extend(raw.byte_range(), definition, field, |l| {
        l.each(raw, |l, child, _| {
            if child.kind() == "decorator" {
                l.visit(child, Field::Decorator);
            }
        });
    });
}

fn decorator<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        l.each(raw, |l, child, _| {
            if child.kind() == "call" && l.placeholder(child).is_none() {
                l.visit_field(child, "function", Field::Name);
                l.visit_field(child, "arguments", Field::Arg);
            } else if child.is_named() {
                l.visit(child, Field::Name);
            }
        });
    });
}

fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if !child.is_named() || child.is_extra() {
            return;
        }
        if child.kind() == "identifier"
            && l.placeholder(child)
                .is_none_or(|(kind, _)| kind == Kind::Metavar)
        {
            l.build(Kind::Param, child, field, Token::NONE, |l| {
                l.visit(child, Field::Name)
            });
        } else {
            l.visit(child, field);
        }
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut token = Token::NONE;
    let named = raw
        .child_by_field_name("name")
        .or_else(|| raw.named_child(0));
    let mut name = named;
    if let Some(splat) = named.filter(|name| name.kind().ends_with("splat_pattern")) {
        token = Token::of(if splat.kind().starts_with("dict") {
            "**"
        } else {
            "*"
        });
        name = splat.named_child(0);
    }
    l.build(Kind::Param, raw, field, token, |l| {
        if let Some(name) = name {
            l.visit(name, Field::Name);
        }
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "value", Field::Default);
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Class, raw, field, Token::of("class"), |l| {
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "superclasses", Field::Super);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// Python 2's `print x` and `exec x` are the calls they became.
fn call_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = &raw.kind()[..raw.kind().len() - "_statement".len()];
    let start = raw.start_byte();
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        l.build(Kind::Call, raw, Field::Value, Token::NONE, |l| {
            l.leaf(
                Kind::Name,
                start..start + name.len(),
                Field::Callee,
                Token::of(name),
            );
            l.visit_children(raw, Field::Arg);
        });
    });
}
