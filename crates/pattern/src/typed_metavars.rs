//! Metavariables that say their type: `($X : T)`, or `(T $X)` where types come first.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use assay_languages::Lang;
use assay_syntax::{Head, Place};
use regex::Regex;

static TYPE_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\(\s*(\$?[A-Za-z_](?:\w|\.|::)*(?:\s*<[^()]*>)?(?:::\w+)*\??(?:\s*\[\s*\w*\s*\])*(?:(?:[\s\w]|::|<[^()]*>)*[*&\s])?)\s*\$([A-Z_][A-Z_0-9]*)\s*\)",
    )
    .expect("it is right")
});
static TYPE_LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\(\s*\$([A-Z_][A-Z_0-9]*)\s*:\s*([^()]+?)\s*\)").expect("it is right")
});

static IN_ARGUMENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\$([A-Z_][A-Z_0-9]*)\s*:\s*([A-Za-z_][\w.]*(?:\[[^\[\]]*\])?)\s*[,)]")
        .expect("it is right")
});

/// Words that before a metavariable are no type.
const NO_TYPES: &[&str] = &[
    "await", "new", "return", "yield", "throw", "delete", "typeof", "in", "not", "void", "else",
    "case", "ref", "out",
];

/// Where they stand with their names, and the type of each name.
type Typed = (Vec<(Range<usize>, String)>, HashMap<String, String>);

/// `($X : T)` and `(T $X)` where that is no list of parameters: their places and types.
pub(crate) fn typed_metavars(lang: Lang, source: &str) -> Typed {
    let matching = &lang.profile().matching;
    let type_first = matching.type_first;
    let regex = if type_first {
        &*TYPE_FIRST
    } else {
        &*TYPE_LAST
    };
    let mut places = Vec::new();
    let mut types = HashMap::new();
    for found in regex.captures_iter(source) {
        let (Some(whole), Some(first), Some(second)) = (found.get(0), found.get(1), found.get(2))
        else {
            continue;
        };
        let (name, of) = if type_first {
            (second, first)
        } else {
            (first, second)
        };
        let before = source[..whole.start()].trim_end();
        let called = before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '>' | '$'));
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let after = source[whole.end()..].trim_start();
        let is_list = called && !matches!(word, "return" | "in" | "await" | "throw")
            || after.starts_with("=>")
            || after.starts_with("->") && !matching.arrow_is_member;
        let is_type = !NO_TYPES.contains(&of.as_str().trim());
        if !is_list && is_type {
            let name = format!("${}", name.as_str());
            types.insert(name.clone(), of.as_str().trim().to_owned());
            places.push((whole.range(), name));
        }
    }
    if matching.types_in_arguments {
        let is_known = |range: &Range<usize>| {
            let mut places = places.iter();
            places.any(|(known, _)| known.contains(&range.start))
        };
        let mut found = in_arguments(source);
        found.retain(|(range, ..)| !is_known(range));
        for (range, name, of) in found {
            types.insert(name.clone(), of);
            places.push((range, name));
        }
    }
    (places, types)
}

/// `$X: T` among the arguments of a call, with its name and type.
fn in_arguments(source: &str) -> Vec<(Range<usize>, String, String)> {
    let found = IN_ARGUMENTS.captures_iter(source).filter_map(|found| {
        let (name, of) = (found.get(1)?, found.get(2)?);
        let range = found.get(0)?.start()..of.end();
        let place = Place::of(source, range.clone());
        let is_argument = place.inside == Some('(') && place.head == Head::Plain;
        is_argument.then(|| (range, format!("${}", name.as_str()), of.as_str().to_owned()))
    });
    found.collect()
}
