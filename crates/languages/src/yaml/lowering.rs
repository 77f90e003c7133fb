//! YAML.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, NodeId, Shape, Slot::To, Token, hook, inline, leaf,
    node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    dots: &[Dots("@", ""), Dots("- @", ""), Dots("@: @", "")],
    choose_form: Some(choose_form),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("stream", stream),
    hook("block_node", tagged),
    hook("flow_node", tagged),
    hook("block_mapping", collection),
    node("flow_mapping", Kind::Dict, &[]),
    hook("block_mapping_pair", pair),
    hook("flow_pair", pair),
    hook("block_sequence", collection),
    node("flow_sequence", Kind::List, &[]),
    inline("block_sequence_item"),
    inline("plain_scalar"),
    hook("string_scalar", plain),
    hook("timestamp_scalar", plain),
    leaf("integer_scalar", Kind::Int),
    leaf("float_scalar", Kind::Float),
    leaf("boolean_scalar", Kind::Bool),
    leaf("null_scalar", Kind::Null),
    hook("double_quote_scalar", quoted),
    hook("single_quote_scalar", quoted),
    hook("block_scalar", block_scalar),
    hook("alias", alias),
    node("reserved_directive", Kind::Other, &[("", To(Field::Item))]),
];

/// The values of the documents. A pattern of one entry or item is that entry or item, as in Semgrep.
fn stream<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    for document in parts(raw) {
        for value in parts(document) {
            if matches!(value.kind(), "block_node" | "flow_node") {
                let mark = l.mark();
                visit_document(l, value);
                l.make_statement(mark);
            }
        }
    }
}

fn visit_document<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let is_entry = |only: &Raw<'t>| only.kind().ends_with("pair") && l.placeholder(*only).is_none();
    let only = match *parts(raw) {
        [collection] if l.is_pattern() => match *parts(collection) {
            [only] if collection.kind().starts_with("block_") => Some(only),
            [only] if collection.kind() == "flow_mapping" => Some(only).filter(is_entry),
            _ => None,
        },
        _ => None,
    };
    match only {
        Some(only) => l.visit(only, Field::Item),
        None => l.visit(raw, Field::Item),
    }
}

/// A value with a tag is cast to it.
fn tagged<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let all = parts(raw);
    let is_value = |part: &&Raw<'t>| !matches!(part.kind(), "tag" | "anchor");
    let value = all.iter().find(is_value);
    let Some(tag) = all.iter().find(|part| part.kind() == "tag") else {
        return match value {
            Some(value) => l.visit(*value, field),
            None => null(l, raw.end_byte(), field),
        };
    };
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        l.name_at(tag.start_byte() + 1..tag.end_byte(), Field::Type);
        match value {
            Some(value) => l.visit(*value, Field::Value),
            None => null(l, raw.end_byte(), Field::Value),
        }
    });
}

fn null(l: &mut Lowering<'_>, at: usize, field: Field) {
    l.leaf(Kind::Null, at..at, field, Token::of("null"));
}

/// A mapping or a sequence. One that consists of an ellipsis is that ellipsis.
fn collection<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = if raw.kind() == "block_mapping" {
        Kind::Dict
    } else {
        Kind::List
    };
    let mark = l.mark();
    l.visit_children(raw, Field::Item);
    if let [only] = *l.pending(mark)
        && is_ellipsis(l, only)
        && parts(raw).iter().all(|part| l.placeholder(*part).is_some())
    {
        return l.relabel(only, field);
    }
    let span = content(l, raw);
    l.close(kind, span, field, Token::NONE, mark);
}

/// A node without the line ends that the grammar puts behind the last of a text.
fn content(l: &Lowering<'_>, raw: Raw<'_>) -> std::ops::Range<usize> {
    let start = raw.start_byte();
    start..start + l.text(raw).trim_end().len()
}

fn is_ellipsis(l: &Lowering<'_>, id: NodeId) -> bool {
    matches!(l.built().kind(id), Kind::Ellipsis | Kind::Metavars)
}

fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let span = content(l, raw);
    l.build_over(Kind::Pair, span, field, Token::NONE, |l| {
        if !l.visit_field(raw, "key", Field::Key) {
            null(l, raw.start_byte(), Field::Key);
        }
        if !l.visit_field(raw, "value", Field::Value) {
            null(l, raw.end_byte(), Field::Value);
        }
    });
}

/// Words that are truth values in YAML 1.1, as in most programs that read it.
fn plain<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_key = field == Field::Key;
    let truth = match l.text(raw) {
        _ if is_key => None,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some("true"),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some("false"),
        _ => None,
    };
    match truth {
        Some(truth) => l.leaf(Kind::Bool, raw.byte_range(), field, Token::of(truth)),
        None => l.string_of(raw, field, Token::NONE, raw.byte_range(), &[]),
    }
}

fn quoted<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte().max(raw.start_byte() + 2) - 1;
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// The lines behind `|` or `>`.
fn block_scalar<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let start = l
        .text(raw)
        .find('\n')
        .map_or(raw.end_byte(), |at| raw.start_byte() + at + 1);
    let text = l.source(start..raw.end_byte());
    let word = start + (text.len() - text.trim_start().len())..start + text.trim_end().len();
    // A metavariable alone stands for the whole text.
    let inside = match word.start < word.end && l.is_placeholder(l.source(word.clone())) {
        true => word,
        false => start..raw.end_byte(),
    };
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// An alias stands for what is anchored, unless that holds aliases itself.
fn alias<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = l.text(raw)[1..].to_owned();
    let value = anchored(l, raw, &name);
    if !value.is_some_and(|value| l.visit_copy(raw, value, field)) {
        l.word(Kind::Name, raw, field);
    }
}

fn anchored<'t>(l: &Lowering<'t>, raw: Raw<'t>, name: &str) -> Option<Raw<'t>> {
    let mut root = raw;
    while let Some(parent) = root.parent() {
        root = parent;
    }
    let mark = format!("&{name}");
    let text = l.source(0..raw.start_byte());
    let found = text.rmatch_indices(mark.as_str()).map(|(at, _)| at);
    let mut nodes =
        found.filter_map(|at| root.named_descendant_for_byte_range(at, at + mark.len()));
    let anchor = nodes.find(|node| {
        matches!(node.kind(), "anchor" | "anchor_name")
            && l.text(*node).trim_start_matches('&') == name
    })?;
    let holder = if anchor.kind() == "anchor" {
        anchor.parent()?
    } else {
        anchor.parent()?.parent()?
    };
    let value = hooks::parts(holder)
        .into_iter()
        .find(|part| !matches!(part.kind(), "anchor" | "tag"))?;
    let is_inside = value.start_byte() <= raw.start_byte() && raw.end_byte() <= value.end_byte();
    (!is_inside && !l.text(value).contains('*')).then_some(value)
}

/// In a line of its own an ellipsis stands for items or for entries, as the lines beside it say.
fn choose_form(pattern: &str, at: std::ops::Range<usize>, is_dots: bool) -> &'static [usize] {
    if !is_dots {
        return &[0];
    }
    let at = at.start;
    let line_start = pattern[..at].rfind('\n').map_or(0, |at| at + 1);
    let line_end = pattern[at..]
        .find('\n')
        .map_or(pattern.len(), |end| at + end);
    let before = &pattern[line_start..at];
    let word_end = at
        + pattern[at..line_end]
            .find(char::is_whitespace)
            .unwrap_or(line_end - at);
    let is_alone = before.chars().all(|c| c == ' ' || c == '-')
        && pattern[word_end..line_end].trim().is_empty();
    if !is_alone {
        return &[0];
    }
    let column = before.len();
    let after = pattern[line_end..].lines();
    let sibling = after
        .chain(pattern[..line_start].lines().rev())
        .filter(|line| {
            !line.trim_start_matches([' ', '-']).starts_with("...") && !line.trim().is_empty()
        })
        .find_map(|line| -> Option<&'static [usize]> {
            let indent = line.len() - line.trim_start().len();
            let content = line.len() - line.trim_start_matches([' ', '-']).len();
            match () {
                () if indent == column && line[indent..].starts_with('-') => Some(&[1]),
                () if content == column => Some(&[2]),
                () => None,
            }
        });
    sibling.unwrap_or(&[2])
}
