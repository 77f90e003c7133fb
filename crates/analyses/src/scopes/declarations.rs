//! What is declared where, and what names belong to.

use assay_languages::SymbolKind;
use assay_project::{CALLED, Declared, Expression, Member, ScopeKind};
use assay_syntax::{Field, Kind, NodeId, Token};

use super::walk::Walk;

/// So far into a type the words before its name are looked at.
const HEAD: usize = 200;

/// What a name is declared as: its kind, its type and its value.
type As = (SymbolKind, Option<u32>, Option<u32>);

impl<'t> Walk<'t> {
    /// A function: its name, its parameters and all that is in it.
    pub fn function(&mut self, node: NodeId, scope: u32, expected: Option<u32>) {
        let tree = self.tree;
        let inner = self.scope(node, ScopeKind::Function, scope);
        let receiver = tree.get(node, Field::Receiver);
        let name = tree.get(node, Field::Name);
        // `Type::name` stands outside of its type.
        let outer = name.filter(|name| tree.kind(*name) == Kind::Member);
        let of = receiver.or_else(|| tree.get(outer?, Field::Object));
        let owner = of.and_then(|of| self.ty(of, scope));
        let name = outer
            .and_then(|outer| tree.get(outer, Field::Name))
            .or(name);
        let is_member = matches!(self.kind_of(scope), ScopeKind::Type | ScopeKind::Record);
        let result = self.result(node, inner);
        self.out.scopes[inner as usize].of = result;
        let wanted = match (result, expected) {
            (Some(result), _) => Some(self.add(Expression::Made(result))),
            (None, Some(expected)) => Some(self.add(Expression::Call(expected))),
            (None, None) => None,
        };
        self.wanted.extend(wanted.map(|wanted| (inner, wanted)));
        if let Some(name) = name.filter(|name| self.is_name(*name)) {
            let kind = match is_member || owner.is_some() {
                true if self.is_property(node) => SymbolKind::Property,
                true => SymbolKind::Method,
                false => SymbolKind::Function,
            };
            // A function that is a value is known to itself alone.
            let known_in = if tree.kind(node) == Kind::Lambda {
                inner
            } else {
                scope
            };
            let declared = self.declare(name, known_in, kind);
            declared.inner = Some(inner);
            declared.owner = owner;
            if is_member {
                self.parameters_that_are_fields(node, inner, scope);
            }
        }
        let is_object = self.first_parameter(node, inner, is_member);
        let params = [Field::TypeParam, Field::Receiver, Field::Param];
        let mut at = 0;
        for field in params {
            for param in tree.all(node, field) {
                // A receiver that is a type alone: what the function is added to.
                if field == Field::Receiver && tree.kind(param) != Kind::Param {
                    self.later(param, scope, None);
                    continue;
                }
                let expected = expected.filter(|_| field == Field::Param);
                let expected = expected.map(|of| self.add(Expression::Taken { of, at }));
                at += u32::from(field == Field::Param);
                let value = match is_object && at == 1 && field == Field::Param {
                    true => None,
                    false => self.parameter(param, inner, expected),
                };
                if field == Field::Param && !(is_object && at == 1) {
                    let value = value.unwrap_or_else(|| self.add(Expression::Either(Vec::new())));
                    self.out.scopes[inner as usize].parameters.push(value);
                }
            }
        }
        self.tasks_in(node, Field::Decorator, scope);
        for result in tree.all(node, Field::Result) {
            if tree.kind(result) == Kind::Param {
                self.parameter(result, inner, None);
            } else {
                self.later(result, inner, None);
            }
        }
        for body in tree.all(node, Field::Body) {
            if tree.kind(body) != Kind::Block {
                self.returns(body, inner, inner);
                self.later(body, inner, wanted);
                continue;
            }
            if tree.profile().semantics.control.last_is_result {
                self.last_result(body, inner);
            }
            // The body is no scope of its own: it sees and hides what the parameters do.
            self.tasks_of(body, inner);
        }
    }

    /// Where the last expression is the result of a function.
    fn last_result(&mut self, body: NodeId, inner: u32) {
        let tree = self.tree;
        let last = tree.children(body).last().copied();
        let value = match last.map(|last| (last, tree.kind(last))) {
            Some((last, Kind::ExprStmt)) => tree.get(last, Field::Value),
            Some((last, _)) => Some(last),
            None => None,
        };
        if let Some(value) = value {
            self.returns(value, inner, inner);
        }
    }

