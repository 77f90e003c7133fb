//! What the code tells of the values and types of things.

use assay_project::{Expression, ScopeKind};
use assay_syntax::{Field, Kind, NodeId};

use super::walk::Walk;

/// Parts within parts that are followed.
const DEPTH: u32 = 48;

impl<'t> Walk<'t> {
    /// What the value of an expression is; none if the code does not tell.
    pub fn value(&mut self, node: NodeId, scope: u32) -> Option<u32> {
        self.value_in(node, scope, DEPTH)
    }

    /// The type that is named.
    pub fn ty(&mut self, node: NodeId, scope: u32) -> Option<u32> {
        self.ty_in(node, scope, DEPTH)
    }

    fn value_in(&mut self, node: NodeId, scope: u32, depth: u32) -> Option<u32> {
        if let Some(told) = self.told.get(&(node, false)) {
            return *told;
        }
        let expression = match depth.checked_sub(1) {
            Some(depth) => self.new_value(node, scope, depth),
            None => None,
        };
        self.told.insert((node, false), expression);
        expression
    }

    fn ty_in(&mut self, node: NodeId, scope: u32, depth: u32) -> Option<u32> {
        if let Some(told) = self.told.get(&(node, true)) {
            return *told;
        }
        let expression = match depth.checked_sub(1) {
            Some(depth) => self.new_type(node, scope, depth),
            None => None,
        };
        self.told.insert((node, true), expression);
        expression
    }

    fn value_at(&mut self, node: NodeId, field: Field, scope: u32, depth: u32) -> Option<u32> {
        let part = self.tree.get(node, field)?;
        self.value_in(part, scope, depth)
    }

    fn ty_at(&mut self, node: NodeId, field: Field, scope: u32, depth: u32) -> Option<u32> {
        let part = self.tree.get(node, field)?;
        self.ty_in(part, scope, depth)
    }

    fn new_value(&mut self, node: NodeId, scope: u32, depth: u32) -> Option<u32> {
        let tree = self.tree;
        let expression = match tree.kind(node) {
            Kind::Name => self.name(node),
            Kind::Special | Kind::Word => self.special(node)?,
            Kind::Member => {
                let of = self.value_at(node, Field::Object, scope, depth)?;
                let name = self.text(tree.get(node, Field::Name)?);
                Expression::Member {
                    of,
                    name: self.names.number(name),
                }
            }
            Kind::Call => {
                let callee = tree.get(node, Field::Callee)?;
                match self.text(callee) {
                    "super" => Expression::Super(self.start(callee)),
                    "type" if tree.all(node, Field::Arg).count() == 1 => {
                        let of = self.value_at(node, Field::Arg, scope, depth)?;
                        Expression::TypeOf(of)
                    }
                    _ => Expression::Call(self.value_in(callee, scope, depth)?),
                }
            }
            Kind::New => Expression::Made(self.ty_at(node, Field::Type, scope, depth)?),
            Kind::Index => {
                let of = self.value_at(node, Field::Object, scope, depth)?;
                let index = tree.get(node, Field::Index);
                if index.is_some_and(|index| tree.kind(index) == Kind::Slice) {
                    return Some(of);
                }
                Expression::Element(of)
            }
            Kind::List | Kind::Set => {
                let first = *tree.children(node).first()?;
                Expression::List(self.value_in(first, scope, depth)?)
            }
            Kind::Dict => {
                let first = *tree.children(node).first()?;
                Expression::List(self.value_at(first, Field::Value, scope, depth)?)
            }
            Kind::Comprehension => {
                let inner = self.scope(node, ScopeKind::Block, scope);
                Expression::List(self.value_at(node, Field::Value, inner, depth)?)
            }
            Kind::Tuple => {
                let parts: Vec<NodeId> = tree.children(node).to_vec();
                let values = parts.into_iter().map(|part| {
                    let value = self.value_in(part, scope, depth);
                    value.unwrap_or_else(|| self.add(Expression::Either(Vec::new())))
                });
                Expression::Tuple(values.collect())
            }
            Kind::Record => Expression::Record(self.scope(node, ScopeKind::Record, scope)),
            Kind::Lambda | Kind::Function => {
                Expression::Function(self.scope(node, ScopeKind::Function, scope))
            }
            Kind::Conditional => {
                let parts = [Field::Then, Field::Else]
                    .map(|field| self.value_at(node, field, scope, depth));
                return self.either(parts.into_iter().flatten().collect());
            }
            Kind::Binary => {
                let sides = match self.operator(node) {
                    "||" | "??" | "?:" | "or" => &[Field::Left, Field::Right][..],
                    "&&" | "and" => &[Field::Right],
                    _ => return None,
                };
                let mut values = Vec::new();
                for side in sides {
                    values.extend(self.value_at(node, *side, scope, depth));
                }
                return self.either(values);
            }
            Kind::Assign => return self.value_at(node, Field::Right, scope, depth),
            Kind::Await => Expression::Awaited(self.value_at(node, Field::Value, scope, depth)?),
            Kind::Cast | Kind::TypeTest => {
                let ty = tree.get(node, Field::Type);
                match ty.filter(|ty| self.text(*ty) != "const") {
                    Some(ty) => Expression::Made(self.ty_in(ty, scope, depth)?),
                    None => return self.value_at(node, Field::Value, scope, depth),
                }
            }
            Kind::Ref | Kind::Deref => return self.value_at(node, Field::Value, scope, depth),
            Kind::Unary if self.text(node).starts_with("<-") => {
                Expression::Element(self.value_at(node, Field::Value, scope, depth)?)
            }
            Kind::Generic => return self.value_at(node, Field::Type, scope, depth),
            Kind::Sequence => return self.value_in(*tree.children(node).last()?, scope, depth),
            Kind::Other => match tree.children(node) {
                [only] => return self.value_in(*only, scope, depth),
                _ => return None,
            },
            _ => return None,
        };
        Some(self.add(expression))
    }

