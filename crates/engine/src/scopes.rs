//! The definitions around places in a tree: functions, classes, modules and the like, by their names.

use std::ops::Range;

use tree_sitter::{Node, Tree};

/// Bytes of a name that count.
const NAME: usize = 100;
/// How far a name may lie within its declarator, as in C.
const DECLARATORS: usize = 8;

/// What grammars call definitions: the ends of kinds, and Ruby's whole ones.
const ENDS: &[&str] = &[
    "_definition",
    "_declaration",
    "_declarator",
    "_item",
    "_spec",
    "_specifier",
];
const KINDS: &[&str] = &["class", "method", "module", "singleton_method"];

/// The scope of each place, made of the names of the definitions around it, from the outermost in. What is itself a
/// definition is not around itself. Places are in the order of their starts; subtrees without any are not entered.
pub fn scopes<S: Copy + Default>(
    tree: &Tree,
    text: &str,
    places: &[Range<usize>],
    enter: &dyn Fn(S, &str) -> S,
) -> Vec<S> {
    let mut scopes = vec![S::default(); places.len()];
    let mut open: Vec<(usize, S)> = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let range = node.byte_range();
        let first = places.partition_point(|place| place.start < range.start);
        let behind = places.partition_point(|place| place.start < range.end);
        if first < behind {
            while open.last().is_some_and(|(end, _)| *end <= range.start) {
                open.pop();
            }
            if let Some(name) = name_of(node, text) {
                let outer = open.last().map(|(_, scope)| *scope).unwrap_or_default();
                let scope = enter(outer, name);
                open.push((range.end, scope));
                for at in first..behind {
                    if places[at].end <= range.end && places[at] != range {
                        scopes[at] = scope;
                    }
                }
            }
            if cursor.goto_first_child() {
                continue;
            }
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return scopes;
            }
        }
    }
}

/// The name of a definition; none of other nodes.
fn name_of<'t>(node: Node<'_>, text: &'t str) -> Option<&'t str> {
    let kind = node.kind();
    let is_definition = KINDS.contains(&kind) || ENDS.iter().any(|end| kind.ends_with(end));
    if !node.is_named() || !is_definition {
        return None;
    }
    let name = node
        .child_by_field_name("name")
        .or_else(|| declared(node))
        .or_else(|| {
            node.child_by_field_name("type")
                .filter(|_| kind == "impl_item")
        })
        .or_else(|| first_identifier(node))?;
    let name = text.get(name.byte_range())?;
    Some(&name[..name.floor_char_boundary(NAME)])
}

/// The name within declarators within one another.
fn declared<'t>(node: Node<'t>) -> Option<Node<'t>> {
    let mut inner = node.child_by_field_name("declarator")?;
    for _ in 0..DECLARATORS {
        if let Some(name) = inner.child_by_field_name("name") {
            return Some(name);
        }
        match inner.child_by_field_name("declarator") {
            Some(next) => inner = next,
            None => break,
        }
    }
    Some(inner).filter(|node| node.kind().ends_with("identifier"))
}

/// The name in grammars without fields: the first identifier among the children.
fn first_identifier<'t>(node: Node<'t>) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .take(DECLARATORS)
        .find(|child| child.kind().ends_with("identifier"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_context::{FileContext, FileId, Host, Parsers, tree_of};
    use assay_languages::Lang;

    /// The names around the place that `§` marks.
    fn around(language: &str, code: &str) -> String {
        assay_languages::install_native_grammars();
        let at = code.find('§').unwrap();
        let code = code.replace('§', "");
        let host = Host {
            tick: &|| false,
            now: None,
            deep: false,
        };
        let (lang, parsers) = (Lang::from_name(language), Parsers::default());
        let file = FileContext::new(FileId(0), "a", code.as_str().into(), lang, &parsers, host);
        let document = file.document().unwrap();
        let numbers = std::cell::RefCell::new(vec![String::new()]);
        let enter = |outer: usize, name: &str| {
            let mut all = numbers.borrow_mut();
            let scope = format!("{}/{name}", all[outer]);
            all.push(scope);
            all.len() - 1
        };
        let place = at..at + 1;
        let scope = scopes(tree_of(&document), &code, &[place], &enter)[0];
        numbers.into_inner().swap_remove(scope)
    }

    #[test]
    fn definitions_have_names_in_every_grammar() {
        let python = "class A:\n  def f(self):\n    if x:\n      §g()\n";
        assert_eq!(around("python", python), "/A/f");
        assert_eq!(around("javascript", "const h = () => { §g() }"), "/h");
        assert_eq!(around("typescript", "class A { m() { §g() } }"), "/A/m");
        assert_eq!(around("java", "class A { void m() { §g(); } }"), "/A/m");
        assert_eq!(around("go", "func (s *S) m() { §g() }"), "/m");
        assert_eq!(around("rust", "impl A { fn m() { §g(); } }"), "/A/m");
        assert_eq!(around("c", "int *m(int a) { §g(); }"), "/m");
        assert_eq!(around("csharp", "class A { void M() { §G(); } }"), "/A/M");
        assert_eq!(
            around("ruby", "class A\n  def m\n    §g()\n  end\nend"),
            "/A/m"
        );
        assert_eq!(
            around("php", "<?php class A { function m() { §g(); } }"),
            "/A/m"
        );
        assert_eq!(around("kotlin", "class A { fun m() { §g() } }"), "/A/m");
        assert_eq!(around("swift", "class A { func m() { §g() } }"), "/A/m");
        assert_eq!(around("scala", "class A { def m() = { §g() } }"), "/A/m");
    }

    #[test]
    fn a_definition_is_not_around_itself() {
        assert_eq!(around("python", "§x\ndef f():\n  pass\n"), "");
    }
}
