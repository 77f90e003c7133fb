//! The words that every match of a code pattern contains, read off its text without a grammar.
//!
//! ast-grep matches a pattern token by token: a name in it matches only the same name, and signs
//! only the same sign, while metavariables match anything. So each word of the pattern that is not
//! part of a metavariable must stand in the code. Two things need care. Some text of a pattern is
//! not compared at all (what a grammar hides inside strings with escapes), so words of strings count
//! only where the string is plain and the language is known to keep its text in a node. And ast-grep
//! steps over unnamed tokens (`?.`) and over what trails a node, so "this word, then `(`" may be
//! demanded only in languages where nothing with words in it can come between.

use assay_languages::Lang;
use assay_profile::Tokens;
use assay_text::InOrder;

use assay_rules::prefilter::{Literal, Needs, is_word};

/// Words in nearly every file; demanded only if a pattern has no other.
const COMMON: &[&str] = &[
    "if", "else", "for", "while", "do", "in", "of", "is", "not", "and", "or", "return", "def",
    "fn", "func", "function", "class", "new", "self", "this", "import", "from", "let", "const",
    "var", "int", "void", "null", "None", "nil", "true", "True", "false", "False", "try", "public",
    "static", "async", "await", "as", "end", "use", "package", "include",
];
/// Words with which ast-grep lets another word stand before the bracket: `if constexpr (`, `for await (`.
const OPEN_KEYWORDS: &[&str] = &[
    "if",
    "for",
    "while",
    "switch",
    "catch",
    "return",
    "function",
    "fn",
    "func",
    "def",
    "class",
    "new",
    "async",
    "await",
    "yield",
    "throw",
    "delete",
    "typeof",
    "void",
    "in",
    "of",
    "is",
    "not",
    "and",
    "or",
    "as",
    "with",
    "match",
    "case",
    "do",
    "else",
    "try",
    "lambda",
    "raise",
    "assert",
    "del",
    "import",
    "from",
    "export",
    "default",
    "extends",
    "super",
    "using",
    "lock",
    "fixed",
    "foreach",
    "elseif",
    "synchronized",
    "struct",
    "enum",
    "union",
    "operator",
    "move",
    "mut",
];
/// What a text must contain for the pattern to match somewhere in it.
pub fn pattern_needs(pattern: &str, lang: Lang) -> Needs {
    let mut words = words(pattern, lang.profile().words.tokens);
    words.put_in_order();
    words.dedup();
    let telling = |word: &Literal| word.then.is_some() || !COMMON.contains(&word.text.as_str());
    if words.iter().any(telling) {
        words.retain(telling);
    }
    Needs::all(words.into_iter().map(Needs::One))
}

