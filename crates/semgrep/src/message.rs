//! Metavariables in messages and fixes.

/// A text with `$X`, `$...X`, `$1` and `value($X)` filled in. What stands for nothing stays as it is.
pub fn fill_in(
    template: &str,
    text: &dyn Fn(&str) -> Option<String>,
    value: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        let length = name_length(&rest[at..]);
        let name = &rest[at..at + length];
        let is_value = rest[..at].ends_with("value(") && rest[at + length..].starts_with(')');
        // The longest name that stands for something: `$X2` is `$X` and a `2` where there is no `$X2`.
        let known = (2..=length).rev().find_map(|length| {
            let name = rest.get(at..at + length)?;
            let found = if is_value && length == self::name_length(&rest[at..]) {
                value(name).or_else(|| text(name))
            } else {
                text(name)
            };
            Some((found?, length))
        });
        match known {
            Some((found, taken)) if is_value && taken == name.len() => {
                out.push_str(&rest[..at - "value(".len()]);
                out.push_str(&found);
                rest = &rest[at + taken + 1..];
            }
            Some((found, taken)) => {
                out.push_str(&rest[..at]);
                out.push_str(&found);
                rest = &rest[at + taken..];
            }
            None => {
                out.push_str(&rest[..at + length.max(1)]);
                rest = &rest[at + length.max(1)..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the name at the start of a text, with its `$` and dots.
fn name_length(text: &str) -> usize {
    let dots = if text[1..].starts_with("...") { 3 } else { 0 };
    let name = &text[1 + dots..];
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(name.len());
    1 + dots + length
}

#[cfg(test)]
mod tests {
    use super::fill_in;

    #[test]
    fn names_are_filled_in_longest_first() {
        let text = |name: &str| match name {
            "$X" => Some("a".to_owned()),
            "$X2" => Some("b".to_owned()),
            "$...ARGS" => Some("1, 2".to_owned()),
            "$1" => Some("g".to_owned()),
            _ => None,
        };
        let value = |name: &str| (name == "$X").then(|| "42".to_owned());
        let check = |template: &str, expected: &str| {
            assert_eq!(fill_in(template, &text, &value), expected);
        };
        check("$X and $X2", "a and b");
        check("$X3", "a3");
        check("f($...ARGS) $1", "f(1, 2) g");
        check("value($X) and value($X2)", "42 and b");
        check("$Y costs 5$ $", "$Y costs 5$ $");
    }
}
