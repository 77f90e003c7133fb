//! What is made where something new is written: objects of classes, arrays, and values with parts in braces.

use std::collections::HashMap;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::carrying::keeps;
use super::objects::{Object, Objects};
use super::spec::What;
use super::state::{State, TaintValue, Taints};
use super::targets::Target;
use super::walk::Walk;
use crate::flow::Flow;

impl Walk<'_> {
    pub(super) fn make(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        if self.semantics.values.classes_are_values
            && let Some(class) = tree.get(id, Field::Type)
        {
            self.eval(state, class);
        }
        let mut args: Vec<NodeId> = tree.all(id, Field::Arg).collect();
        let is_start = |arg: &NodeId| self.features.objects && is_start(tree, *arg);
        let starts: Vec<NodeId> = args.iter().copied().filter(is_start).collect();
        args.retain(|arg| !starts.contains(arg));
        let promised = std::mem::take(&mut self.promised);
        let values: Vec<TaintValue> = args.iter().map(|arg| self.eval(state, *arg)).collect();
        let mut handed = std::mem::replace(&mut self.promised, promised);
        for value in &values {
            handed.add(&value.all());
        }
        self.call_sinks(state, id, &handed);
        if self.features.objects {
            let value = self.make_object(state, id, &args, values, &handed);
            return self.started(state, value, &starts);
        }
        for body in tree.all(id, Field::Body) {
            self.statement(state.clone(), body, false);
            self.members(state, body);
        }
        if self.features.functions
            && let Some(constructor) = self.constructor(id, args.len())
        {
            self.called(state, id, constructor, None, &args, &values);
        }
        if self.options.only_propagate_through_assignments {
            return TaintValue::default();
        }
        // The elements of an array are told apart as those of a list are.
        let is_array = tree
            .get(id, Field::Type)
            .is_some_and(|ty| tree.kind(ty) == Kind::ArrayType);
        match (&args[..], is_array) {
            ([only], true) if tree.kind(*only) == Kind::List => values[0].clone(),
            _ => TaintValue::of(handed),
        }
    }

    /// Gives the fields of a new object what is written behind it.
    fn started(&mut self, state: &mut State, value: TaintValue, starts: &[NodeId]) -> TaintValue {
        let tree = self.tree;
        let Some(object) = value.objects.only().filter(|_| !starts.is_empty()) else {
            return value;
        };
        for start in starts {
            for item in tree.children(*start) {
                let (Some(left), Some(right)) =
                    (tree.get(*item, Field::Left), tree.get(*item, Field::Right))
                else {
                    continue;
                };
                let given = self.eval(state, right);
                let given = self.shared(state, right, given);
                // `["a"] = 1`, `A = 1`
                let part = match tree.get(left, Field::Index) {
                    Some(index) => self.offset(index),
                    None => Some(tree.token(left).value()),
                };
                match part {
                    Some(part) => state.store(&[object.place(), part], &given, true),
                    None => state.taint(&[object.place()], &given.all()),
                }
            }
        }
        state.read_object(object)
    }

    /// The fields, keys or elements that stand in braces behind a type, if all of them are known.
    fn told_parts(&self, ty: Option<NodeId>, args: &[NodeId]) -> Option<Vec<u64>> {
        let tree = self.tree;
        if !self.semantics.values.braces_tell_parts || args.is_empty() {
            return None;
        }
        let has_keys = ty.is_some_and(|ty| tree.text(ty).contains('['));
        let structures = || structures(tree);
        let structures = self.index.structures.get_or_init(structures);
        let fields = ty.and_then(|ty| structures.get(&tree.token(ty)));
        let part = |(place, arg): (usize, &NodeId)| match tree.kind(*arg) {
            // What a type with brackets has are keys, not fields.
            Kind::Keyword if has_keys => self.offset(tree.get(*arg, Field::Name)?),
            Kind::Keyword => Some(tree.token(tree.get(*arg, Field::Name)?).value()),
            Kind::Pair => self.offset(tree.get(*arg, Field::Key)?),
            Kind::Spread => None,
            _ => match fields.and_then(|fields| fields.get(place)) {
                Some(field) => Some(field.value()),
                None => u64::try_from(place).ok(),
            },
        };
        args.iter().enumerate().map(part).collect()
    }

    /// Makes an object that is told apart from others.
    fn make_object(
        &mut self,
        state: &mut State,
        id: NodeId,
        args: &[NodeId],
        mut values: Vec<TaintValue>,
        handed: &Taints,
    ) -> TaintValue {
        let tree = self.tree;
        let ty = tree.get(id, Field::Type);
        let named = ty.map(|ty| match tree.kind(ty) {
            Kind::Generic => tree.get(ty, Field::Type).unwrap_or(ty),
            _ => ty,
        });
        for (value, arg) in values.iter_mut().zip(args) {
            *value = self.shared(state, *arg, std::mem::take(value));
        }
        if let Some(parts) = self.told_parts(ty, args) {
            let object = Object::made(id, self.calls);
            state.bear(object, &TaintValue::default());
            for (part, value) in parts.into_iter().zip(&values) {
                state.store(&[object.place(), part], value, true);
            }
            return state.read_object(object);
        }
        let class = named.and_then(|named| self.index.classes.get(&tree.token(named)).copied());
        let has_body = tree.get(id, Field::Body).is_some();
        if let Some(class) = class.filter(|_| !has_body) {
            let constructor = self.constructor_of(class, args.len());
            return self.instance(state, id, class, constructor, args, &values);
        }
        // A function that makes objects: `new F(a)`.
        if self.semantics.names.functions_take_this
            && let Some(named) = named
            && let [function] = self.functions_named(named)[..]
            && self.may_run(function)
        {
            let object = Object::made(id, self.calls);
            state.bear(object, &TaintValue::default());
            let target = Target {
                receiver: Some(TaintValue::held(Objects::one(object))),
                ..Target::of(function)
            };
            self.invoke(state, id, &target, args, &values);
            return state.read_object(object);
        }
        let is_array = ty.is_some_and(|ty| tree.kind(ty) == Kind::ArrayType);
        if is_array
            && let [only] = args
            && tree.kind(*only) == Kind::List
        {
            return values.swap_remove(0);
        }
        let passes = !self.options.only_propagate_through_assignments;
        let object = Object::made(id, self.calls);
        let mut content = match &values[..] {
            _ if !passes => TaintValue::default(),
            // A copy has the same elements.
            [only] if !is_array && handed.is_known_by(&only.all()) => only.clone(),
            _ => TaintValue::of(handed.clone()),
        };
        let keeps = |ty: NodeId| is_array || keeps(tree.text(ty));
        if let Some(ty) = ty.filter(|ty| !keeps(*ty)) {
            content = content.stepped(&tree.span(ty), What::Unfollowed);
        }
        state.bear(object, &content);
        if args.is_empty() {
            Rc::make_mut(&mut state.lengths).insert(object.place(), 0);
        }
        for body in tree.all(id, Field::Body) {
            self.members(state, body);
        }
        state.read_object(object)
    }
}

