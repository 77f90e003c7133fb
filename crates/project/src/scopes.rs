//! The scopes of a file: where its names are known, and what tells the types of things.
//!
//! What a name refers to is found from here on when somebody asks, and through all files: nothing of it is worked out
//! before.

use assay_languages::SymbolKind;

use crate::codec::{Damaged, Reader, Writer};

/// What a type is declared to have that can be called itself.
pub const CALLED: &str = "()";

/// What a CommonJS file gives to those who require it is declared in it under this name, once for each way in which it says so.
pub const GIVEN: &str = "module.exports";

/// The scopes of one file. Names, scopes, declarations and expressions are numbers into the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    /// Every name once.
    pub names: Vec<String>,
    /// The package that the file says it belongs to, as the text has it; empty if it says nothing.
    pub package: String,
    /// The first is the file; what is around a scope stands before it.
    pub scopes: Vec<Scope>,
    /// What is declared, in the order of the text.
    pub declarations: Vec<Declared>,
    /// Names that belong to something in front of them or around them, in the order of the text.
    pub members: Vec<Member>,
    /// Parts stand before the whole.
    pub expressions: Vec<Expression>,
}

/// What makes a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ScopeKind {
    /// The file.
    File,
    /// A namespace or module in it.
    Namespace,
    /// A class or another type with members.
    Type,
    /// An object that is written out, or the type of one.
    Record,
    /// A function.
    Function,
    /// A block.
    Block,
}

impl ScopeKind {
    const ALL: [ScopeKind; 6] = [
        ScopeKind::File,
        ScopeKind::Namespace,
        ScopeKind::Type,
        ScopeKind::Record,
        ScopeKind::Function,
        ScopeKind::Block,
    ];
}

/// A part of the text that names are known in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// What makes it.
    pub kind: ScopeKind,
    /// The one around it; the file is its own.
    pub parent: u32,
    /// Its first byte.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// Of a function, the type of its result; of members that stand outside of their type, that type; of an object that
    /// is written out, what it is expected to be.
    pub of: Option<u32>,
    /// What a function returns.
    pub returned: Option<u32>,
    /// The values that a function takes, in order.
    pub parameters: Vec<u32>,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub name: u32,
    /// Where its name stands.
    pub offset: u32,
    /// Where it is known.
    pub scope: u32,
    /// What it is.
    pub kind: SymbolKind,
    /// The type it is declared with, or stands for.
    pub ty: Option<u32>,
    /// The value it is given.
    pub value: Option<u32>,
    /// The scope of its parameters or members.
    pub inner: Option<u32>,
    /// The type it belongs to, if it stands outside of it.
    pub owner: Option<u32>,
    /// The types it is derived from.
    pub bases: Vec<u32>,
}

/// A name that belongs to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Where it stands.
    pub offset: u32,
    /// What it belongs to; none if that cannot be told.
    pub of: Option<u32>,
}

/// What is written, as far as it tells what something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A name, looked up where it stands.
    Name {
        /// The name.
        name: u32,
        /// Where it stands.
        offset: u32,
    },
    /// A member of something.
    Member {
        /// What it belongs to.
        of: u32,
        /// Its name.
        name: u32,
    },
    /// What calling something gives.
    Call(u32),
    /// A value of a type.
    Made(u32),
    /// One of the values in something.
    Element(u32),
    /// A list of such values, or the type of one.
    List(u32),
    /// The object that the code at this byte belongs to.
    This(u32),
    /// The same as what it is derived from.
    Super(u32),
    /// The type that the code at this byte belongs to.
    ThisType(u32),
    /// A type with others for its parameters.
    Generic {
        /// The type.
        of: u32,
        /// The others.
        arguments: Vec<u32>,
    },
    /// One of these.
    Either(Vec<u32>),
    /// These together.
    Tuple(Vec<u32>),
    /// One of those.
    Part {
        /// All of them.
        of: u32,
        /// Which.
        at: u32,
    },
    /// An object that is written out, or the type of one, by its scope.
    Record(u32),
    /// A function without a name, by its scope.
    Function(u32),
    /// What something takes as one of its parameters.
    Taken {
        /// What is called.
        of: u32,
        /// Which.
        at: u32,
    },
    /// The parameters of something, by their names.
    Parameters(u32),
    /// What comes of waiting for something.
    Awaited(u32),
    /// The type of a value.
    TypeOf(u32),
}

impl Scopes {
    /// The analysis that makes them.
    pub const ANALYSIS: &'static str = "scopes";
    /// The version of the bytes.
    pub const VERSION: u32 = 5;

