//! Kotlin.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "strong update",
        "fun f() { var x = source(); x = \"a\"; sink(x) }",
        false,
    ),
    (
        "strong update of a field",
        "class B { var a = \"\" }\nfun f() { val b = B(); b.a = source(); b.a = \"x\"; sink(b.a) }",
        false,
    ),
    (
        "alias",
        "class B { var a = \"\" }\nfun f() { val b = B(); val c = b; b.a = source(); sink(c.a) }",
        true,
    ),
    (
        "alias",
        "class B { var a = \"\" }\nfun f() { val b = B(); val c = B(); b.a = source(); sink(c.a) }",
        false,
    ),
    (
        "list by index",
        "fun f() { val a = listOf(\"x\", source()); sink(a[1]) }",
        true,
    ),
    (
        "list by index",
        "fun f() { val a = arrayOf(\"x\", \"y\"); a[1] = source(); sink(a[0]) }",
        false,
    ),
    (
        "list by its ends",
        "fun f() { val a = listOf(\"x\", source()); sink(a.last()) }",
        true,
    ),
    (
        "list by get",
        "fun f() { val a = mutableListOf<String>(); a.add(\"x\"); a.add(source()); sink(a.get(1)) }",
        true,
    ),
    (
        "map by key",
        "fun f() { val m = mutableMapOf<String, String>(); m[\"a\"] = source(); m[\"b\"] = \"x\"; sink(m[\"b\"]) }",
        false,
    ),
    (
        "map by key",
        "fun f() { val m = HashMap<String, String>(); m.put(\"a\", source()); m.put(\"b\", \"x\"); sink(m.get(\"a\")) }",
        true,
    ),
    (
        "map by key",
        "fun f() { val m = HashMap<String, String>(); m.put(\"a\", source()); m.put(\"b\", \"x\"); sink(m[\"b\"]) }",
        false,
    ),
    (
        "map by key",
        "fun f() { val m = mapOf(\"a\" to source(), \"b\" to \"x\"); sink(m[\"a\"]) }",
        true,
    ),
    (
        "iterator",
        "fun f() { for (x in listOf(source())) sink(x) }",
        true,
    ),
    (
        "iterator",
        "fun f() { source(); for (x in listOf(\"a\")) sink(x) }",
        false,
    ),
    (
        "iterator",
        "fun f() { val i = listOf(source()).iterator(); while (i.hasNext()) { sink(i.next()) } }",
        true,
    ),
    (
        "iterator",
        "fun f() { for ((i, x) in listOf(source()).withIndex()) sink(x) }",
        true,
    ),
    (
        "mapped",
        "fun f() { val xs = listOf(\"a\").map { source() }; sink(xs[0]) }",
        true,
    ),
    (
        "mapped",
        "fun f() { val xs = listOf(source()).map { \"a\" }; sink(xs[0]) }",
        false,
    ),
    (
        "folded",
        "fun f() { sink(listOf(source()).fold(\"\") { a, x -> a + x }) }",
        true,
    ),
    (
        "factory",
        "class A(val v: String) { companion object { fun make(v: String) = A(v) } }\nfun f() { sink(A.make(source()).v) }",
        true,
    ),
    (
        "factory",
        "class A(val v: String) { companion object { fun make(v: String) = A(v) } }\nfun f() { A.make(source()); sink(A.make(\"a\").v) }",
        false,
    ),
    (
        "constructor",
        "class A(val v: String, val w: String)\nfun f() { val a = A(source(), \"x\"); sink(a.v) }",
        true,
    ),
    (
        "inner class",
        "class A { class B { fun g(s: String) { sink(s) } } fun f() { source(); B().g(\"a\") } }",
        false,
    ),
    (
        "lambda",
        "fun f() { val g = { x: String -> sink(x) }; g(source()) }",
        true,
    ),
    (
        "lambda",
        "fun f() { val g = { x: String -> \"a\" }; sink(g(source())) }",
        false,
    ),
    (
        "lambda",
        "fun f() { val g = { x: String -> x }; sink(g.invoke(source())) }",
        true,
    ),
    (
        "lambda",
        "fun f() { val g = fun(x: String): String { return x }; sink(g(source())) }",
        true,
    ),
    (
        "callback",
        "fun g(h: (String) -> Unit) { h(\"a\") }\nfun f() { source(); g { sink(it) } }",
        false,
    ),
    (
        "callback",
        "fun g(h: (String) -> Unit) { h(source()) }\nfun f() { g { x -> sink(x) } }",
        true,
    ),
    (
        "chain",
        "fun f() { sink(source().trim().lowercase()) }",
        true,
    ),
    ("chain", "fun f() { source().also { sink(it) } }", true),
    (
        "chain",
        "fun f() { sink(source().let { it + \"a\" }) }",
        true,
    ),
    (
        "chain",
        "fun f() { val x: String? = source(); x?.let { sink(it) } }",
        true,
    ),
    ("chain", "fun f() { sink(null ?: source()) }", true),
    ("chain", "fun f() { sink(source().let { \"a\" }) }", false),
    (
        "method reference",
        "fun g(x: String): String = x\nfun f() { val h = ::g; sink(h(source())) }",
        true,
    ),
    (
        "session",
        "fun f(s: HttpSession) { s.setAttribute(\"a\", source()); sink(s.getAttribute(\"a\")) }",
        true,
    ),
    (
        "session",
        "fun f(s: HttpSession) { s.setAttribute(\"a\", source()); sink(s.getAttribute(\"b\")) }",
        false,
    ),
    (
        "buffer",
        "fun f() { val b = StringBuilder(); b.append(\"a\").append(source()); sink(b.toString()) }",
        true,
    ),
    (
        "buffer",
        "fun f() { source(); sink(buildString { append(\"a\") }) }",
        false,
    ),
    (
        "builder",
        "class A { var v = \"\"; fun v(s: String): A { v = s; return this }; fun go() { sink(v) } }\nfun f() { A().v(source()).go() }",
        true,
    ),
    (
        "builder",
        "class A { var v = \"\" }\nfun f() { val a = A().apply { v = source() }; sink(a.v) }",
        true,
    ),
    (
        "match value",
        "fun f(c: Int) { val x = when (c) { 1 -> source() else -> \"a\" }; sink(x) }",
        true,
    ),
    (
        "match value",
        "fun f(c: Int) { source(); val x = when (c) { 1 -> \"b\" else -> \"a\" }; sink(x) }",
        false,
    ),
    (
        "match value",
        "fun f(c: Boolean) { val x = if (c) source() else \"a\"; sink(x) }",
        true,
    ),
    (
        "match value",
        "fun f() { val x = try { source() } catch (e: E) { \"a\" }; sink(x) }",
        true,
    ),
    (
        "taken apart",
        "fun f() { val (a, b) = Pair(source(), \"x\"); sink(a) }",
        true,
    ),
    (
        "taken apart",
        "fun f() { val p = \"x\" to source(); sink(p.second) }",
        true,
    ),
    (
        "field set by another method",
        "class A { private var v = \"\"; fun set(s: String) { v = s }; fun go() { sink(v) } }\nfun f() { val a = A(); a.set(source()); a.go() }",
        true,
    ),
    (
        "field set by another method",
        "class A { private var v = \"\"; fun set(s: String) { v = s }; fun go() { sink(v) } }\nfun f() { val a = A(); val b = A(); a.set(source()); b.go() }",
        false,
    ),
    (
        "generator",
        "fun g() = sequence { yield(\"a\") }\nfun f() { source(); for (x in g()) sink(x) }",
        false,
    ),
    (
        "condition",
        "fun f() { val x = source(); if (!x.matches(Regex(\"[a-z]+\"))) sink(x) }",
        true,
    ),
    (
        "condition",
        "fun f(c: Boolean) { var x = source(); if (c) x = clean(x); sink(x) }",
        true,
    ),
    (
        "condition",
        "fun f() { val x = source(); if (x.matches(Regex(\"[a-z]+\"))) sink(x) }",
        false,
    ),
    (
        "allow-list",
        "fun f() { val x = source(); if (x in listOf(\"a\", \"b\")) sink(x) }",
        false,
    ),
    (
        "allow-list",
        "fun f() { val x = source(); if (x !in setOf(\"a\", \"b\")) sink(x) }",
        true,
    ),
    (
        "allow-list",
        "val ok = setOf(\"a\", \"b\")\nfun f() { val x = source(); if (ok.contains(x)) sink(x) }",
        false,
    ),
    (
        "allow-list",
        "fun f() { val x = source(); when (x) { \"a\", \"b\" -> sink(x) } }",
        false,
    ),
    (
        "allow-list",
        "fun f() { val x = source(); if (x !in setOf(\"a\", \"b\")) return; sink(x) }",
        false,
    ),
    (
        "constructor",
        "class A(val v: String, val w: String)\nfun f() { val a = A(source(), \"x\"); sink(a.w) }",
        false,
    ),
    (
        "constructor by name",
        "class A(val v: String, val w: String)\nfun f() { val a = A(w = source(), v = \"x\"); sink(a.v) }",
        false,
    ),
    (
        "callback",
        "fun g(h: (String) -> Unit) { h(source()) }\nfun f() { g { sink(it) } }",
        true,
    ),
    (
        "method reference",
        "fun g(x: String) { sink(x) }\nfun f() { listOf(source()).forEach(::g) }",
        true,
    ),
    (
        "method reference",
        "fun g(x: String): String = \"a\"\nfun f() { val h = ::g; sink(h(source())) }",
        false,
    ),
    (
        "match value",
        "fun f() { when (val x = source()) { \"a\" -> {} else -> sink(x) } }",
        true,
    ),
    (
        "getter",
        "class A { var s = \"\"; val v: String get() = s }\nfun f() { val a = A(); a.s = source(); sink(a.v) }",
        true,
    ),
    (
        "list by index",
        "fun f() { val a = listOf(\"x\", source()); sink(a[0]) }",
        false,
    ),
    (
        "list by its ends",
        "fun f() { val a = listOf(\"x\", source()); sink(a.first()) }",
        false,
    ),
    (
        "map by key",
        "fun f() { val m = mapOf(\"a\" to source(), \"b\" to \"x\"); sink(m[\"b\"]) }",
        false,
    ),
    (
        "map by key",
        "fun f() { val m = mapOf(\"a\" to source(), \"b\" to \"x\"); sink(m.getValue(\"b\")) }",
        false,
    ),
    (
        "buffer",
        "fun f() { val b = StringBuilder(); b.append(source()); b.setLength(0); sink(b.toString()) }",
        false,
    ),
    (
        "buffer",
        "fun f() { sink(buildString { append(source()) }) }",
        true,
    ),
    (
        "taken apart",
        "fun f() { val (a, b) = Pair(source(), \"x\"); sink(b) }",
        false,
    ),
    (
        "taken apart",
        "fun f() { val p = \"x\" to source(); sink(p.first) }",
        false,
    ),
    (
        "getter",
        "class A { val v: String get() = source() }\nfun f() { sink(A().v) }",
        true,
    ),
    (
        "getter",
        "class A { val v by lazy { source() }; fun f() { sink(v) } }",
        true,
    ),
    (
        "generator",
        "fun g() = sequence { yield(source()) }\nfun f() { for (x in g()) sink(x) }",
        true,
    ),
];

/// What is known to be wrong: what is told of these is right, and does not hold yet.
const GAPS: &[Case] = &[
    (
        "list by get",
        "fun f() { val a = mutableListOf<String>(); a.add(\"x\"); a.add(source()); sink(a.get(0)) }",
        false,
    ),
    (
        "inner class",
        "class A { var v = \"\"; inner class B { fun g() { sink(v) } } fun f() { v = source(); B().g() } }",
        true,
    ),
    (
        "object",
        "interface G { fun g(s: String) }\nfun f() { val o = object : G { override fun g(s: String) { sink(s) } }; o.g(source()) }",
        true,
    ),
    (
        "reflection",
        "class A { fun g(s: String) { sink(s) } fun f() { val m = A::class.java.getMethod(\"g\", String::class.java); m.invoke(this, source()) } }",
        true,
    ),
    (
        "condition",
        "fun f() { val x = source(); if (!Regex(\"[a-z]+\").matches(x)) return; sink(x) }",
        false,
    ),
    (
        "allow-list",
        "fun f() { val x = source(); sink(mapOf(\"a\" to \"b\")[x]) }",
        false,
    ),
];

#[test]
fn kinds_in_kotlin() {
    check("kotlin", RIGHT, GAPS);
}
