//! What expressions are: values of which type, or which types, functions and modules.

use std::rc::Rc;

use assay_languages::{Role, SymbolKind};

use super::Navigator;
use super::value::{Entity, Place, Value};
use super::view::is_type;
use crate::{CALLED, Expression, FileId, ScopeKind};

/// Names for names of a type that are followed.
const ALIASES: u32 = 16;

/// Types that pass on what they hold: a member of them is one of that.
pub(super) fn is_wrapper(name: &str) -> bool {
    const WRAPPERS: &[&str] = &[
        "Optional",
        "Readonly",
        "Partial",
        "Required",
        "NonNullable",
        "Annotated",
        "Final",
        "ClassVar",
        "Box",
        "Rc",
        "Arc",
        "Ref",
        "RefMut",
        "MutexGuard",
        "Pick",
        "Omit",
        "Mapped",
        "unique_ptr",
        "shared_ptr",
        "DeepReadonly",
        "Mutable",
        "Writable",
        "InstanceType",
    ];
    WRAPPERS.contains(&name)
}

/// Types of what will be there later.
fn is_promise(name: &str) -> bool {
    const PROMISES: &[&str] = &[
        "Promise",
        "PromiseLike",
        "Awaitable",
        "Coroutine",
        "Future",
        "Task",
    ];
    PROMISES.contains(&name)
}

/// Methods of lists that give lists of the same, and those that give one of the values.
const SAME: &[&str] = &[
    "filter",
    "slice",
    "concat",
    "sort",
    "reverse",
    "splice",
    "copy",
    "values",
    "flat",
    "toSorted",
    "iter",
    "into_iter",
    "iter_mut",
    "rev",
    "take",
    "skip",
    "collect",
    "cloned",
    "to_vec",
    "stream",
    "toList",
    "sorted",
    "distinct",
    "limit",
    "filterNot",
    "takeWhile",
    "dropWhile",
    "sortedBy",
];
const ONE: &[&str] = &[
    "find",
    "pop",
    "shift",
    "at",
    "get",
    "first",
    "last",
    "findLast",
    "popleft",
    "unwrap",
    "expect",
    "next",
    "setdefault",
    "getOrDefault",
    "orElse",
    "orElseThrow",
    "firstOrNull",
    "lastOrNull",
    "head",
    "First",
    "FirstOrDefault",
    "Single",
    "SingleOrDefault",
    "remove",
    "peek",
    "poll",
    "unwrap_or_default",
];

