//! Go.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "channel",
        "package p\nfunc f() { c := make(chan string, 1); c <- source(); sink(<-c) }",
        true,
    ),
    (
        "channel",
        "package p\nfunc f() { c := make(chan string); go func() { c <- source() }(); x := <-c; sink(x) }",
        true,
    ),
    (
        "channel",
        "package p\nfunc f() { c := make(chan string, 1); c <- source(); for x := range c { sink(x) } }",
        true,
    ),
    (
        "channel",
        "package p\nfunc f() { c := make(chan string, 1); c <- source(); x, ok := <-c; _ = ok; sink(x) }",
        true,
    ),
    (
        "channel",
        "package p\nfunc f() { c := make(chan string, 1); c <- source(); select { case x := <-c: sink(x); default: } }",
        true,
    ),
    (
        "channel",
        "package p\nfunc f() { c := make(chan string, 1); d := make(chan string, 1); c <- source(); sink(<-d) }",
        false,
    ),
    (
        "channel",
        "package p\nfunc g(c chan string) { sink(<-c) }\nfunc f() { c := make(chan string, 1); c <- source(); g(c) }",
        true,
    ),
    (
        "channel",
        "package p\ntype T struct { c chan string }\nfunc f(t *T) { t.c <- source(); sink(<-t.c) }",
        true,
    ),
    (
        "buffer",
        "package p\nfunc f() { var b strings.Builder; b.WriteString(source()); sink(b.String()) }",
        true,
    ),
    (
        "buffer",
        "package p\nfunc f() { var b bytes.Buffer; fmt.Fprintf(&b, \"%s\", source()); sink(b.String()) }",
        true,
    ),
    (
        "buffer",
        "package p\nfunc f() { b := []byte{}; copy(b, source()); sink(b) }",
        true,
    ),
    (
        "buffer",
        "package p\nfunc b() { b := &strings.Builder{}; b.WriteString(source()); sink(b.String()) }",
        true,
    ),
    (
        "decoded",
        "package p\nfunc f() { var v T; json.Unmarshal(source(), &v); sink(v.Name) }",
        true,
    ),
    (
        "decoded",
        "package p\nfunc f() { var v T; json.NewDecoder(source()).Decode(&v); sink(v.Name) }",
        true,
    ),
    (
        "structure by place",
        "package p\ntype P struct { a, b string }\nfunc f() { p := P{source(), \"x\"}; sink(p.a) }",
        true,
    ),
    (
        "structure by place",
        "package p\ntype P struct { a string; b string }\nfunc f() { p := P{source(), \"x\"}; sink(p.b) }",
        false,
    ),
    (
        "removed from a map",
        "package p\nfunc f() { m := map[string]string{\"a\": source()}; delete(m, \"a\"); sink(m[\"a\"]) }",
        false,
    ),
    (
        "deferred",
        "package p\nfunc f() { x := source(); defer func() { sink(x) }() }",
        true,
    ),
    (
        "allow-list",
        "package p\nvar m = map[string]string{\"a\": \"b\"}\nfunc f() { sink(m[source()]) }",
        false,
    ),
    (
        "channel",
        "package p\nfunc g(c chan string) { c <- source() }\nfunc f() { c := make(chan string, 1); g(c); sink(<-c) }",
        true,
    ),
    (
        "panic",
        "package p\nfunc f() { defer func() { if r := recover(); r != nil { sink(r) } }(); panic(source()) }",
        true,
    ),
    (
        "channel",
        "package p\nfunc g(c chan string) { v := <-c; sink(v) }\nfunc f() { c := make(chan string); go g(c); c <- source() }",
        true,
    ),
    (
        "channel",
        "package p\nfunc g(c chan string) { v := <-c; sink(v) }\nfunc f() { c := make(chan string); d := make(chan string); go g(c); c <- \"x\"; d <- source() }",
        false,
    ),
    (
        "panic",
        "package p\nfunc g() { if r := recover(); r != nil { sink(r) } }\nfunc f() { defer g(); panic(source()) }",
        true,
    ),
    (
        "panic",
        "package p\nfunc f() { source(); defer func() { if r := recover(); r != nil { sink(r) } }(); panic(\"x\") }",
        false,
    ),
    (
        "put off",
        "package p\nfunc f() { x := \"a\"; defer func() { sink(x) }(); x = source() }",
        true,
    ),
    (
        "put off",
        "package p\nfunc f() { x := source(); x = \"a\"; defer func() { sink(x) }(); x = \"b\" }",
        false,
    ),
];

const GAPS: &[Case] = &[
    (
        "reference",
        "package p\nfunc g(p *string) { *p = source() }\nfunc f() { x := \"\"; g(&x); sink(x) }",
        true,
    ),
    (
        "allow-list",
        "package p\nvar ok = map[string]bool{\"a\": true}\nfunc f() { x := source(); if ok[x] { sink(x) } }",
        false,
    ),
];

#[test]
fn kinds_in_go() {
    check("go", RIGHT, GAPS);
}
