//! Places that hold data: variables, their fields and elements; what is read from them and assigned to them.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::spec::What;
use super::state::{Lvalue, State, THIS, TaintValue};
use super::values::merged;
use super::walk::Walk;
use crate::Constant;
use crate::constants::variable;
use crate::names::BindingKind;

/// The object of the method that is walked.
pub(super) const THIS_PLACE: u64 = THIS as u64 | 1 << 62;

/// What was thrown last.
pub(super) const THROWN_PLACE: u64 = THIS_PLACE - 1;

impl Walk<'_> {
    /// The place that an expression names, if it is one that is followed.
    pub(super) fn place(&self, id: NodeId) -> Option<Lvalue> {
        let tree = self.tree;
        let mut place = Vec::new();
        let mut at = id;
        loop {
            at = match tree.kind(at) {
                _ if self.features.objects && self.is_this(at) => {
                    place.push(THIS_PLACE);
                    break;
                }
                Kind::Name => {
                    if self.is_field(at) {
                        place.extend([self.member(at), THIS_PLACE]);
                    } else {
                        place.push(variable(tree, self.facts.names(), at));
                    }
                    break;
                }
                Kind::Member => {
                    let object = tree.get(at, Field::Object)?;
                    let name = tree.get(at, Field::Name)?;
                    if self.is_this(object) && !self.features.objects {
                        // A field is the same place with `this` and without it.
                        place.push(variable(tree, self.facts.names(), name));
                        break;
                    }
                    place.push(self.member(name));
                    object
                }
                Kind::Index => {
                    // Open Semgrep takes an element for the whole.
                    let index = tree
                        .get(at, Field::Index)
                        .filter(|_| self.features.elements);
                    place.extend(index.and_then(|index| self.offset(index)));
                    tree.get(at, Field::Object)?
                }
                Kind::Deref | Kind::Ref | Kind::Spread => tree.get(at, Field::Value)?,
                Kind::VarDef => tree.get(at, Field::Left)?,
                _ => return None,
            };
        }
        place.reverse();
        Some(place)
    }

    /// Whether a name is that of a field of the method's object; one that the file does not declare may be inherited.
    pub(super) fn is_field(&self, name: NodeId) -> bool {
        if !self.features.objects || self.depth + self.inlined == 0 {
            return false;
        }
        let text = self.tree.text(name);
        let is_signed = |sign| {
            let rest = text.strip_prefix(sign);
            rest.is_some_and(|rest| !rest.starts_with(sign))
        };
        if self.semantics.names.field_sign.is_some_and(is_signed) {
            return true;
        }
        match (self.facts.binding(name), self.facts.names().get(name)) {
            (Some(id), Some(binding)) => {
                binding.kind == BindingKind::Field && !self.index.shared_fields.contains(&id)
                    || self.index.class_params.contains(&id)
            }
            _ => {
                let names = &self.semantics.names;
                names.class_scope && !names.assigning_is_global || names.names_call
            }
        }
    }

    pub(super) fn is_this(&self, id: NodeId) -> bool {
        self.words.this.contains(&self.tree.token(id))
    }

    /// The element that an index means, if that is known.
    pub(super) fn offset(&self, index: NodeId) -> Option<u64> {
        match self.facts.constant(index)? {
            Constant::Str(text) => Some(Token::of(text).value()),
            Constant::Int(number) => Some(*number as u64),
            _ => None,
        }
    }

    /// The part that a member is: of a tuple, an element by its place.
    pub(super) fn member(&self, name: NodeId) -> u64 {
        let text = self.tree.text(name);
        let numbered = self.semantics.values.tuple_parts;
        let place = match (self.tree.kind(name), numbered) {
            (Kind::Int, _) => text.parse().ok(),
            (_, Some(before)) => text
                .strip_prefix(before)
                .and_then(|place| place.parse::<u64>().ok()?.checked_sub(1)),
            _ => None,
        };
        // A field is known from outside without the sign that its own class puts before it.
        let sign = self.semantics.names.field_sign;
        let token = || match sign.and_then(|sign| text.strip_prefix(sign)) {
            Some(bare) => Token::of(bare),
            None => self.tree.token(name),
        };
        place.unwrap_or_else(|| token().value())
    }

    pub(super) fn is_precise(&self, place: NodeId) -> bool {
        let tree = self.tree;
        let mut at = place;
        loop {
            let is_known = match tree.kind(at) {
                Kind::Index if !self.features.elements => return true,
                Kind::Index => {
                    let index = tree.get(at, Field::Index);
                    index.is_some_and(|index| self.offset(index).is_some())
                }
                Kind::Member => true,
                // `o->a` is a field of what `o` leads to.
                Kind::Deref if tree.node(at).field == Field::Object => {
                    match tree.get(at, Field::Value) {
                        Some(value) => {
                            at = value;
                            continue;
                        }
                        None => false,
                    }
                }
                Kind::Deref | Kind::Ref => false,
                _ => return true,
            };
            match tree.get(at, Field::Object) {
                Some(object) if is_known => at = object,
                _ => return false,
            }
        }
    }

    /// Makes a place, or every place of a pattern, hold a value.
    pub(super) fn assign(
        &mut self,
        state: &mut State,
        left: NodeId,
        value: &TaintValue,
        from: Option<NodeId>,
    ) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Tuple | Kind::List => {
                for (place, part) in (0..).zip(tree.children(left)) {
                    let piece = if tree.kind(*part) == Kind::Spread {
                        TaintValue::of(value.all())
                    } else {
                        state.piece(value, place)
                    };
                    self.assign(state, *part, &piece, None);
                }
            }
            Kind::Record | Kind::Dict => {
                for item in tree.children(left) {
                    // `{ a = 1 }`: a part with what it is where there is none.
                    let with_default = tree.kind(*item) == Kind::Assign;
                    let pair = Some(*item)
                        .filter(|_| !with_default)
                        .or_else(|| tree.get(*item, Field::Left))
                        .unwrap_or(*item);
                    let key = tree
                        .get(pair, Field::Key)
                        .map(|key| tree.token(key).value());
                    let piece = key.map_or_else(
                        || TaintValue::of(value.all()),
                        |key| state.piece(value, key),
                    );
                    if with_default {
                        self.assign(state, *item, &piece, None);
                    }
                    for part in tree.all(*item, Field::Value) {
                        self.assign(state, part, &piece, None);
                    }
                    // `in { a: }` names what it takes as its key.
                    if let Some(key) = tree.get(*item, Field::Key)
                        && tree.get(*item, Field::Value).is_none()
                    {
                        self.assign(state, key, &piece, None);
                    }
                }
            }
            Kind::Pair => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            Kind::Assign => {
                let mut value = value.clone();
                for default in tree.all(left, Field::Right) {
                    let more = self.eval(state, default);
                    value = merged(value, more);
                }
                for part in tree.all(left, Field::Left) {
                    self.assign(state, part, &value, None);
                }
            }
            Kind::Spread => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            // Rust: `Foo { a, b: c }`, `Some(a)`, `a | b`.
            Kind::New | Kind::Call if self.semantics.values.patterns_make => {
                for (place, part) in (0..).zip(tree.all(left, Field::Arg)) {
                    let piece = match tree.get(part, Field::Name) {
                        Some(name) if tree.kind(part) == Kind::Keyword => {
                            state.piece(value, tree.token(name).value())
                        }
                        _ => state.piece(value, place),
                    };
                    self.assign(state, part, &piece, None);
                }
            }
            Kind::Keyword if self.semantics.values.patterns_make => {
                for part in tree.all(left, Field::Value) {
                    self.assign(state, part, value, None);
                }
            }
            Kind::Binary if self.semantics.values.patterns_make => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            _ => self.assign_place(state, left, value, from),
        }
    }

    fn assign_place(
        &mut self,
        state: &mut State,
        left: NodeId,
        value: &TaintValue,
        from: Option<NodeId>,
    ) {
        let tree = self.tree;
        let Some(place) = self.place(left) else {
            self.evals(state, tree.children(left).iter().copied());
            return;
        };
        let mut part = Some(left).filter(|left| tree.kind(*left) != Kind::Name);
        while let Some(at) = part {
            for index in tree.all(at, Field::Index) {
                self.eval(state, index);
            }
            part = tree.get(at, Field::Object);
        }
        let value = if self.is_safe_type(left) {
            &TaintValue::default()
        } else {
            value
        };
        let value = TaintValue {
            taints: value.taints.stepped(&tree.span(left), What::Assigned),
            ..value.clone()
        };
        // What a reference leads to goes by other names as well.
        if self.features.objects && tree.kind(left) == Kind::Deref {
            state.taint(&place, &value.all());
        }
        state.store(&place, &value, self.is_precise(left));
        if let [variable] = place[..] {
            state.uncount(variable);
        }
        self.constructed(state, &place, from);
        self.touched(state, left);
        // The place itself may be a source or a sink.
        if let Some(marks) = self.marks(left) {
            let mut own = state.read(&place);
            self.sourced(state, left, marks, &mut own);
            self.propagated(state, left, marks, &mut own);
            if !marks.puts.is_empty() {
                state.taint(&place, &own.taints);
            }
            let all = own.all();
            self.reached(state, marks, &all);
        }
    }

    /// Sources by side effect among the objects of an assigned field.
    fn touched(&mut self, state: &mut State, left: NodeId) {
        let mut object = self.tree.get(left, Field::Object);
        while let Some(at) = object {
            if let (Some(marks), Some(place)) = (self.marks(at), self.place(at)) {
                let mut own = state.read(&place);
                self.sourced(state, at, marks, &mut own);
            }
            object = self.tree.get(at, Field::Object);
        }
    }

    /// Begins to count the elements of a list that starts empty.
    fn constructed(&mut self, state: &mut State, place: &[u64], from: Option<NodeId>) {
        let [base] = place else { return };
        let tree = self.tree;
        let count =
            from.filter(|_| self.features.elements)
                .and_then(|from| match tree.kind(from) {
                    Kind::List => Some(tree.children(from).len() as u64),
                    Kind::New if tree.get(from, Field::Arg).is_none() => Some(0),
                    Kind::Dict | Kind::Record => Some(0),
                    _ => None,
                });
        match count {
            Some(count) => {
                Rc::make_mut(&mut state.lengths).insert(*base, count);
            }
            None if state.lengths.contains_key(base) => {
                Rc::make_mut(&mut state.lengths).remove(base);
            }
            None => {}
        }
    }
}
