//! What is known of the nodes of a tree beyond their shape.

use std::cell::OnceCell;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::constants::{Values, values};
use crate::names::Names;
use crate::taint::Index;

/// A variable, parameter, function or other thing that names refer to, within one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// A value that is known without running the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A string, as written between its quotes.
    Str(Rc<str>),
    /// Some string that does not change, of which the text is not known.
    SomeStr,
    /// An integer.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// null, nil, None.
    Null,
}

/// What is known of the nodes of one tree.
#[derive(Debug, Default)]
pub struct Facts {
    names: Names,
    values: Values,
    /// For following data; most files never need it.
    index: OnceCell<Index>,
}

impl Facts {
    /// Finds out what a tree tells.
    pub fn of(tree: &Tree) -> Facts {
        let semantics = &tree.profile().semantics;
        let names = Names::of(tree, semantics);
        let values = values(tree, &names, semantics);
        Facts {
            names,
            values,
            index: OnceCell::new(),
        }
    }

    /// The full path that an imported name stands for: `md5` after `from hashlib import md5` is `hashlib`, `md5`.
    pub fn canonical(&self, name: NodeId) -> Option<&[Token]> {
        self.names.get(name)?.path.as_deref()
    }

    /// What a name refers to; two names with one binding are the same thing.
    pub fn binding(&self, name: NodeId) -> Option<BindingId> {
        self.names.binding(name)
    }

    /// The value of an expression, where every way to it gives the same one.
    pub fn constant(&self, expression: NodeId) -> Option<&Constant> {
        self.values.constants.get(&expression)
    }

    /// The expression that a name was last assigned, where there is only one (symbolic propagation).
    pub fn value(&self, name: NodeId) -> Option<NodeId> {
        self.values.expressions.get(&name).copied()
    }

    /// The type that an expression is declared with, as the node of that type; the literal, where
    /// the type is only shown by that.
    pub fn type_of(&self, tree: &Tree, expression: NodeId) -> Option<NodeId> {
        match tree.kind(expression) {
            Kind::Name => self.names.get(expression)?.declared,
            Kind::Member => self.names.get(tree.get(expression, Field::Name)?)?.declared,
            Kind::New | Kind::Cast => tree.get(expression, Field::Type),
            Kind::Await => self.type_of(tree, tree.get(expression, Field::Value)?),
            Kind::Conditional => [Field::Then, Field::Else]
                .into_iter()
                .find_map(|branch| self.type_of(tree, tree.get(expression, branch)?)),
            _ => None,
        }
    }

