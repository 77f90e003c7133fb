//! PHP.
//!
//! As in ast-grep, the grammar is the one for PHP code alone, so that a pattern needs no `<?php`: in a
//! template, text outside of PHP tags is reported as a parse error. `#[` opens an attribute and no comment.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "php",
    name: "PHP",
    grammar: "php",
    extensions: &["php", "phtml", "php3", "php4", "php5", "php7", "php8", "phps"],
    interpreters: &["php"],
    expando: 'µ',
    comments: Comments { line: &["//", "#"], ..Comments::C },
    quotes: &[
        Quote { lines: true, ..Quote::SINGLE },
        Quote::DOUBLE_LINES,
    ],
    literals: &["#["],
    ..Profile::PLAIN
};
