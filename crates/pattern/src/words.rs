//! The words that every match of a pattern must stand near, read off its text without a grammar.
//!
//! A name in a pattern matches the same name, or something imported under another one, and then the
//! name stands in the import. So it must occur in the file. What may be written in another way does
//! not count: keywords (`var` is `let`), the types of typed metavariables (a literal has one without
//! naming it), and strings (a constant may be put together).

use assay_languages::Lang;
use assay_profile::Cased;
use assay_text::InOrder;

use crate::typed_metavars::typed_metavars;

/// Words that need not occur where a pattern has them.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "abstract", "and", "as", "assert", "async", "await", "base", "begin", "bool", "boolean", "break", "byte", "case",
    "catch", "char", "class", "const", "continue", "def", "default", "del", "delete", "do", "done", "double", "dynamic",
    "elif", "else", "elseif", "elsif", "end", "ensure", "enum", "except", "export", "extends", "false", "False", "fi",
    "final", "finally", "float", "fn", "for", "foreach", "from", "fun", "func", "function", "global", "go", "goto", "if",
    "implements", "import", "in", "include", "int", "integer", "interface", "internal", "is", "lambda", "let", "long",
    "loop", "match", "module", "mut", "namespace", "new", "nil", "None", "not", "null", "nullptr", "number", "object",
    "of", "or", "out", "package", "parent", "partial", "pass", "private", "protected", "pub", "public", "raise", "range",
    "readonly", "ref", "require", "rescue", "return", "sealed", "self", "short", "static", "str", "string", "String",
    "struct", "super", "switch", "synchronized", "then", "this", "throw", "throws", "trait", "true", "True", "try",
    "type", "typeof", "uint", "undefined", "union", "unless", "unset", "unsafe", "until", "use", "using", "val", "var",
    "void", "volatile", "when", "where", "while", "with", "yield", "nonlocal", "print", "exec", "instanceof", "virtual",
    "override", "echo", "declare", "local", "typeset", "die", "exit", "load", "require_relative",
];

/// A word that a file must contain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// The word.
    pub text: String,
    /// The sign that must follow it, with only white space and comments between.
    pub then: Option<char>,
}

/// What a file must contain for a pattern to match there, sorted: its [`words`], and what its language
/// cannot say in another way.
pub fn needed(lang: Lang, pattern: &str) -> Vec<Word> {
    let plain = plain(lang, pattern);
    let is_closed = |word: &str| lang.profile().words.closed.contains(&word);
    let all = |is_wanted: &dyn Fn(&str) -> bool| -> Vec<Word> {
        split(&plain)
            .filter(|(at, word)| {
                is_closed(word) || is_wanted(word) && has_case(lang, &plain[..*at])
            })
            .map(|(at, word)| Word {
                text: word.to_owned(),
                then: sign_after(lang, word, &plain[at + word.len()..]),
            })
            .collect()
    };
    let mut found = all(&is_telling);
    // A letter is in most files, but as a word of its own in few. Beside some signs it may be how a text or number is written.
    if found.is_empty() && !pattern.contains(BESIDE_LETTERS) {
        found = all(&is_letter);
    }
    found.put_in_order();
    found.dedup();
    found
}

/// The sign that must follow a word: an `except:` catches what no other clause of it does.
fn sign_after(lang: Lang, word: &str, rest: &str) -> Option<char> {
    let words = lang.profile().words.closed_before_colon;
    let is_bare = words.contains(&word) && rest.starts_with(':');
    is_bare.then_some(':')
}

/// The words of a pattern that a file must contain for it to match there, sorted.
pub(crate) fn words(lang: Lang, pattern: &str) -> Vec<String> {
    let plain = plain(lang, pattern);
    let mut found: Vec<String> = split(&plain)
        .filter(|(at, word)| is_telling(word) && has_case(lang, &plain[..*at]))
        .map(|(_, word)| word.to_owned())
        .collect();
    found.put_in_order();
    found.dedup();
    found
}