    fn new_type(&mut self, node: NodeId, scope: u32, depth: u32) -> Option<u32> {
        let tree = self.tree;
        let expression = match tree.kind(node) {
            Kind::Name => self.name(node),
            Kind::Special => self.special(node)?,
            Kind::Member => return self.value_in(node, scope, depth),
            Kind::Str => {
                // Python writes types in quotes that are defined further down.
                let part = *tree.children(node).first()?;
                let text = self.text(part);
                if !text
                    .chars()
                    .all(|sign| sign.is_alphanumeric() || sign == '_')
                {
                    return None;
                }
                Expression::Name {
                    name: self.names.number(text),
                    offset: self.start(part),
                }
            }
            Kind::Generic => {
                let of = self.ty_at(node, Field::Type, scope, depth)?;
                let arguments = tree.all(node, Field::TypeArg).collect();
                self.generic(of, arguments, scope, depth)
            }
            Kind::Index => {
                let parts = tree
                    .children(node)
                    .iter()
                    .flat_map(|part| match tree.kind(*part) {
                        Kind::Tuple => tree.children(*part).to_vec(),
                        _ => vec![*part],
                    });
                let parts: Vec<NodeId> = parts.collect();
                let (of, arguments) = parts.split_first()?;
                let of = self.ty_in(*of, scope, depth)?;
                self.generic(of, arguments.to_vec(), scope, depth)
            }
            Kind::ArrayType => Expression::List(self.ty_at(node, Field::Type, scope, depth)?),
            Kind::PointerType => return self.ty_at(node, Field::Type, scope, depth),
            Kind::Ref | Kind::Deref | Kind::Spread => {
                return self.ty_at(node, Field::Value, scope, depth);
            }
            Kind::Param => {
                let ty = tree
                    .get(node, Field::Type)
                    .or(tree.get(node, Field::Name))?;
                return self.ty_in(ty, scope, depth);
            }
            Kind::Record => Expression::Record(self.scope(node, ScopeKind::Record, scope)),
            Kind::Class => Expression::Record(self.scope(node, ScopeKind::Type, scope)),
            Kind::Tuple => {
                let parts = tree.children(node).to_vec();
                let types = parts.into_iter().map(|part| {
                    let ty = self.ty_in(part, scope, depth);
                    ty.unwrap_or_else(|| self.add(Expression::Either(Vec::new())))
                });
                Expression::Tuple(types.collect())
            }
            Kind::Binary => {
                let sides = [Field::Left, Field::Right];
                let types = sides.map(|side| self.ty_at(node, side, scope, depth));
                return self.either(types.into_iter().flatten().collect());
            }
            Kind::Call => return self.value_in(node, scope, depth),
            Kind::Function | Kind::Lambda => {
                Expression::Function(self.scope(node, ScopeKind::Function, scope))
            }
            _ if self.is_function_type(node) => {
                Expression::Function(self.scope(node, ScopeKind::Function, scope))
            }
            Kind::Other => return self.other_type(node, scope, depth),
            _ => return None,
        };
        Some(self.add(expression))
    }