    fn result(&mut self, node: NodeId, inner: u32) -> Option<u32> {
        let tree = self.tree;
        let results: Vec<NodeId> = tree.all(node, Field::Result).collect();
        match results[..] {
            [] => None,
            [only] => self.ty(only, inner),
            _ => {
                let types = results.into_iter().map(|result| {
                    let ty = self.ty(result, inner);
                    ty.unwrap_or_else(|| self.add(Expression::Either(Vec::new())))
                });
                let all = types.collect();
                Some(self.add(Expression::Tuple(all)))
            }
        }
    }

    /// In Python the first parameter of a method is its object, or its class.
    fn first_parameter(&mut self, node: NodeId, inner: u32, is_member: bool) -> bool {
        let tree = self.tree;
        let receivers = tree.profile().semantics.names.receivers;
        let first = tree.get(node, Field::Param).filter(|_| is_member);
        let name = first.map(|first| tree.get(first, Field::Name).unwrap_or(first));
        let Some(name) = name.filter(|name| self.is_name(*name)) else {
            return false;
        };
        let text = self.text(name);
        let offset = self.start(name);
        let value = match text {
            "cls" | "mcs" | "metacls" => Expression::ThisType(offset),
            _ if receivers.contains(&text) || text == "self" => Expression::This(offset),
            _ => return false,
        };
        let value = self.add(value);
        self.declare(name, inner, SymbolKind::Parameter).value = Some(value);
        true
    }

    /// A function that is used like a field.
    fn is_property(&self, node: NodeId) -> bool {
        let tree = self.tree;
        let mut decorators = tree.all(node, Field::Decorator);
        let mut modifiers = tree.all(node, Field::Modifier);
        decorators.any(|decorator| self.text(decorator).ends_with("property"))
            || modifiers.any(|modifier| self.text(modifier) == "get")
    }

    /// A parameter, perhaps with what it is expected to be; its value.
    fn parameter(&mut self, node: NodeId, inner: u32, expected: Option<u32>) -> Option<u32> {
        let tree = self.tree;
        if tree.kind(node) == Kind::Name {
            self.bind(node, inner, (SymbolKind::Parameter, None, expected));
            return expected;
        }
        if tree.kind(node) != Kind::Param {
            self.later(node, inner, None);
            return None;
        }
        let mut ty = tree
            .get(node, Field::Type)
            .and_then(|ty| self.ty(ty, inner));
        // `*args` and `...args` are lists of what their type says.
        let takes_many = ["...", "*"].map(Token::of).contains(&tree.token(node));
        if let Some(one) = ty.filter(|_| takes_many) {
            ty = match tree.get(node, Field::Type).map(|ty| tree.kind(ty)) {
                Some(Kind::ArrayType) => ty,
                _ => Some(self.add(Expression::List(one))),
            };
        }
        let default = tree.get(node, Field::Default);
        let value = expected.or_else(|| default.and_then(|value| self.value(value, inner)));
        for field in [Field::Decorator, Field::Type, Field::Default] {
            self.tasks_in(node, field, inner);
        }
        for name in tree.all(node, Field::Name) {
            self.bind(name, inner, (SymbolKind::Parameter, ty, value));
        }
        self.typed(ty, value)
    }

    /// `constructor(private a: T)` declares a field.
    fn parameters_that_are_fields(&mut self, node: NodeId, inner: u32, scope: u32) {
        let tree = self.tree;
        for param in tree.all(node, Field::Param) {
            let (Some(_), Some(name)) = (
                tree.get(param, Field::Modifier),
                tree.get(param, Field::Name),
            ) else {
                continue;
            };
            let words = ["public", "private", "protected", "readonly"];
            let is_field = tree
                .all(param, Field::Modifier)
                .any(|modifier| words.contains(&self.text(modifier)));
            if is_field && tree.kind(name) == Kind::Name {
                let ty = tree
                    .get(param, Field::Type)
                    .and_then(|ty| self.ty(ty, inner));
                self.declare(name, scope, SymbolKind::Field).ty = ty;
            }
        }
    }