    /// The scopes as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.text(&self.package);
        to.texts(&self.names);
        to.number(self.scopes.len() as u32);
        for (scope, at) in self.scopes.iter().zip(0..) {
            to.number(scope.kind as u32);
            to.number(at - scope.parent);
            to.number(scope.start);
            to.number(scope.end - scope.start);
            to.optional(scope.of);
            to.optional(scope.returned);
            list(&mut to, &scope.parameters, 0);
        }
        to.number(self.expressions.len() as u32);
        for (expression, at) in self.expressions.iter().zip(0..) {
            expression.encode(&mut to, at);
        }
        to.number(self.declarations.len() as u32);
        let mut last = 0;
        for declared in &self.declarations {
            declared.encode(&mut to, last);
            last = declared.offset;
        }
        to.number(self.members.len() as u32);
        let mut last = 0;
        for Member { offset, of } in &self.members {
            to.number(offset - last);
            to.optional(*of);
            last = *offset;
        }
        to.finish()
    }

    /// The scopes that bytes stand for.
    pub fn decode(bytes: &[u8]) -> Result<Scopes, Damaged> {
        let mut from = Reader::new(bytes);
        let mut scopes = Scopes {
            package: from.text()?.to_owned(),
            names: from.texts()?,
            ..Scopes::default()
        };
        for at in 0..from.count()? as u32 {
            let kind = from.one_of(&ScopeKind::ALL)?;
            let parent = at.checked_sub(from.number()?).ok_or(Damaged)?;
            // A scope is its own parent only if it is the file, so that the way outwards ends.
            if (parent == at) != (at == 0) {
                return Err(Damaged);
            }
            let start = from.number()?;
            scopes.scopes.push(Scope {
                kind,
                parent,
                start,
                end: start.checked_add(from.number()?).ok_or(Damaged)?,
                of: from.optional()?,
                returned: from.optional()?,
                parameters: read_list(&mut from, 0)?,
            });
        }
        for at in 0..from.count()? as u32 {
            let expression = Expression::decode(&mut from, at)?;
            scopes.expressions.push(expression);
        }
        let mut last = 0;
        for _ in 0..from.count()? {
            let declared = Declared::decode(&mut from, last)?;
            last = declared.offset;
            scopes.declarations.push(declared);
        }
        let mut last = 0u32;
        for _ in 0..from.count()? {
            last = last.checked_add(from.number()?).ok_or(Damaged)?;
            let of = from.optional()?;
            scopes.members.push(Member { offset: last, of });
        }
        from.end()?;
        if scopes.is_sound() {
            Ok(scopes)
        } else {
            Err(Damaged)
        }
    }

    /// The package alone, which stands in front of all else.
    pub fn decode_package(bytes: &[u8]) -> Result<&str, Damaged> {
        Reader::new(bytes).text()
    }

    /// The text of a name.
    pub fn name(&self, name: u32) -> &str {
        self.names.get(name as usize).map_or("", String::as_str)
    }

    /// Whether all numbers are those of something in the lists.
    fn is_sound(&self) -> bool {
        let has = |list: usize, at: u32| (at as usize) < list;
        let name = |at: u32| has(self.names.len(), at);
        let scope = |at: u32| has(self.scopes.len(), at);
        let expression = |at: u32| has(self.expressions.len(), at);
        !self.scopes.is_empty()
            && self.scopes.iter().all(|one| {
                one.of.is_none_or(expression)
                    && one.returned.is_none_or(expression)
                    && one.parameters.iter().copied().all(expression)
            })
            && self.declarations.iter().all(|one| {
                let parts = [one.ty, one.value, one.owner];
                name(one.name)
                    && scope(one.scope)
                    && one.inner.is_none_or(scope)
                    && parts.into_iter().flatten().all(expression)
                    && one.bases.iter().copied().all(expression)
            })
            && self.members.iter().all(|one| one.of.is_none_or(expression))
            && self.expressions.iter().all(|one| match one {
                Expression::Name { name: of, .. } | Expression::Member { name: of, .. } => {
                    name(*of)
                }
                Expression::Record(of) | Expression::Function(of) => scope(*of),
                _ => true,
            })
    }
}

impl Declared {
    fn encode(&self, to: &mut Writer, after: u32) {
        to.number(self.name);
        to.number(self.offset - after);
        to.number(self.scope);
        // Most have none of the rest.
        let parts = [self.ty, self.value, self.inner, self.owner];
        let flags = parts
            .iter()
            .zip(0..)
            .map(|(part, bit)| u32::from(part.is_some()) << bit);
        let flags = flags.sum::<u32>() | u32::from(!self.bases.is_empty()) << 4;
        to.number(self.kind as u32 | flags << 5);
        for part in parts.into_iter().flatten() {
            to.number(part);
        }
        if !self.bases.is_empty() {
            list(to, &self.bases, 0);
        }
    }

