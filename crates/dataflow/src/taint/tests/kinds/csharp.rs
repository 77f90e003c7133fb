//! C#.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "name with a sign",
        "class A { void F() { var @event = source(); Clear(\"x\"); sink(@event); } void Clear(string @event) {} }",
        true,
    ),
    (
        "getter",
        "class A { void F() { sink(V); } string V { get { return source(); } } }",
        true,
    ),
    (
        "getter",
        "class A { void F() { sink(this.V); } string V => source(); }",
        true,
    ),
    (
        "getter",
        "class A { void F() { source(); sink(V); } string V => \"x\"; }",
        false,
    ),
    (
        "index in braces",
        "class A { void F() { var d = new Dictionary<string, string> { [\"a\"] = source(), [\"b\"] = \"x\" }; sink(d[\"a\"]); }  }",
        true,
    ),
    (
        "index in braces",
        "class A { void F() { var d = new Dictionary<string, string> { [\"a\"] = source(), [\"b\"] = \"x\" }; sink(d[\"b\"]); }  }",
        false,
    ),
    (
        "named tuple",
        "class A { void F() { var t = (N: source(), M: \"x\"); sink(t.N); }  }",
        true,
    ),
    (
        "named tuple",
        "class A { void F() { var t = (N: source(), M: \"x\"); sink(t.M); }  }",
        false,
    ),
    (
        "match value",
        "class A { void F() { var r = source() switch { \"x\" => \"one\", var other => other }; sink(r); }  }",
        true,
    ),
    (
        "match value",
        "class A { void F() { if (source() is { Name: var n }) sink(n); }  }",
        true,
    ),
    (
        "reference",
        "class A { void F() { string x = \"\"; G(ref x); sink(x); } void G(ref string s) { s = source(); } }",
        true,
    ),
    (
        "reference",
        "class A { void F() { G(out var x); sink(x); } void G(out string s) { s = source(); } }",
        true,
    ),
    (
        "reference",
        "class A { void F() { string x = source(); G(ref x); sink(x); } void G(ref string s) { s = \"x\"; } }",
        false,
    ),
    (
        "removed from a map",
        "class A { void F() { var d = new Dictionary<string, string>(); d[\"a\"] = source(); d.Clear(); sink(d[\"a\"]); }  }",
        false,
    ),
    (
        "static",
        "class A { void F() { B.S = source(); sink(B.S); } static class B { public static string S; } }",
        true,
    ),
    (
        "static",
        "class A { void F() { B.S = source(); B.S = \"x\"; sink(B.S); } static class B { public static string S; } }",
        false,
    ),
    (
        "exception across functions",
        "class A { void F() { try { G(); } catch (E e) { sink(e.Message); } } void G() { throw new E(source()); } }",
        true,
    ),
    (
        "guard",
        "class A { void F() { var x = source(); if (!Regex.IsMatch(x, \"^[a-z]+$\")) return; sink(x); }  }",
        false,
    ),
    (
        "guard",
        "class A { void F() { var x = source(); Check(x); sink(x); } void Check(string x) { if (!Regex.IsMatch(x, \"^[a-z]+$\")) throw new E(); } }",
        false,
    ),
];

const GAPS: &[Case] = &[(
    "reflection",
    "class A { void F() { typeof(A).GetMethod(\"G\").Invoke(this, new object[] { source() }); } public void G(string s) { sink(s); } }",
    true,
)];

#[test]
fn kinds_in_csharp() {
    check("csharp", RIGHT, GAPS);
}
