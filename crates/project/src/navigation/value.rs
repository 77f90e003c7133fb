//! What expressions and names stand for.

use std::rc::Rc;

use crate::FileId;

/// A declaration of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    pub at: u32,
}

/// What a name refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    /// Something that is declared.
    Declared(Place),
    /// A file as a module.
    File(FileId),
    /// A package or namespace of several files.
    Package(Rc<str>),
}

/// What an expression is, as far as it can be told.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Nobody knows.
    #[default]
    Unknown,
    /// A type or a namespace itself.
    Type(Place),
    /// A value of a type, with the types that this one takes.
    Instance(Place, Rc<[Value]>),
    /// A function.
    Function(Place),
    /// A function without a name, by its scope.
    Lambda(FileId, u32),
    /// An object that is written out, by its scope.
    Record(FileId, u32),
    /// A file as a module.
    File(FileId),
    /// A package of several files.
    Package(Rc<str>),
    /// Many values of one sort.
    List(Rc<Value>),
    /// Several values.
    Tuple(Rc<[Value]>),
    /// One of these.
    Either(Rc<[Value]>),
    /// A value of a type that is not in the project, with the types that this one takes.
    Outside(Rc<str>, Rc<[Value]>),
    /// A function that is handed such a value.
    Callback(Rc<Value>),
}

impl Value {
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown)
    }

    /// One of several; the unknown ones do not count.
    pub fn either(values: impl IntoIterator<Item = Value>) -> Value {
        let mut known: Vec<Value> = values.into_iter().filter(|one| !one.is_unknown()).collect();
        match known.len() {
            0 => Value::Unknown,
            1 => known.remove(0),
            _ => Value::Either(known.into()),
        }
    }
}
