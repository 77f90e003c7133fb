//! The trees of a text, to be looked at: the grammar's own, which ast-grep's rules and patterns are about, and the common
//! one, which Semgrep's are.

use assay_context::{Document, FileContext, FileId, Host, tree_of};
use assay_languages::{Lang, has_grammar};
use assay_model::{ShownNode, ShownTrees};
use assay_syntax::{Field, Tree};
use std::rc::Rc;

use crate::Engine;
use crate::check::to_be_had;

/// Nodes of a tree that are shown.
const MOST: usize = 20_000;

/// What came of asking for trees.
pub enum Trees {
    /// These grammars must be installed first; then ask again.
    Needs(Vec<&'static str>),
    /// They are; none of a text in no known language, or whose grammar cannot be had.
    Are(ShownTrees),
}

/// See [`Engine::trees`].
pub fn trees(
    engine: &mut Engine,
    path: &str,
    text: &str,
    lang: Option<Lang>,
    tick: &dyn Fn() -> bool,
) -> Trees {
    let lang = lang.or_else(|| engine.language_of(path, text.as_bytes()));
    let Some(lang) = lang else {
        return Trees::Are(ShownTrees::default());
    };
    if !has_grammar(lang) {
        let needs = to_be_had(engine, &[lang]);
        return match needs.is_empty() {
            true => Trees::Are(ShownTrees::default()),
            false => Trees::Needs(needs),
        };
    }
    engine.files += 1;
    let (now, deep) = (None, false);
    let host = Host { tick, now, deep };
    let (id, text) = (FileId(engine.files), Rc::from(text));
    let file = FileContext::new(
        id,
        path,
        Rc::clone(&text),
        Some(lang),
        &engine.parsers,
        host,
    );
    let units = Units::new(&text);
    let was_cut = || (Vec::new(), tick());
    let of_document = |document: Rc<Document>| of_grammar(tree_of(&document), &units);
    let (grammar, is_cut) = file.document().map_or_else(was_cut, of_document);
    let (common, is_common_cut) = match lang.lowering_table() {
        Some(_) => file
            .common()
            .map_or_else(was_cut, |common| of_common(&common.tree, &units)),
        None => Shown::default(),
    };
    Trees::Are(ShownTrees {
        language: lang.id().to_owned(),
        grammar,
        common,
        is_cut: is_cut || is_common_cut,
    })
}

/// The nodes that are shown, and whether there are more.
type Shown = (Vec<ShownNode>, bool);

fn of_grammar(tree: &tree_sitter::Tree, units: &Units) -> Shown {
    let mut cursor = tree.walk();
    let (mut nodes, mut depth) = (Vec::new(), 0);
    loop {
        let node = cursor.node();
        if nodes.len() == MOST {
            return (nodes, true);
        }
        nodes.push(ShownNode {
            depth,
            kind: node.kind().to_owned(),
            field: cursor.field_name().map(str::to_owned),
            is_named: node.is_named(),
            from: units.at(node.start_byte()),
            to: units.at(node.end_byte()),
        });
        if cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return (nodes, false);
            }
            depth -= 1;
        }
    }
}

fn of_common(tree: &Tree, units: &Units) -> Shown {
    let (mut nodes, mut open) = (Vec::new(), vec![(tree.root(), 0)]);
    while let Some((id, depth)) = open.pop() {
        if nodes.len() == MOST {
            return (nodes, true);
        }
        let node = tree.node(id);
        nodes.push(ShownNode {
            depth,
            kind: format!("{:?}", node.kind),
            field: (node.field != Field::Item).then(|| format!("{:?}", node.field)),
            is_named: true,
            from: units.at(node.start as usize),
            to: units.at(node.end as usize),
        });
        let children = tree.children(id).iter().rev();
        open.extend(children.map(|child| (*child, depth + 1)));
    }
    (nodes, false)
}

/// For each byte of a text how many UTF-16 units are before it; of ASCII that is the byte itself.
struct Units(Option<Vec<u32>>);

impl Units {
    fn new(text: &str) -> Units {
        if text.is_ascii() {
            return Units(None);
        }
        let (mut before, mut units) = (Vec::with_capacity(text.len() + 1), 0);
        for char in text.chars() {
            before.extend(std::iter::repeat_n(units, char.len_utf8()));
            units += char.len_utf16() as u32;
        }
        before.push(units);
        Units(Some(before))
    }

    fn at(&self, byte: usize) -> u32 {
        match &self.0 {
            None => byte as u32,
            Some(before) => before.get(byte).or(before.last()).copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str, text: &str) -> ShownTrees {
        assay_languages::install_native_grammars();
        match trees(&mut Engine::default(), path, text, None, &|| false) {
            Trees::Are(shown) => shown,
            Trees::Needs(needs) => panic!("{needs:?} are there"),
        }
    }

    fn lines(nodes: &[ShownNode], text: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let line = |node: &ShownNode| {
            let text = String::from_utf16_lossy(&units[node.from as usize..node.to as usize]);
            let field = node
                .field
                .as_deref()
                .map(|field| format!("{field}: "))
                .unwrap_or_default();
            format!(
                "{}{field}{} {text}",
                " ".repeat(node.depth as usize),
                node.kind
            )
        };
        nodes
            .iter()
            .filter(|node| node.is_named)
            .map(line)
            .collect()
    }

    #[test]
    fn both_trees_tell_fields_and_places_in_utf16() {
        let text = "f('💥', y)";
        let shown = shown("a.py", text);
        let grammar = lines(&shown.grammar, text);
        assert!(
            grammar.contains(&"   function: identifier f".to_owned()),
            "{grammar:#?}"
        );
        assert!(
            grammar.contains(&"    identifier y".to_owned()),
            "{grammar:#?}"
        );
        let common = lines(&shown.common, text);
        assert!(
            common.iter().any(|line| line.ends_with("Call f('💥', y)")),
            "{common:#?}"
        );
    }

    #[test]
    fn trees_that_there_was_no_time_for_are_cut() {
        assay_languages::install_native_grammars();
        let text = "f(x)\n".repeat(500);
        let cut = trees(&mut Engine::default(), "a.py", &text, None, &|| true);
        let Trees::Are(cut) = cut else {
            panic!("the grammar is there");
        };
        assert!(cut.grammar.is_empty() && cut.common.is_empty() && cut.is_cut);
        assert!(!shown("a.py", &text).is_cut);
    }

    #[test]
    fn a_text_of_no_language_has_none() {
        assert_eq!(shown("a.unknown", "f(x)"), ShownTrees::default());
    }
}
