//! Keywords that nodes of some kinds cannot be without.
//!
//! A rule on a kind alone names no text, but an `assert_statement` of Python starts with `assert`.
//! A grammar does not tell that before it is loaded, so languages list the kinds that rules use most;
//! a kind that is not there demands nothing.

use assay_languages::Lang;

use assay_rules::prefilter::Needs;

/// What a text must contain for a node of this kind (a plain name, no selector) to be in its tree.
pub fn kind_needs(kind: &str, lang: Lang) -> Needs {
    let keyword = lang
        .profile()
        .words
        .kinds
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
