//! Objects: one by several names, fields, elements, what functions do to them, and functions that are held like them.

use super::*;

fn check(lang: &str, frame: &str, cases: &[(&str, bool)]) {
    let mut wrong = Vec::new();
    for (body, expected) in cases {
        let text = frame.replace("BODY", body);
        if is_found(lang, &text, Level::Deep) != *expected {
            wrong.push(format!("{lang}, expected {expected}: {body}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const JAVA_CLASSES: &str = "class A { void f() throws E { BODY }
  W make(String s) { W w = new W(); w.set(s); return w; }
  W self(W w) { return w; }
  void fill(W w, String s) { w.v = s; }
  String name; void keep(String s) { name = s; } String kept() { return this.name; }
  String twice(Function<String, String> g, String s) { return g.apply(g.apply(s)); } }
class W { String v; W next; W() {} W(String s) { this.v = s; } void set(String s) { v = s; } String get() { return v; } String shown() { return \"x\"; } }
class V extends W { V(String s) { super(s); } String get() { return \"v\"; } }";

#[test]
fn objects_are_told_apart_in_java() {
    check(
        "java",
        JAVA_CLASSES,
        &[
            // One object by two names.
            ("W a = new W(); W b = a; b.v = source(); sink(a.v);", true),
            (
                "W a = new W(); W b = new W(); b.v = source(); sink(a.v);",
                false,
            ),
            (
                "W a = new W(); W b = a; b.v = source(); a.v = \"x\"; sink(b.v);",
                false,
            ),
            (
                "W a = new W(); if (c) { a = new W(); } a.v = source(); sink(a.v);",
                true,
            ),
            (
                "W a = new W(); W b = new W(); W d = c ? a : b; d.v = source(); sink(b.v);",
                true,
            ),
            // Fields, and objects in fields.
            ("W a = new W(source()); sink(a.v);", true),
            ("W a = new W(source()); sink(a.next);", false),
            (
                "W a = new W(source()); W b = new W(\"x\"); sink(b.get());",
                false,
            ),
            ("W a = new W(\"x\"); a.set(source()); sink(a.get());", true),
            (
                "W a = new W(\"x\"); a.set(source()); a.set(\"y\"); sink(a.get());",
                false,
            ),
            (
                "W a = new W(); W b = new W(source()); a.next = b; sink(a.next.get());",
                true,
            ),
            (
                "W a = new W(); W b = new W(); a.next = b; b.v = source(); sink(a.next.v);",
                true,
            ),
            ("W a = new W(source()); sink(a.shown());", false),
            // What functions make, give back and do.
            ("sink(make(source()).get());", true),
            (
                "W a = make(source()); W b = make(\"x\"); sink(b.get());",
                false,
            ),
            (
                "W a = make(\"x\"); W b = make(source()); W d = make(\"y\"); sink(a.v + d.v);",
                false,
            ),
            (
                "W a = new W(); self(a).v = source(); W b = self(a); b.v = source(); sink(a.v);",
                true,
            ),
            ("W a = new W(); fill(a, source()); sink(a.v);", true),
            (
                "W a = new W(); fill(a, source()); fill(a, \"x\"); sink(a.v);",
                false,
            ),
            ("keep(source()); sink(kept());", true),
            ("keep(source()); keep(\"x\"); sink(kept());", false),
            // Which method runs is told by the object.
            ("W a = new V(source()); sink(a.get());", false),
            ("W a = new V(source()); sink(a.v);", true),
            (
                "W a = new W(source()) { String get() { return \"x\"; } }; sink(a.get());",
                false,
            ),
            // Functions as values.
            (
                "Function<String, String> g = s -> s; sink(twice(g, source()));",
                true,
            ),
            (
                "Function<String, String> g = s -> \"x\"; sink(twice(g, source()));",
                false,
            ),
            (
                "Runnable r = new Runnable() { public void run() { sink(source()); } }; r.run();",
                true,
            ),
            // In a loop each round has an object of its own.
            (
                "W last = null; for (int i = 0; i < n; i++) { W a = new W(); if (last != null) { sink(last.v); } a.v = source(); last = a; }",
                true,
            ),
            (
                "for (int i = 0; i < n; i++) { W a = new W(); sink(a.v); a.v = source(); }",
                false,
            ),
        ],
    );
}

#[test]
fn elements_are_told_apart_in_java() {
    check(
        "java",
        JAVA_CLASSES,
        &[
            (
                "String[] a = new String[3]; a[0] = source(); sink(a[1]);",
                false,
            ),
            (
                "String[] a = new String[3]; a[0] = source(); sink(a[0]);",
                true,
            ),
            (
                "String[] a = new String[3]; String[] b = a; b[0] = source(); sink(a[0]);",
                true,
            ),
            (
                "String[] a = new String[] { source(), \"x\" }; sink(a[1]);",
                false,
            ),
            (
                "Map m = new HashMap(); m.put(\"a\", source()); sink(m.get(\"b\"));",
                false,
            ),
            (
                "Map m = new HashMap(); m.put(\"a\", source()); sink(m.get(\"a\"));",
                true,
            ),
            (
                "Map m = new HashMap(); m.put(source(), \"x\"); sink(m.keySet());",
                true,
            ),
            (
                "Map m = new HashMap(); m.put(source(), \"x\"); sink(m.get(\"a\"));",
                false,
            ),
            (
                "S s = req.session(); s.setAttribute(\"a\", source()); sink(s.getAttribute(\"b\"));",
                false,
            ),
            (
                "S s = req.session(); s.setAttribute(\"a\", source()); sink(s.getAttribute(\"a\"));",
                true,
            ),
            (
                "LinkedList l = new LinkedList(); l.addLast(source()); sink(l.getLast());",
                true,
            ),
            (
                "LinkedList l = new LinkedList(); l.add(\"x\"); l.add(source()); l.remove(0); sink(l.get(0));",
                true,
            ),
            (
                "LinkedList l = new LinkedList(); l.add(\"x\"); l.add(source()); l.remove(1); sink(l.get(0));",
                false,
            ),
            (
                "List l = new ArrayList(); List k = new ArrayList(); l.add(source()); k.addAll(l); sink(k.get(0));",
                true,
            ),
            (
                "List l = new ArrayList(); l.add(new W(source())); for (W w : l) { sink(w.get()); }",
                true,
            ),
            (
                "List l = new ArrayList(); l.add(new W(source())); for (W w : l) { sink(w.shown()); }",
                false,
            ),
            (
                "List l = new ArrayList(); l.add(source()); Iterator i = l.iterator(); sink(i.next());",
                true,
            ),
        ],
    );
}

#[test]
fn objects_are_told_apart_in_javascript() {
    check(
        "javascript",
        "class W { constructor(v) { this.v = v } get() { return this.v } put(v) { this.v = v; return this } }
class V extends W { constructor(v) { super(v) } }
function* many(x) { yield x }
function handle() { BODY }",
        &[
            ("const a = {}; const b = a; b.v = source(); sink(a.v)", true),
            ("const a = {}; const b = { ...a }; b.v = source(); sink(a.v)", false),
            ("const a = new W(source()); const b = new W('x'); sink(b.get())", false),
            ("const a = new V(source()); sink(a.get())", true),
            ("const a = new W('x').put(source()); sink(a.get())", true),
            ("const a = new W(source()).put('x'); sink(a.get())", false),
            ("const a = [source(), 'x']; const [d, b] = a; sink(b)", false),
            ("const a = [source(), 'x']; a.reverse(); sink(a[1])", true),
            ("const f = x => x; sink(f(source()))", true),
            ("const o = { f(x) { return x }, g: x => 'x' }; sink(o.f(source()))", true),
            ("const o = { f(x) { return x }, g: x => 'x' }; sink(o.g(source()))", false),
            ("const add = x => y => x + y; sink(add(source())('x'))", true),
            ("const run = (f, x) => f(x); sink(run(x => x, source()))", true),
            ("const run = (f, x) => f(x); sink(run(x => 'x', source()))", false),
            ("function show() { sink(this.v) } show.call({ v: source() })", true),
            ("new Promise(done => done(source())).then(x => sink(x))", true),
            ("try { throw source() } catch (e) { sink(e) }", true),
            ("try { throw 'x' } catch (e) { sink(e) }", false),
            ("for (const x of many(source())) sink(x)", true),
            ("const m = new Map(); m.set('a', source()); sink(m.get('b'))", false),
            ("[new W(source())].forEach(w => sink(w.get()))", true),
        ],
    );
}

#[test]
fn objects_are_told_apart_in_other_languages() {
    check(
        "python",
        "class W:
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
class V(W):
    def __init__(self, v):
        super().__init__(v)
def rest(*args, **named):
    sink(args[0])
    sink(named['a'])
BODY",
        &[
            ("a = W(source())\nb = W('x')\nsink(b.get())", false),
            ("a = V(source())\nsink(a.get())", true),
            ("a = {}\nb = a\nb['k'] = source()\nsink(a['k'])", true),
            ("rest('x', source(), a='x')", false),
            ("rest('x', a=source())", true),
            (
                "def outer(x):\n    def inner():\n        return x\n    return inner\nsink(outer(source())())",
                true,
            ),
        ],
    );
    check(
        "go",
        "package p\ntype W struct { v string }\nfunc (w *W) set(v string) { w.v = v }\nfunc named(s string) (r string) { r = s; return }\nfunc f() { BODY }",
        &[
            ("a := &W{}; b := a; b.v = source(); sink(a.v)", true),
            ("a := &W{}; b := &W{}; b.v = source(); sink(a.v)", false),
            ("a := &W{}; a.set(source()); sink(a.v)", true),
            ("sink(named(source()))", true),
            ("var v T; decode(source(), &v); sink(v)", true),
        ],
    );
    check(
        "php",
        "<?php class W { public function __construct(public string $v, public string $t) {} function get() { return $this->v; } }\nfunction id($x, $y) { return $y; }\nBODY",
        &[
            ("$a = new W(source(), 'x'); sink($a->get());", true),
            ("$a = new W(source(), 'x'); sink($a->t);", false),
            ("$a = ['k' => source(), 'l' => 'x']; sink($a['l']);", false),
            ("sink(id(y: source(), x: 'x'));", true),
            ("sink(id(y: 'x', x: source()));", false),
        ],
    );
    check(
        "csharp",
        "class A { void F() { BODY } } class W { public string V; public string T; public W() {} public string Get() { return V; } }",
        &[
            ("var a = new W { V = source() }; sink(a.Get());", true),
            ("var a = new W { V = source() }; sink(a.T);", false),
            (
                "var a = new W(); var b = a; b.V = source(); sink(a.V);",
                true,
            ),
        ],
    );
}

#[test]
fn what_holds_itself_has_an_end() {
    let class = |at: usize| format!("class C{at} {{ n = new C{}(); }}\n", (at + 1) % 40);
    let classes: String = (0..40).map(class).collect();
    for text in [
        format!("{classes}const a = new C0(); sink(source()); sink(a)"),
        "const a = {}; a.a = a; a.b = source(); const b = [a]; b.push(b); sink(b)".to_owned(),
        "for (const x of y) { const a = {}; a.before = last; last = a; a.v = source(); sink(last) }".to_owned(),
        "function f(x) { return g(x) } function g(x) { return f(x) } sink(f(source()))".to_owned(),
        "let n = 0; const o = { n }; o.n = 1; const p = o; o.n = p.n; sink(source() + o.n)".to_owned(),
    ] {
        assert!(is_found("javascript", &text, Level::Deep), "{text}");
    }
}
