//! Keywords that nodes of some kinds cannot be without.
//!
//! A rule on a kind alone names no text, but an `assert_statement` of Python starts with `assert`.
//! A grammar does not tell that before it is loaded, so the kinds that rules use most are listed;
//! a kind that is not here demands nothing. Keywords that make a whole node by themselves (`yield`)
//! are left out: the parser may make one up where code is broken.

use assay_languages::Lang;

use assay_rules::prefilter::Needs;

const PYTHON: &[(&str, &str)] = &[
    ("assert_statement", "assert"),
    ("except_clause", "except"),
    ("try_statement", "try"),
    ("global_statement", "global"),
    ("nonlocal_statement", "nonlocal"),
    ("delete_statement", "del"),
    ("with_statement", "with"),
    ("lambda", "lambda"),
    ("await", "await"),
    ("exec_statement", "exec"),
    ("match_statement", "match"),
    ("while_statement", "while"),
    ("finally_clause", "finally"),
];
const SCRIPT: &[(&str, &str)] = &[
    ("debugger_statement", "debugger"),
    ("with_statement", "with"),
    ("catch_clause", "catch"),
    ("finally_clause", "finally"),
    ("try_statement", "try"),
    ("throw_statement", "throw"),
    ("switch_statement", "switch"),
    ("switch_default", "default"),
    ("await_expression", "await"),
    ("do_statement", "do"),
    ("while_statement", "while"),
    ("enum_declaration", "enum"),
];
const JAVA: &[(&str, &str)] = &[
    ("catch_clause", "catch"),
    ("finally_clause", "finally"),
    ("synchronized_statement", "synchronized"),
    ("throw_statement", "throw"),
    ("try_statement", "try"),
    ("assert_statement", "assert"),
    ("while_statement", "while"),
    ("do_statement", "do"),
    ("instanceof_expression", "instanceof"),
    ("enum_declaration", "enum"),
];
const GO: &[(&str, &str)] = &[
    ("defer_statement", "defer"),
    ("go_statement", "go"),
    ("select_statement", "select"),
    ("goto_statement", "goto"),
];
const C: &[(&str, &str)] = &[
    ("goto_statement", "goto"),
    ("switch_statement", "switch"),
    ("do_statement", "do"),
    ("while_statement", "while"),
    ("catch_clause", "catch"),
    ("throw_statement", "throw"),
    ("delete_expression", "delete"),
    ("new_expression", "new"),
];
const RUST: &[(&str, &str)] = &[
    ("unsafe_block", "unsafe"),
    ("static_item", "static"),
    ("union_item", "union"),
    ("while_expression", "while"),
];

/// What a text must contain for a node of this kind (a plain name, no selector) to be in its tree.
pub fn kind_needs(kind: &str, lang: Lang) -> Needs {
    let table = match lang.id() {
        "python" => PYTHON,
        "javascript" | "typescript" | "tsx" => SCRIPT,
        "java" => JAVA,
        "go" => GO,
        "c" | "cpp" => C,
        "rust" => RUST,
        _ => &[],
    };
    let keyword = table
        .iter()
        .find(|(name, _)| *name == kind)
        .map(|(_, keyword)| *keyword);
    keyword.map_or(Needs::Nothing, Needs::word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_kinds_need_their_keyword() {
        let python = Lang::from_name("python").unwrap();
        assert_eq!(
            kind_needs("assert_statement", python),
            Needs::word("assert")
        );
        assert_eq!(kind_needs("call", python), Needs::Nothing);
    }
}
