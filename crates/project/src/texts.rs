//! The texts of all files, packed: LZ4 makes code four times smaller and is read back at gigabytes a second, so that a
//! search goes through all of them in a row and needs no table of its own.

use std::borrow::Cow;
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
    /// Its bytes when unpacked.
    pub length: usize,
    packed: Box<[u8]>,
    is_packed: bool,
}

impl Texts {
    /// Takes the text of a file in place of the one before.
    pub fn add(&mut self, path: &str, lang: Option<Lang>, text: &str) {
        self.put_back(path, Text::new(lang, text));
    }

    /// Forgets a file, and hands over its text.
    pub fn remove(&mut self, path: &str) -> Option<Text> {
        let text = self.by_path.remove(path)?;
        self.bytes -= text.packed.len();
        Some(text)
    }

    /// Takes back the text of a file.
    pub fn put_back(&mut self, path: &str, text: Text) {
        self.remove(path);
        self.bytes += text.packed.len();
        self.by_path.insert(path.into(), text);
    }

    /// A file.
    pub fn find(&self, path: &str) -> Option<&Text> {
        self.by_path.get(path)
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
        let packed = if is_packed {
            compress(bytes)
        } else {
            bytes.to_vec()
        };
        Text {
            lang,
            length: bytes.len(),
            packed: packed.into(),
            is_packed,
        }
    }

    /// The text; none if its bytes are damaged, which cannot be while nobody else writes to them.
    pub fn unpack(&self) -> Option<Cow<'_, str>> {
        if !self.is_packed {
            return str::from_utf8(&self.packed).ok().map(Cow::Borrowed);
        }
        let bytes = decompress(&self.packed, self.length).ok()?;
        String::from_utf8(bytes).ok().map(Cow::Owned)
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
}
