//! What names refer to: one walk over the tree, scopes on a stack.

use std::collections::HashMap;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::BindingId;
use crate::habits::Habits;

/// What sort of thing a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Global,
    Local,
    Parameter,
    Field,
    Import,
    Function,
}

/// A thing that names refer to.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub sort: Sort,
    /// The type it is declared with, or the literal it starts as.
    pub kind: Option<NodeId>,
    /// The full path of what is imported.
    pub path: Option<Rc<[Token]>>,
    /// How often it is assigned.
    pub assigned: u32,
    /// The value it has all the time, if it is assigned once where that counts.
    pub fixed: Option<NodeId>,
    /// It cannot be assigned again.
    pub is_final: bool,
    is_private: bool,
}

/// What the names of a tree refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub bindings: Vec<Binding>,
    of: Vec<u32>,
}

impl Names {
    pub(crate) fn of(tree: &Tree, habits: Habits) -> Names {
        let mut resolver = Resolver {
            tree,
            habits,
            words: Words::new(tree),
            names: Names {
                bindings: Vec::new(),
                of: vec![u32::MAX; tree.len()],
            },
            scopes: vec![Scope::new(Place::Top)],
            imported: HashMap::new(),
            constructors: Vec::new(),
        };
        resolver.visit(tree.root());
        for binding in &mut resolver.names.bindings {
            if binding.assigned != 1 && !binding.is_final {
                binding.fixed = None;
            }
        }
        resolver.names
    }

    pub(crate) fn binding(&self, name: NodeId) -> Option<BindingId> {
        let id = *self.of.get(name.0 as usize)?;
        (id != u32::MAX).then_some(BindingId(id))
    }

    pub(crate) fn get(&self, name: NodeId) -> Option<&Binding> {
        self.bindings.get(self.binding(name)?.0 as usize)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    Function,
    Class,
    Block,
}

struct Scope {
    place: Place,
    names: HashMap<Token, BindingId>,
}

impl Scope {
    fn new(place: Place) -> Scope {
        Scope {
            place,
            names: HashMap::new(),
        }
    }
}

/// Words that are compared with.
struct Words {
    finals: Vec<Token>,
    private: Token,
    var: Token,
    require: Token,
    outer: [Token; 2],
    this: Vec<Token>,
    star: Token,
}

impl Words {
    fn new(tree: &Tree) -> Words {
        let mut finals: Vec<Token> = [
            "final",
            "const",
            "constexpr",
            "readonly",
            "val",
            "immutable",
            "constant",
        ]
        .map(Token::of)
        .to_vec();
        // In JavaScript `let` is what can be assigned again.
        if tree.lang().id() == "swift" {
            finals.push(Token::of("let"));
        }
        Words {
            finals,
            private: Token::of("private"),
            var: Token::of("var"),
            require: Token::of("require"),
            outer: ["global", "nonlocal"].map(Token::of),
            this: ["this", "self", "$this"].map(Token::of).to_vec(),
            star: Token::of("*"),
        }
    }
}

struct Resolver<'t> {
    tree: &'t Tree,
    habits: Habits,
    words: Words,
    names: Names,
    scopes: Vec<Scope>,
    imported: HashMap<Token, BindingId>,
    /// For each class around: its name, and how many constructors it has.
    constructors: Vec<(Option<Token>, usize)>,
}

