//! JavaScript.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "getter",
        "class A { get v() { return source(); } f() { sink(this.v); } }",
        true,
    ),
    (
        "getter",
        "class A { constructor(s) { this.s = s; } get v() { return this.s; } } sink(new A(source()).v)",
        true,
    ),
    (
        "getter",
        "class A { get v() { return 'x'; } f() { this.w = source(); sink(this.v); } }",
        false,
    ),
    (
        "constructor function",
        "function P(d) { this.d = d; } const p = new P(source()); sink(p.d)",
        true,
    ),
    (
        "constructor function",
        "function P(d, e) { this.d = d; this.e = e; } const p = new P(source(), 'x'); sink(p.e)",
        false,
    ),
    (
        "constructor function",
        "function P(d) { this.d = d; this.s = function () { sink(this.d); }; } new P(source()).s()",
        true,
    ),
    (
        "removed from an object",
        "const o = { a: source() }; delete o.a; sink(o.a)",
        false,
    ),
    (
        "removed from a map",
        "const m = new Map(); m.set('a', source()); m.clear(); sink(m.get('a'))",
        false,
    ),
    (
        "removed from a map",
        "const m = new Map(); m.set('a', source()); m.delete('a'); sink(m.get('a'))",
        false,
    ),
    (
        "filled",
        "const o = {}; Object.assign(o, source()); sink(o.a)",
        true,
    ),
    (
        "local of a function's name",
        "function b() { const b = []; b.push(source()); sink(b.join()); }",
        true,
    ),
    (
        "called at once",
        "async function f() { sink(await (async () => source())()); }",
        true,
    ),
    (
        "generator",
        "function* g() { yield source(); } function f() { for (const v of g()) sink(v); }",
        true,
    ),
    (
        "generator",
        "async function* g() { sink(yield source()); }",
        false,
    ),
    (
        "static",
        "class A { static set(x) { A.d = x; } } A.set(source()); sink(A.d)",
        true,
    ),
    (
        "reflection",
        "const o = { g(x) { sink(x); } }; o['g'](source())",
        true,
    ),
    (
        "exception across functions",
        "function g() { throw new Error(source()); } try { g(); } catch (e) { sink(e.message); }",
        true,
    ),
    (
        "exception across functions",
        "function g() { throw new Error('x'); } source(); try { g(); } catch (e) { sink(e.message); }",
        false,
    ),
    (
        "guard",
        "const x = source(); if (!/^[a-z]+$/.test(x)) throw 1; sink(x)",
        false,
    ),
    (
        "guard",
        "const OK = new Set(['a', 'b']); const x = source(); if (OK.has(x)) sink(x)",
        false,
    ),
    (
        "guard",
        "function check(x) { if (!/^[a-z]+$/.test(x)) throw 1; } const x = source(); check(x); sink(x)",
        false,
    ),
    (
        "reflection",
        "const o = { g(x) { sink(x); } }; Reflect.apply(o.g, o, [source()])",
        true,
    ),
    (
        "bound method",
        "class A { g(x) { sink(x); } f() { [source()].forEach(this.g.bind(this)); } }",
        true,
    ),
    (
        "bound method",
        "class A { g(x) { sink(x); } f() { [source()].forEach(this.g); } }",
        true,
    ),
    (
        "bound method",
        "class A { g(x) { return x; } f() { source(); const h = this.g.bind(this); sink(h(1)); } }",
        false,
    ),
    (
        "method by name",
        "class A { g(x) { sink(x); } f() { this['g'](source()); } }",
        true,
    ),
    (
        "arguments as a list",
        "function g(x, y) { sink(y); } g.apply(null, [1, source()])",
        true,
    ),
    (
        "arguments as a list",
        "function g(x, y) { sink(x); } g.apply(null, [1, source()])",
        false,
    ),
    (
        "getter",
        "const o = { get q() { return source(); } }; sink(o.q)",
        true,
    ),
    (
        "getter",
        "const o = { get q() { source(); return 1; } }; sink(o.q)",
        false,
    ),
    (
        "value of an unknown class",
        "sink(Other.valueOf(source()))",
        true,
    ),
];

const GAPS: &[Case] = &[("static", "class A { static d = source(); } sink(A.d)", true)];

#[test]
fn kinds_in_javascript() {
    check("javascript", RIGHT, GAPS);
}