/// A pattern without the types of metavariables, strings and comments.
fn plain(lang: Lang, pattern: &str) -> String {
    let (typed, _) = typed_metavars(lang, pattern);
    let mut plain = pattern.to_owned();
    for (range, _) in typed {
        plain.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    without_strings_and_comments(lang, &plain)
}

fn is_telling(word: &str) -> bool {
    word.len() >= 2 && !word.starts_with(|c: char| c.is_ascii_digit()) && !OPEN.contains(&word)
}

/// Of `r#"…"#`, `%w(…)`, `/…/i` and `1.f`.
const BESIDE_LETTERS: [char; 15] = [
    '"', '\'', '`', '%', '/', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
];

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a word behind this text is written in one way only.
fn has_case(lang: Lang, before: &str) -> bool {
    match lang.profile().words.cased {
        Cased::All => true,
        Cased::After(signs) => signs.iter().any(|sign| before.ends_with(sign)),
        Cased::NotFirst => {
            let line = before.rsplit('\n').next().unwrap_or_default();
            !line.trim().is_empty()
        }
    }
}

/// Words that are no metavariables and no prefixes of strings, with their places.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_word)?;
            let end = text[start..]
                .find(|c: char| !is_word(c))
                .map_or(text.len(), |length| start + length);
            at = end;
            let sigil = text[..start].trim_end_matches("...").ends_with('$');
            let named = text[start..end]
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            let is_prefix = text[end..].starts_with(['"', '\'']);
            if !(is_prefix || sigil && named) {
                return Some((start, &text[start..end]));
            }
        }
    })
}

fn without_strings_and_comments(lang: Lang, text: &str) -> String {
    let comments = lang.profile().comments;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let line = comments.line.iter().any(|sign| rest.starts_with(sign))
            && (!comments.after_space
                || out.ends_with(|c: char| c.is_whitespace())
                || out.is_empty());
        let block = comments
            .block
            .iter()
            .find(|block| rest.starts_with(block.open));
        let length = if line {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(block) = block {
            rest[block.open.len()..]
                .find(block.close)
                .map_or(rest.len(), |at| block.open.len() + at + block.close.len())
        } else if matches!(c, '"' | '\'' | '`') {
            out.push(c);
            string_length(rest, c)
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.push(' ');
        rest = &rest[length..];
    }
    out
}

/// The length of the string that starts a text; one that does not end is a lone quote.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_needed_where_there_is_no_longer_word() {
        let python = Lang::from_name("python").unwrap();
        let needs = |pattern: &str| {
            let words = needed(python, pattern).into_iter();
            words.map(|word| word.text).collect::<Vec<_>>()
        };
        assert_eq!(needs("t"), ["t"]);
        assert_eq!(needs("t.run($X)"), ["run"]);
        assert_eq!(needs("$X + 1"), Vec::<String>::new());
        let rust = Lang::from_name("rust").unwrap();
        assert_eq!(needed(rust, "$X == r#\"a\"#"), Vec::new());
        let ruby = Lang::from_name("ruby").unwrap();
        assert_eq!(needed(ruby, "%w(a b)"), Vec::new());
    }

    #[test]
    fn words_are_names_that_must_occur() {
        let cases: &[(&str, &str, &[&str])] = &[
            (
                "python",
                "hashlib.md5($X, name=\"sha\")  # a comment",
                &["hashlib", "md5", "name"],
            ),
            ("python", "f\"...{$X}...\"", &[]),
            (
                "java",
                "(HttpServletRequest $R).getParameter(\"...\")",
                &["getParameter"],
            ),
            ("javascript", "var $X = require('fs'); $...ARGS", &[]),
            ("javascript", "$.ajax(<... $X ...>)", &["ajax"]),
        ];
        for (lang, pattern, expected) in cases {
            let lang = Lang::from_name(lang).unwrap();
            assert_eq!(words(lang, pattern), *expected, "{pattern}");
        }
    }

    #[test]
    fn a_file_needs_what_its_language_cannot_say_in_another_way() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("python", "assert $X", &["assert"]),
            ("python", "exec(...)", &["exec"]),
            ("python", "try:\n  ...\nexcept:\n  ...", &["except:", "try"]),
            (
                "python",
                "try:\n  ...\nexcept $E:\n  ...",
                &["except", "try"],
            ),
            ("python", "lambda $X: ...", &[]),
            ("javascript", "$X == null", &["null"]),
            ("javascript", "var $X = require('fs')", &[]),
            ("java", "$R.exec(...)", &["exec"]),
            ("php", "exec(...)", &[]),
        ];
        for (lang, pattern, expected) in cases {
            let lang = Lang::from_name(lang).unwrap();
            let said = |word: &Word| {
                let sign = word.then.map(String::from).unwrap_or_default();
                format!("{}{sign}", word.text)
            };
            let found: Vec<String> = needed(lang, pattern).iter().map(said).collect();
            assert_eq!(found, *expected, "{pattern}");
        }
    }
}