    fn generic(&mut self, of: u32, arguments: Vec<NodeId>, scope: u32, depth: u32) -> Expression {
        let arguments = arguments.into_iter().map(|argument| {
            let ty = self.ty_in(argument, scope, depth);
            ty.unwrap_or_else(|| self.add(Expression::Either(Vec::new())))
        });
        Expression::Generic {
            of,
            arguments: arguments.collect(),
        }
    }

    /// A type that only its grammar has a name for, by the word it starts with.
    fn other_type(&mut self, node: NodeId, scope: u32, depth: u32) -> Option<u32> {
        let tree = self.tree;
        let children = tree.children(node).to_vec();
        let text = self.text(node);
        if text.starts_with("typeof ") {
            let of = self.value_in(*children.last()?, scope, depth)?;
            return Some(self.add(Expression::TypeOf(of)));
        }
        if text.starts_with('[') {
            let types = children.into_iter().map(|child| {
                let ty = self.ty_in(child, scope, depth);
                ty.unwrap_or_else(|| self.add(Expression::Either(Vec::new())))
            });
            let types = types.collect();
            return Some(self.add(Expression::Tuple(types)));
        }
        // `T["key"]`, and `T[number]`.
        if let [of, key] = children[..]
            && text.ends_with(']')
            && let Some(of) = self.ty_in(of, scope, depth)
        {
            let of = self.add(Expression::Made(of));
            let key = tree
                .children(key)
                .first()
                .filter(|_| tree.kind(key) == Kind::Str);
            return Some(match key {
                Some(key) => {
                    let name = self.names.number(self.text(*key));
                    self.add(Expression::Member { of, name })
                }
                None => self.add(Expression::Element(of)),
            });
        }
        let types = children
            .into_iter()
            .filter_map(|child| self.ty_in(child, scope, depth));
        let types: Vec<u32> = types.collect();
        self.either(types)
    }

    fn either(&mut self, values: Vec<u32>) -> Option<u32> {
        match values[..] {
            [] => None,
            [only] => Some(only),
            _ => Some(self.add(Expression::Either(values))),
        }
    }

    fn name(&mut self, node: NodeId) -> Expression {
        let text = self.text(node);
        if text == "Self" {
            return Expression::ThisType(self.start(node));
        }
        Expression::Name {
            name: self.names.number(text),
            offset: self.start(node),
        }
    }

    fn special(&self, node: NodeId) -> Option<Expression> {
        let offset = self.start(node);
        match self.text(node) {
            "this" | "self" | "$this" => Some(Expression::This(offset)),
            "super" | "base" | "parent" => Some(Expression::Super(offset)),
            "Self" | "static" => Some(Expression::ThisType(offset)),
            _ => None,
        }
    }

    /// The operator between two operands.
    pub fn operator(&self, node: NodeId) -> &'t str {
        let tree = self.tree;
        let (left, right) = (tree.get(node, Field::Left), tree.get(node, Field::Right));
        let (Some(left), Some(right)) = (left, right) else {
            return "";
        };
        let (from, to) = (tree.span(left).end, tree.span(right).start);
        let between = tree.source().get(from..to).unwrap_or_default();
        between.trim_matches(|sign: char| sign.is_whitespace() || "()".contains(sign))
    }
}
