//! Cascades of Dart: `a..b()..c = 1`.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::parts;
use assay_syntax::{Field, Kind, Lowering, Token};

/// Each section is a member of what stands before it, told from `.` by its token.
pub(super) fn cascade<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let start = raw.start_byte();
    let mark = l.mark();
    for part in parts(raw) {
        if part.kind() != "cascade_section" {
            l.visit(part, Field::Object);
            continue;
        }
        let inner = parts(part);
        if let Some(selector) = inner.first() {
            section(l, *selector, start, mark);
        }
        if let [_, value] = *inner {
            assigned(l, value, start, mark);
        }
    }
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

fn section<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, start: usize, mark: usize) {
    for inner in ["object", "function", "value"] {
        if let Some(inner) = raw.child_by_field_name(inner) {
            section(l, inner, start, mark);
        }
    }
    let span = start..raw.end_byte();
    match raw.kind() {
        "cascade_selector" => {
            let Some(name) = parts(raw).first().copied() else {
                return;
            };
            let is_index = l.text(raw).trim_start_matches('?').starts_with('[');
            let (kind, slot) = match is_index {
                true => (Kind::Index, Field::Index),
                false => (Kind::Member, Field::Name),
            };
            joined(l, kind, name, slot, span, mark);
        }
        "cascade_call_expression" => {
            if let Some(name) = raw.child_by_field_name("property") {
                let end = name.end_byte();
                joined(l, Kind::Member, name, Field::Name, start..end, mark);
            }
            if let [callee] = *l.pending(mark) {
                l.relabel(callee, Field::Callee);
            }
            l.visit_field(raw, "arguments", Field::Arg);
            l.close(Kind::Call, span, Field::Object, Token::NONE, mark);
        }
        _ => {
            for (name, kind, slot) in [
                ("property", Kind::Member, Field::Name),
                ("index", Kind::Index, Field::Index),
            ] {
                if let Some(part) = raw.child_by_field_name(name) {
                    joined(l, kind, part, slot, span.clone(), mark);
                }
            }
        }
    }
}

fn joined<'t>(
    l: &mut Lowering<'t>,
    kind: Kind,
    part: Raw<'t>,
    slot: Field,
    span: std::ops::Range<usize>,
    mark: usize,
) {
    let token = match kind {
        Kind::Member => Token::of(".."),
        _ => Token::NONE,
    };
    l.visit(part, slot);
    l.close(kind, span, Field::Object, token, mark);
}

fn assigned<'t>(l: &mut Lowering<'t>, value: Raw<'t>, start: usize, mark: usize) {
    if let [left] = *l.pending(mark) {
        l.relabel(left, Field::Left);
    }
    l.visit(value, Field::Right);
    let span = start..value.end_byte();
    l.close(Kind::Assign, span, Field::Object, Token::NONE, mark);
}
