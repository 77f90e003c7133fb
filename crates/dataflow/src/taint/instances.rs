//! Objects of the classes of the file: what their fields start as, and what their constructors make of them.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::invoke::bare;
use super::objects::{Object, Objects};
use super::places::THIS_PLACE;
use super::state::{State, TaintValue};
use super::targets::{TARGETS, Target};
use super::walk::Walk;

impl Walk<'_> {
    /// Makes an object of a class of the file, as its fields and its constructor say.
    pub(super) fn instance(
        &mut self,
        state: &mut State,
        id: NodeId,
        class: NodeId,
        constructor: Option<NodeId>,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> TaintValue {
        let tree = self.tree;
        self.initialised(state, class);
        let object = Object::made(id, self.calls);
        state.bear(object, &TaintValue::default());
        Rc::make_mut(&mut state.lengths).insert(object.place(), 0);
        let receiver = TaintValue::held(Objects::one(object));
        let has_params = tree.get(class, Field::Param).is_some();
        if has_params {
            let mut bound = self.bind(class, args, values, 0);
            for (param, at) in self.params(class) {
                if let (Some(name), Some(value)) = (tree.get(param, Field::Name), bound.remove(&at))
                {
                    state.store(&[object.place(), self.member(name)], &value, true);
                }
            }
        }
        self.fields(state, id, class, &receiver);
        let is_run = constructor.is_some_and(|constructor| {
            let may_run = self.may_run(constructor);
            if may_run {
                let target = Target {
                    receiver: Some(receiver.clone()),
                    ..Target::of(constructor)
                };
                self.invoke(state, id, &target, args, values);
            }
            may_run
        });
        if !is_run && !has_params {
            for value in values {
                state.taint(&[object.place()], &value.all());
            }
        }
        state.read_object(object)
    }

    /// Runs what the fields of a class start as.
    pub(super) fn fields(
        &mut self,
        state: &mut State,
        id: NodeId,
        class: NodeId,
        receiver: &TaintValue,
    ) {
        let tree = self.tree;
        let mut classes = vec![class];
        while let Some(base) = classes.last().and_then(|at| self.base_of(*at)) {
            if classes.len() > TARGETS {
                break;
            }
            classes.push(base);
        }
        // One that is made by what its own fields start as is left as it is.
        if !self.has_room(class) {
            return;
        }
        self.running.push(class);
        let this = self.this(state, id);
        state.store(&[THIS_PLACE], receiver, true);
        self.inlined += 1;
        for class in classes.into_iter().rev() {
            let bodies = tree.all(class, Field::Body);
            let members = bodies.flat_map(|body| tree.children(body).iter().copied());
            for member in members.collect::<Vec<_>>() {
                // `x = 1` in the body of a class
                let member = match tree.kind(member) {
                    Kind::ExprStmt => tree.get(member, Field::Value).unwrap_or(member),
                    _ => member,
                };
                let is_own = matches!(tree.kind(member), Kind::VarDef | Kind::Assign)
                    && !tree
                        .all(member, Field::Modifier)
                        .any(|word| tree.text(word) == "static");
                let (true, Some(left), Some(right)) = (
                    is_own,
                    tree.get(member, Field::Left),
                    tree.get(member, Field::Right),
                ) else {
                    continue;
                };
                if tree.kind(left) == Kind::Name {
                    let value = self.eval(state, right);
                    state.store(&[THIS_PLACE, tree.token(left).value()], &value, true);
                }
            }
        }
        self.inlined -= 1;
        self.running.pop();
        state.store(&[THIS_PLACE], &TaintValue::held(this), true);
    }

    /// Whether data comes in where the fields of a class get what they start as.
    pub(super) fn has_sourced_fields(&self, class: NodeId) -> bool {
        let tree = self.tree;
        let is_around =
            |up: &NodeId| matches!(tree.kind(*up), Kind::Function | Kind::Lambda | Kind::Class);
        let mut sources = self.marked.sourced();
        sources.any(|id| tree.ancestors(id).find(is_around) == Some(class))
    }

    /// Parameters of a constructor that are fields as well.
    pub(super) fn promoted(&mut self, state: &mut State, constructor: NodeId) {
        let tree = self.tree;
        for param in tree.all(constructor, Field::Param) {
            let is_field = tree.all(param, Field::Modifier).any(|word| {
                let words = ["public", "private", "protected", "readonly", "val", "var"];
                words.contains(&tree.text(word))
            });
            if let (true, Some(name)) = (is_field, tree.get(param, Field::Name))
                && let Some(place) = self.place(name)
            {
                let value = state.read(&place);
                let field = Token::of(bare(tree.text(name))).value();
                state.store(&[THIS_PLACE, field], &value, true);
            }
        }
    }
}