    fn decode(from: &mut Reader<'_>, after: u32) -> Result<Declared, Damaged> {
        let name = from.number()?;
        let offset = after.checked_add(from.number()?).ok_or(Damaged)?;
        let scope = from.number()?;
        let number = from.number()?;
        let kind = *SymbolKind::ALL.get(number as usize & 31).ok_or(Damaged)?;
        let mut part = |bit: u32| match number >> 5 >> bit & 1 {
            0 => Ok(None),
            _ => from.number().map(Some),
        };
        let (ty, value, inner, owner) = (part(0)?, part(1)?, part(2)?, part(3)?);
        let bases = match number >> 9 & 1 {
            0 => Vec::new(),
            _ => read_list(from, 0)?,
        };
        Ok(Declared {
            name,
            offset,
            scope,
            kind,
            ty,
            value,
            inner,
            owner,
            bases,
        })
    }
}

impl Expression {
    /// Parts are written as the way back to them.
    fn encode(&self, to: &mut Writer, at: u32) {
        let mut put = |tag: u32, numbers: &[u32]| {
            to.number(tag);
            numbers.iter().for_each(|number| to.number(*number));
        };
        match self {
            Expression::Name { name, offset } => put(0, &[*name, *offset]),
            Expression::Member { of, name } => put(1, &[at - of, *name]),
            Expression::Call(of) => put(2, &[at - of]),
            Expression::Made(of) => put(3, &[at - of]),
            Expression::Element(of) => put(4, &[at - of]),
            Expression::List(of) => put(5, &[at - of]),
            Expression::This(offset) => put(6, &[*offset]),
            Expression::Super(offset) => put(7, &[*offset]),
            Expression::ThisType(offset) => put(8, &[*offset]),
            Expression::Generic { of, arguments } => {
                put(9, &[at - of]);
                list(to, arguments, at);
            }
            Expression::Either(all) => {
                put(10, &[]);
                list(to, all, at);
            }
            Expression::Tuple(all) => {
                put(11, &[]);
                list(to, all, at);
            }
            Expression::Part { of, at: which } => put(12, &[at - of, *which]),
            Expression::Record(scope) => put(13, &[*scope]),
            Expression::Function(scope) => put(14, &[*scope]),
            Expression::Taken { of, at: which } => put(15, &[at - of, *which]),
            Expression::Parameters(of) => put(16, &[at - of]),
            Expression::Awaited(of) => put(17, &[at - of]),
            Expression::TypeOf(of) => put(18, &[at - of]),
        }
    }

    fn decode(from: &mut Reader<'_>, at: u32) -> Result<Expression, Damaged> {
        let tag = from.number()?;
        let back = |from: &mut Reader<'_>| back(from, at);
        Ok(match tag {
            0 => Expression::Name {
                name: from.number()?,
                offset: from.number()?,
            },
            1 => Expression::Member {
                of: back(from)?,
                name: from.number()?,
            },
            2 => Expression::Call(back(from)?),
            3 => Expression::Made(back(from)?),
            4 => Expression::Element(back(from)?),
            5 => Expression::List(back(from)?),
            6 => Expression::This(from.number()?),
            7 => Expression::Super(from.number()?),
            8 => Expression::ThisType(from.number()?),
            9 => Expression::Generic {
                of: back(from)?,
                arguments: read_list(from, at)?,
            },
            10 => Expression::Either(read_list(from, at)?),
            11 => Expression::Tuple(read_list(from, at)?),
            12 => Expression::Part {
                of: back(from)?,
                at: from.number()?,
            },
            13 => Expression::Record(from.number()?),
            14 => Expression::Function(from.number()?),
            15 => Expression::Taken {
                of: back(from)?,
                at: from.number()?,
            },
            16 => Expression::Parameters(back(from)?),
            17 => Expression::Awaited(back(from)?),
            18 => Expression::TypeOf(back(from)?),
            _ => return Err(Damaged),
        })
    }
}

/// A list of expressions, as the way back to each from `at`; from 0 they stand as they are.
fn list(to: &mut Writer, all: &[u32], at: u32) {
    to.number(all.len() as u32);
    for one in all {
        to.number(if at == 0 { *one } else { at - one });
    }
}

fn read_list(from: &mut Reader<'_>, at: u32) -> Result<Vec<u32>, Damaged> {
    let count = from.count()?;
    let one = |_| {
        if at == 0 {
            from.number()
        } else {
            back(from, at)
        }
    };
    (0..count).map(one).collect()
}

/// What stands before `at`, so that no expression is a part of itself.
fn back(from: &mut Reader<'_>, at: u32) -> Result<u32, Damaged> {
    let way = from.number()?;
    if way == 0 {
        return Err(Damaged);
    }
    at.checked_sub(way).ok_or(Damaged)
}
