//! What ast-grep's form means where that depends on the tree: a comment behind a statement of several lines
//! hides what starts where the statement does, and one on the first line with an empty line after it hides
//! the whole file.

use super::forms::{Form, after_ast_grep, of_ast_grep};
use super::{Comment, Suppressions};
use assay_context::{Document, Node};

/// Adds the comments of a tree.
pub(super) fn read(found: &mut Suppressions, document: &Document) {
    let is_ast_grep = |comment: &Comment| comment.form == Form::AstGrep;
    if !found.comments.iter().any(is_ast_grep) {
        return;
    }
    for node in document.root().dfs() {
        if let Some(comment) = comment(&node) {
            add(found, &node, comment);
        }
    }
}

fn add(found: &mut Suppressions, node: &Node<'_>, comment: Comment) {
    let line = node.start_pos().line();
    let trails = node
        .prev()
        .filter(|previous| previous.end_pos().line() == line);
    let stands_alone = node.next().is_none_or(|next| next.start_pos().line() >= 2);
    if line == 0 && trails.is_none() && stands_alone {
        found.hide_in_file(comment);
    } else if let Some(previous) = trails {
        found.hide(previous.start_pos().line(), comment);
    }
}

fn comment(node: &Node<'_>) -> Option<Comment> {
    if !node.kind().contains("comment") {
        return None;
    }
    let text = node.text();
    let start = text.find(char::is_alphabetic)?;
    let rest = after_ast_grep(&text[start..])?;
    Some(Comment {
        form: Form::AstGrep,
        ids: of_ast_grep(rest),
        line: node.start_pos().line() as u32 + 1,
        text: text.trim().to_owned(),
        until: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_context::{FileContext, FileId, Host, Parsers};
    use assay_languages::Lang;

    /// Lines (from 0) on which rule `r` is hidden.
    fn check(code: &str, hidden: &[usize]) {
        assay_languages::install_native_grammars();
        let host = Host {
            tick: &|| false,
            now: None,
            deep: false,
        };
        let (lang, parsers) = (Lang::from_name("javascript"), Parsers::default());
        let file = FileContext::new(FileId(0), "a.js", code.into(), lang, &parsers, host);
        let document = file.document().unwrap();
        let rule = crate::suppress::tests::rule("r", &[]);
        let mut found = Suppressions::collect(code, None);
        found.read_tree(&document);
        let lines: Vec<usize> = (0..code.lines().count())
            .filter(|line| found.hides_rule(&rule, *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{code}");
    }

    #[test]
    fn comments_hide_the_next_or_their_own_line() {
        check("a\n// ast-grep-ignore\nb\nc", &[2]);
        check("a // ast-grep-ignore\nb", &[0]);
        check("f(\n 1\n) // ast-grep-ignore\nb", &[0, 2]);
        check("a\n/* ast-grep-ignore: r */\nb", &[2]);
        check("a\n// ast-grep-ignore: x, r\nb", &[2]);
        check("a\n// ast-grep-ignore: x\nb", &[]);
    }

    #[test]
    fn prose_hides_nothing() {
        check("a\n// see ast-grep-ignore\nb", &[]);
        check("'ast-grep-ignore'\nb", &[]);
    }

    #[test]
    fn the_first_line_may_hide_the_file() {
        check("// ast-grep-ignore\n\na\nb", &[0, 1, 2, 3]);
        check(
            "// ast-grep-ignore: r\n\na // ast-grep-ignore: x",
            &[0, 1, 2],
        );
        check("// ast-grep-ignore\na\nb", &[0, 1]);
    }
}
