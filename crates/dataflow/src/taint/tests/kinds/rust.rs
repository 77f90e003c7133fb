//! Rust.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "strong update",
        "fn f() { let mut x = source(); x = \"a\"; sink(x); }",
        false,
    ),
    (
        "strong update",
        "fn f() { let x = source(); let x = \"a\"; sink(x); }",
        false,
    ),
    (
        "strong update",
        "fn f() { let x = source(); { let x = \"a\"; g(x); } sink(x); }",
        true,
    ),
    (
        "strong update of a field",
        "fn f() { let mut b = B::default(); b.a = source(); b.a = \"x\"; sink(b.a); }",
        false,
    ),
    (
        "strong update of a field",
        "fn f() { let mut b = B::default(); b.a = source(); sink(b.c); }",
        false,
    ),
    (
        "alias",
        "fn f() { let mut b = B::default(); let c = &mut b; c.a = source(); sink(b.a); }",
        true,
    ),
    (
        "alias",
        "fn f() { let mut b = B::default(); let mut c = B::default(); c.a = source(); sink(b.a); }",
        false,
    ),
    (
        "alias handed on",
        "fn g(s: &mut String) { s.push_str(&source()); } fn f() { let mut x = String::new(); g(&mut x); sink(x); }",
        true,
    ),
    (
        "list by index",
        "fn f() { let a = [\"x\", source()]; sink(a[0]); }",
        false,
    ),
    (
        "list by index",
        "fn f() { let a = [\"x\", source()]; sink(a[1]); }",
        true,
    ),
    (
        "list by index",
        "fn f() { let a = vec![\"x\", source()]; sink(a[1]); }",
        true,
    ),
    (
        "list by its ends",
        "fn f() { let a = vec![\"x\", source()]; sink(a.last()); }",
        true,
    ),
    (
        "list by get",
        "fn f() { let mut a = Vec::new(); a.push(\"x\"); a.push(source()); sink(a[1]); }",
        true,
    ),
    (
        "map by key",
        "fn f() { let mut m = HashMap::new(); m.insert(\"a\", source()); m.insert(\"b\", \"x\"); sink(m[\"b\"]); }",
        false,
    ),
    (
        "map by key",
        "fn f() { let mut m = HashMap::new(); m.insert(\"a\", source()); m.insert(\"b\", \"x\"); sink(m.get(\"a\").unwrap()); }",
        true,
    ),
    (
        "map by key",
        "fn f() { let mut m = HashMap::new(); m.insert(\"a\", source()); m.insert(\"b\", \"x\"); sink(m.get(\"b\").unwrap()); }",
        false,
    ),
    (
        "map by key",
        "fn f() { let m = HashMap::from([(\"a\", source()), (\"b\", \"x\")]); sink(m[\"a\"]); }",
        true,
    ),
    (
        "iterator",
        "fn f() { for x in vec![source()] { sink(x); } }",
        true,
    ),
    (
        "iterator",
        "fn f() { source(); for x in vec![\"a\"] { sink(x); } }",
        false,
    ),
    (
        "iterator",
        "fn f() { let mut i = vec![source()].into_iter(); while let Some(x) = i.next() { sink(x); } }",
        true,
    ),
    (
        "iterator",
        "fn f() { for (i, x) in vec![source()].iter().enumerate() { sink(x); } }",
        true,
    ),
    (
        "mapped",
        "fn f() { let xs: Vec<_> = vec![\"a\"].iter().map(|x| source()).collect(); sink(xs[0]); }",
        true,
    ),
    (
        "mapped",
        "fn f() { let xs: Vec<_> = vec![source()].iter().map(|x| \"a\").collect(); sink(xs[0]); }",
        false,
    ),
    (
        "folded",
        "fn f() { sink(vec![source()].iter().fold(String::new(), |a, x| a + x)); }",
        true,
    ),
    (
        "factory",
        "struct A { v: String } impl A { fn new(v: String) -> Self { A { v } } } fn f() { sink(A::new(source()).v); }",
        true,
    ),
    (
        "factory",
        "struct A { v: String } impl A { fn new(v: String) -> Self { Self { v } } } fn f() { A::new(source()); sink(A::new(\"a\").v); }",
        false,
    ),
    (
        "factory",
        "struct A { v: String, w: String } impl A { fn new(v: String, w: String) -> Self { Self { v, w } } } fn f() { let a = A::new(source(), \"a\"); sink(a.w); }",
        false,
    ),
    (
        "constructor",
        "struct A(String, String); fn f() { let a = A(source(), \"x\"); sink(a.0); }",
        true,
    ),
    (
        "copy with changes",
        "fn f() { let a = A { v: source(), w: \"x\" }; let b = A { w: \"y\", ..a }; sink(b.v); }",
        true,
    ),
    (
        "inner function",
        "fn f() { fn g(s: String) { sink(s); } g(source()); }",
        true,
    ),
    (
        "inner function",
        "fn f() { fn g(s: String) { sink(s); } source(); g(\"a\"); }",
        false,
    ),
    (
        "lambda",
        "fn f() { let g = |x| sink(x); g(source()); }",
        true,
    ),
    (
        "lambda",
        "fn f() { let g = |x| \"a\"; sink(g(source())); }",
        false,
    ),
    (
        "lambda",
        "fn f() { let y = source(); let g = move || sink(y); g(); }",
        true,
    ),
    (
        "callback",
        "fn g(h: impl Fn(String)) { h(source()); } fn f() { g(|x| sink(x)); }",
        true,
    ),
    (
        "callback",
        "fn g(h: impl Fn(String)) { h(\"a\"); } fn f() { source(); g(|x| sink(x)); }",
        false,
    ),
    (
        "callback",
        "fn f() { thread::spawn(move || { sink(source()); }); }",
        true,
    ),
    (
        "chain",
        "fn f() { sink(source().trim().to_lowercase()); }",
        true,
    ),
    (
        "chain",
        "fn f() { sink(Some(source()).map(|x| x).unwrap_or(\"a\")); }",
        true,
    ),
    (
        "chain",
        "fn f() -> Result<(), E> { let x = source()?; sink(x); Ok(()) }",
        true,
    ),
    (
        "chain",
        "async fn f() { let x = source().await; sink(x); }",
        true,
    ),
    (
        "chain",
        "fn f() { sink(Some(source()).map(|x| \"a\").unwrap_or(\"b\")); }",
        false,
    ),
    (
        "method reference",
        "fn g(x: String) { sink(x); } fn f() { vec![source()].into_iter().for_each(g); }",
        true,
    ),
    (
        "method reference",
        "fn g(x: String) -> String { x } fn f() { let h = g; sink(h(source())); }",
        true,
    ),
    (
        "method reference",
        "fn g(x: String) -> &str { \"a\" } fn f() { let h = g; sink(h(source())); }",
        false,
    ),
    (
        "method reference",
        "fn f() { sink(Some(source()).map(String::from)); }",
        true,
    ),
    (
        "buffer",
        "fn f() { let mut s = String::new(); s += &source(); sink(s); }",
        true,
    ),
    (
        "buffer",
        "fn f() { let x = source(); sink(format!(\"a {x}\")); }",
        true,
    ),
    (
        "buffer",
        "fn f() { sink(format!(\"a {}\", source())); }",
        true,
    ),
    (
        "builder",
        "struct A { v: String } impl A { fn v(mut self, s: String) -> Self { self.v = s; self } fn go(&self) { sink(&self.v); } } fn f() { source(); A::default().v(\"a\").go(); }",
        false,
    ),
    (
        "match value",
        "fn f(c: i32) { let x = match c { 1 => source(), _ => \"a\" }; sink(x); }",
        true,
    ),
    (
        "match value",
        "fn f(c: i32) { source(); let x = match c { 1 => \"b\", _ => \"a\" }; sink(x); }",
        false,
    ),
    (
        "match value",
        "fn f() { match (A { v: source(), w: \"x\" }) { A { v, w } => sink(v) } }",
        true,
    ),
    (
        "match value",
        "fn f() { match (source(), \"x\") { (a, b) => sink(a) } }",
        true,
    ),
    (
        "match value",
        "fn f(c: bool) { let x = if c { source() } else { \"a\" }; sink(x); }",
        true,
    ),
    (
        "match value",
        "fn f() { if let Some(x) = source() { sink(x); } }",
        true,
    ),
    (
        "match value",
        "fn f() { let Some(x) = source() else { return; }; sink(x); }",
        true,
    ),
    (
        "match value",
        "fn f() { match (A { v: source(), w: \"x\" }) { A { v, w } => sink(w) } }",
        false,
    ),
    (
        "match value",
        "fn f() { match (source(), \"x\") { (a, b) => sink(b) } }",
        false,
    ),
    (
        "taken apart",
        "fn f() { let (a, b) = (source(), \"x\"); sink(b); }",
        false,
    ),
    (
        "taken apart",
        "fn f() { let p = (source(), \"x\"); sink(p.1); }",
        false,
    ),
    (
        "taken apart",
        "fn f() { let A { v: y, w } = A { v: source(), w: \"x\" }; sink(y); }",
        true,
    ),
    (
        "taken apart",
        "fn f() { let p = (source(), \"x\"); sink(p.0); }",
        true,
    ),
    (
        "taken apart",
        "fn f() { let A { v, w } = A { v: source(), w: \"x\" }; sink(w); }",
        false,
    ),
    (
        "field set by another method",
        "struct A { v: String } impl A { fn set(&mut self, s: String) { self.v = s; } fn go(&self) { sink(&self.v); } } fn f() { let mut a = A::default(); let b = A::default(); a.set(source()); b.go(); }",
        false,
    ),
    (
        "getter",
        "struct A { v: String, w: String } impl A { fn w(&self) -> &str { &self.w } } fn f() { let a = A { v: source(), w: \"x\" }; sink(a.w()); }",
        false,
    ),
    (
        "condition",
        "fn f() { let x = source(); if !x.chars().all(|c| c.is_ascii_digit()) { sink(x); } }",
        true,
    ),
    (
        "condition",
        "fn f(c: bool) { let mut x = source(); if c { x = clean(x); } sink(x); }",
        true,
    ),
    (
        "condition",
        "fn f() { let x = source(); if !Regex::new(\"^[a-z]+$\").unwrap().is_match(&x) { return; } sink(x); }",
        false,
    ),
    (
        "allow-list",
        "fn f() { let x = source(); if [\"a\", \"b\"].contains(&x) { sink(x); } }",
        false,
    ),
    (
        "allow-list",
        "fn f() { let x = source(); if ![\"a\", \"b\"].contains(&x) { sink(x); } }",
        true,
    ),
    (
        "allow-list",
        "const OK: [&str; 2] = [\"a\", \"b\"]; fn f() { let x = source(); if OK.contains(&x) { sink(x); } }",
        false,
    ),
    (
        "allow-list",
        "fn f() { let x = source(); match x { \"a\" => {}, _ => sink(x) } }",
        true,
    ),
    (
        "allow-list",
        "fn f() { let x = source(); if matches!(x, \"a\" | \"b\") { sink(x); } }",
        false,
    ),
    (
        "allow-list",
        "fn f() { let x = source(); match x { \"a\" | \"b\" => sink(x), _ => {} } }",
        false,
    ),
    (
        "alias",
        "fn f() { let mut x = String::new(); let y = &mut x; *y = source(); sink(x); }",
        true,
    ),
    (
        "alias handed on",
        "fn g(s: &mut String) { *s = source(); } fn f() { let mut x = String::new(); g(&mut x); sink(x); }",
        true,
    ),
    (
        "buffer",
        "fn f() { let mut s = String::new(); write!(s, \"{}\", source()); sink(s); }",
        true,
    ),
    (
        "endless loop",
        "fn f() { let x; loop { x = source(); break; } sink(x); }",
        true,
    ),
    (
        "list by index",
        "fn f() { let a = vec![\"x\", source()]; sink(a[0]); }",
        false,
    ),
    (
        "list by its ends",
        "fn f() { let a = vec![\"x\", source()]; sink(a.first()); }",
        false,
    ),
    (
        "buffer",
        "fn f() { let mut s = String::new(); s.push_str(&source()); s.clear(); sink(s); }",
        false,
    ),
    (
        "match value",
        "fn f() { let x = loop { break source(); }; sink(x); }",
        true,
    ),
];

