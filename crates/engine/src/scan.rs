//! One walk over a tree, trying at each node the rules that its kind lets match.
//!
//! Rules are tried on the way up, when the height of a node's subtree is known: a rule that would
//! recurse over the tree is not tried where the tree is too deep for the stack.

use assay_context::Document;
use assay_rules::{LanguageRules, Match, Survivors};
use bit_set::BitSet;

use crate::costs::{Clock, LanguageCosts};

/// Nodes above subtrees higher than this are not for rules that recurse.
const MAX_HEIGHT: u32 = 1000;
/// From which depth on the clock is looked at before each rule: the way from a node to the root costs as much as
/// the square of its depth.
const DEEP: usize = 200;
/// How many nodes are walked between two looks at the clock.
const NODES_PER_TICK: u32 = 512;

/// How a walk ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The time was up before the end.
    pub timed_out: bool,
    /// The first line (from 0) on which some rules were not tried because the tree is too deep there.
    pub too_deep: Option<usize>,
    /// Some values of variables took too many steps to find out.
    pub partly_known: bool,
}

/// Tries the surviving rules; tells each match with the place of its rule and the line (from 0) it starts on. `asked` is at
/// how many nodes they were tried before the time was up the last time, and then this time.
pub fn scan(
    document: &Document,
    asked: &mut usize,
    rules: &LanguageRules,
    survivors: &Survivors,
    tick: &dyn Fn() -> bool,
    (costs, clock): (&mut LanguageCosts, Clock<'_>),
    found: &mut dyn FnMut(usize, usize, Match),
) -> Walk {
    let mut scan = Scan {
        document,
        rules,
        survivors,
        kinds: rules.kinds_of(survivors),
        costs,
        clock,
        walk: Walk::default(),
        before: *asked,
        asked: 0,
    };
    scan.run(tick, found);
    *asked = scan.asked;
    scan.walk
}

struct Scan<'s> {
    document: &'s Document,
    rules: &'s LanguageRules,
    survivors: &'s Survivors,
    kinds: BitSet,
    costs: &'s mut LanguageCosts,
    clock: Clock<'s>,
    walk: Walk,
    before: usize,
    asked: usize,
}

impl Scan<'_> {
    fn run(&mut self, tick: &dyn Fn() -> bool, found: &mut dyn FnMut(usize, usize, Match)) {
        if self.kinds.is_empty() {
            return;
        }
        let root = self.document.root().get_inner_node();
        let mut cursor = root.walk();
        // Heights of the open nodes; each entry is the height of what was seen below so far.
        let mut heights = vec![0u32];
        let mut steps = 0u32;
        loop {
            if cursor.goto_first_child() {
                heights.push(0);
                continue;
            }
            loop {
                let height = heights.last().copied().unwrap_or_default();
                let node = cursor.node();
                steps += 1;
                if self.kinds.contains(usize::from(node.kind_id())) {
                    steps += NODES_PER_TICK / 8;
                    let is_deep = heights.len() > DEEP;
                    if self.asked >= self.before {
                        self.ask(node, height, &|| is_deep && tick(), found);
                    }
                    self.asked += usize::from(!self.walk.timed_out);
                }
                if steps >= NODES_PER_TICK {
                    steps = 0;
                    // The way to where it was the last time is short.
                    self.walk.timed_out |= self.asked >= self.before && tick();
                }
                if self.walk.timed_out {
                    return;
                }
                if cursor.goto_next_sibling() {
                    let below = heights.len() - 1;
                    if let Some(parent) = below.checked_sub(1) {
                        heights[parent] = heights[parent].max(height + 1);
                    }
                    heights[below] = 0;
                    break;
                }
                if !cursor.goto_parent() {
                    return;
                }
                heights.pop();
                if let Some(parent) = heights.last_mut() {
                    *parent = (*parent).max(height + 1);
                }
            }
        }
    }

    fn ask(
        &mut self,
        node: tree_sitter::Node<'_>,
        height: u32,
        tick: &dyn Fn() -> bool,
        found: &mut dyn FnMut(usize, usize, Match),
    ) {
        let line = node.start_position().row;
        let adopted = self.document.adopt(node);
        for &place in self.rules.at_kind(node.kind_id()) {
            let place = place as usize;
            if !self.survivors.has(place) {
                continue;
            }
            let Some(matcher) = self.rules.matcher(place) else {
                continue;
            };
            if height > MAX_HEIGHT && matcher.recurses() {
                self.walk.too_deep.get_or_insert(line);
                continue;
            }
            if tick() {
                self.walk.timed_out = true;
                return;
            }
            let node = adopted.clone();
            self.costs.ask(place, self.clock, || {
                matcher.matches(node, &mut |matched| found(place, line, matched));
            });
        }
    }
}