    /// A class or another type with members, or what adds some to one.
    pub fn class(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let inner = match self.is_part_of_type(node, scope) {
            true => scope,
            false => self.scope(node, ScopeKind::Type, scope),
        };
        let mut bases = Vec::new();
        for field in [Field::Super, Field::Implements] {
            for base in tree.all(node, field) {
                let base = match tree.kind(base) {
                    Kind::Keyword => continue,
                    Kind::Call | Kind::New => tree
                        .get(base, Field::Callee)
                        .or(tree.get(base, Field::Type))
                        .unwrap_or(base),
                    _ => base,
                };
                bases.extend(self.ty(base, scope));
            }
        }
        let name = tree.get(node, Field::Name);
        let word = self.text(node);
        let before = name.map_or(0, |name| tree.span(name).start - tree.span(node).start);
        let head = &word[..word.floor_char_boundary(before.min(HEAD))];
        let has = |word: &str| {
            head.split_whitespace()
                .any(|part| part == word || part.starts_with("impl<"))
        };
        if has("impl") || has("extension") {
            let of = name.and_then(|name| self.ty(name, scope));
            self.out.scopes[inner as usize].of = of;
            self.tasks_in(node, Field::Name, scope);
        } else if let Some(name) = name.filter(|name| self.is_name(*name)) {
            let kind = match () {
                () if has("interface") || has("trait") || has("protocol") => SymbolKind::Interface,
                () if has("enum") => SymbolKind::Enum,
                () if has("struct") || has("record") || has("union") => SymbolKind::Struct,
                () => SymbolKind::Class,
            };
            let declared = self.declare(name, scope, kind);
            declared.inner = Some(inner);
            declared.bases = bases;
        }
        for param in tree.all(node, Field::TypeParam) {
            self.parameter(param, inner, None);
        }
        for param in tree.all(node, Field::Param) {
            let Some(name) = tree
                .get(param, Field::Name)
                .filter(|name| self.is_name(*name))
            else {
                continue;
            };
            let ty = tree
                .get(param, Field::Type)
                .and_then(|ty| self.ty(ty, scope));
            self.declare(name, inner, SymbolKind::Field).ty = ty;
            for field in [Field::Decorator, Field::Type, Field::Default] {
                self.tasks_in(param, field, inner);
            }
        }
        for field in [Field::Decorator, Field::Super, Field::Implements] {
            self.tasks_in(node, field, scope);
        }
        for body in tree.all(node, Field::Body) {
            self.signatures(body, inner);
            self.tasks_of(body, inner);
        }
        for item in tree.all(node, Field::Item) {
            self.later(item, inner, None);
        }
    }

    /// What a type has itself although it stands in an object of its own, as `companion object` in Kotlin.
    fn is_part_of_type(&self, node: NodeId, scope: u32) -> bool {
        self.kind_of(scope) == ScopeKind::Type
            && self.tree.get(node, Field::Name).is_none()
            && self.text(node).starts_with("companion")
    }

    /// What stands behind a constant of an enum is a class of its own, derived from the enum.
    fn constant_body(&mut self, node: NodeId, scope: u32) {
        if self.tree.get(node, Field::Body).is_none() {
            return;
        }
        let of_enum = |one: &Declared| one.inner == Some(scope) && one.kind == SymbolKind::Enum;
        let owner = self.out.declarations.iter().rev().find(|one| of_enum(one));
        let Some(name) = owner.map(|owner| owner.name) else {
            return self.tasks_in(node, Field::Body, scope);
        };
        for body in self.tree.all(node, Field::Body) {
            let offset = self.start(node);
            let base = self.add(Expression::Name { name, offset });
            self.nameless(body, Some(base), scope);
        }
    }

    /// A class without a name, as `new Base() { … }` makes one.
    fn nameless(&mut self, body: NodeId, base: Option<u32>, scope: u32) {
        // Several of them in one place are not one class.
        let around = self.add_scope(ScopeKind::Block, scope, self.tree.span(body));
        let inner = self.scope(body, ScopeKind::Type, around);
        let offset = self.start(body);
        let declared = self.declare_at(offset, "", around, SymbolKind::Class);
        declared.inner = Some(inner);
        declared.bases.extend(base);
        self.tasks_of(body, inner);
    }

    /// What is said of calling values of a type: `(a: T): R` and `<T>(a: T): R` among its members.
    fn signatures(&mut self, body: NodeId, scope: u32) {
        for child in self.tree.children(body) {
            let is_signature =
                self.tree.kind(*child) == Kind::Other && self.text(*child).starts_with(['(', '<']);
            if is_signature {
                let inner = self.scope(*child, ScopeKind::Function, scope);
                let offset = self.start(*child);
                let declared = self.declare_at(offset, CALLED, scope, SymbolKind::Method);
                declared.inner = Some(inner);
            }
        }
    }

    /// A namespace in the file.
    pub fn namespace(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let inner = self.scope(node, ScopeKind::Namespace, scope);
        let name = tree.get(node, Field::Name);
        if let Some(name) = name.filter(|name| tree.kind(*name) != Kind::Str) {
            self.declare(name, scope, SymbolKind::Module).inner = Some(inner);
        }
        for body in tree.all(node, Field::Body) {
            self.tasks_of(body, inner);
        }
        for item in tree.all(node, Field::Item) {
            self.later(item, inner, None);
        }
    }