impl Resolver<'_> {
    fn visit_all(&mut self, id: NodeId) {
        for &child in self.tree.children(id) {
            self.visit(child);
        }
    }

    fn visit_field(&mut self, id: NodeId, field: Field) {
        let tree = self.tree;
        for child in tree.all(id, field) {
            self.visit(child);
        }
    }

    fn visit(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => self.used(id),
            Kind::Member => self.member(id),
            Kind::Keyword | Kind::Attr => self.visit_field(id, Field::Value),
            Kind::Pair => self.pair(id),
            Kind::Break | Kind::Continue | Kind::Goto | Kind::Package => {}
            Kind::Labeled => self.visit_field(id, Field::Body),
            Kind::Import => self.import(id),
            Kind::Function | Kind::Lambda => self.function(id),
            Kind::Class => self.class(id),
            Kind::VarDef => self.definition(id),
            Kind::Assign | Kind::AugAssign => self.assignment(id),
            Kind::Update => {
                self.visit_all(id);
                if let Some(name) = tree.get(id, Field::Value) {
                    self.count(name);
                }
            }
            Kind::TypeTest => {
                self.visit_field(id, Field::Value);
                self.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for name in tree.all(id, Field::Name) {
                    self.declare_pattern(name, ty, None, &[]);
                }
            }
            Kind::Comprehension => self.comprehension(id),
            Kind::ForEach => self.inside(Place::Block, |r| {
                r.visit_field(id, Field::Right);
                r.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for left in tree.all(id, Field::Left) {
                    r.declare_pattern(left, ty, None, &[]);
                }
                r.visit_field(id, Field::Body);
                r.visit_field(id, Field::Else);
            }),
            Kind::Catch => self.inside(Place::Block, |r| {
                r.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for name in tree.all(id, Field::Name) {
                    r.declare_pattern(name, ty, None, &[]);
                }
                for param in tree.all(id, Field::Param) {
                    r.parameter(param);
                }
                r.visit_field(id, Field::Body);
            }),
            Kind::Block | Kind::For | Kind::With | Kind::Try => {
                if id == tree.root() {
                    return self.visit_all(id);
                }
                self.inside(Place::Block, |r| r.visit_all(id));
            }
            Kind::Other => self.other(id),
            _ => self.visit_all(id),
        }
    }

    /// Runs `f` in a scope of its own, where the language makes one.
    fn inside(&mut self, place: Place, f: impl FnOnce(&mut Self)) {
        if place == Place::Block && !self.habits.block_scope && !self.habits.is_js {
            return f(self);
        }
        self.scopes.push(Scope::new(place));
        f(self);
        self.scopes.pop();
    }

    /// The innermost thing around that is not a mere block.
    fn place(&self) -> Place {
        let around = self.scopes.iter().rev().map(|scope| scope.place);
        around
            .into_iter()
            .find(|place| *place != Place::Block)
            .unwrap_or(Place::Top)
    }

    fn may_declare(&self) -> bool {
        self.place() != Place::Class || self.habits.class_scope
    }

    fn find(&self, token: Token) -> Option<BindingId> {
        let scopes = self.scopes.iter().rev();
        scopes
            .filter_map(|scope| scope.names.get(&token))
            .next()
            .or_else(|| self.imported.get(&token))
            .copied()
    }

    /// Where an assignment looks for a variable: Python's makes a new one unless there is one in the function.
    fn find_assigned(&self, token: Token) -> Option<BindingId> {
        if !self.habits.is_python {
            return self.find(token);
        }
        let own = self
            .scopes
            .iter()
            .rposition(|scope| scope.place != Place::Block)?;
        let found = self.scopes[own..].iter().rev();
        found
            .filter_map(|scope| scope.names.get(&token))
            .next()
            .or_else(|| self.imported.get(&token))
            .copied()
    }

    fn find_field(&self, token: Token) -> Option<BindingId> {
        let is_field = |id: &&BindingId| self.names.bindings[id.0 as usize].sort == Sort::Field;
        let scopes = self
            .scopes
            .iter()
            .rev()
            .filter(|scope| scope.place == Place::Class);
        scopes
            .filter_map(|scope| scope.names.get(&token).filter(is_field))
            .next()
            .copied()
    }

    fn refer(&mut self, name: NodeId, binding: BindingId) {
        self.names.of[name.0 as usize] = binding.0;
    }

    fn used(&mut self, name: NodeId) {
        if let Some(binding) = self.find(self.tree.token(name)) {
            self.refer(name, binding);
        }
    }

    fn add(&mut self, sort: Sort) -> BindingId {
        self.names.bindings.push(Binding {
            sort,
            kind: None,
            path: None,
            assigned: 0,
            fixed: None,
            is_final: false,
            is_private: false,
        });
        BindingId(self.names.bindings.len() as u32 - 1)
    }

    fn binding(&mut self, id: BindingId) -> &mut Binding {
        &mut self.names.bindings[id.0 as usize]
    }

    /// Makes a variable in the scope that its declaration puts it in.
    fn declare(&mut self, name: NodeId, is_var: bool) -> BindingId {
        let sort = match self.place() {
            Place::Class => Sort::Field,
            Place::Function => Sort::Local,
            Place::Top | Place::Block => Sort::Global,
        };
        let scope = if is_var {
            let outer = self
                .scopes
                .iter()
                .rposition(|scope| scope.place != Place::Block);
            outer.unwrap_or(0)
        } else {
            self.scopes.len() - 1
        };
        self.declare_in(name, sort, scope)
    }

    fn declare_in(&mut self, name: NodeId, sort: Sort, scope: usize) -> BindingId {
        let binding = self.add(sort);
        let token = self.plain(self.tree.token(name), name);
        self.scopes[scope].names.insert(token, binding);
        self.refer(name, binding);
        binding
    }

    /// A PHP property is declared with its dollar and used without.
    fn plain(&self, token: Token, name: NodeId) -> Token {
        match self.tree.text(name).strip_prefix('$') {
            Some(bare) if self.scopes.last().is_some_and(|s| s.place == Place::Class) => {
                Token::of(bare)
            }
            _ => token,
        }
    }

    /// Declares every name of a pattern; what else stands in it is used.
    fn declare_pattern(
        &mut self,
        left: NodeId,
        ty: Option<NodeId>,
        value: Option<NodeId>,
        modifiers: &[Token],
    ) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name => {
                let is_var = self.habits.is_js && modifiers.contains(&self.words.var);
                let binding = if self.habits.is_python {
                    let known = self.find_assigned(tree.token(left));
                    known.unwrap_or_else(|| self.declare(left, false))
                } else {
                    self.declare(left, is_var)
                };
                self.refer(left, binding);
                let is_final = modifiers.iter().any(|m| self.words.finals.contains(m));
                let is_private = modifiers.contains(&self.words.private);
                let kind = ty.or_else(|| value.and_then(|value| self.kind_of(value)));
                let counts = is_final || self.habits.is_js || self.habits.is_java && is_private;
                let made = self.binding(binding);
                made.kind = kind;
                made.is_final = is_final;
                made.is_private = is_private;
                if let Some(value) = value {
                    made.assigned += 1;
                    made.fixed = counts.then_some(value);
                } else if ty.is_none() {
                    made.assigned += 1;
                }
            }
            Kind::Pair => {
                for value in tree.all(left, Field::Value) {
                    self.declare_pattern(value, None, None, modifiers);
                }
                for key in tree.all(left, Field::Key) {
                    if tree
                        .parent(left)
                        .is_none_or(|up| tree.kind(up) != Kind::Record)
                    {
                        self.declare_pattern(key, None, None, modifiers);
                    }
                }
            }
            Kind::Assign => {
                self.visit_field(left, Field::Right);
                for name in tree.all(left, Field::Left) {
                    self.declare_pattern(name, None, None, modifiers);
                }
            }
            Kind::Param => self.parameter(left),
            Kind::Member | Kind::Index | Kind::Call => self.visit(left),
            _ => {
                for &part in tree.children(left) {
                    self.declare_pattern(part, None, None, modifiers);
                }
            }
        }
    }

    /// The type that a value shows: its literal, what it makes, what it is cast to, that of a name.
    fn kind_of(&self, value: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        match tree.kind(value) {
            Kind::Str | Kind::Int | Kind::Float | Kind::Bool | Kind::Char | Kind::Regex => {
                Some(value)
            }
            Kind::New | Kind::Cast => tree.get(value, Field::Type),
            Kind::Name => self.names.get(value)?.kind,
            Kind::Ref | Kind::Await => {
                let of = tree.get(value, Field::Value)?;
                // The address of a variable is not of the variable's type.
                let is_address = tree.kind(value) == Kind::Ref && tree.kind(of) == Kind::Name;
                (!is_address).then(|| self.kind_of(of)).flatten()
            }
            _ => None,
        }
    }

    fn modifiers(&self, id: NodeId) -> Vec<Token> {
        let tree = self.tree;
        tree.all(id, Field::Modifier)
            .map(|m| tree.token(m))
            .collect()
    }

    fn definition(&mut self, id: NodeId) {
        let tree = self.tree;
        for field in [Field::Decorator, Field::Type, Field::Right, Field::Body] {
            self.visit_field(id, field);
        }
        let modifiers = self.modifiers(id);
        let value = tree.get(id, Field::Right);
        if let Some(module) = value.and_then(|value| self.required(value)) {
            for left in tree.all(id, Field::Left) {
                self.import_pattern(left, &module);
            }
            return;
        }
        if !self.may_declare() {
            return;
        }
        for left in tree.all(id, Field::Left) {
            let known = self.names.binding(left);
            if self.place() == Place::Class && known.is_some() {
                continue;
            }
            // Java's `var` says that the value tells the type.
            let ty = tree.get(id, Field::Type);
            let ty = ty.filter(|ty| !self.habits.is_java || tree.text(*ty) != "var");
            self.declare_pattern(left, ty, value, &modifiers);
        }
    }

    /// The module of `require("m")`.
    fn required(&self, value: NodeId) -> Option<Token> {
        let tree = self.tree;
        let callee = tree
            .get(value, Field::Callee)
            .filter(|_| self.habits.is_js)?;
        let arg = tree.get(value, Field::Arg)?;
        let text = *tree.children(arg).first()?;
        let fits = tree.token(callee) == self.words.require && tree.kind(arg) == Kind::Str;
        fits.then(|| tree.token(text))
    }

    fn import_pattern(&mut self, left: NodeId, module: &Token) {
        let tree = self.tree;
        if tree.kind(left) == Kind::Name {
            let binding = self.declare(left, false);
            let made = self.binding(binding);
            made.sort = Sort::Import;
            made.path = Some(Rc::from([*module]));
            return;
        }
        for pair in tree.all(left, Field::Item) {
            let (Some(key), Some(value)) =
                (tree.get(pair, Field::Key), tree.get(pair, Field::Value))
            else {
                continue;
            };
            if tree.kind(value) == Kind::Name {
                let path = Rc::from([*module, tree.token(key)]);
                let binding = self.declare(value, false);
                let made = self.binding(binding);
                made.sort = Sort::Import;
                made.path = Some(path);
            }
        }
    }

    fn assignment(&mut self, id: NodeId) {
        let tree = self.tree;
        self.visit_field(id, Field::Right);
        let value = tree
            .get(id, Field::Right)
            .filter(|_| tree.kind(id) == Kind::Assign);
        for left in tree.all(id, Field::Left) {
            self.assign(left, value);
        }
    }

    fn assign(&mut self, left: NodeId, value: Option<NodeId>) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name => {
                let known = self.find_assigned(tree.token(left));
                let declares = self.habits.assigning_declares && self.may_declare();
                let binding = match known {
                    Some(binding) => binding,
                    None if declares && self.habits.is_js => self.declare_in(left, Sort::Global, 0),
                    None if declares => self.declare(left, false),
                    None => return,
                };
                self.refer(left, binding);
                let kind = value.and_then(|value| self.kind_of(value));
                let once = self.habits.assigning_declares;
                let in_constructor = self.in_only_constructor() || self.in_initializer();
                let made = self.binding(binding);
                made.assigned += 1;
                if known.is_none() {
                    made.kind = kind;
                }
                let counts = once && made.sort == Sort::Global
                    || made.sort == Sort::Field && made.is_private && in_constructor;
                made.fixed = value.filter(|_| counts).or(made.fixed);
            }
            Kind::Member => {
                self.member(left);
                let field = tree
                    .get(left, Field::Name)
                    .and_then(|name| self.names.binding(name));
                let in_constructor = self.in_only_constructor() || self.in_initializer();
                if let Some(field) = field {
                    let made = self.binding(field);
                    made.assigned += 1;
                    if made.is_private && in_constructor {
                        made.fixed = value;
                    }
                }
            }
            Kind::Tuple | Kind::List => {
                for &part in tree.children(left) {
                    self.assign(part, None);
                }
            }
            Kind::Spread => {
                for part in tree.all(left, Field::Value) {
                    self.assign(part, None);
                }
            }
            Kind::Record => {
                for pair in tree.all(left, Field::Item) {
                    for part in tree.all(pair, Field::Value) {
                        self.assign(part, None);
                    }
                }
            }
            _ => self.visit(left),
        }
    }

    fn in_only_constructor(&self) -> bool {
        self.habits.is_java
            && self
                .constructors
                .last()
                .is_some_and(|(_, count)| *count == 1)
    }

    /// Whether this is a block that runs when a class or an object of it is made.
    fn in_initializer(&self) -> bool {
        self.habits.is_java && self.place() == Place::Class
    }

    fn count(&mut self, name: NodeId) {
        if let Some(binding) = self.names.binding(name) {
            self.binding(binding).assigned += 1;
        }
    }

    fn member(&mut self, id: NodeId) {
        let tree = self.tree;
        let Some(object) = tree.get(id, Field::Object) else {
            return;
        };
        self.visit(object);
        let is_this = matches!(tree.kind(object), Kind::Special | Kind::Word | Kind::Name)
            && self.words.this.contains(&tree.token(object));
        if !is_this {
            return;
        }
        if let Some(name) = tree.get(id, Field::Name)
            && let Some(field) = self.find_field(tree.token(name))
        {
            self.refer(name, field);
        }
    }

    fn pair(&mut self, id: NodeId) {
        let tree = self.tree;
        let in_record = tree
            .parent(id)
            .is_some_and(|up| tree.kind(up) == Kind::Record);
        if !in_record
            || tree
                .get(id, Field::Key)
                .is_some_and(|key| tree.kind(key) != Kind::Name)
        {
            self.visit_field(id, Field::Key);
        }
        self.visit_field(id, Field::Value);
    }

    fn function(&mut self, id: NodeId) {
        let tree = self.tree;
        if tree.kind(id) == Kind::Function
            && self.habits.is_js
            && let Some(name) = tree
                .get(id, Field::Name)
                .filter(|n| tree.kind(*n) == Kind::Name)
        {
            let binding = self.add(Sort::Function);
            self.imported.insert(tree.token(name), binding);
            self.refer(name, binding);
        }
        self.visit_field(id, Field::Decorator);
        self.visit_field(id, Field::Result);
        let is_constructor = self.constructors.last().is_some_and(|(class, _)| {
            class.is_some() && tree.get(id, Field::Name).map(|name| tree.token(name)) == *class
        });
        if !is_constructor {
            self.constructors.push((None, 0));
        }
        self.inside(Place::Function, |r| {
            for field in [Field::Receiver, Field::Param] {
                for param in tree.all(id, field) {
                    r.parameter(param);
                }
            }
            r.visit_field(id, Field::Body);
        });
        if !is_constructor {
            self.constructors.pop();
        }
    }

    fn parameter(&mut self, param: NodeId) {
        let tree = self.tree;
        if tree.kind(param) == Kind::Name {
            // A lambda may name its parameters and say no more of them.
            let top = self.scopes.len() - 1;
            self.declare_in(param, Sort::Parameter, top);
            return;
        }
        if tree.kind(param) != Kind::Param {
            return self.visit(param);
        }
        for field in [Field::Decorator, Field::Type, Field::Default] {
            self.visit_field(param, field);
        }
        for name in tree.all(param, Field::Name) {
            let ty = tree.get(param, Field::Type);
            if tree.kind(name) != Kind::Name {
                self.declare_pattern(name, None, None, &[]);
                continue;
            }
            let top = self.scopes.len() - 1;
            let binding = self.declare_in(name, Sort::Parameter, top);
            self.binding(binding).kind = ty;
        }
    }

    fn class(&mut self, id: NodeId) {
        let tree = self.tree;
        self.visit_field(id, Field::Decorator);
        self.visit_field(id, Field::Super);
        let name = tree.get(id, Field::Name).map(|name| tree.token(name));
        let body = tree.get(id, Field::Body);
        let is_constructor = |item: &NodeId| {
            tree.kind(*item) == Kind::Function
                && tree.get(*item, Field::Name).map(|name| tree.token(name)) == name
        };
        let count = body.map_or(0, |body| {
            tree.children(body)
                .iter()
                .filter(|item| is_constructor(item))
                .count()
        });
        self.constructors.push((name, count));
        self.inside(Place::Class, |r| {
            for param in tree.all(id, Field::Param) {
                r.parameter(param);
            }
            let Some(body) = body else {
                return;
            };
            if r.habits.is_js && r.is_injected(id) {
                r.injected(body);
            }
            // Fields are known in all methods, whatever comes first.
            if r.habits.class_scope {
                for item in tree.children(body) {
                    if tree.kind(*item) == Kind::VarDef {
                        r.definition(*item);
                    }
                }
            }
            for &item in tree.children(body) {
                if !(r.habits.class_scope && tree.kind(item) == Kind::VarDef) {
                    r.visit(item);
                }
            }
        });
        self.constructors.pop();
    }

    /// Whether Angular makes the objects of a class, and hands their constructor what they need.
    fn is_injected(&self, class: NodeId) -> bool {
        let tree = self.tree;
        let is_word = |name| matches!(tree.text(name), "Injectable" | "Component");
        let mut decorators = tree.all(class, Field::Decorator);
        decorators.any(|decorator| tree.get(decorator, Field::Name).is_some_and(is_word))
    }

    /// What such a constructor is given, the class has as fields.
    fn injected(&mut self, body: NodeId) {
        let tree = self.tree;
        let is_constructor = |item: &NodeId| {
            tree.kind(*item) == Kind::Function
                && tree
                    .get(*item, Field::Name)
                    .is_some_and(|name| tree.text(name) == "constructor")
        };
        let top = self.scopes.len() - 1;
        for method in tree.children(body).iter().copied().filter(is_constructor) {
            for param in tree.all(method, Field::Param) {
                if let Some(name) = tree.get(param, Field::Name) {
                    let binding = self.declare_in(name, Sort::Field, top);
                    self.binding(binding).kind = tree.get(param, Field::Type);
                }
            }
        }
    }

    fn comprehension(&mut self, id: NodeId) {
        let tree = self.tree;
        self.scopes.push(Scope::new(Place::Block));
        for item in tree.all(id, Field::Item) {
            if tree.kind(item) == Kind::CompFor {
                self.visit_field(item, Field::Right);
                for left in tree.all(item, Field::Left) {
                    self.declare_fresh(left);
                }
            } else {
                self.visit(item);
            }
        }
        self.visit_field(id, Field::Value);
        self.scopes.pop();
    }

    /// Declares the names of a comprehension, which are its own in every language.
    fn declare_fresh(&mut self, left: NodeId) {
        let tree = self.tree;
        for name in tree.walk(left).collect::<Vec<_>>() {
            if tree.kind(name) == Kind::Name {
                let scope = self.scopes.len() - 1;
                let binding = self.declare_in(name, Sort::Local, scope);
                self.binding(binding).assigned = 1;
            }
        }
    }

    /// `global x`, `nonlocal x`.
    fn other(&mut self, id: NodeId) {
        let tree = self.tree;
        let children = tree.children(id);
        let word = children.first().map(|first| tree.token(*first));
        if !word.is_some_and(|word| self.words.outer.contains(&word)) {
            return self.visit_all(id);
        }
        let is_global = word == Some(self.words.outer[0]);
        for &name in &children[1..] {
            let token = tree.token(name);
            let outer = if is_global {
                self.scopes[0].names.get(&token).copied()
            } else {
                let outer = self.scopes.iter().rev().skip(1);
                outer
                    .filter_map(|scope| scope.names.get(&token))
                    .next()
                    .copied()
            };
            let binding = match outer {
                Some(binding) => binding,
                None if is_global => self.declare_in(name, Sort::Global, 0),
                None => continue,
            };
            self.refer(name, binding);
            if let Some(scope) = self.scopes.last_mut() {
                scope.names.insert(token, binding);
            }
        }
    }

    fn import(&mut self, id: NodeId) {
        let tree = self.tree;
        let (name, alias) = (tree.get(id, Field::Name), tree.get(id, Field::Alias));
        let Some(module) = tree.get(id, Field::Module) else {
            return;
        };
        if tree.token(id) == self.words.star {
            return;
        }
        let is_str = tree.kind(module) == Kind::Str;
        let mut path = Vec::new();
        if is_str {
            let text = tree.text(module).trim_matches(['"', '\'', '`']);
            path.push(Token::of(module_name(text, self.habits)));
        } else {
            path.extend(
                tree.walk(module)
                    .filter(|part| tree.kind(*part) == Kind::Name)
                    .map(|part| tree.token(part)),
            );
        }
        if let Some(name) = name {
            path.extend(
                tree.walk(name)
                    .filter(|part| tree.kind(*part) == Kind::Name)
                    .map(|part| tree.token(part)),
            );
        }
        let local = match (alias, name) {
            (Some(alias), _) => alias,
            (None, Some(name)) if tree.kind(name) == Kind::Name => name,
            // Without an alias a Go package goes by its name, other modules by their whole path.
            (None, None) if self.habits.is_go => module,
            _ => return,
        };
        let token = if local == module {
            path[0]
        } else {
            tree.token(local)
        };
        let binding = self.add(Sort::Import);
        self.binding(binding).path = Some(Rc::from(path));
        self.imported.insert(token, binding);
        if alias.is_some() && tree.kind(local) == Kind::Name {
            self.refer(local, binding);
        }
    }
}

/// What a module in quotes is called in paths: the last part of its name.
fn module_name(text: &str, habits: Habits) -> &str {
    let last = text.rsplit('/').next().unwrap_or(text);
    if habits.is_go {
        // `gopkg.in/yaml.v2` and `x/v3` are called without their version.
        let is_version = |part: &str| {
            part.strip_prefix('v').is_some_and(|digits| {
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
            })
        };
        if is_version(last) {
            let before = &text[..text.len() - last.len()];
            return before
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or(last);
        }
        let last = last.split(".v").next().unwrap_or(last);
        // `x/jwt-go` is mostly the package `jwt`, and rules call it so.
        return last.strip_suffix("-go").unwrap_or(last);
    }
    match last.rfind('.') {
        Some(dot) if dot > 0 && text.contains('/') => &last[..dot],
        _ => last,
    }
}
