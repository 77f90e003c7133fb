//! Java.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "method with the name of a variable",
        "class A { void f(String run) throws Exception { String clean = run(source()); sink(clean); } String run(String s) { return \"x\"; } }",
        false,
    ),
    (
        "method with the name of a variable",
        "class A { void f(String run) throws Exception { run(source()); } void run(String s) { sink(s); } }",
        true,
    ),
    (
        "list of",
        "class A { void f() throws Exception { List<String> a = List.of(\"x\", source()); sink(a.get(0)); }  }",
        false,
    ),
    (
        "list of",
        "class A { void f() throws Exception { List<String> a = Arrays.asList(\"x\", source()); sink(a.get(1)); }  }",
        true,
    ),
    (
        "map of",
        "class A { void f() throws Exception { Map<String, String> m = Map.of(\"a\", source(), \"b\", \"x\"); sink(m.get(\"b\")); }  }",
        false,
    ),
    (
        "map of",
        "class A { void f() throws Exception { Map<String, String> m = Map.of(\"a\", source(), \"b\", \"x\"); sink(m.get(\"a\")); }  }",
        true,
    ),
    (
        "removed from a map",
        "class A { void f() throws Exception { Map<String, String> m = new HashMap<>(); m.put(\"a\", source()); m.clear(); sink(m.get(\"a\")); }  }",
        false,
    ),
    (
        "buffer",
        "class A { void f() throws Exception { StringBuilder b = new StringBuilder(); b.append(source()); b.setLength(0); sink(b.toString()); }  }",
        false,
    ),
    (
        "buffer",
        "class A { void f() throws Exception { StringBuilder b = new StringBuilder(); b.append(source()); b.setLength(4); sink(b.toString()); }  }",
        true,
    ),
    (
        "method reference",
        "class A { void f() throws Exception { List.of(source()).forEach(this::g); } void g(String s) { sink(s); } }",
        true,
    ),
    (
        "method reference",
        "class A { void f() throws Exception { Function<String, String> h = this::g; sink(h.apply(source())); } String g(String s) { return \"x\"; } }",
        false,
    ),
    (
        "anonymous class",
        "class A { void f() throws Exception { List<String> l = List.of(source()); l.forEach(new Consumer<String>() { public void accept(String v) { sink(v); } }); }  }",
        true,
    ),
    (
        "future",
        "class A { void f() throws Exception { CompletableFuture.supplyAsync(() -> source()).thenAccept(v -> sink(v)); }  }",
        true,
    ),
    (
        "record",
        "record R(String a, String b) {} class A { void f() { R r = new R(source(), \"x\"); sink(r.a()); } }",
        true,
    ),
    (
        "static",
        "class A { void f() throws Exception { s = source(); sink(s); } static String s; }",
        true,
    ),
    (
        "static",
        "class A { void f() throws Exception { B.s = source(); g(); } void g() { sink(B.s); } static class B { static String s; } }",
        true,
    ),
    (
        "static",
        "class A { void f() throws Exception { B.s = source(); B.s = \"x\"; sink(B.s); } static class B { static String s; } }",
        false,
    ),
    (
        "exception across functions",
        "class A { void f() throws Exception { try { g(); } catch (E e) { sink(e.getMessage()); } } void g() throws E { throw new E(source()); } }",
        true,
    ),
    (
        "exception across functions",
        "class A { void f() throws Exception { try { g(); } catch (E e) { sink(e.getMessage()); } } void g() throws E { throw new E(\"x\"); } String h() { return source(); } }",
        false,
    ),
    (
        "exception across functions",
        "class A { void f() throws Exception { String x = source(); try { x = g(); } catch (E e) { sink(x); } } String g() throws E { throw new E(\"x\"); } }",
        true,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); if (!x.matches(\"[a-z]+\")) { throw new E(); } sink(x); }  }",
        false,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); switch (x) { case \"a\": sink(x); } }  }",
        false,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); if (OK.contains(x)) sink(x); } static final Set<String> OK = Set.of(\"a\", \"b\"); }",
        false,
    ),
    (
        "enumeration",
        "class A { void f() throws Exception { sink(Kind.valueOf(source()).name()); }  }",
        false,
    ),
    (
        "enumeration of the file",
        "class A { void f() throws Exception { sink(Kind.valueOf(source()).text); }  } enum Kind { A, B; String text; }",
        false,
    ),
    (
        "enumeration",
        "class A { void f() throws Exception { sink(String.valueOf(source())); }  }",
        true,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); check(x); sink(x); } void check(String x) { if (!x.matches(\"[a-z]+\")) throw new E(); } }",
        false,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); check(x); sink(x); } void check(String x) { if (!x.matches(\"[a-z]+\")) log(x); } }",
        true,
    ),
    (
        "guard",
        "class A { void f() throws Exception { String x = source(); check(x); sink(x); } void check(String x) { x = x.trim(); x = \"a\"; } }",
        true,
    ),
    (
        "reflection",
        "class A { void f() throws Exception { Class.forName(\"A\").getMethod(\"g\", String.class).invoke(this, source()); } public void g(String s) { sink(s); } }",
        true,
    ),
    (
        "reflection",
        "class A { void f() throws Exception { Method m = A.class.getMethod(\"g\", String.class); m.invoke(this, source()); } public void g(String s) { sink(s); } }",
        true,
    ),
    (
        "reflection",
        "class A { void f() throws Exception { Method m = A.class.getMethod(\"g\", String.class); sink(m.invoke(this, source())); } public String g(String s) { return \"x\"; } }",
        false,
    ),
    (
        "reflection",
        "class A { void f() throws Exception { Object b = make(); ((B) b).g(source()); } } class B { void g(String s) { sink(s); } }",
        true,
    ),
    (
        "reflection",
        "class A { void f() throws Exception { A.class.getMethod(name(), String.class).invoke(this, source()); } public void g(String s) { sink(s); } }",
        false,
    ),
    (
        "method reference",
        "class A { void f() { Supplier<String> s = this::g; sink(s.get()); } String g() { return source(); } }",
        true,
    ),
    (
        "method reference",
        "class A { void f() { Stream.of(source()).map(this::g).forEach(x -> sink(x)); } String g(String s) { return \"x\"; } }",
        false,
    ),
    (
        "method reference",
        "class A { void f() { Stream.of(source()).map(this::g).forEach(x -> sink(x)); } String g(String s) { return s; } }",
        true,
    ),
    (
        "value of an unknown class",
        "class A { void f() { sink(Other.valueOf(source())); } }",
        true,
    ),
];

const GAPS: &[Case] = &[(
    "wrapped writer",
    "class A { void f() throws Exception { StringWriter w = new StringWriter(); new PrintWriter(w).print(source()); sink(w.toString()); }  }",
    true,
)];

#[test]
fn kinds_in_java() {
    check("java", RIGHT, GAPS);
}
