//! Finds a pattern in a text in no particular language.
//!
//! A pattern without indentation matches a text with or without; one with indentation wants blocks
//! in the text as well. `...` steps over as much as need be, a number of lines at most.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::tokens::{Atom, AtomKind, Node};
use super::{Limits, TextMatch};

/// Steps that the search from one place may take.
const STEPS_PER_START: u32 = 100_000;
/// Steps between two questions whether the time is up.
const STEPS_PER_TICK: u64 = 4096;

/// All matches of a pattern in a text; false if a search was cut off.
pub fn search(
    pattern: &[Node],
    nodes: &[Node],
    text: &str,
    limits: Limits,
    tick: &dyn Fn() -> bool,
) -> (Vec<TextMatch>, bool) {
    let mut search = Search {
        text,
        limits,
        steps: 0,
        all_steps: 0,
        next_tick: 0,
        cut_off: false,
    };
    let mut starts = Vec::new();
    let only_block_starts = matches!(pattern.first(), Some(Node::Dots(_)));
    collect_starts(nodes, None, only_block_starts, true, &mut starts);
    let mut found: Vec<TextMatch> = Vec::new();
    for (doc, parent) in starts {
        let Some(Node::Atom(first)) = doc.first() else {
            continue;
        };
        if search.all_steps >= search.next_tick {
            search.next_tick = search.all_steps + STEPS_PER_TICK;
            if tick() {
                return (found, false);
            }
        }
        search.steps = 0;
        let before = Extent {
            end: first.range.start,
            line: first.line,
            end_line: first.line,
        };
        let state = State {
            dots: None,
            names: HashMap::new(),
            last: before,
        };
        if let Some((names, last)) = search.run(pattern, doc, parent, state, true) {
            found.push(TextMatch {
                range: first.range.start..last.end,
                names: names
                    .into_iter()
                    .map(|(name, range)| (format!("${name}"), range))
                    .collect(),
            });
        }
    }
    prefer(&mut found, matches!(pattern.last(), Some(Node::Dots(_))));
    (found, !search.cut_off)
}

/// Of matches with the same end the shortest stays; the longest if the pattern ends in dots.
fn prefer(found: &mut Vec<TextMatch>, longest: bool) {
    let mut kept: HashMap<u32, usize> = HashMap::new();
    for (place, one) in found.iter().enumerate() {
        if longest {
            kept.entry(one.range.end).or_insert(place);
        } else {
            kept.insert(one.range.end, place);
        }
    }
    let mut place = 0;
    found.retain(|one| {
        place += 1;
        kept.get(&one.range.end) == Some(&(place - 1))
    });
}

/// What follows once a block is at its end.
struct Parent<'d> {
    rest: &'d [Node],
    parent: Option<Rc<Parent<'d>>>,
}

type Start<'d> = (&'d [Node], Option<Rc<Parent<'d>>>);

/// Every place where a match may start. A match that starts in a block does not leave it.
fn collect_starts<'d>(
    nodes: &'d [Node],
    parent: Option<Rc<Parent<'d>>>,
    only_block_starts: bool,
    mut is_block_start: bool,
    starts: &mut Vec<Start<'d>>,
) {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Block(inner) => collect_starts(inner, None, only_block_starts, true, starts),
            _ if is_block_start || !only_block_starts => {
                starts.push((&nodes[at..], parent.clone()));
            }
            _ => {}
        }
        is_block_start = false;
    }
}

/// Where something stands: bytes and lines.
#[derive(Clone, Copy)]
struct Extent {
    end: u32,
    line: u32,
    end_line: u32,
}

impl Extent {
    fn of(atom: &Atom) -> Extent {
        Extent {
            end: atom.range.end,
            line: atom.line,
            end_line: atom.line,
        }
    }
}

/// An ellipsis that is open: what it stepped over so far, and how far it may go.
#[derive(Clone)]
struct Dots {
    max_line: u32,
    over: Range<u32>,
    name: Option<String>,
}

