//! `ast-grep-ignore` comments: which findings a comment in the code hides.
//!
//! The meaning is ast-grep's: a comment hides what starts on the next line, or on the line of the
//! code in front of it; on the first line, with an empty line after it, it hides the whole file.
//! Unlike there, a hidden finding is kept and says which comment hides it.

use std::collections::HashMap;

use assay_rules::{Document, Node};

/// What a comment must say first to hide anything.
pub const IGNORE_TEXT: &str = "ast-grep-ignore";

/// One such comment.
#[derive(Clone, Debug, PartialEq)]
struct Comment {
    /// The rules it names; none hides all.
    rules: Option<Vec<String>>,
    line: u32,
    text: String,
}

impl Comment {
    fn hides(&self, rule: &str) -> bool {
        self.rules
            .as_ref()
            .is_none_or(|rules| rules.iter().any(|name| name == rule))
    }
}

/// The comments of one text. Lines count from 0, as in the tree.
#[derive(Debug, Default)]
pub struct Suppressions {
    file: Option<Comment>,
    lines: HashMap<usize, Comment>,
}

impl Suppressions {
    /// Collects the comments of a tree. Only worth it if [`IGNORE_TEXT`] occurs in the text.
    pub fn collect(document: &Document) -> Suppressions {
        let mut found = Suppressions::default();
        for node in document.root().dfs() {
            if let Some(comment) = comment(&node)
                && found.add(&node, comment)
            {
                break;
            }
        }
        found
    }

    /// The comment that hides a finding of this rule that starts on this line: its own line, from 1, and its text.
    pub fn hides(&self, rule: &str, line: usize) -> Option<(u32, &str)> {
        let comments = self.file.iter().chain(self.lines.get(&line));
        comments
            .into_iter()
            .find(|comment| comment.hides(rule))
            .map(|comment| (comment.line, comment.text.as_str()))
    }

    /// Takes a comment; true if it hides everything, so that no other can matter.
    fn add(&mut self, node: &Node<'_>, comment: Comment) -> bool {
        let line = node.start_pos().line();
        let trails = node
            .prev()
            .filter(|previous| previous.end_pos().line() == line);
        let stands_alone = node.next().is_none_or(|next| next.start_pos().line() >= 2);
        if line == 0 && trails.is_none() && stands_alone {
            let hides_all = comment.rules.is_none();
            self.file = Some(comment);
            return hides_all;
        }
        let hidden = trails.map_or(line + 1, |previous| previous.start_pos().line());
        self.lines.insert(hidden, comment);
        false
    }
}

fn comment(node: &Node<'_>) -> Option<Comment> {
    if !node.kind().contains("comment") {
        return None;
    }
    let text = node.text();
    let start = text.find(char::is_alphabetic)?;
    let rest = text[start..].strip_prefix(IGNORE_TEXT)?;
    Some(Comment {
        rules: named_rules(rest),
        line: node.start_pos().line() as u32 + 1,
        text: text.trim().to_owned(),
    })
}

/// The rules after the colon; without a colon all are meant.
fn named_rules(rest: &str) -> Option<Vec<String>> {
    let (_, names) = rest.trim().split_once(':')?;
    let first_word = |name: &str| {
        name.trim_start()
            .split(' ')
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_owned()
    };
    Some(names.split(',').map(first_word).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_languages::Lang;
    use ast_grep_core::tree_sitter::LanguageExt;

    /// Lines (from 0) on which rule `r` is hidden.
    fn check(code: &str, hidden: &[usize]) {
        assay_languages::install_native_grammars();
        let document = Lang::from_name("javascript").unwrap().ast_grep(code);
        let found = Suppressions::collect(&document);
        let lines: Vec<usize> = (0..code.lines().count())
            .filter(|line| found.hides("r", *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{code}");
    }

    #[test]
    fn comments_hide_the_next_or_their_own_line() {
        check("a\n// ast-grep-ignore\nb\nc", &[2]);
        check("a // ast-grep-ignore\nb", &[0]);
        check("f(\n 1\n) // ast-grep-ignore\nb", &[0]);
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
        check("// ast-grep-ignore\na\nb", &[1]);
    }
}
