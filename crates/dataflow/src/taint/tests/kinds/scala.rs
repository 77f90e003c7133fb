//! Scala.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "cases of a function of its own",
        "object O { def f() = { val x = source(); Some(x).foreach { case r => log(r) }; register({ case y => sink(y) }) } }",
        false,
    ),
    (
        "cases of a function in another's",
        "object O { def f() = { List(source()).foreach { case a if a.isEmpty => List(\"x\").foreach { case b => log(b) }; case c => sink(c) } } }",
        true,
    ),
    (
        "strong update",
        "object O { def f() = { var x = source(); x = \"a\"; sink(x) } }",
        false,
    ),
    (
        "strong update of a field",
        "class B { var a = \"\" }\nobject O { def f() = { val b = new B(); b.a = source(); b.a = \"x\"; sink(b.a) } }",
        false,
    ),
    (
        "alias",
        "class B { var a = \"\" }\nobject O { def f() = { val b = new B(); val c = b; b.a = source(); sink(c.a) } }",
        true,
    ),
    (
        "alias",
        "class B { var a = \"\" }\nobject O { def f() = { val b = new B(); val c = new B(); b.a = source(); sink(c.a) } }",
        false,
    ),
    (
        "list by index",
        "object O { def f() = { val a = List(\"x\", source()); sink(a(1)) } }",
        true,
    ),
    (
        "list by index",
        "object O { def f() = { val a = Array(\"x\", \"y\"); a(1) = source(); sink(a(0)) } }",
        false,
    ),
    (
        "list by its ends",
        "object O { def f() = { val a = List(\"x\", source()); sink(a.last) } }",
        true,
    ),
    (
        "list by cons",
        "object O { def f() = { val a = source() :: Nil; sink(a.head) } }",
        true,
    ),
    (
        "map by key",
        "object O { def f() = { val m = mutable.Map[String, String](); m(\"a\") = source(); m(\"b\") = \"x\"; sink(m(\"b\")) } }",
        false,
    ),
    (
        "map by key",
        "object O { def f() = { val m = new HashMap[String, String](); m.put(\"a\", source()); m.put(\"b\", \"x\"); sink(m(\"b\")) } }",
        false,
    ),
    (
        "map by key",
        "object O { def f() = { val m = Map(\"a\" -> source(), \"b\" -> \"x\"); sink(m(\"a\")) } }",
        true,
    ),
    (
        "map by key",
        "object O { def f() = { val m = mutable.Map[String, String](); m += (\"a\" -> source()); sink(m(\"a\")) } }",
        true,
    ),
    (
        "iterator",
        "object O { def f() = { source(); for (x <- List(\"a\")) sink(x) } }",
        false,
    ),
    (
        "iterator",
        "object O { def f() = { val i = List(source()).iterator; while (i.hasNext) { sink(i.next()) } } }",
        true,
    ),
    (
        "iterator",
        "object O { def f() = { for (x <- List(source())) sink(x) } }",
        true,
    ),
    (
        "mapped",
        "object O { def f() = { val xs = List(\"a\").map(x => source()); sink(xs(0)) } }",
        true,
    ),
    (
        "mapped",
        "object O { def f() = { sink(List(source()).map(_ + \"a\")) } }",
        true,
    ),
    (
        "mapped",
        "object O { def f() = { val xs = List(source()).map(x => \"a\"); sink(xs(0)) } }",
        false,
    ),
    (
        "folded",
        "object O { def f() = { sink(List(source()).foldLeft(\"\")((a, x) => a + x)) } }",
        true,
    ),
    (
        "folded",
        "object O { def f() = { sink(List(source()).foldLeft(\"\")(_ + _)) } }",
        true,
    ),
    (
        "for-comprehension",
        "object O { def f() = { val xs = for (x <- List(source())) yield \"a\"; sink(xs) } }",
        false,
    ),
    (
        "for-comprehension",
        "object O { def f() = { for { x <- Some(source()); y <- Some(\"a\") } sink(y) } }",
        false,
    ),
    (
        "for-comprehension",
        "object O { def f() = { for { x <- List(source()) if x == \"a\" } sink(x) } }",
        false,
    ),
    (
        "for-comprehension",
        "object O { def f() = { val xs = for (x <- List(source())) yield x; sink(xs) } }",
        true,
    ),
    (
        "for-comprehension",
        "object O { def f() = { for { x <- Some(source()); y = x + \"a\" } sink(y) } }",
        true,
    ),
    (
        "factory",
        "class A(val v: String)\nobject A { def make(v: String) = new A(v) }\nobject O { def f() = { sink(A.make(source()).v) } }",
        true,
    ),
    (
        "factory",
        "class A(val v: String)\nobject A { def make(v: String) = new A(v) }\nobject O { def f() = { A.make(source()); sink(A.make(\"a\").v) } }",
        false,
    ),
    (
        "constructor",
        "case class A(v: String, w: String)\nobject O { def f() = { val a = A(source(), \"x\"); sink(a.v) } }",
        true,
    ),
    (
        "inner class",
        "class A { class B { def g(s: String) = { sink(s) } }; def f() = { source(); new B().g(\"a\") } }",
        false,
    ),
    (
        "object",
        "trait G { def g(s: String): Unit }\nobject O { def f() = { val o = new G { def g(s: String) = sink(s) }; o.g(source()) } }",
        true,
    ),
    (
        "lambda",
        "object O { def f() = { val g = (x: String) => sink(x); g(source()) } }",
        true,
    ),
    (
        "lambda",
        "object O { def f() = { val g = (x: String) => \"a\"; sink(g(source())) } }",
        false,
    ),
    (
        "lambda",
        "object O { def f() = { val g = (x: String) => x; sink(g.apply(source())) } }",
        true,
    ),
    (
        "callback",
        "object O { def g(h: String => Unit) = { h(source()) }; def f() = { g(x => sink(x)) } }",
        true,
    ),
    (
        "callback",
        "object O { def g(h: String => Unit) = { h(\"a\") }; def f() = { source(); g(x => sink(x)) } }",
        false,
    ),
    (
        "callback",
        "object O { def g(h: String => Unit) = { h(source()) }; def f() = { g { x => sink(x) } } }",
        true,
    ),
    (
        "chain",
        "object O { def f() = { sink(source().trim.toLowerCase) } }",
        true,
    ),
    (
        "chain",
        "object O { def f() = { sink(Option(source()).map(x => x).getOrElse(\"a\")) } }",
        true,
    ),
    (
        "chain",
        "object O { def f() = { sink(Option(source()).map(x => \"a\").getOrElse(\"b\")) } }",
        false,
    ),
    (
        "method reference",
        "object O { def g(x: String) = { sink(x) }; def f() = { List(source()).foreach(g) } }",
        true,
    ),
    (
        "method reference",
        "object O { def g(x: String) = { sink(x) }; def f() = { List(source()).foreach(g _) } }",
        true,
    ),
    (
        "method reference",
        "object O { def g(x: String) = \"a\"; def f() = { val h = g _; sink(h(source())) } }",
        false,
    ),
    (
        "session",
        "object O { def f(s: HttpSession) = { s.setAttribute(\"a\", source()); sink(s.getAttribute(\"a\")) } }",
        true,
    ),
    (
        "session",
        "object O { def f(s: HttpSession) = { s.setAttribute(\"a\", source()); sink(s.getAttribute(\"b\")) } }",
        false,
    ),
    (
        "buffer",
        "object O { def f() = { val b = new StringBuilder(); b.append(\"a\").append(source()); sink(b.toString) } }",
        true,
    ),
    (
        "buffer",
        "object O { def f() = { val b = new StringBuilder(); b ++= source(); sink(b.toString) } }",
        true,
    ),
    (
        "buffer",
        "object O { def f() = { val b = ListBuffer[String](); b += source(); sink(b(0)) } }",
        true,
    ),
    (
        "builder",
        "class A { var v = \"\"; def v(s: String): A = { v = s; this }; def go() = { sink(v) } }\nobject O { def f() = { new A().v(source()).go() } }",
        true,
    ),
    (
        "match value",
        "object O { def f(c: Int) = { val x = c match { case 1 => source(); case _ => \"a\" }; sink(x) } }",
        true,
    ),
    (
        "match value",
        "object O { def f(c: Int) = { source(); val x = c match { case 1 => \"b\"; case _ => \"a\" }; sink(x) } }",
        false,
    ),
    (
        "match value",
        "case class A(v: String, w: String)\nobject O { def f() = { A(source(), \"x\") match { case A(v, w) => sink(v) } } }",
        true,
    ),
    (
        "match value",
        "object O { def f() = { (source(), \"x\") match { case (a, b) => sink(a) } } }",
        true,
    ),
    (
        "match value",
        "object O { def f(c: Boolean) = { val x = if (c) source() else \"a\"; sink(x) } }",
        true,
    ),
    (
        "match value",
        "object O { def f() = { val x = try { source() } catch { case e: E => \"a\" }; sink(x) } }",
        true,
    ),
    (
        "match value",
        "object O { def f() = { (source(), \"x\") match { case (a, b) => sink(b) } } }",
        false,
    ),
    (
        "taken apart",
        "object O { def f() = { val (a, b) = (source(), \"x\"); sink(b) } }",
        false,
    ),
    (
        "taken apart",
        "object O { def f() = { val p = (source(), \"x\"); sink(p._2) } }",
        false,
    ),
    (
        "taken apart",
        "object O { def f() = { val p = (source(), \"x\"); sink(p._1) } }",
        true,
    ),
    (
        "field set by another method",
        "class A { private var v = \"\"; def set(s: String) = { v = s }; def go() = { sink(v) } }\nobject O { def f() = { val a = new A(); a.set(source()); a.go() } }",
        true,
    ),
    (
        "field set by another method",
        "class A { private var v = \"\"; def set(s: String) = { v = s }; def go() = { sink(v) } }\nobject O { def f() = { val a = new A(); val b = new A(); a.set(source()); b.go() } }",
        false,
    ),
    (
        "getter",
        "class A { lazy val v = source(); def f() = { sink(v) } }",
        true,
    ),
    (
        "generator",
        "object O { def f() = { val s = LazyList.continually(source()); sink(s.head) } }",
        true,
    ),
    (
        "condition",
        "object O { def f() = { val x = source(); if (x.matches(\"[a-z]+\")) sink(x) } }",
        false,
    ),
    (
        "condition",
        "object O { def f() = { val x = source(); if (!x.matches(\"[a-z]+\")) sink(x) } }",
        true,
    ),
    (
        "condition",
        "object O { def f() = { val x = source(); if (x.matches(\"[a-z]+\")) { sink(x) } else { sink(\"a\") } } }",
        false,
    ),
    (
        "condition",
        "object O { def f(c: Boolean) = { var x = source(); if (c) x = clean(x); sink(x) } }",
        true,
    ),
    (
        "allow-list",
        "object O { def f() = { val x = source(); if (List(\"a\", \"b\").contains(x)) sink(x) } }",
        false,
    ),
    (
        "allow-list",
        "object O { val ok = Set(\"a\", \"b\"); def f() = { val x = source(); if (ok.contains(x)) sink(x) } }",
        false,
    ),
    (
        "allow-list",
        "object O { def f() = { val x = source(); if (!Set(\"a\", \"b\").contains(x)) sink(x) } }",
        true,
    ),
    (
        "allow-list",
        "object O { def f() = { val x = source(); x match { case \"a\" | \"b\" => sink(x) } } }",
        false,
    ),
    (
        "lambda of cases",
        "object O { def f() = { List(source()).foreach { case x => sink(x) } } }",
        true,
    ),
    (
        "constructor",
        "case class A(v: String, w: String)\nobject O { def f() = { val a = A(source(), \"x\"); sink(a.w) } }",
        false,
    ),
    (
        "constructor by name",
        "case class A(v: String, w: String)\nobject O { def f() = { val a = A(w = source(), v = \"x\"); sink(a.v) } }",
        false,
    ),
    (
        "getter",
        "class A { var s = \"\"; def v = s }\nobject O { def f() = { val a = new A(); a.s = source(); sink(a.v) } }",
        true,
    ),
    (
        "list by its ends",
        "object O { def f() = { val a = List(\"x\", source()); sink(a.head) } }",
        false,
    ),
    (
        "map by key",
        "object O { def f() = { val m = Map(\"a\" -> source(), \"b\" -> \"x\"); sink(m.getOrElse(\"b\", \"c\")) } }",
        false,
    ),
    (
        "buffer",
        "object O { def f() = { val b = new StringBuilder(); b.append(source()); b.clear(); sink(b.toString) } }",
        false,
    ),
    (
        "list by index",
        "object O { def f() = { val a = List(\"x\", source()); sink(a(0)) } }",
        false,
    ),
    (
        "map by key",
        "object O { def f() = { val m = Map(\"a\" -> source(), \"b\" -> \"x\"); sink(m(\"b\")) } }",
        false,
    ),
    (
        "reflection",
        "class A { def g(s: String) = { sink(s) }; def f() = { val m = classOf[A].getMethod(\"g\"); m.invoke(this, source()) } }",
        true,
    ),
];

