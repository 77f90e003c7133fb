//! Typed metavariables: `($X : T)`.

use assay_dataflow::Constant;
use assay_syntax::{Field, Kind, NodeId, Token};

use crate::guesses::{Returned, is_pointer, returned};
use crate::matcher::{Matcher, Next};
use crate::pattern::Root;

impl<'m> Matcher<'m> {
    /// A typed metavariable against an expression whose type the file tells.
    pub(crate) fn typed(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let name = self.p.token(p);
        let Some(wanted) = self.pattern.types.get(&name) else {
            return false;
        };
        let value = self.node_value(t);
        if self.t.kind(t) == Kind::Assign {
            return false;
        }
        if self.has_builtin_type(&wanted.source, self.known_type(t)) || self.is_the_type(wanted, t)
        {
            return self.bind(name, value, k);
        }
        let Root::Node(root) = wanted.root else {
            return false;
        };
        if self.shows_pointer(wanted, root, t) {
            return self.bind(name, value, k);
        }
        let Some(of) = self.shown_type(t) else {
            return false;
        };
        let root = match wanted.tree.kind(root) {
            _ if !is_pointer(self.target, t, of) => Some(root),
            Kind::PointerType => wanted.tree.get(root, Field::Type),
            _ => None,
        };
        let Some(root) = root else {
            return false;
        };
        let declared = builtin(self.t.text(of));
        if declared.is_some() && !is_full(&wanted.source) && declared == builtin(&wanted.source) {
            return self.bind(name, value, k);
        }
        // The type is a pattern of its own; its metavariables join those bound here.
        let env = self.env.clone();
        let mut inner = Matcher::new(wanted, self.target, self.options, self.tick);
        inner.env = env;
        let mut ways = Vec::new();
        inner.node(root, of, &mut |m| {
            ways.push(m.env.clone());
            false
        });
        ways.into_iter().any(|env| {
            let before = std::mem::replace(&mut self.env, env);
            let done = self.bind(name, value.clone(), k);
            self.env = before;
            done
        })
    }

    /// The node that tells the type of an expression.
    fn shown_type(&self, t: NodeId) -> Option<NodeId> {
        let declared = self.target.facts().type_of(&self.target.tree, t);
        declared.or_else(|| match returned(self.target, t)? {
            Returned::Type(of) => Some(of),
            Returned::Builtin(_) => None,
        })
    }

    /// `NULL` is a pointer to anything, and a string literal one to characters.
    fn shows_pointer(&self, wanted: &crate::Pattern, root: NodeId, t: NodeId) -> bool {
        let to = wanted.tree.get(root, Field::Type);
        wanted.tree.kind(root) == Kind::PointerType
            && match self.t.kind(t) {
                Kind::Null => true,
                Kind::Str => to.is_some_and(|to| {
                    wanted.tree.kind(to) == Kind::Metavar || wanted.tree.text(to) == "char"
                }),
                _ => false,
            }
    }

    /// Whether an expression is the name of the type itself, as before a static method.
    fn is_the_type(&self, wanted: &crate::Pattern, t: NodeId) -> bool {
        let is_same = |root| {
            wanted.tree.token(root) == self.t.token(t) && wanted.tree.kind(root) == Kind::Name
        };
        self.t.kind(t) == Kind::Name && matches!(wanted.root, Root::Node(root) if is_same(root))
    }

    /// The built-in type of an expression: of a literal, of what is known of its value, of an operation.
    fn known_type(&self, t: NodeId) -> Option<&'static str> {
        match self.t.kind(t) {
            // A literal of C++ is an array of characters.
            Kind::Str if self.t.profile().matching.literals_are_arrays => return None,
            Kind::Str => return Some("string"),
            Kind::Int => return Some("int"),
            Kind::Float => return Some("float"),
            Kind::Bool | Kind::TypeTest => return Some("bool"),
            Kind::Unary if self.t.token(t) == Token::of("!") => return Some("bool"),
            Kind::Unary => return self.part_type(t, Field::Value),
            Kind::Binary => return self.operation_type(t),
            Kind::Conditional => {
                let branches = [Field::Then, Field::Else].map(|branch| self.part_type(t, branch));
                return branches[0].filter(|of| Some(*of) == branches[1]);
            }
            Kind::Call => match returned(self.target, t) {
                Some(Returned::Builtin(of)) => return Some(of),
                Some(Returned::Type(of)) => return builtin(self.t.text(of)),
                None => {}
            },
            _ => {}
        }
        Some(match self.target.facts().constant(t)? {
            Constant::Str(_) | Constant::SomeStr => "string",
            Constant::Int(_) => "int",
            Constant::Float(_) => "float",
            Constant::Bool(_) => "bool",
            Constant::Null => return None,
        })
    }

    /// The built-in type of a part: what it is declared as, or what its value shows.
    fn part_type(&self, t: NodeId, field: Field) -> Option<&'static str> {
        let part = self.t.get(t, field)?;
        let declared = self.target.facts().type_of(&self.target.tree, part);
        match declared.and_then(|declared| builtin(self.t.text(declared))) {
            None => self.known_type(part),
            declared => declared,
        }
    }

    /// Whether a type's name is one of those that a built-in type goes by.
    fn has_builtin_type(&self, wanted: &str, known: Option<&'static str>) -> bool {
        let is_any_number = wanted.trim() == "number"
            || self.t.profile().matching.one_number_type && builtin(wanted) == Some("float");
        is_any_number && matches!(known, Some("int" | "float"))
            || known.is_some() && !is_full(wanted) && builtin(wanted) == known
    }

    /// The type of an operation, and of those on its left, inside out.
    fn operation_type(&self, t: NodeId) -> Option<&'static str> {
        let links = self.t.links(t);
        let first = links.last().copied().unwrap_or(t);
        let mut left = self.part_type(first, Field::Left);
        for &at in links.iter().rev() {
            left = self.operation_with(at, left);
        }
        self.operation_with(t, left)
    }

    fn operation_with(&self, t: NodeId, left: Option<&'static str>) -> Option<&'static str> {
        let token = self.t.token(t);
        let is_one_of = |operators: &[&str]| operators.iter().any(|word| token == Token::of(word));
        if is_one_of(&["==", "!=", "===", "!==", "<", "<=", ">", ">=", "&&", "||"]) {
            return Some("bool");
        }
        let sides = [left, self.part_type(t, Field::Right)];
        // On truth values these are logical, whatever the other side is.
        if is_one_of(&["^", "&", "|"]) && sides.contains(&Some("bool")) {
            return Some("bool");
        }
        sides[0].filter(|left| Some(*left) == sides[1])
    }
}

/// A full name asks for that type, and for no other of the kind.
fn is_full(name: &str) -> bool {
    name.contains('.')
}

/// The built-in type that a name stands for, boxed or not, in any language.
fn builtin(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let name = name.strip_prefix("java.lang.").unwrap_or(name);
    Some(match name {
        "string" | "String" | "str" | "&str" | "std::string" => "string",
        "int" | "Int" | "integer" | "long" | "Integer" | "i32" | "i64" | "usize" => "int",
        "float" | "Float" | "double" | "Double" | "f64" | "float64" => "float",
        "bool" | "boolean" | "Boolean" | "Bool" => "bool",
        _ => return None,
    })
}