/// Whether an argument is no argument but what fields start as: `new T { A = 1 }`.
fn is_start(tree: &Tree, arg: NodeId) -> bool {
    let is_field = |item: &NodeId| {
        tree.kind(*item) == Kind::Assign
            && tree.get(*item, Field::Left).is_some_and(|left| {
                tree.kind(left) == Kind::Name
                    || tree.kind(left) == Kind::Index && tree.get(left, Field::Object).is_none()
            })
    };
    tree.kind(arg) == Kind::List
        && !tree.children(arg).is_empty()
        && tree.children(arg).iter().all(is_field)
}

/// The fields of the structures that a file gives names, in their order; one without a name goes by its type.
fn structures(tree: &Tree) -> HashMap<Token, Vec<Token>> {
    let named = tree.ids().filter(|id| tree.kind(*id) == Kind::TypeDef);
    let fields = named.filter_map(|id| {
        let name = tree.get(id, Field::Name)?;
        let body = tree.get(tree.get(id, Field::Type)?, Field::Body)?;
        let field = |member: &NodeId| {
            let named = tree.get(*member, Field::Left);
            let named = named.or_else(|| tree.get(*member, Field::Type))?;
            Some(tree.token(named))
        };
        let fields = tree.children(body).iter().filter_map(field);
        Some((tree.token(name), fields.collect()))
    });
    fields.collect()
}
