//! C.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "filled",
        "void f() { char b[9]; strcpy(b, source()); sink(b); }",
        true,
    ),
    (
        "filled",
        "void f() { char b[9]; snprintf(b, 9, \"%s\", source()); sink(b); }",
        true,
    ),
    (
        "filled",
        "void f() { char b[9]; char c[9]; memcpy(b, source(), 9); sink(c); }",
        false,
    ),
    (
        "reference",
        "void g(char **p) { *p = source(); } void f() { char *x; g(&x); sink(x); }",
        true,
    ),
];

const GAPS: &[Case] = &[];

#[test]
fn kinds_in_c() {
    check("c", RIGHT, GAPS);
}
