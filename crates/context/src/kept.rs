//! Trees of files that were looked at before, so that who looks at the same text again parses nothing.

use std::collections::HashMap;

use crate::file::{FileContext, Made};

/// Trees by path, up to a size: what was not used for the longest time goes first.
#[derive(Default)]
pub struct KeptTrees {
    /// Bytes of texts whose trees are kept; trees take many times that.
    most: usize,
    bytes: usize,
    by_path: HashMap<Box<str>, (u64, Made)>,
    /// Grows with each use.
    uses: u64,
}

impl KeptTrees {
    /// Keeps the trees of texts that have no more than so many bytes together; none at all by default.
    pub fn up_to(most: usize) -> KeptTrees {
        KeptTrees {
            most,
            ..KeptTrees::default()
        }
    }

    /// Hands a file what was made of it before, if its text and language are the same.
    pub fn give(&mut self, file: &mut FileContext<'_>) {
        if let Some(made) = self.remove(file.path) {
            file.adopt(made);
        }
    }

    /// Keeps what was made of a file that nobody looks at any more.
    pub fn take(&mut self, file: FileContext<'_>) {
        let path = file.path;
        let made = file.into_made().without_derived();
        if made.is_empty() || made.text.len() > self.most {
            return;
        }
        self.remove(path);
        self.bytes += made.text.len();
        self.uses += 1;
        self.by_path.insert(path.into(), (self.uses, made));
        while self.bytes > self.most {
            let oldest = self.by_path.iter().min_by_key(|(_, (used, _))| *used);
            let Some(path) = oldest.map(|(path, _)| path.clone()) else {
                break;
            };
            self.remove(&path);
        }
    }

    fn remove(&mut self, path: &str) -> Option<Made> {
        let (_, made) = self.by_path.remove(path)?;
        self.bytes -= made.text.len();
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileId, Host, Parsers};
    use assay_languages::Lang;

    /// Looks at files one after the other; tells how often something was parsed.
    fn parses(most: usize, files: &[(&str, &str, &str)]) -> u32 {
        assay_languages::install_native_grammars();
        let (parsers, mut kept) = (Parsers::default(), KeptTrees::up_to(most));
        for (path, lang, text) in files {
            let host = Host {
                tick: &|| false,
                now: None,
                deep: false,
            };
            let lang = Lang::from_name(lang);
            let mut file = FileContext::new(FileId(1), path, (*text).into(), lang, &parsers, host);
            kept.give(&mut file);
            assert!(file.document().is_some() && file.common().is_some());
            kept.take(file);
        }
        parsers.runs().values().sum()
    }

    #[test]
    fn the_same_text_is_parsed_once_while_there_is_room() {
        let (a, b) = (("a.py", "python", "f(1)"), ("b.py", "python", "g(22)"));
        assert_eq!(parses(9, &[a, b, a, b, a]), 2);
        assert_eq!(parses(8, &[a, b, a, b, a]), 5);
        assert_eq!(parses(0, &[a, a]), 2);
    }

    #[test]
    fn another_text_or_language_is_parsed_anew() {
        let a = ("a.h", "c", "int f();");
        assert_eq!(parses(99, &[a, ("a.h", "c", "int g();"), a]), 3);
        assert_eq!(parses(99, &[a, ("a.h", "cpp", "int f();"), a]), 3);
    }
}