/// What is known to be wrong: what is told of these is right, and does not hold yet.
const GAPS: &[Case] = &[
    (
        "copy with changes",
        "case class A(v: String, w: String)\nobject O { def f() = { val a = A(source(), \"x\").copy(v = \"y\"); sink(a.v) } }",
        false,
    ),
    (
        "lambda of cases",
        "object O { def f() = { sink(source().map { case x => \"a\" }) } }",
        false,
    ),
    (
        "list by index",
        "object O { def f() = { val a = Array(\"x\", \"y\"); a(1) = source(); sink(a(1)) } }",
        true,
    ),
    (
        "map by key",
        "object O { def f() = { val m = mutable.Map[String, String](); m(\"a\") = source(); sink(m(\"a\")) } }",
        true,
    ),
    (
        "mapped",
        "object O { def f() = { List(source()).foreach(sink(_)) } }",
        true,
    ),
    (
        "factory",
        "class A(val v: String)\nobject A { def apply(v: String) = new A(\"x\") }\nobject O { def f() = { sink(A(source()).v) } }",
        false,
    ),
    (
        "inner class",
        "class A { var v = \"\"; class B { def g() = { sink(v) } }; def f() = { v = source(); new B().g() } }",
        true,
    ),
    (
        "match value",
        "case class A(v: String, w: String)\nobject O { def f() = { A(source(), \"x\") match { case A(v, w) => sink(w) } } }",
        false,
    ),
    (
        "allow-list",
        "object O { val ok = Set(\"a\", \"b\"); def f() = { val x = source(); if (ok(x)) sink(x) } }",
        false,
    ),
    (
        "allow-list",
        "object O { def f() = { val x = source(); sink(Map(\"a\" -> \"b\")(x)) } }",
        false,
    ),
    (
        "for-comprehension",
        "object O { def f() = { for { (a, b) <- List((source(), \"x\")) } sink(b) } }",
        false,
    ),
];

#[test]
fn kinds_in_scala() {
    check("scala", RIGHT, GAPS);
}