impl Navigator<'_> {
    /// The value of an expression.
    pub(super) fn value(&self, file: FileId, expression: u32) -> Value {
        self.remembered((file, expression, false))
    }

    /// A value of the type that an expression names.
    pub(super) fn instance(&self, file: FileId, expression: u32) -> Value {
        self.remembered((file, expression, true))
    }

    fn remembered(&self, key: (FileId, u32, bool)) -> Value {
        if let Some(value) = self.values.borrow().get(&key) {
            return value.clone();
        }
        // What depends on itself is unknown.
        self.values.borrow_mut().insert(key, Value::Unknown);
        let (file, expression, is_type) = key;
        let value = self.further(|| match is_type {
            true => self.new_instance(file, expression),
            false => self.new_value(file, expression),
        });
        self.values.borrow_mut().insert(key, value.clone());
        value
    }

    fn new_value(&self, file: FileId, at: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let Some(expression) = view.expression(at) else {
            return Value::Unknown;
        };
        let value = |of: &u32| self.value(file, *of);
        if Self::own_given(&view, expression) {
            return Value::File(file);
        }
        match expression {
            Expression::Name { name, offset } => {
                let name = view.scopes.name(*name);
                match self.lookup(file, *offset, name, Role::Reference) {
                    Some(entity) => self.value_of(&entity),
                    None => Value::Unknown,
                }
            }
            Expression::Member { of, name } => {
                let name = view.scopes.name(*name);
                let of = value(of);
                let found = self.member(&of, name);
                match (found.first(), of) {
                    (Some(entity), _) => self.value_of(entity),
                    // Ruby asks a type for a value of it.
                    (None, Value::Type(place)) if name == "new" => {
                        Value::Instance(place, [].into())
                    }
                    _ => Value::Unknown,
                }
            }
            Expression::Call(of) => self.called(file, *of),
            Expression::Made(of) => self.instance(file, *of),
            Expression::Element(of) => element(&self.plain(value(of))),
            Expression::List(of) => Value::List(Rc::new(value(of))),
            Expression::This(offset) => self.this(file, *offset),
            Expression::ThisType(offset) => as_type(self.this(file, *offset)),
            Expression::Super(offset) => match self.this(file, *offset) {
                Value::Instance(place, _) => Value::either(self.bases(place)),
                _ => Value::Unknown,
            },
            Expression::Generic { of, .. } => value(of),
            Expression::Either(all) => Value::either(all.iter().map(value)),
            Expression::Tuple(all) => Value::Tuple(all.iter().map(value).collect()),
            Expression::Part { of, at } => {
                let is_looped = matches!(view.expression(*of), Some(Expression::Element(_)));
                let whole = value(of);
                match self.plain(whole.clone()) {
                    Value::Tuple(all) => all.get(*at as usize).cloned().unwrap_or_default(),
                    Value::List(one) if !is_looped => (*one).clone(),
                    Value::Outside(_, all) if !is_looped => {
                        all.get(*at as usize).cloned().unwrap_or_default()
                    }
                    // A key or number comes first, and the value second.
                    other if is_looped && *at == 1 => other,
                    // A name for a type may stand for several of what it takes.
                    _ if !is_looped
                        && matches!(&whole, Value::Instance(_, taken) if !taken.is_empty()) =>
                    {
                        whole
                    }
                    other if !is_looped && *at == 0 => other,
                    _ => Value::Unknown,
                }
            }
            Expression::Record(scope) => Value::Record(file, *scope),
            Expression::Function(scope) => Value::Lambda(file, *scope),
            Expression::Taken { of, at } => self.taken_value(file, *of, *at),
            Expression::Parameters(of) => self.parameters(&value(of)),
            Expression::Awaited(of) => awaited(value(of)),
            Expression::TypeOf(of) => as_type(value(of)),
        }
    }

    fn new_instance(&self, file: FileId, at: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let Some(expression) = view.expression(at) else {
            return Value::Unknown;
        };
        let instance = |of: &u32| self.instance(file, *of);
        match expression {
            Expression::Name { name, offset } => {
                let name = view.scopes.name(*name);
                match self.lookup(file, *offset, name, Role::Type) {
                    Some(entity) => self.made_of(&entity),
                    None => Value::Outside(name.into(), [].into()),
                }
            }
            Expression::Member { of, name } => {
                let name = view.scopes.name(*name);
                let of = self.value(file, *of);
                match self.member(&of, name).first() {
                    Some(entity) => self.made_of(entity),
                    None => Value::Outside(name.into(), [].into()),
                }
            }
            Expression::Generic { of, arguments } => {
                let arguments: Rc<[Value]> = arguments.iter().map(instance).collect();
                match instance(of) {
                    Value::Instance(place, _) => Value::Instance(place, arguments),
                    Value::Outside(name, _) => match &*name {
                        "Union" => Value::either(arguments.iter().cloned()),
                        "Type" | "type" => {
                            arguments.first().cloned().map_or(Value::Unknown, as_type)
                        }
                        _ => Value::Outside(name, arguments),
                    },
                    other => other,
                }
            }
            Expression::List(of) => Value::List(Rc::new(instance(of))),
            Expression::Tuple(all) => Value::Tuple(all.iter().map(instance).collect()),
            Expression::Either(all) => Value::either(all.iter().map(instance)),
            Expression::Record(scope) => Value::Record(file, *scope),
            Expression::Function(scope) => Value::Lambda(file, *scope),
            Expression::This(offset) | Expression::ThisType(offset) => self.this(file, *offset),
            Expression::TypeOf(of) => self.value(file, *of),
            _ => match self.value(file, at) {
                Value::Type(place) => Value::Instance(place, [].into()),
                other => other,
            },
        }
    }

    /// A value of the type that a name stands for.
    fn made_of(&self, entity: &Entity) -> Value {
        let made = |value: Value| match value {
            Value::Type(place) => Value::Instance(place, [].into()),
            other => other,
        };
        match entity {
            Entity::Declared(_) => match self.value_of(entity) {
                Value::Either(all) => Value::either(all.iter().cloned().map(made)),
                value => made(value),
            },
            Entity::File(file) => Value::File(*file),
            Entity::Package(package) => Value::Package(Rc::clone(package)),
        }
    }

    /// What something with a name is.
    pub(super) fn value_of(&self, entity: &Entity) -> Value {
        let place = match entity {
            Entity::Declared(place) => *place,
            Entity::File(file) => return Value::File(*file),
            Entity::Package(package) => return Value::Package(Rc::clone(package)),
        };
        let Some(view) = self.view(place.file) else {
            return Value::Unknown;
        };
        let declared = view.declaration(place.at);
        match declared.kind {
            kind if is_type(kind) || kind == SymbolKind::Module => Value::Type(place),
            SymbolKind::Property if declared.inner.is_some() => self.result(place),
            SymbolKind::Function | SymbolKind::Method | SymbolKind::Constructor => {
                Value::Function(place)
            }
            _ => {
                let owner = view
                    .owner(declared.scope)
                    .map(|at| (at, view.declaration(at).kind));
                if let Some((at, SymbolKind::Enum)) = owner
                    && declared.ty.is_none()
                {
                    return Value::Instance(
                        Place {
                            file: place.file,
                            at,
                        },
                        [].into(),
                    );
                }
                match (declared.ty, declared.value) {
                    (Some(ty), _) => self.instance(place.file, ty),
                    (None, Some(value)) => self.assigned(place, value),
                    (None, None) => Value::Unknown,
                }
            }
        }
    }

    /// The value of a variable: the first that is told of those it is assigned.
    fn assigned(&self, place: Place, value: u32) -> Value {
        let first = self.value(place.file, value);
        if !first.is_unknown() {
            return first;
        }
        let Some(view) = self.view(place.file) else {
            return first;
        };
        let all = view.in_scope(view.declaration(place.at).scope, view.name_of(place.at));
        let others = all.iter().filter(|at| **at != place.at).take(4);
        let mut values = others.filter_map(|at| {
            let declared = view.declaration(*at);
            match (declared.ty, declared.value) {
                (Some(ty), _) => Some(self.instance(place.file, ty)),
                (None, Some(value)) => Some(self.value(place.file, value)),
                (None, None) => None,
            }
        });
        values.find(|value| !value.is_unknown()).unwrap_or_default()
    }

    /// What stands behind other names for a type.
    fn plain(&self, value: Value) -> Value {
        let mut value = value;
        for _ in 0..ALIASES {
            let Value::Instance(place, _) = &value else {
                return value;
            };
            let Some(view) = self.view(place.file) else {
                return value;
            };
            let declared = view.declaration(place.at);
            match declared
                .ty
                .filter(|_| declared.kind == SymbolKind::TypeAlias)
            {
                Some(ty) => value = self.instance(place.file, ty),
                None => return value,
            }
        }
        Value::Unknown
    }

    /// What calling an expression gives.
    fn called(&self, file: FileId, of: u32) -> Value {
        let view = self.view(file);
        if let Some(required) = view.and_then(|view| self.required(file, &view, of)) {
            return required;
        }
        let function = self.value(file, of);
        match self.plain(function) {
            Value::Unknown => self.method_of_library(file, of),
            made @ Value::Instance(..) if self.is_asked_for_new(file, of) => made,
            function => self.call(&function),
        }
    }

    /// What calling a value gives; where several declarations say that, all that they say.
    fn call(&self, function: &Value) -> Value {
        match function {
            Value::Type(place) => Value::Instance(*place, [].into()),
            Value::Function(place) => self.result(*place),
            Value::Lambda(file, scope) => self.result_in(*file, *scope),
            Value::Either(all) => Value::either(
                all.iter()
                    .map(|one| self.further(|| self.call(&self.plain(one.clone())))),
            ),
            Value::Instance(..) | Value::Record(..) => {
                let all = self.signatures(function).into_iter();
                Value::either(all.map(|(file, scope)| self.result_in(file, scope)))
            }
            _ => Value::Unknown,
        }
    }

    /// The scopes of what a type says of calling its values.
    fn signatures(&self, value: &Value) -> Vec<(FileId, u32)> {
        let inner = |entity: Entity| match entity {
            Entity::Declared(place) => {
                let inner = self.view(place.file)?.declaration(place.at).inner?;
                Some((place.file, inner))
            }
            _ => None,
        };
        self.member(value, CALLED)
            .into_iter()
            .filter_map(inner)
            .collect()
    }

    /// What the signatures of a type take in a place; where none has that many, what they take last.
    fn taken_by_signatures(&self, value: &Value, at: u32) -> Value {
        let all = self.signatures(value);
        let taken = |at: Option<u32>| {
            Value::either(all.iter().map(|(file, scope)| {
                let last = || {
                    let view = self.view(*file)?;
                    let count = view.scopes.scopes[*scope as usize].parameters.len();
                    (count as u32).checked_sub(1)
                };
                let at = at.or_else(last).unwrap_or_default();
                self.further(|| self.parameter(&Value::Lambda(*file, *scope), at))
            }))
        };
        match taken(Some(at)) {
            Value::Unknown => taken(None),
            found => found,
        }
    }

    fn is_asked_for_new(&self, file: FileId, at: u32) -> bool {
        let view = self.view(file);
        view.is_some_and(|view| {
            matches!(view.expression(at), Some(Expression::Member { name, .. })
                if view.scopes.name(*name) == "new")
        })
    }

    /// What methods give that collections have in every library.
    fn method_of_library(&self, file: FileId, of: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let Some(Expression::Member { of, name }) = view.expression(of) else {
            return Value::Unknown;
        };
        let receiver = self.plain(self.value(file, *of));
        let holds = matches!(
            receiver,
            Value::List(_) | Value::Outside(..) | Value::Tuple(_)
        );
        match view.scopes.name(*name) {
            name if holds && SAME.contains(&name) => receiver,
            name if holds && ONE.contains(&name) => element(&receiver),
            _ => Value::Unknown,
        }
    }

    fn result(&self, place: Place) -> Value {
        let Some(view) = self.view(place.file) else {
            return Value::Unknown;
        };
        // One of several declarations may say more than the others.
        let all = view.in_scope(view.declaration(place.at).scope, view.name_of(place.at));
        let inner = std::iter::once(&place.at)
            .chain(all)
            .filter_map(|at| view.declaration(*at).inner);
        let mut results = inner.map(|inner| self.result_in(place.file, inner));
        results
            .find(|result| !result.is_unknown())
            .unwrap_or_default()
    }

    fn result_in(&self, file: FileId, scope: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let scope = &view.scopes.scopes[scope as usize];
        match (scope.of, scope.returned) {
            (Some(ty), _) => self.instance(file, ty),
            (None, Some(value)) => self.value(file, value),
            (None, None) => Value::Unknown,
        }
    }

    /// What is called takes this as one of its parameters.
    fn taken_value(&self, file: FileId, of: u32, at: u32) -> Value {
        let function = self.plain(self.value(file, of));
        match function {
            Value::Callback(one) if at == 0 => (*one).clone(),
            Value::Unknown => self.callback_of_library(file, of, at),
            function => self.parameter(&function, at),
        }
    }

    fn parameter(&self, function: &Value, at: u32) -> Value {
        let (file, scope) = match function {
            Value::Lambda(file, scope) => (*file, Some(*scope)),
            Value::Function(place) => {
                let view = self.view(place.file);
                (
                    place.file,
                    view.and_then(|view| view.declaration(place.at).inner),
                )
            }
            Value::Type(place) => match self.constructor(*place) {
                Some(place) => return self.parameter(&Value::Function(place), at),
                None => return Value::Unknown,
            },
            Value::Either(all) => {
                let taken = |one: &Value| self.further(|| self.parameter(one, at));
                return Value::either(all.iter().map(taken));
            }
            Value::Instance(..) | Value::Record(..) => {
                return match self.plain(function.clone()) {
                    plain @ (Value::Instance(..) | Value::Record(..)) => {
                        self.taken_by_signatures(&plain, at)
                    }
                    plain => self.further(|| self.parameter(&plain, at)),
                };
            }
            _ => return Value::Unknown,
        };
        let (Some(scope), Some(view)) = (scope, self.view(file)) else {
            return Value::Unknown;
        };
        let parameters = &view.scopes.scopes[scope as usize].parameters;
        let last = parameters.last().filter(|last| {
            at as usize >= parameters.len()
                && matches!(view.expression(**last), Some(Expression::Made(_)))
        });
        match (parameters.get(at as usize), last) {
            (Some(value), _) => self.value(file, *value),
            (None, Some(last)) => element(&self.value(file, *last)),
            (None, None) => Value::Unknown,
        }
    }

    /// A function that a method of a collection calls with its values.
    fn callback_of_library(&self, file: FileId, of: u32, at: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let Some(Expression::Member { of, name }) = view.expression(of) else {
            return Value::Unknown;
        };
        let receiver = self.plain(self.value(file, *of));
        let name = view.scopes.name(*name);
        if at != 0 || receiver.is_unknown() {
            return Value::Unknown;
        }
        match (&receiver, name) {
            (_, "then") => Value::Callback(Rc::new(awaited(receiver))),
            (Value::List(_) | Value::Outside(..) | Value::Tuple(_), _) => {
                Value::Callback(Rc::new(element(&receiver)))
            }
            _ => Value::Unknown,
        }
    }

    /// What makes values of a type.
    fn constructor(&self, place: Place) -> Option<Place> {
        let view = self.view(place.file)?;
        let outline = assay_languages::code_outline(view.lang?)?;
        let names = outline
            .constructors
            .iter()
            .copied()
            .chain([view.name_of(place.at)]);
        for name in names {
            for entity in self.member(&Value::Type(place), name) {
                if let Entity::Declared(found) = entity
                    && found != place
                    && let Value::Function(found) = self.value_of(&Entity::Declared(found))
                {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Whose names arguments may say.
    fn parameters(&self, function: &Value) -> Value {
        let scope_of = |place: Place| {
            let inner = self.view(place.file)?.declaration(place.at).inner?;
            Some(Value::Record(place.file, inner))
        };
        match function {
            Value::Function(place) => scope_of(*place).unwrap_or_default(),
            Value::Lambda(file, scope) => Value::Record(*file, *scope),
            Value::Type(place) => {
                let own = self.constructor(*place).and_then(scope_of);
                let fields = Value::Instance(*place, [].into());
                Value::either(own.into_iter().chain([fields]))
            }
            Value::Either(all) => Value::either(all.iter().map(|one| self.parameters(one))),
            Value::Instance(..) => function.clone(),
            _ => Value::Unknown,
        }
    }

    /// The object that the code at a byte belongs to.
    fn this(&self, file: FileId, offset: u32) -> Value {
        let Some(view) = self.view(file) else {
            return Value::Unknown;
        };
        let mut at = view.scope_at(offset);
        loop {
            match view.kind(at) {
                ScopeKind::Type => return self.type_of_scope(file, at).unwrap_or_default(),
                ScopeKind::Record => return Value::Record(file, at),
                _ => {}
            }
            let owner = view.owner(at).and_then(|at| view.declaration(at).owner);
            if let Some(owner) = owner {
                return self.instance(file, owner);
            }
            match view.parent(at) {
                Some(parent) => at = parent,
                None => return Value::Unknown,
            }
        }
    }
}

fn as_type(value: Value) -> Value {
    match value {
        Value::Instance(place, _) => Value::Type(place),
        Value::Either(all) => Value::either(all.iter().cloned().map(as_type)),
        other => other,
    }
}

fn awaited(value: Value) -> Value {
    match value {
        Value::Outside(name, arguments) if is_promise(&name) => {
            arguments.last().cloned().unwrap_or_default()
        }
        other => other,
    }
}

/// One of the values in something.
fn element(value: &Value) -> Value {
    match value {
        Value::List(one) => (**one).clone(),
        Value::Tuple(all) => Value::either(all.iter().cloned()),
        Value::Outside(name, arguments) if is_wrapper(name) => {
            arguments.first().map_or(Value::Unknown, element)
        }
        Value::Outside(_, arguments) => arguments.last().cloned().unwrap_or_default(),
        Value::Instance(_, arguments) => arguments.last().cloned().unwrap_or_default(),
        Value::Either(all) => Value::either(all.iter().map(element)),
        _ => Value::Unknown,
    }
}
