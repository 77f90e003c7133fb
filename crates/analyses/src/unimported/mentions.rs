//! Files that are named in texts: in page and build configurations, in lists of modules to load, in calls that load one
//! by its path. Who is named may be loaded, though no import says so.

use std::collections::{HashMap, HashSet};

use assay_project::{Texts, without_dots};

/// The files among these that some other file names.
pub fn mentioned<'p>(texts: &Texts, paths: &[&'p str]) -> HashSet<&'p str> {
    let mut by_stem: HashMap<&str, Vec<&'p str>> = HashMap::new();
    for path in paths {
        by_stem.entry(stem(last(path))).or_default().push(path);
        // The file that stands for its folder goes by its name.
        by_stem.entry(last(folder(path))).or_default().push(path);
    }
    let mut found = HashSet::new();
    for (from, text) in texts.iter() {
        let Some(text) = text.unpack() else {
            continue;
        };
        for (named, is_quoted) in names(&text) {
            for stem in stems(named) {
                let fits = by_stem.get(stem).into_iter().flatten();
                found.extend(
                    fits.filter(|path| **path != from && means(from, named, is_quoted, path)),
                );
            }
        }
    }
    found
}

/// Stretches of a text that may be paths or names of modules, and whether they are all that is between quotes.
fn names(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_quote = |byte: Option<u8>| matches!(byte, Some(b'"' | b'\'' | b'`'));
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is_of_name(bytes[at]) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && is_of_name(bytes[at]) {
            at += 1;
        }
        let before = start.checked_sub(1).map(|place| bytes[place]);
        let after = bytes.get(at).copied();
        let is_quoted =
            is_quote(before) && (is_quote(after) || after == Some(b':') || after == Some(b'?'));
        (start < at).then(|| (&text[start..at], is_quoted))
    })
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'@' | b'~')
        || byte >= 0x80
}

/// The names by which a stretch may call a file: the last part of a path, or any part of a name with dots.
fn stems(named: &str) -> impl Iterator<Item = &str> {
    let name = last(named);
    let is_path = named.contains('/');
    let parts = name.split('.').filter(|part| !part.is_empty());
    parts.take(if is_path { 1 } else { MOST_PARTS })
}

/// Parts of a name with dots that are looked at.
const MOST_PARTS: usize = 12;

/// Whether a stretch of one file's text means another file.
fn means(from: &str, named: &str, is_quoted: bool, path: &str) -> bool {
    let whole = without_ending(path);
    let place = if stem(last(path)) == stem(last(named)) {
        whole
    } else {
        folder(path)
    };
    if named.contains('/') {
        let said = without_ending(named);
        if said.starts_with('.') {
            return without_dots(folder(from), said)
                .is_some_and(|said| said == whole || said == place);
        }
        let said = said.trim_start_matches(['/', '~']);
        // Build tools have names for folders: `@/a`, `@site/src/a`.
        let behind = said.strip_prefix('@').and_then(|said| said.split_once('/'));
        let said = behind.map_or(said, |(_, rest)| rest);
        return ends_with(whole, said, '/') || ends_with(place, said, '/');
    }
    if last(path) == named {
        return true;
    }
    // A name with dots: the module is its beginning, and what is meant in it comes behind.
    let dotted = whole.replace('/', ".");
    let ends = named
        .match_indices('.')
        .map(|(at, _)| at)
        .chain([named.len()]);
    let mut heads = ends.map(|end| named[..end].trim_start_matches('.'));
    heads.any(|head| {
        let is_long = head.contains('.');
        (is_long && ends_with(&dotted, head, '.')) || (is_quoted && !is_long && dotted == head)
    })
}

/// Whether a path ends with parts.
fn ends_with(path: &str, parts: &str, separator: char) -> bool {
    let before = path.strip_suffix(parts);
    !parts.is_empty() && before.is_some_and(|rest| rest.is_empty() || rest.ends_with(separator))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// A path up to the first dot of its last part.
fn without_ending(path: &str) -> &str {
    let name = last(path);
    let rest = path.len() - name.len();
    // `..` and a name that begins with a dot have no ending.
    let stem = match name.strip_prefix('.') {
        Some(_) => name.len(),
        None => stem(name).len(),
    };
    &path[..rest + stem]
}

#[cfg(test)]
mod tests {
    use super::means;

    #[test]
    fn paths_and_names_with_dots_mean_files() {
        for (named, is_quoted) in [
            ("./worker", true),
            ("./worker.js", true),
            ("../b/worker.ts", true),
            ("a/b/worker.ts", false),
            ("@/b/worker", true),
            ("@site/a/b/worker", true),
            ("~/b/worker", true),
            ("worker.ts", false),
            ("a.b.worker", true),
            ("b.worker.run", false),
        ] {
            assert!(
                means("a/b/c.ts", named, is_quoted, "a/b/worker.ts"),
                "{named}"
            );
        }
        for (named, is_quoted) in [
            ("./worker", true),
            ("c/worker", true),
            ("worker", true),
            ("worker", false),
            ("x.worker", true),
            ("coworker.ts", false),
        ] {
            assert!(
                !means("a/c.ts", named, is_quoted, "a/b/worker.ts"),
                "{named}"
            );
        }
        assert!(means("setup.cfg", "tool", true, "tool.py"));
        assert!(means("a/c.ts", "./b", true, "a/b/index.ts"));
    }
}
