//! tree-sitter's tree of a shared text, as ast-grep's crates see it.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use assay_languages::Lang;
use ast_grep_core::AstGrep;
use ast_grep_core::source::{Content, Doc, Edit};
use tree_sitter::Tree;

/// A parsed text: the tree that all rules of a language share.
pub type Document = AstGrep<FileDoc>;
/// A node of that tree.
pub type Node<'t> = ast_grep_core::Node<'t, FileDoc>;

/// A text with its tree. All trees of a file have one copy of the text.
#[derive(Clone)]
pub struct FileDoc {
    text: SharedText,
    lang: Lang,
    tree: Tree,
}

/// A text that many have.
#[derive(Clone)]
pub struct SharedText(Rc<str>);

/// A document of a text and its tree.
pub(crate) fn document(text: &Rc<str>, lang: Lang, tree: Tree) -> Document {
    Document::doc(FileDoc {
        text: SharedText(Rc::clone(text)),
        lang,
        tree,
    })
}

/// The whole text of a document.
pub fn text_of(document: &Document) -> &Rc<str> {
    &document.root().get_doc().text.0
}

/// tree-sitter's own tree of a document.
pub fn tree_of(document: &Document) -> &Tree {
    &document.root().get_doc().tree
}

impl Doc for FileDoc {
    type Source = SharedText;
    type Lang = Lang;
    type Node<'r> = tree_sitter::Node<'r>;

    fn get_lang(&self) -> &Lang {
        &self.lang
    }

    fn get_source(&self) -> &SharedText {
        &self.text
    }

    /// Refuses: a shared text is edited through its [`FileContext`](crate::FileContext).
    fn do_edit(&mut self, _: &Edit<SharedText>) -> Result<(), String> {
        Err("a shared text is edited through its context".to_owned())
    }

    fn root_node(&self) -> tree_sitter::Node<'_> {
        self.tree.root_node()
    }

    fn get_node_text<'a>(&'a self, node: &tree_sitter::Node<'a>) -> Cow<'a, str> {
        Cow::Borrowed(&self.text.0[node.byte_range()])
    }
}

impl Content for SharedText {
    type Underlying = u8;

    fn get_range(&self, range: Range<usize>) -> &[u8] {
        &self.0.as_bytes()[range]
    }

    fn decode_str(text: &str) -> Cow<'_, [u8]> {
        Cow::Borrowed(text.as_bytes())
    }

    fn encode_bytes(bytes: &[u8]) -> Cow<'_, str> {
        String::from_utf8_lossy(bytes)
    }

    /// Characters between the start of the line and an offset.
    fn get_char_column(&self, _: usize, offset: usize) -> usize {
        let before = &self.0.as_bytes()[..offset];
        let line = before.rsplit(|byte| *byte == b'\n').next();
        let starts_character = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        line.unwrap_or_default()
            .iter()
            .filter(starts_character)
            .count()
    }
}
