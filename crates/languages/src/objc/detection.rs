//! Which headers and `.m` files are in Objective-C.

use assay_profile::HeadTest;

use crate::detect::{has_line, opens_with};

pub(crate) const CLAIMS: &[HeadTest] = &[HeadTest {
    extension: "h",
    passes: is_header,
}];

/// MATLAB and Octave show by their comments and functions, Wolfram and Mercury by theirs.
pub(crate) const DISCLAIMS: &[HeadTest] = &[HeadTest {
    extension: "m",
    passes: |head| {
        opens_with(
            head,
            &[
                b"%",
                b"function ",
                b"function[",
                b"classdef ",
                b"(*",
                b":- ",
                b"BeginPackage[",
            ],
        )
    },
}];

/// Whether a header has a word that neither C nor C++ has.
pub(crate) fn is_header(head: &[u8]) -> bool {
    has_line(
        head,
        &[
            b"@interface",
            b"@protocol",
            b"@class",
            b"@import",
            b"#import",
            b"@property",
        ],
    )
}
