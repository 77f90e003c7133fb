//! How well a text was parsed: nodes, and what the parser could not make sense of.

use assay_model::ParseHealth;
use tree_sitter::Tree;

/// Adds the health of one tree. Trees without errors cost nothing: their size is known.
pub fn add(health: &mut ParseHealth, tree: &Tree) {
    let root = tree.root_node();
    health.nodes = health.nodes.saturating_add(root.descendant_count() as u32);
    if !root.has_error() {
        return;
    }
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        let is_error = node.is_error() || node.is_missing();
        if is_error {
            health.errors += 1;
            health.error_bytes += (node.end_byte() - node.start_byte()) as u32;
            let line = node.start_position().row as u32 + 1;
            if health.first_error_line == 0 || line < health.first_error_line {
                health.first_error_line = line;
            }
        }
        let inside = !is_error && node.has_error() && cursor.goto_first_child();
        if inside || cursor.goto_next_sibling() {
            continue;
        }
        loop {
            if !cursor.goto_parent() {
                return;
            }
            if cursor.goto_next_sibling() {
                break;
            }
        }
    }
}