    /// A name for a type.
    pub fn alias(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let of = tree.get(node, Field::Type);
        let outer = scope;
        // What it takes is known in it alone.
        let scope = match tree.get(node, Field::TypeParam) {
            Some(_) => self.scope(node, ScopeKind::Block, outer),
            None => outer,
        };
        for param in tree.all(node, Field::TypeParam) {
            self.parameter(param, scope, None);
        }
        let (ty, inner) = match of.map(|of| (of, tree.kind(of))) {
            Some((of, Kind::Class)) => (None, Some(self.scope(of, ScopeKind::Type, scope))),
            Some((of, _)) => (self.ty(of, scope), None),
            None => (None, None),
        };
        if let Some(name) = tree
            .get(node, Field::Name)
            .filter(|name| self.is_name(*name))
        {
            let word = of.map(|of| self.text(of)).unwrap_or_default();
            let kind = match inner {
                Some(_) if word.starts_with("interface") => SymbolKind::Interface,
                Some(_) => SymbolKind::Struct,
                None => SymbolKind::TypeAlias,
            };
            let bases = match inner {
                Some(inner) => self.embedded(of.unwrap_or(node), inner),
                None => Vec::new(),
            };
            let declared = self.declare(name, outer, kind);
            (declared.ty, declared.inner, declared.bases) = (ty, inner, bases);
        }
        self.tasks_in(node, Field::Type, scope);
    }

    /// Fields and members that are named by their type alone, as Go has them.
    fn embedded(&mut self, class: NodeId, inner: u32) -> Vec<u32> {
        let tree = self.tree;
        let mut bases = Vec::new();
        let bodies: Vec<NodeId> = tree.all(class, Field::Body).collect();
        let items = bodies.into_iter().flat_map(|body| match tree.kind(body) {
            Kind::Block => tree.children(body).to_vec(),
            _ => vec![body],
        });
        let direct = tree
            .all(class, Field::Item)
            .chain(tree.all(class, Field::Super));
        for item in items.chain(direct) {
            let ty = match tree.kind(item) {
                Kind::VarDef if tree.get(item, Field::Left).is_none() => {
                    tree.get(item, Field::Type)
                }
                Kind::VarDef | Kind::Function => None,
                _ => Some(item),
            };
            if let Some(ty) = ty {
                bases.extend(self.ty(ty, inner));
            }
        }
        bases
    }

    /// A variable or a field.
    pub fn definition(&mut self, node: NodeId, scope: u32, expected: Option<u32>) {
        let tree = self.tree;
        let is_member = matches!(self.kind_of(scope), ScopeKind::Type | ScopeKind::Record);
        let kind = if is_member {
            SymbolKind::Field
        } else {
            SymbolKind::Variable
        };
        let inferred = tree.profile().semantics.names.inferred_type;
        let ty = tree
            .get(node, Field::Type)
            .filter(|ty| inferred != Some(self.text(*ty)));
        let ty = ty.and_then(|ty| self.ty(ty, scope));
        let right = tree.get(node, Field::Right);
        let value = right.and_then(|right| self.value(right, scope));
        let is_var = tree
            .all(node, Field::Modifier)
            .any(|word| self.text(word) == "var");
        let known_in = if is_var && tree.profile().semantics.names.var_leaves_block {
            self.around(scope, |kind| kind != ScopeKind::Block)
        } else {
            scope
        };
        for field in [Field::Decorator, Field::Type, Field::Arg] {
            self.tasks_in(node, field, scope);
        }
        self.constant_body(node, scope);
        for left in tree.all(node, Field::Left) {
            if tree.kind(left) == Kind::Member {
                let value = self.typed(ty, value);
                self.field(left, scope, value);
            } else {
                self.bind(left, known_in, (kind, ty, value));
            }
        }
        if is_member && tree.get(node, Field::Left).is_none() {
            self.embedded_field(node, scope, ty);
        }
        let expected = match ty {
            Some(ty) => Some(self.add(Expression::Made(ty))),
            None => expected,
        };
        if let Some(right) = right {
            self.later(right, scope, expected);
        }
    }

    /// A field that is named by its type alone.
    fn embedded_field(&mut self, node: NodeId, scope: u32, ty: Option<u32>) {
        let tree = self.tree;
        let mut at = tree.get(node, Field::Type);
        while let Some(of) = at.filter(|of| !self.is_name(*of)) {
            at = tree.get(of, Field::Name).or(tree.get(of, Field::Type));
        }
        if let Some(name) = at {
            self.declare(name, scope, SymbolKind::Field).ty = ty;
        }
    }

