//! What an expression is of whose type nothing in the file says: guesses by the names of methods, as
//! Semgrep makes them, and whether a value was taken the address of.

use assay_profile::{Builtin, Methods};
use assay_syntax::{Field, Kind, NodeId};

use crate::Target;

/// What a method gives back.
pub(crate) enum Returned {
    /// A built-in type.
    Builtin(&'static str),
    /// The type at this node: a parameter of the object's type.
    Type(NodeId),
}

/// The type that a call of a method of the language's library has.
pub(crate) fn returned(target: &Target, call: NodeId) -> Option<Returned> {
    let tree = &target.tree;
    let library = &tree.profile().semantics.library;
    if tree.kind(call) != Kind::Call {
        return None;
    }
    let callee = tree.get(call, Field::Callee)?;
    let object = tree.get(callee, Field::Object)?;
    let method = tree.text(tree.get(callee, Field::Name)?);
    if library.element_getters.contains(&method) {
        return element(target, object).map(Returned::Type);
    }
    let is_of = |class: &str| match class {
        "String" => is_string(target, object),
        class => class == tree.text(object).trim_start_matches("java.lang."),
    };
    let fits = |row: &&Methods| row.names.contains(&method) && row.class.is_none_or(is_of);
    Some(Returned::Builtin(
        match library.methods.iter().find(fits)?.give {
            Builtin::Bool => "bool",
            Builtin::Int => "int",
            Builtin::Float => "float",
        },
    ))
}

fn is_string(target: &Target, object: NodeId) -> bool {
    let declared = target.facts().type_of(&target.tree, object);
    let is_named = |of| matches!(target.tree.text(of), "String" | "java.lang.String");
    target.tree.kind(object) == Kind::Str
        || declared.is_some_and(|of| is_named(of) || target.tree.kind(of) == Kind::Str)
}

/// What a list or a map of a declared type holds: the last of one or two parameters.
fn element(target: &Target, object: NodeId) -> Option<NodeId> {
    let declared = target.facts().type_of(&target.tree, object)?;
    let parameters: Vec<NodeId> = target.tree.all(declared, Field::TypeArg).collect();
    match *parameters {
        [only] => Some(only),
        [_, last] => Some(last),
        _ => None,
    }
}

/// Whether the value of a variable with a type shown at `of` is a pointer to that type: it was made
/// by `new(T)` or `&T{}`, or is the address of another variable.
pub(crate) fn is_pointer(target: &Target, name: NodeId, of: NodeId) -> bool {
    let tree = &target.tree;
    if !tree.profile().matching.tells_pointers {
        return false;
    }
    let is_reference = |id: NodeId| tree.kind(id) == Kind::Ref;
    let made = tree.parent(of).filter(|made| tree.kind(*made) == Kind::New);
    made.and_then(|made| tree.parent(made))
        .is_some_and(is_reference)
        || target.facts().value(name).is_some_and(is_reference)
}