fn words(pattern: &str, tokens: Tokens) -> Vec<Literal> {
    let whole_word = tokens.whole;
    let bytes = pattern.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'$' => at = after_dollars(bytes, at),
            b'"' | b'\'' | b'`' => match plain_string(pattern, at) {
                Quoted::Plain(end) => {
                    if whole_word {
                        found.extend(
                            words(&pattern[at + 1..end - 1], tokens)
                                .into_iter()
                                .map(without_sign),
                        );
                    }
                    at = end;
                }
                Quoted::Rich(end) => at = end,
                Quoted::Open => break,
            },
            byte if is_word(byte) => {
                let end = word_end(bytes, at);
                let glued = bytes.get(end) == Some(&b'$') || at > 0 && !bytes[at - 1].is_ascii();
                if end - at >= 2 && !byte.is_ascii_digit() && (whole_word || !glued) {
                    let text = &pattern[at..end];
                    let then = sign_after(text, &pattern[end..], tokens);
                    found.push(Literal {
                        whole_word,
                        then,
                        ..Literal::part(text)
                    });
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

fn without_sign(word: Literal) -> Literal {
    Literal { then: None, ..word }
}

/// A metavariable is stepped over with whatever touches it; of `$name` the dollar alone.
fn after_dollars(bytes: &[u8], at: usize) -> usize {
    let name = at + bytes[at..].iter().take_while(|byte| **byte == b'$').count();
    match bytes.get(name) {
        Some(b'A'..=b'Z' | b'_') => word_end(bytes, name),
        _ => name,
    }
}

enum Quoted {
    /// Only plain text up to this offset, quotes included.
    Plain(usize),
    /// Something else up to this offset.
    Rich(usize),
    /// No end: what is in the string cannot be told.
    Open,
}

fn plain_string(pattern: &str, at: usize) -> Quoted {
    let quote = pattern.as_bytes()[at];
    let rest = &pattern[at + 1..];
    let Some(length) = rest.bytes().position(|byte| byte == quote || byte == b'\\') else {
        return Quoted::Open;
    };
    if rest.as_bytes()[length] == b'\\' {
        return Quoted::Open;
    }
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '.' | '/' | ':' | '-' | ',');
    let end = at + length + 2;
    if rest[..length].chars().all(is_plain) {
        Quoted::Plain(end)
    } else {
        Quoted::Rich(end)
    }
}

/// The sign that must follow a word of the pattern, if one is certain to.
fn sign_after(word: &str, rest: &str, tokens: Tokens) -> Option<char> {
    let rest = rest.trim_start_matches([' ', '\t']);
    let mut chars = rest.chars();
    match (chars.next()?, chars.next()) {
        ('(', _) if tokens.calls && !OPEN_KEYWORDS.contains(&word) => Some('('),
        ('=', next)
            if next != Some('=')
                && next != Some('>')
                && next != Some('~')
                && tokens.assignments =>
        {
            Some('=')
        }
        (':', _) if tokens.before_colon.contains(&word) => Some(':'),
        _ => None,
    }
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..]
        .iter()
        .take_while(|byte| is_word(**byte))
        .count()
}

/// Whether a byte belongs to a word.
#[cfg(test)]
mod tests {
    use super::*;
    use assay_rules::Prefilter;

    /// Whether a rule with this pattern survives in each text.
    fn check_survival(lang: &str, pattern: &str, yes: &[&str], no: &[&str]) {
        let lang = Lang::from_name(lang).unwrap();
        let prefilter = Prefilter::new(Some(lang), [&pattern_needs(pattern, lang)]);
        for text in yes {
            assert!(
                prefilter.survivors(text.as_bytes(), &|| false).has(0),
                "{pattern} must survive in {text:?}"
            );
        }
        for text in no {
            assert!(
                !prefilter.survivors(text.as_bytes(), &|| false).has(0),
                "{pattern} cannot match in {text:?}"
            );
        }
    }

    #[test]
    fn words_with_their_signs() {
        check_survival(
            "python",
            "exec($$$)",
            &["exec(1)", "exec (1)", "a.exec # x (y\n(1)"],
            &["execute(1)", "exec", "exec = 1", ""],
        );
        check_survival(
            "python",
            "except: $$$",
            &["except:", "except :"],
            &["except E:", "excepted:"],
        );
        check_survival(
            "javascript",
            "eval($A)",
            &["eval?.(x)", "eval/* (a */ (x)", "eval // b\n(x)"],
            &["evaluate(x)", "eval /* ( */ x"],
        );
        check_survival(
            "javascript",
            "$X.innerHTML = $Y",
            &["a.innerHTML=b", "a.innerHTML\n =b"],
            &["a.innerHTML", "innerHTMLs = b"],
        );
        check_survival("php", "Echo($A)", &["ECHO (1)"], &["foo(1)"]);
        check_survival("csharp", "Exec($A)", &["Exec\n#if X\n(1)"], &["Exec x(1)"]);
        check_survival("rust", "exec($A)", &["exec /* a /* b */ c */ (1)"], &[]);
    }

    /// The words, with the sign that must follow; `~` marks those that may be part of a word.
    fn check(lang: &str, pattern: &str, expected: &[&str]) {
        let needs = pattern_needs(pattern, Lang::from_name(lang).unwrap());
        let parts = match needs {
            Needs::Nothing => vec![],
            Needs::All(parts) => parts,
            one => vec![one],
        };
        let show = |part: &Needs| match part {
            Needs::One(Literal {
                text,
                whole_word,
                then,
                ..
            }) => {
                format!(
                    "{}{text}{}",
                    if *whole_word { "" } else { "~" },
                    then.map(String::from).unwrap_or_default()
                )
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            parts.iter().map(show).collect::<Vec<_>>(),
            expected,
            "{pattern}"
        );
    }

    #[test]
    fn words_and_the_signs_behind_them() {
        check("python", "exec($$$)", &["exec("]);
        check("python", "except: $$$B", &["except:"]);
        check("python", "except $E: pass", &["except", "pass"]);
        check(
            "python",
            "subprocess.call($$$A, shell=True)",
            &["call(", "shell=", "subprocess"],
        );
        check("javascript", "$X.innerHTML = $Y", &["innerHTML="]);
        check("javascript", "$X == null", &["null"]);
        check("javascript", "eval ($A)", &["eval("]);
        check("javascript", "if ($A) { foo }", &["foo"]);
        check("go", "err = $X", &["err"]);
        check("kotlin", "Foo($A)", &["~Foo"]);
    }

    #[test]
    fn metavariables_are_no_words() {
        check("javascript", "$A", &[]);
        check("javascript", "$$$ARGS", &[]);
        check("javascript", "$Afoo", &[]);
        check("php", "$foo = $BAR", &["foo="]);
    }

    #[test]
    fn strings_count_only_if_plain() {
        check("javascript", "f('md5')", &["md5"]);
        check("javascript", "hash('md5')", &["hash(", "md5"]);
        check("javascript", "hash('a\\n', other)", &["hash("]);
        check("javascript", "hash(`a${b}`, other)", &["hash(", "other"]);
        check("kotlin", "hash(\"md5\")", &["~hash"]);
    }
}