    /// An assignment, which declares in some languages, and fields of objects in most.
    pub fn assignment(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let right = tree.get(node, Field::Right);
        let value = right.and_then(|right| self.value(right, scope));
        let declares = tree.profile().semantics.names.assigning_declares;
        let around = self.around(scope, |kind| {
            !matches!(kind, ScopeKind::Block | ScopeKind::Record)
        });
        for left in tree.all(node, Field::Left) {
            match tree.kind(left) {
                Kind::Member if self.gives(left, right, scope, value) => {
                    self.later(left, scope, None);
                }
                Kind::Member => self.field(left, scope, value),
                _ if declares => {
                    let kind = match self.kind_of(around) {
                        ScopeKind::Type => SymbolKind::Field,
                        _ => SymbolKind::Variable,
                    };
                    self.bind(left, around, (kind, None, value));
                }
                _ => self.later(left, scope, None),
            }
        }
        self.tasks_in(node, Field::Type, scope);
        if let Some(right) = right {
            let left = tree.get(node, Field::Left);
            let expected = match left.filter(|left| tree.kind(*left) == Kind::Member) {
                Some(left) => self.value(left, scope),
                None => None,
            };
            self.later(right, scope, expected);
        }
    }

    /// `this.x = …` declares a field where it is the first to name it.
    fn field(&mut self, left: NodeId, scope: u32, value: Option<u32>) {
        let tree = self.tree;
        self.later(left, scope, None);
        let (Some(object), Some(name)) =
            (tree.get(left, Field::Object), tree.get(left, Field::Name))
        else {
            return;
        };
        let class = self.around(scope, |kind| kind == ScopeKind::Type);
        let Some(of) = self.value(object, scope) else {
            return;
        };
        let is_this = match self.out.expressions[of as usize] {
            Expression::This(_) | Expression::ThisType(_) => true,
            Expression::Name { name, .. } => self.is_receiver(name, scope),
            _ => false,
        };
        if !is_this || class == 0 {
            return;
        }
        let number = self.names.number(self.text(name));
        if !self.known.contains_key(&(class, number)) {
            self.declare(name, class, SymbolKind::Field).value = value;
        }
    }

    /// Whether a name is that of a parameter that is the object of its method.
    fn is_receiver(&self, name: u32, scope: u32) -> bool {
        let mut at = scope;
        loop {
            if let Some(known) = self.known.get(&(at, name)) {
                let declared = &self.out.declarations[*known];
                let value = declared
                    .value
                    .map(|value| &self.out.expressions[value as usize]);
                return matches!(value, Some(Expression::This(_) | Expression::ThisType(_)));
            }
            if at == 0 {
                return false;
            }
            at = self.out.scopes[at as usize].parent;
        }
    }

