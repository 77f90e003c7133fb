//! How ast-grep's matcher sees a language: its grammar, and what stands for `$` in patterns.
//!
//! Most grammars refuse `$NAME` as an identifier, so a pattern is parsed with another character (the
//! expando) in place of `$`. Which one, and which `$` are meant, follows ast-grep's own languages,
//! so that a rule finds the same things in both.

use std::borrow::Cow;
use std::path::Path;

use ast_grep_core::Node;
use ast_grep_core::language::Language;
use ast_grep_core::matcher::{Pattern, PatternBuilder, PatternError};
use ast_grep_core::tree_sitter::{LanguageExt, StrDoc, TSLanguage, TSRange};

use crate::{Lang, grammars::installed, has_grammar, injections};

impl Language for Lang {
    fn pre_process_pattern<'q>(&self, query: &'q str) -> Cow<'q, str> {
        match self.expando_char() {
            '$' => Cow::Borrowed(query),
            expando => Cow::Owned(replace_sigils(expando, query)),
        }
    }

    fn expando_char(&self) -> char {
        self.profile().expando
    }

    fn from_path<P: AsRef<Path>>(path: P) -> Option<Self> {
        Lang::detect(path.as_ref().to_str()?, &[])
    }

    fn kind_to_id(&self, kind: &str) -> u16 {
        installed(*self).map_or(0, |grammar| grammar.id_for_node_kind(kind, true))
    }

    fn field_to_id(&self, field: &str) -> Option<u16> {
        installed(*self)?
            .field_id_for_name(field)
            .map(|id| id.get())
    }

    fn build_pattern(&self, builder: &PatternBuilder) -> Result<Pattern, PatternError> {
        if !has_grammar(*self) {
            return Err(PatternError::Parse(format!(
                "the {} grammar is not loaded",
                self.name()
            )));
        }
        builder.build(|source| StrDoc::try_new(source, *self))
    }
}

impl LanguageExt for Lang {
    /// # Panics
    /// If the grammar was not installed: ask [`has_grammar`] first.
    fn get_ts_language(&self) -> TSLanguage {
        installed(*self).expect("a language is parsed only after its grammar was installed")
    }

    fn injectable_languages(&self) -> Option<&'static [&'static str]> {
        self.profile().embeds.map(|embeds| embeds.names)
    }

    fn extract_injections<L: LanguageExt>(
        &self,
        root: Node<StrDoc<L>>,
    ) -> Vec<(String, Vec<TSRange>)> {
        let embeds = self.profile().embeds;
        embeds.map_or_else(Vec::new, |embeds| injections::extract(root, &embeds))
    }
}

/// Puts `expando` in place of every `$` that belongs to a metavariable: `$A`, `$$A`, `$$$A`, `$_`
/// and the anonymous `$$$`. A `$` before anything else is the language's own.
fn replace_sigils(expando: char, query: &str) -> String {
    let mut replaced = String::with_capacity(query.len());
    let mut dollars = 0;
    for c in query.chars() {
        if c == '$' {
            dollars += 1;
            continue;
        }
        push_sigils(
            &mut replaced,
            expando,
            dollars,
            matches!(c, 'A'..='Z' | '_'),
        );
        dollars = 0;
        replaced.push(c);
    }
    push_sigils(&mut replaced, expando, dollars, false);
    replaced
}

fn push_sigils(text: &mut String, expando: char, dollars: usize, before_name: bool) {
    let sigil = if before_name || dollars == 3 {
        expando
    } else {
        '$'
    };
    text.extend(std::iter::repeat_n(sigil, dollars));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_metavariables_change_their_sigil() {
        assert_eq!(
            replace_sigils('µ', "$A($$B, $$$C, $$$, $d, $1)"),
            "µA(µµB, µµµC, µµµ, $d, $1)"
        );
        assert_eq!(replace_sigils('µ', "$_ = $$$"), "µ_ = µµµ");
        assert_eq!(replace_sigils('µ', "a$"), "a$");
    }

    #[test]
    fn languages_that_take_a_dollar_keep_it() {
        let java = Lang::from_name("java").unwrap();
        assert_eq!(java.pre_process_pattern("$A.$B()"), "$A.$B()");
    }
}
