//! Functions that are handed on, and what they are called with.

use super::*;

#[test]
fn functions_get_what_their_caller_has() {
    let cases = [
        // The parameter that is not written.
        ("kotlin", "fun f() { source().forEach { sink(it) } }", true),
        (
            "kotlin",
            "fun f() { val v = source(); v.let { sink(it) } }",
            true,
        ),
        (
            "kotlin",
            "fun f() { val v = source(); \"a\".let { sink(it) } }",
            false,
        ),
        ("kotlin", "fun f() { source().run { sink(this) } }", true),
        (
            "kotlin",
            "fun f() { source().run { g() }; sink(this) }",
            false,
        ),
        ("swift", "func f() { source().forEach { sink($0) } }", true),
        ("swift", "func f() { others().forEach { sink($0) } }", false),
        // A block behind a call.
        ("ruby", "source().each { |x| sink(x) }", true),
        (
            "ruby",
            "xs = source()\nxs.each do |x|\n  sink(x)\nend",
            true,
        ),
        ("ruby", "source().each_pair { |k, v| sink(v) }", true),
        ("ruby", "[source()].each { |x| sink(x) }", true),
        ("kotlin", "fun f() { with(source()) { sink(this) } }", true),
        ("ruby", "source().tap { sink(_1) }", true),
        ("ruby", "x = source()\n['a'].each { |y| sink(y) }", false),
        (
            "scala",
            "object A { def f() = source().foreach(x => sink(x)) }",
            true,
        ),
        (
            "rust",
            "fn f() { source().iter().for_each(|x| sink(x)); }",
            true,
        ),
        // Beside what it is called with.
        (
            "php",
            "<?php array_map(function ($x) { sink($x); }, source());",
            true,
        ),
        (
            "php",
            "<?php $v = source(); array_walk($v, fn($x) => sink($x));",
            true,
        ),
        (
            "php",
            "<?php $v = source(); array_map(fn($x) => sink($x), ['a']);",
            false,
        ),
        // Values of cases.
        (
            "rust",
            "fn f() { match source() { Ok(x) => sink(x), Err(_) => {} } }",
            true,
        ),
        (
            "scala",
            "object A { def f() = { source() match { case Some(v) => sink(v) } } }",
            true,
        ),
        // Texts that are built in a chain of calls.
        (
            "java",
            "class A { void f() { StringBuilder b = new StringBuilder(); b.append(\"a\").append(source()).append(\"b\"); sink(b.toString()); } }",
            true,
        ),
        (
            "java",
            "class A { void f() { StringBuilder b = new StringBuilder(); b.append(\"a\").append(\"b\"); c.append(source()); sink(b.toString()); } }",
            false,
        ),
        (
            "rust",
            "fn f() { let mut s = String::new(); s.push_str(&source()); sink(s); }",
            true,
        ),
        (
            "go",
            "func f() { var b strings.Builder; b.WriteString(source()); sink(b.String()) }",
            true,
        ),
    ];
    let wrong: Vec<_> = cases
        .into_iter()
        .filter(|(lang, text, expected)| is_found(lang, text, Level::Deep) != *expected)
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn methods_find_what_the_constructor_has_put_into_their_object() {
    let cases = [
        (
            "python",
            "class A:\n  def __init__(self):\n    self.a = source()\n  def f(self):\n    sink(self.a)",
            true,
        ),
        (
            "python",
            "class A:\n  def __init__(self):\n    self.a = source()\n  def f(self):\n    sink(self.b)",
            false,
        ),
        (
            "python",
            "class A:\n  def __init__(self):\n    self.a = source()\nclass B:\n  def f(self):\n    sink(self.a)",
            false,
        ),
        (
            "java",
            "class A { String a; A() { a = source(); } void f() { sink(a); } }",
            true,
        ),
        (
            "javascript",
            "class A { constructor() { this.a = source() } f() { sink(this.a) } }",
            true,
        ),
    ];
    let wrong: Vec<_> = cases
        .into_iter()
        .filter(|(lang, text, expected)| is_found(lang, text, Level::Deep) != *expected)
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn what_stands_in_braces_behind_a_type_is_told_apart() {
    let cases = [
        (
            "go",
            "func f() { p := T{a: source(), b: \"x\"}; sink(p.a) }",
            true,
        ),
        (
            "go",
            "func f() { p := T{a: source(), b: \"x\"}; sink(p.b) }",
            false,
        ),
        ("go", "func f() { p := &T{a: source()}; sink(p) }", true),
        (
            "go",
            "func f() { s := []string{source(), \"b\"}; sink(s[1]) }",
            false,
        ),
        (
            "go",
            "func f() { s := []string{source(), \"b\"}; sink(s[i]) }",
            true,
        ),
        (
            "go",
            "func f() { m := map[string]string{\"a\": source(), \"b\": \"x\"}; sink(m[\"b\"]) }",
            false,
        ),
        (
            "go",
            "func f(k string) { m := map[string]string{k: source()}; sink(m[\"b\"]) }",
            true,
        ),
        (
            "rust",
            "fn f() { let s = S { a: source(), b: \"x\" }; sink(s.b); }",
            false,
        ),
        (
            "rust",
            "fn f() { let s = S { a: source(), b: \"x\" }; sink(s.a); }",
            true,
        ),
        (
            "go",
            "func (t T) g(s string) string { return \"x\" }\nfunc (t U) g(s string) string { return s }\nfunc f() { var i I = T{}; sink(i.g(source())) }",
            false,
        ),
        (
            "go",
            "func (t T) g(s string) string { return \"x\" }\nfunc (t U) g(s string) string { return s }\nfunc f() { var i I = U{}; sink(i.g(source())) }",
            true,
        ),
    ];
    let wrong: Vec<_> = cases
        .into_iter()
        .filter(|(lang, text, expected)| is_found(lang, text, Level::Deep) != *expected)
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn what_a_called_function_throws_is_caught_around_the_call() {
    let cases = [
        (
            "java",
            "class A { void g(String s) { throw new E(s); } void f() { try { g(source()); } catch (E e) { sink(e.getMessage()); } } }",
            true,
        ),
        (
            "java",
            "class A { void g(String s) { throw new E(\"x\"); } void f() { try { g(source()); } catch (E e) { sink(e.getMessage()); } } }",
            false,
        ),
        (
            "java",
            "class A { void h(String s) { throw new E(s); } void g(String s) { h(s); } void f() { try { g(source()); } catch (E e) { sink(e); } } }",
            true,
        ),
        (
            "python",
            "def g(s):\n  raise E(s)\ndef f():\n  try:\n    g(source())\n  except E as e:\n    sink(e)",
            true,
        ),
        (
            "javascript",
            "function g(s) { throw new Error(s) } function f() { try { g(source()) } catch (e) { sink(e.message) } }",
            true,
        ),
        (
            "javascript",
            "function g(s) { try { throw new Error(s) } catch (e) {} } function f() { try { g(source()); h() } catch (e) { sink(e.message) } }",
            false,
        ),
    ];
    let wrong: Vec<_> = cases
        .into_iter()
        .filter(|(lang, text, expected)| is_found(lang, text, Level::Deep) != *expected)
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn reflection_by_fixed_names_is_followed() {
    let cases = [
        (
            "java",
            "class A { static String a; static class B { static { sink(a); } } void f() { a = source(); new B(); } }",
            true,
        ),
        (
            "java",
            "class A { static String a; static class B { static { sink(a); } } void f() { a = source(); Class.forName(\"p.A$B\"); } }",
            true,
        ),
        (
            "java",
            "class A { static String a; static class B { static { sink(a); } } void f() { new B(); a = source(); } }",
            false,
        ),
        (
            "java",
            "class A { void f(C c) { Field n = c.getClass().getField(\"n\"); n.set(c, source()); sink(c.n); } }",
            true,
        ),
        (
            "java",
            "class A { void f(C c) { Field n = c.getClass().getField(\"m\"); n.set(c, source()); sink(c.n); } }",
            false,
        ),
        (
            "javascript",
            "class A { id(s) { return s } f() { const m = this['id']; sink(m.call(this, source())) } }\nnew A().f()",
            true,
        ),
        (
            "javascript",
            "class A { id(s) { return 'a' } f() { const m = this['id']; sink(m.call(this, source())) } }\nnew A().f()",
            false,
        ),
    ];
    let wrong: Vec<_> = cases
        .into_iter()
        .filter(|(lang, text, expected)| is_found(lang, text, Level::Deep) != *expected)
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn what_is_mapped_is_what_the_function_gives() {
    let languages = [
        ("javascript", "sink(source().map(x => BODY))", "x", "'a'"),
        (
            "javascript",
            "sink(source().map(x => { return BODY }))",
            "x",
            "'a'",
        ),
        (
            "javascript",
            "sink(await source().then(x => BODY))",
            "x",
            "'a'",
        ),
        (
            "typescript",
            "sink(source().map((x: any) => BODY))",
            "x",
            "'a'",
        ),
        (
            "java",
            "class A { void f() { sink(source().map(x -> BODY)); } }",
            "x",
            "\"a\"",
        ),
        (
            "csharp",
            "class A { void f() { sink(source().Select(x => BODY)); } }",
            "x",
            "\"a\"",
        ),
        ("ruby", "sink(source().map { |x| BODY })", "x", "'a'"),
        (
            "kotlin",
            "fun f() { sink(source().map { BODY }) }",
            "it",
            "\"a\"",
        ),
        (
            "kotlin",
            "fun f() { sink(source().map { x -> BODY }) }",
            "x",
            "\"a\"",
        ),
        (
            "scala",
            "object A { def f() = { sink(source().map(x => BODY)) } }",
            "x",
            "\"a\"",
        ),
        (
            "rust",
            "fn f() { sink(source().map(|x| BODY)); }",
            "x",
            "\"a\"",
        ),
        (
            "rust",
            "fn f() { sink(source().map(|x| { BODY })); }",
            "x",
            "\"a\"",
        ),
        (
            "swift",
            "func f() { sink(source().map { BODY }) }",
            "$0",
            "\"a\"",
        ),
        (
            "swift",
            "func f() { sink(source().map { x in BODY }) }",
            "x",
            "\"a\"",
        ),
        (
            "dart",
            "f() { sink(source().map((x) => BODY)); }",
            "x",
            "'a'",
        ),
    ];
    let mut wrong = Vec::new();
    for (lang, text, own, other) in languages {
        for (body, expected) in [(own, true), (other, false)] {
            let text = text.replace("BODY", body);
            if is_found(lang, &text, Level::Deep) != expected {
                wrong.push((lang, text));
            }
        }
    }
    assert_eq!(wrong, []);
}
