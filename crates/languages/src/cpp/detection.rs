//! Which headers are in C++: those with a word that C does not have, unless it stands behind a guard.

use assay_profile::HeadTest;

use crate::detect::{contains, has_line};
use crate::objc;

pub(crate) const CLAIMS: &[HeadTest] = &[HeadTest {
    extension: "h",
    passes: is_header,
}];

fn is_header(head: &[u8]) -> bool {
    const WORDS: &[&[u8]] = &[
        b"namespace ",
        b"template <",
        b"template<",
        b"class ",
        b"public:",
        b"private:",
        b"protected:",
        b"using ",
        b"constexpr ",
        b"virtual ",
        b"#include <string>",
        b"#include <vector>",
        b"#include <memory>",
        b"nullptr",
        b"std::",
    ];
    has_line(head, WORDS) && !contains(head, b"__cplusplus") && !objc::detection::is_header(head)
}
