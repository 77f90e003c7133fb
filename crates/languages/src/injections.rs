//! Languages inside languages: scripts and styles.
//!
//! Which stretches are found and what they are called follows ast-grep's HTML language. Every
//! stretch is a text of its own and gets its own tree.

use ast_grep_core::matcher::KindMatcher;
use ast_grep_core::tree_sitter::{TSPoint, TSRange};
use ast_grep_core::{Doc, Node, Position};

use assay_profile::Embeds;

use crate::Lang;

/// The embedded stretches of a parsed file and their languages, scripts first. Those in a language
/// that Assay does not know are left out.
pub fn injections<D: Doc>(lang: Lang, root: Node<D>) -> Vec<(Lang, Vec<TSRange>)> {
    let Some(embeds) = lang.profile().embeds else {
        return Vec::new();
    };
    let known = |(name, ranges): (String, _)| Lang::from_name(&name).map(|lang| (lang, ranges));
    extract(root, &embeds)
        .into_iter()
        .filter_map(known)
        .collect()
}

/// The embedded stretches by the names the file gives them.
pub(crate) fn extract<D: Doc>(root: Node<D>, embeds: &Embeds) -> Vec<(String, Vec<TSRange>)> {
    let of = |(kind, default): &(&str, &str)| elements(&root, kind, default);
    embeds.elements.iter().flat_map(of).collect()
}

fn elements<D: Doc>(root: &Node<D>, kind: &str, default: &str) -> Vec<(String, Vec<TSRange>)> {
    let matcher = KindMatcher::new(kind, root.lang().clone());
    let mut found = Vec::new();
    for element in root.find_all(matcher) {
        if let Some(content) = element
            .children()
            .find(|child| child.kind() == "raw_text" && !child.range().is_empty())
        {
            let name = lang_attribute(&element).unwrap_or_else(|| default.to_owned());
            found.push((name, vec![range(&content)]));
        }
    }
    found
}

fn lang_attribute<D: Doc>(element: &Node<D>) -> Option<String> {
    let kind = |name| KindMatcher::new(name, element.lang().clone());
    let (name, value) = (kind("attribute_name"), kind("attribute_value"));
    element.find_all(kind("attribute")).find_map(|attribute| {
        let is_lang = attribute.find(&name)?.text() == "lang";
        is_lang.then(|| attribute.find(&value).map(|value| value.text().to_string()))?
    })
}

fn range<D: Doc>(node: &Node<D>) -> TSRange {
    let bytes = node.range();
    TSRange {
        start_byte: bytes.start,
        end_byte: bytes.end,
        start_point: point(node.start_pos()),
        end_point: point(node.end_pos()),
    }
}

fn point(position: Position) -> TSPoint {
    let (row, column) = position.byte_point();
    TSPoint::new(row, column)
}

#[cfg(all(test, feature = "native-grammars"))]
mod tests {
    use ast_grep_core::tree_sitter::LanguageExt;

    use super::*;

    fn found(html: &str) -> Vec<(&'static str, String)> {
        crate::install_native_grammars();
        let lang = Lang::from_name("html").unwrap();
        let document = lang.ast_grep(html);
        let text = |ranges: Vec<TSRange>| html[ranges[0].start_byte..ranges[0].end_byte].to_owned();
        injections(lang, document.root())
            .into_iter()
            .map(|(lang, r)| (lang.id(), text(r)))
            .collect()
    }

    #[test]
    fn scripts_and_styles_are_found_with_their_languages() {
        let html = "<script>a</script><style>.a{}</style><script lang='ts'>b</script><script lang=tsx>c</script>";
        let expected = [
            ("javascript", "a"),
            ("typescript", "b"),
            ("tsx", "c"),
            ("css", ".a{}"),
        ];
        assert_eq!(
            found(html),
            expected.map(|(lang, text)| (lang, text.to_owned()))
        );
    }

    #[test]
    fn unknown_languages_and_empty_elements_are_left_out() {
        assert_eq!(
            found("<script lang=coffee>a</script><script src=a.js></script>"),
            []
        );
    }
}