    /// Declares every name of a pattern; what else stands in it is used.
    pub fn bind(&mut self, left: NodeId, scope: u32, (kind, ty, value): As) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name if self.is_outer(left, scope) => self.later(left, scope, None),
            Kind::Name => {
                let declared = self.declare(left, scope, kind);
                (declared.ty, declared.value) = (ty, value);
            }
            Kind::Tuple | Kind::List => {
                let of = self.typed(ty, value);
                for (part, at) in tree.children(left).iter().zip(0..) {
                    let value = of.map(|of| self.add(Expression::Part { of, at }));
                    self.bind(*part, scope, (kind, None, value));
                }
            }
            Kind::Record => {
                let of = self.typed(ty, value);
                for part in tree.children(left) {
                    self.bind_part(*part, scope, (kind, of));
                }
            }
            Kind::Spread => {
                for part in tree.all(left, Field::Value) {
                    self.bind(part, scope, (kind, ty, value));
                }
            }
            Kind::Assign => {
                self.tasks_in(left, Field::Right, scope);
                for name in tree.all(left, Field::Left) {
                    self.bind(name, scope, (kind, ty, value));
                }
            }
            Kind::Param => {
                self.parameter(left, scope, value);
            }
            Kind::Member | Kind::Index | Kind::Call => self.later(left, scope, None),
            _ => {
                for part in tree.children(left) {
                    self.bind(*part, scope, (kind, None, None));
                }
            }
        }
    }

    /// `a`, `a: b` and `a: b = c` in a pattern that takes an object apart.
    fn bind_part(&mut self, part: NodeId, scope: u32, (kind, of): (SymbolKind, Option<u32>)) {
        let tree = self.tree;
        let pair = match tree.kind(part) {
            Kind::Assign => {
                self.tasks_in(part, Field::Right, scope);
                tree.get(part, Field::Left).unwrap_or(part)
            }
            _ => part,
        };
        let (Some(key), Some(value)) = (tree.get(pair, Field::Key), tree.get(pair, Field::Value))
        else {
            return self.bind(pair, scope, (kind, None, None));
        };
        let name = self.names.number(self.text(key));
        let member = of.map(|of| self.add(Expression::Member { of, name }));
        if tree.kind(key) == Kind::Name {
            self.member(key, of);
        }
        self.bind(value, scope, (kind, None, member));
    }

    fn typed(&mut self, ty: Option<u32>, value: Option<u32>) -> Option<u32> {
        match ty {
            Some(ty) => Some(self.add(Expression::Made(ty))),
            None => value,
        }
    }

    /// An object that is written out, or the type of one.
    pub fn record(&mut self, node: NodeId, scope: u32, expected: Option<u32>) {
        let inner = self.scope(node, ScopeKind::Record, scope);
        self.out.scopes[inner as usize].of = expected;
        self.signatures(node, inner);
        self.tasks_of(node, inner);
    }

    /// A key with its value.
    pub fn pair(&mut self, node: NodeId, scope: u32, expected: Option<u32>) {
        let tree = self.tree;
        let key = tree.get(node, Field::Key);
        let value = tree.get(node, Field::Value);
        let of = match self.kind_of(scope) {
            ScopeKind::Record => self.out.scopes[scope as usize].of,
            _ => expected,
        };
        let Some(key) = key.filter(|key| tree.kind(*key) == Kind::Name) else {
            self.tasks_in(node, Field::Key, scope);
            let element = match self.kind_of(scope) {
                ScopeKind::Record => of.map(|of| self.add(Expression::Element(of))),
                _ => None,
            };
            if let Some(value) = value {
                self.later(value, scope, element);
            }
            return;
        };
        let name = self.names.number(self.text(key));
        let told = value.and_then(|value| self.value(value, scope));
        let member = of.map(|of| self.add(Expression::Member { of, name }));
        if self.kind_of(scope) == ScopeKind::Record {
            self.declare(key, scope, SymbolKind::Property).value = told;
        } else if of.is_some() {
            self.member(key, of);
        } else {
            self.later(key, scope, None);
        }
        if let Some(value) = value {
            self.later(value, scope, member);
        }
    }

    /// `a.b`: what `b` belongs to.
    pub fn member_of(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let object = tree.get(node, Field::Object);
        let of = object.and_then(|object| self.value(object, scope));
        for name in tree.all(node, Field::Name) {
            if tree.kind(name) == Kind::Name {
                self.member(name, of);
            } else {
                self.later(name, scope, None);
            }
        }
        if let Some(object) = object {
            self.later(object, scope, None);
        }
    }

    /// A call or the making of an object: names of arguments belong to what is called.
    pub fn call(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        // `@name(…)` is a call, too.
        let called = match tree.kind(node) {
            Kind::Decorator => Field::Name,
            _ => Field::Callee,
        };
        let callee = tree.get(node, called);
        self.mix_in(node, callee, scope);
        let made = tree.get(node, Field::Type);
        let of = match (callee, made) {
            (Some(callee), _) => self.value(callee, scope),
            (None, Some(ty)) => self.ty(ty, scope),
            (None, None) => None,
        };
        let is_list = made.is_some_and(|ty| {
            let text = self.text(ty);
            tree.kind(ty) == Kind::ArrayType || text.starts_with("map[")
        });
        let element = of.filter(|_| is_list).map(|of| {
            let made = self.add(Expression::Made(of));
            self.add(Expression::Element(made))
        });
        for (argument, at) in tree.all(node, Field::Arg).zip(0..) {
            let expected = match element {
                Some(_) => element,
                None => of.map(|of| self.add(Expression::Taken { of, at })),
            };
            if let (Some(_), Kind::Pair) = (element, tree.kind(argument)) {
                self.tasks_in(argument, Field::Key, scope);
                for value in tree.all(argument, Field::Value) {
                    self.later(value, scope, element);
                }
                continue;
            }
            if tree.kind(argument) != Kind::Keyword {
                self.later(argument, scope, expected);
                continue;
            }
            let parameters = of.map(|of| self.add(Expression::Parameters(of)));
            let name = tree
                .get(argument, Field::Name)
                .filter(|name| tree.kind(*name) == Kind::Name);
            let mut expected = None;
            if let Some(name) = name {
                self.member(name, parameters);
                let text = self.names.number(self.text(name));
                expected = parameters.map(|of| self.add(Expression::Member { of, name: text }));
            }
            for value in tree.all(argument, Field::Value) {
                self.later(value, scope, expected);
            }
        }
        for field in [called, Field::Type, Field::TypeArg] {
            self.tasks_in(node, field, scope);
        }
        for body in tree.all(node, Field::Body) {
            match tree.kind(node) {
                Kind::New => self.nameless(body, of, scope),
                _ => self.later(body, scope, None),
            }
        }
        self.tasks_in(node, Field::Item, scope);
    }

    /// `include Other` in the body of a type gives it what the other one has.
    fn mix_in(&mut self, call: NodeId, callee: Option<NodeId>, scope: u32) {
        let tree = self.tree;
        let words = tree.profile().semantics.names.mixing_in;
        let is_it = callee.is_some_and(|callee| words.contains(&self.text(callee)));
        if !is_it || self.kind_of(scope) != ScopeKind::Type {
            return;
        }
        let all = tree.all(call, Field::Arg);
        let bases: Vec<u32> = all.filter_map(|one| self.ty(one, scope)).collect();
        let mut declared = self.out.declarations.iter_mut().rev();
        if let Some(owner) = declared.find(|one| one.inner == Some(scope)) {
            owner.bases.extend(bases);
        }
    }

    /// An element of JSX: its attributes are members of what the component takes first.
    pub fn element(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let name = tree.get(node, Field::Name);
        let props = match name.and_then(|name| self.undeclared_element(node, name)) {
            Some(props) => Some(props),
            None => {
                let of = name.and_then(|name| self.value(name, scope));
                if let Some(name) = name {
                    self.later(name, scope, None);
                }
                of.map(|of| self.add(Expression::Taken { of, at: 0 }))
            }
        };
        for attr in tree.all(node, Field::Attr) {
            let key = tree
                .get(attr, Field::Name)
                .filter(|_| tree.kind(attr) == Kind::Attr);
            let Some(key) = key.filter(|key| tree.kind(*key) == Kind::Name) else {
                self.later(attr, scope, None);
                continue;
            };
            self.member(key, props);
            let text = self.names.number(self.text(key));
            let expected = props.map(|of| self.add(Expression::Member { of, name: text }));
            for value in tree.all(attr, Field::Value) {
                self.later(value, scope, expected);
            }
        }
        self.tasks_in(node, Field::Item, scope);
    }

    /// An element that nobody declares: its name, in front and behind, is a member of the type of all of them, and its
    /// attributes are members of that.
    fn undeclared_element(&mut self, node: NodeId, name: NodeId) -> Option<u32> {
        let all = self.tree.profile().semantics.names.element_types;
        let text = self.text(name);
        let is_one = self.is_name(name) && text.starts_with(|sign: char| sign.is_ascii_lowercase());
        if all.is_empty() || !is_one {
            return None;
        }
        let of = Expression::Name {
            name: self.names.number(all),
            offset: self.start(name),
        };
        let of = self.add(of);
        self.member(name, Some(of));
        let end = self.tree.span(node).end as u32;
        if self.text(node).ends_with(&format!("</{text}>")) {
            let offset = end - 1 - text.len() as u32;
            self.out.members.push(Member {
                offset,
                of: Some(of),
            });
        }
        let name = self.names.number(text);
        Some(self.add(Expression::Member { of, name }))
    }

    /// A loop over something: its variable is one of the values in it.
    pub fn each(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let inner = match tree.kind(node) {
            Kind::ForEach if tree.profile().semantics.names.block_scope => {
                self.scope(node, ScopeKind::Block, scope)
            }
            Kind::ForEach => self.around(scope, |kind| kind != ScopeKind::Block),
            _ => scope,
        };
        let right = tree.get(node, Field::Right);
        let all = right.and_then(|right| self.value(right, scope));
        let one = all.map(|all| self.add(Expression::Element(all)));
        let ty = tree
            .get(node, Field::Type)
            .and_then(|ty| self.ty(ty, scope));
        for left in tree.all(node, Field::Left) {
            self.bind(left, inner, (SymbolKind::Variable, ty, one));
        }
        for field in [Field::Type, Field::Right, Field::Body, Field::Else] {
            self.tasks_in(node, field, inner);
        }
    }

    /// A handler of exceptions.
    pub fn catch(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let inner = match tree.profile().semantics.names.block_scope {
            true => self.scope(node, ScopeKind::Block, scope),
            false => self.around(scope, |kind| kind != ScopeKind::Block),
        };
        let ty = tree
            .get(node, Field::Type)
            .and_then(|ty| self.ty(ty, scope));
        for name in tree.all(node, Field::Name) {
            self.bind(name, inner, (SymbolKind::Variable, ty, None));
        }
        for param in tree.all(node, Field::Param) {
            self.parameter(param, inner, None);
        }
        self.tasks_in(node, Field::Type, scope);
        self.tasks_in(node, Field::Body, inner);
    }

    /// Whether a node is the type of a function.
    pub fn is_function_type(&self, node: NodeId) -> bool {
        let tree = self.tree;
        let is_param = |child: &NodeId| tree.kind(*child) == Kind::Param;
        tree.kind(node) == Kind::Other && tree.children(node).iter().any(is_param)
    }

    /// Whether the function has said that a name is not its own.
    fn is_outer(&mut self, name: NodeId, scope: u32) -> bool {
        let name = self.names.number(self.text(name));
        self.outer.contains(&(scope, name))
    }

    /// `global x` and `nonlocal x`, and what is nothing in particular.
    pub fn other(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        if let [word, names @ ..] = tree.children(node)
            && matches!(self.text(*word), "global" | "nonlocal")
            && tree.kind(*word) == Kind::Word
        {
            let function = self.around(scope, |kind| kind == ScopeKind::Function);
            for name in names {
                let name = self.names.number(self.text(*name));
                self.outer.insert((function, name));
            }
        }
        // `infer R`, and `[K in keyof T]`.
        let declared = match tree.children(node) {
            [word, name] if self.is_word(*word, "infer") => Some(*name),
            [name, word, _] if self.is_word(*word, "in") => Some(*name),
            _ => None,
        };
        if let Some(name) = declared.filter(|name| self.is_name(*name)) {
            let around = self.around(scope, |kind| kind != ScopeKind::Record);
            self.declare(name, around, SymbolKind::Parameter);
        }
        // What a file exports as its default without a name goes by that word.
        let word = tree.get(node, Field::Modifier);
        if let Some(word) = word.filter(|word| self.text(*word) == "default")
            && let Some(value) = tree.get(node, Field::Item)
        {
            let told = self.value(value, scope);
            self.declare(word, scope, SymbolKind::Variable).value = told;
        }
        self.tasks_of(node, scope);
    }

    /// A switch over a type gives what it looks at another type in each case.
    pub fn switch(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let cond = tree.get(node, Field::Cond);
        let named = cond.filter(|cond| tree.kind(*cond) == Kind::Assign);
        let name = named.and_then(|named| tree.get(named, Field::Left));
        let Some(name) = name.filter(|name| self.is_name(*name)) else {
            return self.tasks_of(node, scope);
        };
        let inner = self.scope(node, ScopeKind::Block, scope);
        for case in tree.all(node, Field::Item) {
            let labels: Vec<NodeId> = tree.all(case, Field::Label).collect();
            if let [only] = labels[..] {
                let block = self.scope(case, ScopeKind::Block, inner);
                let ty = self.ty(only, inner);
                self.bind(name, block, (SymbolKind::Variable, ty, None));
            }
        }
        let right = named.and_then(|named| tree.get(named, Field::Right));
        let value = right.and_then(|right| self.value(right, scope));
        self.bind(name, inner, (SymbolKind::Variable, None, value));
        for child in tree.children(node).iter().rev() {
            let child = if Some(*child) == named {
                right.unwrap_or(*child)
            } else {
                *child
            };
            self.later(child, inner, None);
        }
    }

    /// The type of a function: its parameters, and what it gives.
    pub fn function_type(&mut self, node: NodeId, scope: u32) {
        let tree = self.tree;
        let inner = self.scope(node, ScopeKind::Function, scope);
        for param in tree.all(node, Field::TypeParam) {
            self.parameter(param, inner, None);
        }
        for child in tree.all(node, Field::Item) {
            if tree.kind(child) == Kind::Param {
                let value = self.parameter(child, inner, None);
                let value = value.unwrap_or_else(|| self.add(Expression::Either(Vec::new())));
                self.out.scopes[inner as usize].parameters.push(value);
            } else {
                if let Some(result) = self.ty(child, inner) {
                    self.out.scopes[inner as usize].of = Some(result);
                }
                self.later(child, inner, None);
            }
        }
    }

    fn is_word(&self, node: NodeId, word: &str) -> bool {
        self.tree.kind(node) == Kind::Word && self.text(node) == word
    }

    fn is_name(&self, node: NodeId) -> bool {
        self.tree.kind(node) == Kind::Name
    }
}
