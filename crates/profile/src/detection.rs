//! What the start of a file tells of its language where its name says too little.

/// A test of the start of files with an extension that several languages share.
#[derive(Clone, Copy, Debug)]
pub struct HeadTest {
    /// The extension.
    pub extension: &'static str,
    /// Whether the start of a file passes.
    pub passes: fn(&[u8]) -> bool,
}

/// Code of other languages in a file.
#[derive(Clone, Copy, Debug)]
pub struct Embeds {
    /// Kinds of elements, and the name of the language of what is in them if their `lang` attribute names none.
    pub elements: &'static [(&'static str, &'static str)],
    /// The names that a `lang` attribute may bring.
    pub names: &'static [&'static str],
}

/// Another way to read a text of which the tree has errors.
#[derive(Clone, Copy, Debug)]
pub enum SecondReading {
    /// The same text with the grammar of the language with this id; only a tree without errors is better.
    As(&'static str),
    /// Another text of the same length, if there is one.
    Text(fn(&str) -> Option<String>),
}
