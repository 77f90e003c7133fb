//! What a file must contain for a rule to match in it.
//!
//! Only what no equivalence can do without counts: names. Keywords have synonyms (`let` and `var`),
//! strings and numbers may be computed, types may be inferred.

use assay_languages::Lang;

use super::formula::{Formula, Kind, LeafSort};
use super::generic::GenericPattern;
use super::pcre::literals;
use super::read::{Mode, RuleDocument};
use crate::Needs;
use crate::sieve::Literal;

/// Words that code may do without although a pattern has them.
const SYNONYMS: &[&str] = &[
    "var",
    "let",
    "const",
    "val",
    "def",
    "fun",
    "func",
    "function",
    "fn",
    "return",
    "class",
    "interface",
    "struct",
    "new",
    "if",
    "else",
    "elif",
    "elseif",
    "elsif",
    "then",
    "end",
    "do",
    "begin",
    "for",
    "foreach",
    "while",
    "in",
    "of",
    "is",
    "as",
    "not",
    "and",
    "or",
    "import",
    "from",
    "require",
    "export",
    "default",
    "use",
    "using",
    "include",
    "package",
    "namespace",
    "module",
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "final",
    "async",
    "await",
    "lambda",
    "pass",
    "true",
    "false",
    "True",
    "False",
    "null",
    "None",
    "nil",
    "undefined",
    "this",
    "self",
    "super",
    "yes",
    "no",
    "on",
    "off",
    "try",
    "case",
    "when",
    "switch",
    "unless",
    "match",
    "void",
    "int",
    "string",
    "String",
    "bool",
    "boolean",
    "float",
    "double",
    "char",
    "long",
    "array",
    "object",
    "echo",
    "print",
    "java",
    "lang",
];

/// The needs of a rule in one of its languages.
pub fn needs(rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let of = |formula: &Formula| formula_needs(formula, rule, lang);
    match &rule.mode {
        Mode::Search(formula) => of(formula),
        Mode::Taint(spec) => {
            let sources = Needs::any(spec.sources.iter().map(|source| of(&source.formula)));
            let sinks = Needs::any(spec.sinks.iter().map(|sink| of(&sink.formula)));
            Needs::all([sources, sinks])
        }
    }
}

fn formula_needs(formula: &Formula, rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let of = |formula: &Formula| formula_needs(formula, rule, lang);
    match &formula.kind {
        Kind::Leaf(leaf) => {
            let leaf = &rule.leaves[*leaf];
            match leaf.sort {
                LeafSort::Code(_) => code_needs(&leaf.text, lang),
                LeafSort::Regex => literals(&leaf.text),
                LeafSort::Generic => generic_needs(&leaf.text, rule.options.limits.any_case),
                LeafSort::Type(_) | LeafSort::Condition => Needs::Nothing,
            }
        }
        Kind::And(parts) => Needs::all(parts.iter().filter(|part| part.is_positive()).map(of)),
        Kind::Or(parts) => Needs::any(parts.iter().map(of)),
        Kind::Inside(part) | Kind::Anywhere(part) => of(part),
        Kind::Not(_) => Needs::Nothing,
    }
}

fn generic_needs(text: &str, any_case: bool) -> Needs {
    let Ok(pattern) = GenericPattern::parse(text) else {
        return Needs::Nothing;
    };
    let words = pattern.words();
    Needs::all(words.into_iter().filter(|word| word.len() > 1).map(|word| {
        Needs::One(Literal {
            any_case,
            ..Literal::part(word)
        })
    }))
}

/// The names in a pattern of code.
fn code_needs(text: &str, lang: Option<Lang>) -> Needs {
    // Names of markup and data may be written in quotes, with escapes in them.
    let is_code = lang.is_none_or(|lang| !matches!(lang.id(), "json" | "yaml" | "html" | "vue"));
    if !is_code {
        return Needs::Nothing;
    }
    let bare = without_types(&without_strings(text));
    let mut words = Vec::new();
    let mut rest = bare.as_str();
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
            .unwrap_or(tail.len());
        let word = &tail[..end];
        let is_name = word.len() > 1
            && word.is_ascii()
            && !word.contains('$')
            && !word.starts_with(|c: char| c.is_ascii_digit());
        if is_name && !SYNONYMS.contains(&word) {
            words.push(word);
        }
        rest = &tail[end..];
    }
    words.sort_unstable();
    words.dedup();
    Needs::all(words.into_iter().map(Needs::word))
}

/// A pattern without what stands in quotes. From a quote without its other half on nothing is left.
fn without_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if !matches!(sign, '"' | '\'' | '`') {
            out.push(sign);
            continue;
        }
        out.push(' ');
        loop {
            match signs.next() {
                None => return out,
                Some('\\') => {
                    signs.next();
                }
                Some(other) if other == sign => break,
                Some(_) => {}
            }
        }
    }
    out
}

/// A pattern without the types of metavariables: between brackets and commas, what stands beside one.
fn without_types(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut piece = String::new();
    for sign in text.chars().chain(['\n']) {
        piece.push(sign);
        if matches!(sign, '(' | ')' | ',' | '{' | '}' | ';' | '\n') {
            if !is_typed(&piece) {
                out.push_str(&piece);
            }
            piece.clear();
        }
    }
    out
}

/// `T $X`, `$X : T`, `$X T`: a metavariable and words right beside it, without an operator.
fn is_typed(piece: &str) -> bool {
    let Some(at) = piece.find('$') else {
        return false;
    };
    let name_end = piece[at + 1..]
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
        .map_or(piece.len(), |length| at + 1 + length);
    let before = piece[..at].trim_end();
    let after = piece[name_end..].trim_start();
    let touches = before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '>' | '*' | '&' | ']' | '?'))
        && at > before.len();
    touches
        || after.starts_with(':')
        || after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '[' | '&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, words: &[&str]) {
        let expected = Needs::all(words.iter().map(|word| Needs::word(word)));
        let java = Lang::from_name("java");
        assert_eq!(code_needs(pattern, java), expected, "{pattern}");
    }

    #[test]
    fn names_are_needed_and_nothing_else() {
        check("$X.execute(...)", &["execute"]);
        check("foo.bar($X, \"baz\", 42, true)", &["bar", "foo"]);
        check("if ($X == null) { ... }", &[]);
        check("(Statement $S).execute($Q)", &["execute"]);
        check("($R : *http.Request).FormValue(...)", &["FormValue"]);
        check("$X = getParameter(...)", &["getParameter"]);
        check("foo('it", &["foo"]);
    }
}