#[derive(Clone)]
struct State {
    dots: Option<Dots>,
    names: HashMap<String, Range<u32>>,
    last: Extent,
}

type Names = HashMap<String, Range<u32>>;

struct Search<'t> {
    text: &'t str,
    limits: Limits,
    steps: u32,
    all_steps: u64,
    next_tick: u64,
    cut_off: bool,
}

impl Search<'_> {
    /// Matches a pattern from here on. `is_root` is false for a block of a pattern, which must match a whole block.
    fn run<'d>(
        &mut self,
        mut pattern: &[Node],
        mut doc: &'d [Node],
        mut parent: Option<Rc<Parent<'d>>>,
        mut state: State,
        is_root: bool,
    ) -> Option<(Names, Extent)> {
        loop {
            self.steps += 1;
            self.all_steps += 1;
            if self.steps > STEPS_PER_START {
                self.cut_off = true;
                return None;
            }
            let Some((head, tail)) = pattern.split_first() else {
                return self.at_end_of_pattern(doc, state, is_root);
            };
            match head {
                Node::Dots(name) => {
                    self.open_dots(&mut state, name.as_ref());
                    pattern = tail;
                }
                Node::Block(inner) => match doc.first() {
                    None => {
                        let may_be_empty = matches_nothing(inner) && matches_nothing(tail);
                        return if may_be_empty {
                            self.complete(state)
                        } else {
                            None
                        };
                    }
                    Some(Node::Block(block)) => {
                        let names = self.close_dots(&state)?;
                        let within = State {
                            dots: None,
                            names,
                            last: state.last,
                        };
                        let (names, last) = self.run(inner, block, None, within, false)?;
                        state = State {
                            dots: None,
                            names,
                            last,
                        };
                        (pattern, doc) = (tail, &doc[1..]);
                    }
                    Some(Node::Atom(atom)) => {
                        if self.step_over(&mut state, atom) {
                            doc = &doc[1..];
                        } else {
                            state.names = self.close_dots(&state)?;
                            state.dots = None;
                            if !matches_nothing(inner) {
                                return None;
                            }
                            pattern = tail;
                        }
                    }
                    Some(_) => return None,
                },
                Node::Atom(_) | Node::Metavariable(_) => match doc.first() {
                    None => match parent.take() {
                        Some(outer) => {
                            doc = outer.rest;
                            parent = outer.parent.clone();
                        }
                        None => {
                            let only_dots =
                                pattern.iter().all(|node| matches!(node, Node::Dots(_)));
                            return only_dots.then_some((state.names, state.last));
                        }
                    },
                    Some(Node::Block(block)) => {
                        parent = Some(Rc::new(Parent {
                            rest: &doc[1..],
                            parent: parent.take(),
                        }));
                        doc = block;
                    }
                    Some(Node::Atom(atom)) => {
                        let in_reach = state
                            .dots
                            .as_ref()
                            .is_none_or(|dots| atom.line <= dots.max_line);
                        if !in_reach {
                            return None;
                        }
                        if let Some(names) = self.match_atom(head, atom, &state) {
                            let next = State {
                                dots: None,
                                names,
                                last: Extent::of(atom),
                            };
                            if state.dots.is_none() {
                                state = next;
                                (pattern, doc) = (tail, &doc[1..]);
                                continue;
                            }
                            let outer = parent.clone();
                            if let Some(found) = self.run(tail, &doc[1..], outer, next, is_root) {
                                return Some(found);
                            }
                        }
                        if !self.step_over(&mut state, atom) {
                            return None;
                        }
                        doc = &doc[1..];
                    }
                    Some(_) => return None,
                },
            }
        }
    }

    /// The pattern is used up: trailing dots take the rest of their block, as far as they reach.
    fn at_end_of_pattern(
        &self,
        doc: &[Node],
        mut state: State,
        is_root: bool,
    ) -> Option<(Names, Extent)> {
        match &state.dots {
            None if doc.is_empty() || is_root => Some((state.names, state.last)),
            None => None,
            Some(dots) if state.last.line <= dots.max_line => {
                let (max_line, last) = (dots.max_line, state.last);
                state.last = last_in_reach(doc, max_line, last).unwrap_or_else(|last| last);
                self.complete(state)
            }
            Some(_) if is_root => Some((state.names, state.last)),
            Some(_) => None,
        }
    }

    fn complete(&self, mut state: State) -> Option<(Names, Extent)> {
        let end = state.last.end;
        if let Some(dots) = &mut state.dots {
            dots.over.end = end.max(dots.over.start);
        }
        let names = self.close_dots(&state)?;
        Some((names, state.last))
    }

    fn open_dots(&self, state: &mut State, name: Option<&String>) {
        let span = self.limits.ellipsis_max_span;
        match &mut state.dots {
            Some(dots) => dots.max_line = dots.max_line.saturating_add(span),
            None => {
                state.dots = Some(Dots {
                    max_line: state.last.end_line.saturating_add(span),
                    over: state.last.end..state.last.end,
                    name: name.cloned(),
                });
            }
        }
    }

    /// Lets an open ellipsis take an atom, if it reaches that far.
    fn step_over(&self, state: &mut State, atom: &Atom) -> bool {
        match &mut state.dots {
            Some(dots) if atom.line <= dots.max_line => {
                dots.over.end = atom.range.end;
                true
            }
            _ => false,
        }
    }

    /// The names after the ellipsis is closed; none if its name stood for something else before.
    fn close_dots(&self, state: &State) -> Option<Names> {
        let mut names = state.names.clone();
        let Some(Dots {
            name: Some(name),
            over,
            ..
        }) = &state.dots
        else {
            return Some(names);
        };
        let name = format!("...{name}");
        match names.get(&name) {
            Some(before) if self.slice(before) != self.slice(over) => None,
            Some(_) => Some(names),
            None => {
                names.insert(name, over.clone());
                Some(names)
            }
        }
    }

    fn match_atom(&self, wanted: &Node, atom: &Atom, state: &State) -> Option<Names> {
        let mut names = self.close_dots(state)?;
        match wanted {
            Node::Metavariable(name) => {
                if atom.kind != AtomKind::Word {
                    return None;
                }
                match names.get(name) {
                    Some(before) if self.slice(before) != self.slice(&atom.range) => return None,
                    Some(_) => {}
                    None => {
                        names.insert(name.clone(), atom.range.clone());
                    }
                }
                Some(names)
            }
            Node::Atom(wanted) => {
                let (a, b) = (wanted.text.as_bytes(), self.slice(&atom.range));
                let equal = match wanted.kind {
                    AtomKind::Word if self.limits.any_case => a.eq_ignore_ascii_case(b),
                    // A byte that is no text by itself was read with a replacement character.
                    AtomKind::Byte => wanted.text == String::from_utf8_lossy(b),
                    _ => a == b,
                };
                (wanted.kind == atom.kind && equal).then_some(names)
            }
            _ => None,
        }
    }

    fn slice(&self, range: &Range<u32>) -> &[u8] {
        &self.text.as_bytes()[range.start as usize..range.end as usize]
    }
}

/// The last atom up to a line; an error carries the one at which it went too far.
fn last_in_reach(doc: &[Node], max_line: u32, mut last: Extent) -> Result<Extent, Extent> {
    for node in doc {
        match node {
            Node::Block(inner) => last = last_in_reach(inner, max_line, last)?,
            Node::Atom(atom) if atom.line <= max_line => last = Extent::of(atom),
            _ => return Err(last),
        }
    }
    Ok(last)
}

fn matches_nothing(pattern: &[Node]) -> bool {
    pattern.iter().all(|node| match node {
        Node::Atom(_) | Node::Metavariable(_) => false,
        Node::Dots(_) => true,
        Node::Block(inner) => matches_nothing(inner),
    })
}
