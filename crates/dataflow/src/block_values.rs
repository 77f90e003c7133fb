//! Variables that blocks give their values, as in Terraform: `local.x` from `locals { x = … }`, `var.x` from `variable "x" { default = … }`.

use std::collections::HashMap;

use assay_syntax::{Field, Kind, NodeId, Tree};

/// The values of variables in a file, by the text with which they are used.
pub(crate) fn block_values(tree: &Tree) -> HashMap<String, NodeId> {
    let blocks = tree.children(tree.root()).iter();
    let blocks = blocks.filter_map(|statement| tree.get(*statement, Field::Value));
    let mut found = HashMap::new();
    for block in blocks.filter(|block| tree.kind(*block) == Kind::Call) {
        let arguments: Vec<NodeId> = tree.all(block, Field::Arg).collect();
        let callee = tree
            .get(block, Field::Callee)
            .map(|callee| tree.text(callee));
        match (callee, &*arguments) {
            (Some("locals"), [body]) => {
                for (name, value) in entries(tree, *body) {
                    found.insert(format!("local.{name}"), value);
                }
            }
            (Some("variable"), [label, body]) => {
                let name = tree.text(*label).trim_matches('"');
                let default = entries(tree, *body).find(|(key, _)| *key == "default");
                found.extend(default.map(|(_, value)| (format!("var.{name}"), value)));
            }
            _ => {}
        }
    }
    found
}

fn entries(tree: &Tree, body: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
    let pairs = tree.children(body).iter().copied();
    pairs
        .filter(|pair| tree.kind(*pair) == Kind::Pair)
        .filter_map(|pair| {
            let key = tree.get(pair, Field::Key)?;
            Some((tree.text(key), tree.get(pair, Field::Value)?))
        })
}
