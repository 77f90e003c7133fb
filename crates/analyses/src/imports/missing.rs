//! What has to be written into a file so that it imports something.

use std::rc::Rc;

use assay_context::{FileContext, text_of, tree_of};
use assay_languages::{Outline, outline};
use assay_project::{Import, ImportedName};
use assay_rules::Replacement;
use tree_sitter::Node;

use crate::walk::walked;

/// Nodes that only hold imports may lie in each other this deep, as in `import ( "a"; "b" )`.
const MOST_NESTED: usize = 4;

/// The edits that add those of these statements whose imports a file does not have. None if the language has no imports
/// that are known here, a statement is none, a name in it means something else in the file, or that could not be read.
pub fn missing_imports(file: &FileContext<'_>, statements: &[String]) -> Option<Vec<Replacement>> {
    let own = imports_of(file)?;
    let mut missing = Vec::new();
    for statement in statements {
        let wanted = imports_of(&file.beside(Rc::from(format!("{statement}\n"))))?;
        if wanted.is_empty() {
            return None;
        }
        let mut new = wanted.iter().filter(|import| !has(&own, import)).peekable();
        if new.peek().is_some() {
            if new.any(|import| clashes(&own, import)) {
                return None;
            }
            missing.push(statement.trim_end());
        }
    }
    if missing.is_empty() {
        return Some(Vec::new());
    }
    let document = file.document()?;
    let place = Place {
        outline: outline(file.language?)?,
        text: text_of(&document),
        imports: &own,
    };
    Some(vec![place.insertion(
        tree_of(&document).root_node(),
        &missing.join("\n"),
    )])
}

fn imports_of(file: &FileContext<'_>) -> Option<Vec<Import>> {
    walked(file, |walked| walked.imports.0.clone())
}

/// Whether imports that run when the file is loaded have all that one has.
fn has(own: &[Import], wanted: &Import) -> bool {
    let same = |import: &&Import| {
        import.module == wanted.module
            && !import.is_deferred
            && (!import.is_type_only || wanted.is_type_only)
    };
    let names: Vec<&ImportedName> = own.iter().filter(same).flat_map(|one| &one.names).collect();
    let is_run = own.iter().any(|import| same(&import));
    is_run && wanted.names.iter().all(|name| names.contains(&name))
}

/// Whether a name that an import gives is given by another one to something else.
fn clashes(own: &[Import], wanted: &Import) -> bool {
    let given = |name: &ImportedName| name.alias.clone().or_else(|| name.name.clone());
    let taken = |import: &Import, name: &ImportedName| {
        let is_same = import.module == wanted.module && wanted.names.contains(name);
        let local = given(name).filter(|local| !is_same && local != "*");
        local.is_some_and(|local| {
            wanted
                .names
                .iter()
                .any(|one| given(one).as_ref() == Some(&local))
        })
    };
    own.iter()
        .any(|import| import.names.iter().any(|name| taken(import, name)))
}

/// Where imports stand in a file.
struct Place<'p> {
    outline: &'p Outline,
    text: &'p str,
    imports: &'p [Import],
}

impl Place<'_> {
    /// Behind the last import of the file itself; where there is none behind what must come first, or at the start.
    fn insertion(&self, root: Node<'_>, statements: &str) -> Replacement {
        let mut cursor = root.walk();
        let children: Vec<Node<'_>> = root.named_children(&mut cursor).collect();
        let last = children.iter().rfind(|node| self.only_imports(**node, 0));
        let nested = self
            .imports
            .iter()
            .find(|import| import.range.start.col == 1);
        let end = last
            .map(|node| node.end_byte())
            .or_else(|| nested.map(|import| import.range.end.offset as usize));
        if let Some(end) = end {
            let (at, newline) = self.line_behind(end);
            return insert(at, format!("{newline}{statements}\n"));
        }
        let heads = children
            .iter()
            .take_while(|node| self.is_head(**node) || self.is_comment(**node));
        match heads.filter(|node| self.is_head(**node)).last() {
            Some(head) => {
                let (at, newline) = self.line_behind(head.end_byte());
                insert(at, format!("{newline}\n{statements}\n"))
            }
            None => {
                let (at, blank) = self.behind_notice(&children);
                insert(
                    at,
                    format!(
                        "{blank}{statements}\n{}",
                        if blank.is_empty() { "\n" } else { "" }
                    ),
                )
            }
        }
    }

    fn only_imports(&self, node: Node<'_>, depth: usize) -> bool {
        let mut bytes = self.imports.iter().map(|import| import.range);
        let is_import = bytes.any(|range| {
            range.start.offset as usize == node.start_byte()
                && range.end.offset as usize <= node.end_byte()
                && self.outline.imports.contains(&node.kind())
        });
        if is_import || depth == MOST_NESTED {
            return is_import;
        }
        let mut cursor = node.walk();
        let mut inner = node
            .named_children(&mut cursor)
            .filter(|child| !self.is_comment(*child))
            .peekable();
        inner.peek().is_some() && inner.all(|child| self.only_imports(child, depth + 1))
    }

    fn is_head(&self, node: Node<'_>) -> bool {
        let child = node.named_child(0).map_or("", |child| child.kind());
        let heads = self.outline.heads;
        heads
            .iter()
            .any(|(kind, inner)| *kind == node.kind() && (inner.is_empty() || *inner == child))
    }

    fn is_comment(&self, node: Node<'_>) -> bool {
        self.outline.comments.contains(&node.kind())
    }

    /// The start of the line behind an offset; where there is none, the end of the text and the line end that is missing.
    fn line_behind(&self, offset: usize) -> (usize, &'static str) {
        if offset > 0 && self.text.as_bytes().get(offset - 1) == Some(&b'\n') {
            return (offset, "");
        }
        let rest = self.text.get(offset..).unwrap_or_default();
        match rest.find('\n') {
            Some(newline) => (offset + newline + 1, ""),
            None => (self.text.len(), "\n"),
        }
    }

    /// Behind the comment that a file begins with, if it is about the file: it starts with `#!`, or a blank line follows,
    /// which is then kept in front as well.
    fn behind_notice(&self, children: &[Node<'_>]) -> (usize, &'static str) {
        let mut place = (0, "");
        let mut before: Option<Node<'_>> = None;
        for node in children {
            if let Some(before) = before {
                let is_apart = node.start_position().row > before.end_position().row + 1;
                let is_command = self.text[before.byte_range()].starts_with("#!");
                if is_apart || is_command {
                    let blank = if is_apart { "\n" } else { "" };
                    place = (self.line_behind(before.end_byte()).0, blank);
                }
                if is_apart {
                    return place;
                }
            }
            if !self.is_comment(*node) {
                return place;
            }
            before = Some(*node);
        }
        place
    }
}

fn insert(at: usize, text: String) -> Replacement {
    Replacement {
        range: at..at,
        text,
    }
}
