//! Lowering tables in the numbers of their grammars.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_profile::Profile;

use crate::lowering_table::{How, LoweringTable, Slot};
use crate::{Field, Kind, Token};

/// A lowering table with names of kinds and fields replaced by the grammar's numbers.
pub(super) struct Table {
    pub shapes: Vec<Option<Compiled>>,
    pub words: Vec<Word>,
    pub names: Vec<Token>,
    pub operators: Vec<(&'static str, Token)>,
}

/// What becomes of a kind of node.
#[derive(Clone)]
pub(super) enum Compiled {
    Node {
        kind: Kind,
        slots: Vec<(u16, Slot)>,
        rest: Slot,
    },
    How(How),
}

/// What an unnamed kind of node is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Punctuation,
    Plain,
    Modifier,
}

thread_local! {
    static TABLES: RefCell<HashMap<&'static str, Rc<Table>>> = RefCell::default();
}

/// The table of a language, compiled when it is first needed.
pub(super) fn compiled(
    profile: &Profile,
    table: &LoweringTable,
    grammar: &tree_sitter::Language,
) -> Rc<Table> {
    if let Some(table) = TABLES.with(|tables| tables.borrow().get(profile.id).cloned()) {
        return table;
    }
    let table = Rc::new(compile(table, grammar));
    TABLES.with(|tables| tables.borrow_mut().insert(profile.id, Rc::clone(&table)));
    table
}

fn compile(table: &LoweringTable, grammar: &tree_sitter::Language) -> Table {
    let count = grammar.node_kind_count() as u16;
    let by_name: HashMap<&str, How> = table
        .shapes
        .iter()
        .map(|shape| (shape.raw, shape.how))
        .collect();
    let name = |id: u16| grammar.node_kind_for_id(id).unwrap_or_default();
    let shape = |id: u16| {
        let how = *by_name
            .get(name(id))
            .filter(|_| grammar.node_kind_is_named(id))?;
        Some(match how {
            How::Node(kind, slots) => compile_node(kind, slots, grammar),
            how => Compiled::How(how),
        })
    };
    let word = |id: u16| {
        let name = name(id);
        if table.modifiers.contains(&name) {
            Word::Modifier
        } else if name
            .chars()
            .all(|c| "()[]{},;:\"'`".contains(c) || c.is_whitespace())
        {
            Word::Punctuation
        } else {
            Word::Plain
        }
    };
    Table {
        shapes: (0..count).map(shape).collect(),
        words: (0..count).map(word).collect(),
        names: (0..count).map(|id| Token::of(name(id))).collect(),
        operators: table
            .operators
            .iter()
            .map(|(spelled, normal)| (*spelled, Token::of(normal)))
            .collect(),
    }
}

fn compile_node(kind: Kind, slots: &[(&str, Slot)], grammar: &tree_sitter::Language) -> Compiled {
    let rest = slots
        .iter()
        .find(|(name, _)| name.is_empty())
        .map_or(Slot::To(Field::Item), |(_, slot)| *slot);
    let known = |(name, slot): &(&str, Slot)| Some((grammar.field_id_for_name(name)?.get(), *slot));
    Compiled::Node {
        kind,
        slots: slots.iter().filter_map(known).collect(),
        rest,
    }
}