/// What is known to be wrong: what is told of these is right, and does not hold yet.
const GAPS: &[Case] = &[
    (
        "list by get",
        "fn f() { let mut a = Vec::new(); a.push(\"x\"); a.push(source()); sink(a[0]); }",
        false,
    ),
    (
        "removed from a map",
        "fn f() { let mut m = HashMap::new(); m.insert(\"a\", source()); m.remove(\"a\"); sink(m[\"a\"]); }",
        false,
    ),
    (
        "constructor",
        "struct A(String, String); fn f() { let a = A(source(), \"x\"); sink(a.1); }",
        false,
    ),
    (
        "copy with changes",
        "fn f() { let a = A { v: source(), w: \"x\" }; let b = A { v: \"y\", ..a }; sink(b.v); }",
        false,
    ),
    (
        "builder",
        "struct A { v: String } impl A { fn v(mut self, s: String) -> Self { self.v = s; self } fn go(&self) { sink(&self.v); } } fn f() { A::default().v(source()).go(); }",
        true,
    ),
    (
        "field set by another method",
        "struct A { v: String } impl A { fn set(&mut self, s: String) { self.v = s; } fn go(&self) { sink(&self.v); } } fn f() { let mut a = A::default(); a.set(source()); a.go(); }",
        true,
    ),
    (
        "getter",
        "struct A { v: String, w: String } impl A { fn v(&self) -> &str { &self.v } } fn f() { let a = A { v: source(), w: \"x\" }; sink(a.v()); }",
        true,
    ),
    (
        "generator",
        "fn f() { for x in std::iter::from_fn(|| Some(source())) { sink(x); } }",
        true,
    ),
    (
        "channel",
        "fn f() { let (tx, rx) = mpsc::channel(); tx.send(source()); sink(rx.recv()); }",
        true,
    ),
    (
        "condition",
        "fn f() { let x = source(); if x.chars().all(|c| c.is_ascii_digit()) { sink(x); } }",
        false,
    ),
];

#[test]
fn kinds_in_rust() {
    check("rust", RIGHT, GAPS);
}
