//! The names of a file: what it defines, exports and uses.

use assay_languages::{Role, SymbolKind, Visibility};
use assay_model::{Position, Range};

use crate::codec::{Damaged, Reader, START, Writer};

/// The names of one file. Names are numbers into `names`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Symbols {
    /// Every name once.
    pub names: Vec<String>,
    /// In the order of the names in the text.
    pub definitions: Vec<Definition>,
    /// Every name in the text, in order.
    pub occurrences: Vec<Occurrence>,
    /// What importing files see, where the language says so by itself.
    pub exports: Vec<Export>,
}

/// Something that is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: u32,
    /// What it is.
    pub kind: SymbolKind,
    /// What it belongs to.
    pub container: Container,
    /// Who sees it.
    pub visibility: Visibility,
    /// Where its name stands.
    pub name_range: Range,
    /// All of it.
    pub range: Range,
    /// How it begins, on one line, without its body.
    pub signature: String,
    /// The first sentence of what its comment says; empty if there is none.
    pub doc: String,
}

/// What a definition belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Nothing but the file.
    File,
    /// Another definition of the file, by its place in the list.
    Definition(u32),
    /// A type of this name, which is defined elsewhere.
    Named(u32),
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The name.
    pub name: u32,
    /// What it does there.
    pub role: Role,
    /// Its first byte.
    pub offset: u32,
}

/// What importing files see of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name to them; `default` and `*` as in JavaScript.
    pub name: u32,
    /// Its name in the file; none if it comes from elsewhere.
    pub local: Option<u32>,
}

/// Occurrences are two numbers each: name and role, and how far it is from the one before.
const ROLES: u32 = 8;

impl Symbols {
    /// The analysis that makes them.
    pub const ANALYSIS: &'static str = "symbols";
    /// The version of the bytes.
    pub const VERSION: u32 = 2;

    /// The names as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.texts(&self.names);
        to.number(self.definitions.len() as u32);
        let mut last = START;
        for definition in &self.definitions {
            definition.encode(&mut to, last);
            last = definition.name_range.start;
        }
        to.number(self.exports.len() as u32);
        for export in &self.exports {
            to.number(export.name);
            to.optional(export.local);
        }
        to.number(self.occurrences.len() as u32);
        let mut last = 0;
        for Occurrence { name, role, offset } in &self.occurrences {
            to.number(name * ROLES + *role as u32);
            to.number(offset - last);
            last = *offset;
        }
        to.finish()
    }

    /// The names that bytes stand for.
    pub fn decode(bytes: &[u8]) -> Result<Symbols, Damaged> {
        let mut from = Reader::new(bytes);
        let mut symbols = Symbols::decode_definitions(&mut from)?;
        let mut last = 0u32;
        for _ in 0..from.count()? {
            let number = from.number()?;
            last = last.checked_add(from.number()?).ok_or(Damaged)?;
            symbols.occurrences.push(Occurrence {
                name: symbols.known(number / ROLES)?,
                role: *Role::ALL.get((number % ROLES) as usize).ok_or(Damaged)?,
                offset: last,
            });
        }
        from.end()?;
        Ok(symbols)
    }

    /// All but the occurrences, which are most of the bytes.
    pub fn decode_outline(bytes: &[u8]) -> Result<Symbols, Damaged> {
        Symbols::decode_definitions(&mut Reader::new(bytes))
    }

    /// The text of a name.
    pub fn name(&self, name: u32) -> &str {
        self.names.get(name as usize).map_or("", String::as_str)
    }

    /// The names of a container and of those around it, the outermost first, with dots between them.
    pub fn container_name(&self, container: Container) -> String {
        match container {
            Container::File => String::new(),
            Container::Named(name) => self.name(name).to_owned(),
            Container::Definition(at) => {
                let Some(definition) = self.definitions.get(at as usize) else {
                    return String::new();
                };
                // What a definition belongs to stands before it, so that this comes to an end.
                let outer = self.container_name(definition.container);
                let dot = if outer.is_empty() { "" } else { "." };
                format!("{outer}{dot}{}", self.name(definition.name))
            }
        }
    }

    fn decode_definitions(from: &mut Reader<'_>) -> Result<Symbols, Damaged> {
        let mut symbols = Symbols {
            names: from.texts()?,
            ..Symbols::default()
        };
        let mut last = START;
        for _ in 0..from.count()? {
            let definition = Definition::decode(from, last, &symbols)?;
            last = definition.name_range.start;
            symbols.definitions.push(definition);
        }
        for _ in 0..from.count()? {
            let name = symbols.known(from.number()?)?;
            let local = from
                .optional()?
                .map(|name| symbols.known(name))
                .transpose()?;
            symbols.exports.push(Export { name, local });
        }
        Ok(symbols)
    }

    fn known(&self, name: u32) -> Result<u32, Damaged> {
        ((name as usize) < self.names.len())
            .then_some(name)
            .ok_or(Damaged)
    }
}

impl Definition {
    fn encode(&self, to: &mut Writer, after: Position) {
        to.number(self.name);
        to.number(self.kind as u32);
        let (sort, which) = match self.container {
            Container::File => (0, 0),
            Container::Definition(at) => (1, at),
            Container::Named(name) => (2, name),
        };
        to.number(self.visibility as u32 * 3 + sort);
        if sort > 0 {
            to.number(which);
        }
        to.range(self.name_range, after);
        // The whole starts before the name, so the way there is written from its end.
        to.position(self.name_range.start, self.range.start);
        to.number(self.range.start.col);
        to.position(self.range.end, self.range.start);
        to.text(&self.signature);
        to.text(&self.doc);
    }

    fn decode(
        from: &mut Reader<'_>,
        after: Position,
        symbols: &Symbols,
    ) -> Result<Definition, Damaged> {
        let name = symbols.known(from.number()?)?;
        let kind = from.one_of(&SymbolKind::ALL)?;
        let sort = from.number()?;
        let visibility = *Visibility::ALL.get(sort as usize / 3).ok_or(Damaged)?;
        let container = match sort % 3 {
            0 => Container::File,
            1 => Container::Definition(from.number()?),
            _ => Container::Named(symbols.known(from.number()?)?),
        };
        let inner = |at: u32| (at as usize) < symbols.definitions.len();
        if matches!(container, Container::Definition(at) if !inner(at)) {
            return Err(Damaged);
        }
        let name_range = from.range(after)?;
        let start = start_before(from, name_range.start)?;
        Ok(Definition {
            name,
            kind,
            container,
            visibility,
            name_range,
            range: Range {
                start,
                end: from.position(start)?,
            },
            signature: from.text()?.to_owned(),
            doc: from.text()?.to_owned(),
        })
    }
}

/// The place from which a name is as far as is written, and its column.
fn start_before(from: &mut Reader<'_>, name: Position) -> Result<Position, Damaged> {
    let lines = from.number()?;
    from.number()?;
    let bytes = from.number()?;
    Ok(Position {
        line: name.line.checked_sub(lines).ok_or(Damaged)?,
        col: from.number()?,
        offset: name.offset.checked_sub(bytes).ok_or(Damaged)?,
    })
}
