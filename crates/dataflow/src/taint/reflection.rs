//! What reflection does where the names it uses are fixed, and what runs when a class is used first.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::objects::Objects;
use super::state::{State, TaintValue};
use super::walk::Walk;
use crate::Constant;

impl Walk<'_> {
    /// `Class.forName("a.B")` and `field.set(object, value)`.
    pub(super) fn reflected(
        &mut self,
        state: &mut State,
        name: &str,
        object: Option<NodeId>,
        args: &[NodeId],
        values: &[TaintValue],
    ) {
        match (name, args) {
            ("forName", [path, ..]) => {
                let Some(Constant::Str(path)) = self.facts.constant(*path) else {
                    return;
                };
                let own = path.rsplit(['.', '$']).next().unwrap_or(path);
                if let Some(class) = self.index.classes.get(&Token::of(own)).copied() {
                    self.initialised(state, class);
                }
            }
            ("setattr", [of, field, _]) if object.is_none() => {
                if let (Some(Constant::Str(field)), Some(mut place)) =
                    (self.facts.constant(*field), self.place(*of))
                {
                    place.push(Token::of(field).value());
                    state.store(&place, &values[2], true);
                }
            }
            ("set", [of, _]) => {
                if let (Some(field), Some(mut place)) = (
                    object.and_then(|object| self.field_named(object)),
                    self.place(*of),
                ) {
                    place.push(field.value());
                    state.store(&place, &values[1], true);
                }
            }
            _ => {}
        }
    }

    /// What a name stands for; anything else for itself.
    fn stood_for(&self, id: NodeId) -> NodeId {
        let value = self.facts.value(id).or_else(|| self.only_value(id));
        value.unwrap_or(id)
    }

    /// The field that an expression stands for: `c.getField("name")`.
    fn field_named(&self, id: NodeId) -> Option<Token> {
        let tree = self.tree;
        let value = self.stood_for(id);
        let callee = tree.get(value, Field::Callee)?;
        let name = tree.get(callee, Field::Name)?;
        if !matches!(tree.text(name), "getField" | "getDeclaredField") {
            return None;
        }
        match self.facts.constant(tree.get(value, Field::Arg)?)? {
            Constant::Str(text) => Some(Token::of(text)),
            _ => None,
        }
    }

    /// Runs what a class does when it is used first.
    pub(super) fn initialised(&mut self, state: &mut State, class: NodeId) {
        let tree = self.tree;
        let is_static =
            |id: &NodeId| tree.kind(*id) == Kind::With && tree.token(*id) == Token::of("static");
        let bodies = tree.all(class, Field::Body);
        let members = bodies.flat_map(|body| tree.children(body).iter().copied());
        let blocks: Vec<NodeId> = members.filter(is_static).collect();
        if blocks.is_empty() || !self.has_room(class) {
            return;
        }
        self.running.push(class);
        self.inlined += 1;
        for block in blocks {
            if let Some(end) = self.body(state.clone(), block) {
                *state = end;
            }
        }
        self.inlined -= 1;
        self.running.pop();
    }

    /// The method of an object that is taken from it by a fixed name: `o["name"]`.
    pub(super) fn method_taken(&self, of: &TaintValue, object: NodeId, access: NodeId) -> Objects {
        let tree = self.tree;
        let name = tree.get(access, Field::Index);
        let Some(Constant::Str(name)) = name.and_then(|name| self.facts.constant(name)) else {
            return Objects::default();
        };
        let mut methods = Objects::default();
        let made = of.objects.iter().filter(|object| !object.is_callable());
        let mut classes: Vec<Option<NodeId>> =
            made.map(|object| self.class_made(object.node())).collect();
        if self.is_this(object) {
            classes.push(self.class_around(access));
        }
        for class in classes {
            if let Some(method) = class.and_then(|class| self.method(class, Token::of(name), 0)) {
                methods.add(&self.callable(method).objects);
            }
        }
        methods
    }

    /// The method of the object itself that is not called but held: `this.run`, where methods are values like others.
    pub(super) fn method_held(&self, object: NodeId, access: NodeId) -> Objects {
        let tree = self.tree;
        let is_called = tree.node(access).field == Field::Callee;
        let names = &self.semantics.names;
        if is_called || names.functions_apart.is_some() || names.names_call || !self.is_this(object)
        {
            return Objects::default();
        }
        let method = || {
            let name = tree.get(access, Field::Name)?;
            self.method(self.class_around(access)?, tree.token(name), 0)
        };
        method().map_or_else(Objects::default, |method| self.callable(method).objects)
    }

    /// The field or method of an object that is asked for by a fixed name: `getattr(o, "name")`.
    pub(super) fn attribute(
        &self,
        state: &State,
        name: &str,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        let ("getattr", [of, field, ..], [whole, _, others @ ..]) = (name, args, values) else {
            return None;
        };
        let Some(Constant::Str(field)) = self.facts.constant(*field) else {
            return None;
        };
        let field = Token::of(field);
        let mut value = match self.place(*of) {
            Some(mut place) => {
                place.push(field.value());
                state.read(&place)
            }
            None => state.piece(whole, field.value()),
        };
        for other in others {
            value.taints.add(&other.all());
        }
        for object in whole.objects.iter().filter(|object| !object.is_callable()) {
            let class = self.class_made(object.node());
            if let Some(method) = class.and_then(|class| self.method(class, field, 0)) {
                value.objects.add(&self.callable(method).objects);
            }
        }
        Some(value)
    }

    /// The function whose name is the first thing that a call is handed: `call_user_func("f", a)`.
    pub(super) fn function_handed(&self, callee: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        if tree.text(callee) != "call_user_func" {
            return None;
        }
        let name = tree.get(tree.parent(callee)?, Field::Arg)?;
        let Constant::Str(name) = self.facts.constant(name)? else {
            return None;
        };
        match self
            .index
            .functions
            .get(&Token::of(&name.to_ascii_lowercase()))?[..]
        {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The method that an expression stands for: `A.class.getMethod("name", …)`.
    pub(super) fn method_reflected(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let value = self.stood_for(id);
        let callee = tree.get(value, Field::Callee)?;
        let getting = tree.text(tree.get(callee, Field::Name)?);
        if !matches!(getting, "getMethod" | "getDeclaredMethod") {
            return None;
        }
        let Constant::Str(name) = self.facts.constant(tree.get(value, Field::Arg)?)? else {
            return None;
        };
        let class = self.class_reflected(tree.get(callee, Field::Object)?);
        let named = self.index.functions.get(&Token::of(name))?.iter();
        let is_own = |function: &&NodeId| class.is_none() || self.class_of(**function) == class;
        let mut own = named.filter(is_own);
        let (method, None) = (own.next()?, own.next()) else {
            return None;
        };
        Some(*method)
    }

    /// The class that an expression stands for: `A.class`, `Class.forName("a.B")`.
    fn class_reflected(&self, id: NodeId) -> Option<Token> {
        let tree = self.tree;
        let value = self.stood_for(id);
        if tree.kind(value) == Kind::Other {
            let name = *tree.children(value).first()?;
            return (tree.kind(name) == Kind::Name).then(|| tree.token(name));
        }
        let callee = tree.get(value, Field::Callee)?;
        let name = tree.get(callee, Field::Name).unwrap_or(callee);
        if tree.text(name) != "forName" {
            return None;
        }
        let Constant::Str(path) = self.facts.constant(tree.get(value, Field::Arg)?)? else {
            return None;
        };
        Some(Token::of(path.rsplit(['.', '$']).next().unwrap_or(path)))
    }
}