    /// Whether finding out took too many steps, so that some values stayed unknown.
    pub fn is_partial(&self) -> bool {
        self.values.is_partial
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// What the tree has to be called and held.
    pub(crate) fn index(&self, tree: &Tree) -> &Index {
        self.index.get_or_init(|| Index::of(tree, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tree;

    /// What is known of the argument of `see(…)`.
    fn seen(lang: &str, text: &str) -> String {
        let tree = tree(lang, text);
        let facts = Facts::of(&tree);
        let is_see = |id: &NodeId| {
            tree.get(*id, Field::Callee)
                .is_some_and(|callee| tree.text(callee).ends_with("see"))
        };
        let call = tree.walk(tree.root()).find(is_see).expect("a call of see");
        let arg = tree.get(call, Field::Arg).expect("an argument");
        match facts.constant(arg) {
            Some(Constant::Str(text)) => text.to_string(),
            Some(Constant::SomeStr) => "some string".into(),
            Some(Constant::Int(value)) => value.to_string(),
            Some(Constant::Bool(value)) => value.to_string(),
            Some(other) => format!("{other:?}"),
            None => "unknown".into(),
        }
    }

    #[test]
    fn values_follow_the_order_of_execution() {
        for (lang, text, expected) in [
            ("python", "x = 'a'\nsee(x)", "a"),
            ("python", "x = 'a'\nx = f()\nsee(x)", "unknown"),
            ("python", "x = 'a' + 'b'\nsee(x + 'c')", "abc"),
            (
                "python",
                "if c:\n  x = 'a'\nelse:\n  x = 'b'\nsee(x)",
                "some string",
            ),
            ("python", "x = 'a'\nif c:\n  x = f()\nsee(x)", "unknown"),
            ("python", "x = 'a'\nfor i in y:\n  see(x)", "a"),
            (
                "python",
                "x = 'a'\nfor i in y:\n  see(x)\n  x = f()",
                "unknown",
            ),
            ("python", "x = 1\nx += 2\nsee(x)", "3"),
            (
                "python",
                "def f():\n  x = 'a'\n  x.sort()\n  see(x)",
                "unknown",
            ),
            ("python", "x, y = 'a', 'b'\nsee(y)", "b"),
            ("python", "x = 'a'\nsee(x * n)", "some string"),
            ("python", "see(n * n)", "unknown"),
            ("python", "see(c and 'a' or 'b')", "some string"),
            ("python", "see(c and v or 'b')", "unknown"),
            ("python", "see(c and 'a' or v)", "unknown"),
            (
                "python",
                "x = 'a'\ntry:\n  x = f()\nexcept E:\n  pass\nsee(x)",
                "unknown",
            ),
            ("python", "x = 'a'\nwith f() as x:\n  see(x)", "unknown"),
            ("python", "x = 'a'\nsee(f'{x}b')", "ab"),
            ("python", "K = 'a'\ndef f():\n  see(K)", "a"),
            ("python", "K = 'a'\nK = 'b'\ndef f():\n  see(K)", "unknown"),
            ("python", "def f(x):\n  see(x)", "unknown"),
            ("python", "def f():\n  x = 'a'\n  del y[0]\n  see(x)", "a"),
            ("javascript", "const x = 'a'; function f() { see(x) }", "a"),
            ("javascript", "let x = 'a'; see(`${x}b`)", "ab"),
            (
                "javascript",
                "let x = 'a'; x = g(); function f() { see(x) }",
                "unknown",
            ),
            (
                "javascript",
                "function f() { let x = 'a'; { let x = g(); } see(x) }",
                "a",
            ),
            (
                "javascript",
                "let x = true ? 'a' : 'b'; see(x)",
                "some string",
            ),
            (
                "java",
                "class A { private static final String K = \"a\" + 1; void f() { see(K); } }",
                "a1",
            ),
            (
                "java",
                "class A { private String k = \"a\"; void f() { see(this.k); } }",
                "a",
            ),
            (
                "java",
                "class A { void f() { String s; switch (x) { case 1: s = \"a\"; break; default: s = \"a\"; } see(s); } }",
                "a",
            ),
            (
                "java",
                "class A { private static String k; static { k = \"a\"; } void f() { see(k); } }",
                "a",
            ),
            (
                "java",
                "class A { private static String k; static { k = \"a\"; } void g() { k = h(); } void f() { see(k); } }",
                "unknown",
            ),
            ("go", "package p\nfunc f() { x := \"a\"; see(x) }", "a"),
            ("php", "<?php $x = 'a'; see($x . 'b');", "ab"),
        ] {
            assert_eq!(seen(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn texts_that_double_stay_small() {
        let text = format!("x = 'a'\n{}see(x)", "x = x + x\n".repeat(200));
        assert_eq!(seen("python", &text), "some string");
    }

    #[test]
    fn values_that_are_too_many_to_follow_are_told() {
        let large = format!("x = 'a'\n{}", "x = x + x\n".repeat(15));
        let is_partial = |uses| {
            let text = format!("{large}{}", "y = x + 'b'\n".repeat(uses));
            Facts::of(&tree("python", &text)).is_partial()
        };
        assert!(!is_partial(100));
        assert!(is_partial(5_000));
    }

    /// The text of what the argument of `see(…)` stands for, and of names in that.
    fn symbol(lang: &str, text: &str) -> Vec<String> {
        let tree = tree(lang, text);
        let facts = Facts::of(&tree);
        let is_see = |id: &NodeId| {
            tree.get(*id, Field::Callee)
                .is_some_and(|callee| tree.text(callee) == "see")
        };
        let call = tree.walk(tree.root()).find(is_see).expect("a call of see");
        let mut at = tree.get(call, Field::Arg);
        let mut texts = Vec::new();
        while let Some(value) = at.and_then(|name| facts.value(name)) {
            texts.push(tree.text(value).to_owned());
            at = tree.walk(value).find(|part| facts.value(*part).is_some());
        }
        texts
    }

    #[test]
    fn names_stand_for_the_expressions_they_were_assigned() {
        for (text, expected) in [
            ("x = f()\nsee(x)", &["f()"][..]),
            ("x = f()\nx = x.g()\nsee(x)", &["x.g()", "f()"]),
            ("x = not f()\nsee(x)", &["not f()"]),
            ("x = f() + y\nsee(x)", &["f() + y"]),
            ("x = f()\nwhile c:\n  x = g(x)\nsee(x)", &[]),
            ("if c:\n  x = f()\nelse:\n  x = f()\nsee(x)", &[]),
        ] {
            assert_eq!(symbol("python", text), expected, "{text}");
        }
    }

    /// The full path of the name that is called first.
    fn path(lang: &str, text: &str) -> Option<Vec<Token>> {
        let tree = tree(lang, text);
        let facts = Facts::of(&tree);
        let names = tree
            .walk(tree.root())
            .filter(|id| tree.kind(*id) == Kind::Call || tree.kind(*id) == Kind::New);
        let last = names.last()?;
        let of = tree
            .get(last, Field::Callee)
            .or(tree.get(last, Field::Type))?;
        let name = crate::constants::base(&tree, of)?;
        facts.canonical(name).map(<[Token]>::to_vec)
    }

    #[test]
    fn imported_names_have_full_paths() {
        for (lang, text, expected) in [
            ("python", "import a.b as c\nc.f()", Some(&["a", "b"][..])),
            ("python", "from a.b import c\nc()", Some(&["a", "b", "c"])),
            ("python", "from a import b as c\nc()", Some(&["a", "b"])),
            ("python", "import a\na.f()", None),
            ("python", "from a import b\ndef f(b):\n  b()", None),
            (
                "javascript",
                "import {x as y} from 'm'; y()",
                Some(&["m", "x"]),
            ),
            ("javascript", "import d from 'm'; d()", Some(&["m"])),
            ("javascript", "const x = require('m'); x.f()", Some(&["m"])),
            (
                "javascript",
                "const {x} = require('m'); x()",
                Some(&["m", "x"]),
            ),
            (
                "java",
                "import a.b.C; class A { void f() { new C(); } }",
                Some(&["a", "b", "C"]),
            ),
            (
                "go",
                "package p\nimport m \"crypto/md5\"\nfunc f() { m.New() }",
                Some(&["md5"]),
            ),
            // Functions, classes and constants have names of their own.
            ("php", "<?php use A\\Request; request('x');", None),
            (
                "php",
                "<?php use A\\Request; Request::make('x');",
                Some(&["a", "request"]),
            ),
            (
                "php",
                "<?php use A\\Request; new Request();",
                Some(&["a", "request"]),
            ),
            (
                "php",
                "<?php use function A\\request; request('x');",
                Some(&["a", "request"]),
            ),
            (
                "php",
                "<?php use A\\{function b, C}; b();",
                Some(&["a", "b"]),
            ),
            (
                "php",
                "<?php use function A\\{b as d}; d();",
                Some(&["a", "b"]),
            ),
            ("php", "<?php use function A\\request; new Request();", None),
            (
                "php",
                "<?php use A\\Level; use const B\\LEVEL; new Level();",
                Some(&["a", "level"]),
            ),
            (
                "php",
                "<?php use const B\\LEVEL; use A\\Level; LEVEL->name();",
                Some(&["a", "level"]),
            ),
            (
                "java",
                "import a.exec; class A { void f() { exec(); } }",
                None,
            ),
            (
                "java",
                "import static a.B.exec; class A { void f() { exec(); } }",
                Some(&["a", "B", "exec"]),
            ),
        ] {
            let expected = expected
                .map(|words: &[&str]| words.iter().map(|word| Token::of(word)).collect::<Vec<_>>());
            assert_eq!(path(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn types_are_those_declared_or_shown() {
        for (lang, text, expected) in [
            (
                "java",
                "class A { private Foo f; void g() { see(f); } }",
                Some("Foo"),
            ),
            (
                "java",
                "class A { void g(Foo f) { see(f); } Foo f; }",
                Some("Foo"),
            ),
            (
                "java",
                "class A { void g() { see(this.f); } Bar f; }",
                Some("Bar"),
            ),
            ("python", "x: Foo = g()\nsee(x)", Some("Foo")),
            ("javascript", "const x = new Foo(); see(x)", Some("Foo")),
            ("go", "package p\nfunc f(x *T) { see(x) }", Some("*T")),
        ] {
            let tree = tree(lang, text);
            let facts = Facts::of(&tree);
            let call = tree
                .walk(tree.root())
                .filter(|id| tree.kind(*id) == Kind::Call)
                .last()
                .expect("a call");
            let arg = tree.get(call, Field::Arg).expect("an argument");
            assert_eq!(
                facts.type_of(&tree, arg).map(|ty| tree.text(ty)),
                expected,
                "{text}"
            );
        }
    }
}
