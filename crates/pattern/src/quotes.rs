//! Where strings are in a pattern, before any grammar has read it.

use std::ops::Range;

/// The content of the string that an offset lies in, for languages with `"`, `"""` and `${code}` inside.
pub(crate) fn string_around(source: &str, offset: usize) -> Option<Range<usize>> {
    let mut at = 0;
    // The delimiters and starts of strings that are open; `}` closes code inside one.
    let mut open: Vec<(&str, usize)> = Vec::new();
    while at < source.len() {
        let rest = &source[at..];
        let innermost = open.last().copied();
        let length = match innermost {
            Some((delimiter, start)) if delimiter != "}" => {
                if rest.starts_with(delimiter) {
                    if (start..at).contains(&offset) {
                        return Some(start..at);
                    }
                    open.pop();
                    delimiter.len()
                } else if rest.starts_with("${") {
                    open.push(("}", at));
                    2
                } else if let Some(escaped) = rest.strip_prefix('\\') {
                    1 + escaped.chars().next().map_or(0, char::len_utf8)
                } else {
                    rest.chars().next().map_or(1, char::len_utf8)
                }
            }
            code => {
                let delimiter = ["\"\"\"", "\""].into_iter().find(|d| rest.starts_with(d));
                if let Some(delimiter) = delimiter {
                    open.push((delimiter, at + delimiter.len()));
                    delimiter.len()
                } else if code.is_some() && rest.starts_with('}') {
                    // What lies in the code is in no string, though that goes on behind it.
                    if code.is_some_and(|(_, start)| (start..at).contains(&offset)) {
                        return None;
                    }
                    open.pop();
                    1
                } else {
                    rest.chars().next().map_or(1, char::len_utf8)
                }
            }
        };
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::string_around;

    #[test]
    fn strings_have_code_inside_that_is_none() {
        let check = |source: &str, expected: Option<&str>| {
            let offset = source.find('$').unwrap_or_default();
            assert_eq!(
                string_around(source, offset).map(|at| &source[at]),
                expected,
                "{source}"
            );
        };
        check("f(\"a $X\", b)", Some("a $X"));
        check("f(\"a\", $X, \"b\")", None);
        check("\"\"\"a \" $X\"\"\"", Some("a \" $X"));
        check("\"\\\" $X\"", Some("\\\" $X"));
        assert_eq!(string_around("\"a ${f($X)} b\"", 7), None);
    }
}
