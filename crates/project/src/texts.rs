//! The texts of all files, packed: LZ4 makes code four times smaller and is read back at gigabytes a second, so that a
//! search goes through all of them in a row and needs no table of its own. Those that there is no room for are known by
//! their paths, and it is noted when somebody asks for one: the host reads it and asks again.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use assay_languages::Lang;
use lz4_flex::block::{compress, decompress};

/// A text shorter than this is kept as it is: packing would save nothing.
const SMALL: usize = 128;

/// Texts by path.
#[derive(Debug, Default)]
pub struct Texts {
    by_path: BTreeMap<Box<str>, Text>,
    bytes: usize,
}

/// One text.
#[derive(Debug)]
pub struct Text {
    /// Its language, if it has one.
    pub lang: Option<Lang>,
    /// Its bytes when unpacked; 0 while it is elsewhere.
    pub length: usize,
    held: Held,
    /// Somebody asked for it while it was elsewhere.
    is_missed: Cell<bool>,
}

#[derive(Debug)]
enum Held {
    Plain(Box<[u8]>),
    Packed(Box<[u8]>),
    /// Only the host has it.
    Elsewhere,
}

impl Texts {
    /// Takes the text of a file in place of the one before.
    pub fn add(&mut self, path: &str, lang: Option<Lang>, text: &str) {
        self.put_back(path, Text::new(lang, text));
    }

    /// Notes that there is such a file whose text only the host has.
    pub fn add_elsewhere(&mut self, path: &str, lang: Option<Lang>) {
        let text = Text {
            lang,
            length: 0,
            held: Held::Elsewhere,
            is_missed: Cell::new(false),
        };
        self.put_back(path, text);
    }

    /// Files whose texts were asked for while they were elsewhere, in the order of their paths; they are told once.
    pub fn take_missed(&self) -> Vec<&str> {
        let missed = self.iter().filter(|(_, text)| text.is_missed.take());
        missed.map(|(path, _)| path).collect()
    }

    /// Forgets a file, and hands over its text.
    pub fn remove(&mut self, path: &str) -> Option<Text> {
        let text = self.by_path.remove(path)?;
        self.bytes -= text.held_bytes();
        Some(text)
    }

    /// Takes back the text of a file.
    pub fn put_back(&mut self, path: &str, text: Text) {
        self.remove(path);
        self.bytes += text.held_bytes();
        self.by_path.insert(path.into(), text);
    }

    /// A file.
    pub fn find(&self, path: &str) -> Option<&Text> {
        self.by_path.get(path)
    }

    /// A file, with its path as it is kept here.
    pub fn entry(&self, path: &str) -> Option<(&str, &Text)> {
        let (path, text) = self.by_path.get_key_value(path)?;
        Some((path, text))
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<Cow<'_, str>> {
        self.by_path.get(path)?.unpack()
    }

    /// All of them, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.by_path.iter().map(|(path, text)| (&**path, text))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Bytes that they take while packed.
    pub fn packed_bytes(&self) -> usize {
        self.bytes
    }
}

impl Text {
    fn new(lang: Option<Lang>, text: &str) -> Text {
        let bytes = text.as_bytes();
        let is_packed = bytes.len() >= SMALL;
        let held = if is_packed {
            Held::Packed(compress(bytes).into())
        } else {
            Held::Plain(bytes.into())
        };
        Text {
            lang,
            length: bytes.len(),
            held,
            is_missed: Cell::new(false),
        }
    }

    /// The text; none if it is elsewhere, which is noted, or if its bytes are damaged, which cannot be while nobody else
    /// writes to them.
    pub fn unpack(&self) -> Option<Cow<'_, str>> {
        match &self.held {
            Held::Plain(bytes) => str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Held::Packed(bytes) => {
                let bytes = decompress(bytes, self.length).ok()?;
                String::from_utf8(bytes).ok().map(Cow::Owned)
            }
            Held::Elsewhere => {
                self.is_missed.set(true);
                None
            }
        }
    }

    /// Whether only the host has it.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.held, Held::Elsewhere)
    }

    fn held_bytes(&self) -> usize {
        match &self.held {
            Held::Plain(bytes) | Held::Packed(bytes) => bytes.len(),
            Held::Elsewhere => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_went_in() {
        let mut texts = Texts::default();
        let long = "fn main() { println!(\"hä\"); }\n".repeat(100);
        for text in ["", "short", &long] {
            texts.add("a.rs", None, text);
            assert_eq!(texts.get("a.rs").as_deref(), Some(text));
        }
        assert!(texts.packed_bytes() < long.len() / 4);
        texts.remove("a.rs");
        assert_eq!((texts.len(), texts.packed_bytes()), (0, 0));
    }

    #[test]
    fn a_text_that_is_elsewhere_is_noted_when_it_is_asked_for() {
        let mut texts = Texts::default();
        texts.add("a.rs", None, "here");
        texts.add_elsewhere("b.rs", None);
        texts.add_elsewhere("c.rs", None);
        assert_eq!(
            (texts.get("a.rs").as_deref(), texts.get("c.rs")),
            (Some("here"), None)
        );
        assert_eq!(texts.take_missed(), ["c.rs"]);
        assert!(texts.take_missed().is_empty());
        texts.add("c.rs", None, "there");
        assert_eq!(
            (texts.get("c.rs").as_deref(), texts.packed_bytes()),
            (Some("there"), 9)
        );
        texts.add_elsewhere("c.rs", None);
        assert_eq!((texts.len(), texts.packed_bytes()), (3, 4));
    }
}
