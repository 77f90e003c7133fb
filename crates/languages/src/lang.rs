//! A language as a small value: an index into the profiles.

use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, Deserializer, Error as _};

use assay_syntax::{Embedded, LoweringTable, PatternText, Tree};

use crate::{LANGUAGES, Profile, detect, installed};

/// A language. Cheap to copy; everything else about it is in its [`Profile`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(u8);

/// A name that is no language's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Assay does not support the language `{0}`")]
pub struct UnknownLanguage(pub String);

impl Lang {
    /// How many languages there are.
    pub const COUNT: usize = LANGUAGES.len();

    /// Every language, by id.
    pub fn all() -> impl ExactSizeIterator<Item = Lang> {
        (0..Self::COUNT as u8).map(Lang)
    }

    /// The language with this id or alias, without regard to case.
    pub fn from_name(name: &str) -> Option<Lang> {
        let is_called = |lang: &Lang| {
            let profile = lang.profile();
            profile.id.eq_ignore_ascii_case(name)
                || profile
                    .aliases
                    .iter()
                    .any(|alias| alias.eq_ignore_ascii_case(name))
        };
        Lang::all().find(is_called)
    }

    /// The language of a file, by its name, then its extension, then its first lines.
    ///
    /// `head` is the start of the file (512 bytes are plenty, an empty one is allowed). It decides
    /// between languages that share an extension and names files without one.
    pub fn detect(path: &str, head: &[u8]) -> Option<Lang> {
        detect::detect(path, head)
    }

    /// What is known of it.
    pub fn profile(self) -> &'static Profile {
        &LANGUAGES[self.index()].profile
    }

    /// Its id, such as `csharp`.
    pub fn id(self) -> &'static str {
        self.profile().id
    }

    /// Its name for people, such as `C#`.
    pub fn name(self) -> &'static str {
        self.profile().name
    }

    /// The name of its grammar.
    pub fn grammar(self) -> &'static str {
        self.profile().grammar
    }

    /// The first line, from 0, on which a text is nested too deep for the scanner of its grammar: see
    /// [`Profile::beyond_scanner`].
    pub fn beyond_scanner(self, text: &str) -> Option<usize> {
        self.profile().beyond_scanner?(text)
    }

    /// How its trees are lowered; none if it has no table yet.
    pub fn lowering_table(self) -> Option<&'static LoweringTable> {
        LANGUAGES[self.index()].lowering
    }

    /// A parsed text of it in the shape that all languages share; none if it has no table.
    pub fn lower<'t>(
        self,
        parsed: &'t tree_sitter::Tree,
        text: &Rc<str>,
        pattern: Option<PatternText<'t>>,
    ) -> Option<Tree> {
        let (profile, table) = (self.profile(), self.lowering_table()?);
        let never = &|| false;
        Some(assay_syntax::lower(
            profile, table, parsed, text, pattern, never,
        ))
    }

    /// The same for code that may be of any length. `tick` says whether the time is up: then parts in other languages
    /// and what aliases stand for are left out.
    pub fn lower_in_time(
        self,
        parsed: &tree_sitter::Tree,
        text: &Rc<str>,
        tick: &dyn Fn() -> bool,
    ) -> Option<Tree> {
        let (profile, table) = (self.profile(), self.lowering_table()?);
        Some(assay_syntax::lower(
            profile, table, parsed, text, None, tick,
        ))
    }

    /// What is needed to lower its code inside another language's; none if its grammar is not there.
    pub(crate) fn embedded(self) -> Option<Embedded> {
        Some(Embedded {
            profile: self.profile(),
            table: self.lowering_table()?,
            grammar: installed(self)?,
        })
    }

    /// Its place in tables with one entry per language, below [`Lang::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl std::str::FromStr for Lang {
    type Err = UnknownLanguage;

    fn from_str(name: &str) -> Result<Lang, UnknownLanguage> {
        Lang::from_name(name).ok_or_else(|| UnknownLanguage(name.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lang, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_aliases_and_extensions_are_lower_case_and_names_unique() {
        let mut seen = std::collections::HashSet::new();
        for lang in Lang::all() {
            let profile = lang.profile();
            for name in std::iter::once(&profile.id).chain(profile.aliases) {
                assert_eq!(*name, name.to_lowercase());
                assert!(seen.insert(*name), "{name} is taken twice");
            }
            for extension in profile.extensions {
                assert_eq!(*extension, extension.to_lowercase());
            }
            assert!(!profile.name.is_empty() && !profile.grammar.is_empty());
        }
    }

    #[test]
    fn is_found_by_id_alias_and_in_any_case() {
        for name in ["cs", "CSharp", "csharp"] {
            assert_eq!(Lang::from_name(name).map(Lang::id), Some("csharp"));
        }
        assert_eq!(Lang::from_name("C++").map(Lang::id), Some("cpp"));
        assert_eq!(Lang::from_name("klingon"), None);
        let error = "klingon".parse::<Lang>().unwrap_err();
        assert!(error.to_string().contains("klingon"));
    }
}
