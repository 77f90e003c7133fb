//! What takes the place of a match: `fix` and `fix-regex`.

use super::message::fill_in;
use super::pcre::{LimitReached, Lines, Pcre};

/// `fix-regex`: a replacement inside of what was matched.
pub struct FixRegex {
    regex: Pcre,
    replacement: String,
    /// How many times; none is all.
    count: Option<usize>,
}

impl FixRegex {
    /// Compiles it; the error is a sentence.
    pub fn new(regex: &str, replacement: String, count: Option<usize>) -> Result<FixRegex, String> {
        Ok(FixRegex {
            regex: Pcre::new(regex, Lines::One)?,
            replacement,
            count,
        })
    }

    /// What the author wrote.
    pub fn source(&self) -> &str {
        &self.regex.source
    }

    /// The text after the replacements. `tick` says whether the time is up.
    pub fn apply(&self, matched: &str, tick: &dyn Fn() -> bool) -> Result<String, LimitReached> {
        match self.count {
            None => self.replace(matched, usize::MAX, tick),
            // As in Semgrep, each time from the start of what came out before.
            Some(count) => (0..count.min(1000))
                .try_fold(matched.to_owned(), |text, _| self.replace(&text, 1, tick)),
        }
    }

    fn replace(
        &self,
        text: &str,
        most: usize,
        tick: &dyn Fn() -> bool,
    ) -> Result<String, LimitReached> {
        let (mut out, mut at, mut done) = (String::new(), 0, 0);
        let mut take = |captured: &super::pcre::Captured| {
            if done == most {
                return;
            }
            done += 1;
            let whole = captured.whole();
            out.push_str(&text[at..whole.start]);
            at = whole.end;
            self.expand(captured, text, &mut out);
        };
        self.regex.find_all(text, tick, &mut take)?;
        out.push_str(&text[at..]);
        Ok(out)
    }

    /// The replacement with `\1`, `$1` and `\g<name>` filled in.
    fn expand(&self, captured: &super::pcre::Captured, text: &str, out: &mut String) {
        let mut rest = self.replacement.as_str();
        while let Some(at) = rest.find(['\\', '$']) {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let named = rest[at..].strip_prefix("\\g<");
            if let Some((name, behind)) = named.and_then(|named| named.split_once('>')) {
                let range = self.regex.group(captured, name);
                out.push_str(range.map_or("", |range| &text[range]));
                rest = behind;
                continue;
            }
            let digits = after
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(after.len());
            if digits == 0 {
                let escaped = rest[at..].starts_with('\\') && after.starts_with('\\');
                out.push_str(&rest[at..=at]);
                rest = if escaped { &after[1..] } else { after };
                continue;
            }
            let group = after[..digits].parse::<usize>().ok();
            let range = group.and_then(|group| captured.groups.get(group).cloned().flatten());
            out.push_str(range.map_or("", |range| &text[range]));
            rest = &after[digits..];
        }
        out.push_str(rest);
    }
}

/// The replacement that a template gives as text.
pub fn apply_template(
    template: &str,
    indentation: &str,
    value: &dyn Fn(&str) -> Option<String>,
) -> String {
    let filled = fill_in(&without_empty_lists(template, value), value, value);
    align(&filled, indentation)
}

/// The first of a rule's metavariables that a template has and a match does not bind.
pub fn unbound<'n>(
    template: &str,
    names: &'n [String],
    value: &dyn Fn(&str) -> Option<String>,
) -> Option<&'n str> {
    let is_unbound = |name: &&String| mentions(template, name) && value(name).is_none();
    names.iter().find(is_unbound).map(String::as_str)
}

/// The first metavariable in a template that is none of the rule's.
pub fn unknown<'t>(template: &'t str, names: &[String]) -> Option<&'t str> {
    let starts = template.match_indices('$').map(|(at, _)| at);
    let mut found = starts.filter_map(|at| {
        let rest = &template[at + 1..];
        let word = rest.strip_prefix("...").unwrap_or(rest);
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let length = word.find(|c| !is_name(c)).unwrap_or(word.len());
        let is_metavariable = word.starts_with(|c: char| c.is_ascii_uppercase())
            && !word[length..].starts_with(|c: char| c.is_alphanumeric());
        let end = at + 1 + (rest.len() - word.len()) + length;
        is_metavariable.then_some(&template[at..end])
    });
    found.find(|name| !names.iter().any(|known| known == name))
}

/// A replacement without its semicolon where one stands behind what it takes the place of.
pub fn without_second_semicolon(replacement: String, behind: &str) -> String {
    match replacement.strip_suffix(';') {
        Some(shorter) if behind.starts_with(';') => shorter.to_owned(),
        _ => replacement,
    }
}

/// A text whose lines after the first start with what makes them stand below it.
pub fn align(text: &str, indentation: &str) -> String {
    text.replace('\n', &format!("\n{indentation}"))
}

/// What a line must start with so that its code stands below what follows the text before it in its own line.
pub fn indentation(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let code = line.trim_start_matches([' ', '\t']);
    let blanks = &line[..line.len() - code.len()];
    format!("{blanks}{}", " ".repeat(code.chars().count()))
}

/// Whether a text has a metavariable, not only one whose name starts the same.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        !text[at + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// An ellipsis metavariable that stands for nothing takes a comma beside it along.
fn without_empty_lists(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = template.to_owned();
    let mut from = 0;
    while let Some(at) = text[from..].find("$...") {
        let start = from + at;
        let name_end = text[start + 4..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(text.len(), |length| start + 4 + length);
        from = name_end;
        if value(&text[start..name_end]).is_none_or(|value| !value.is_empty()) {
            continue;
        }
        let before = text[..start].trim_end();
        let after = text[name_end..].trim_start();
        if before.ends_with(',') {
            from = before.len() - 1;
            text.replace_range(from..name_end, "");
        } else if let Some(rest) = after.strip_prefix(',') {
            let end = text.len() - rest.trim_start().len();
            text.replace_range(start..end, "");
            from = start;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regexes_replace_inside_of_a_match() {
        let never = &|| false;
        let fix = |regex, replacement: &str, count| {
            FixRegex::new(regex, replacement.to_owned(), count).unwrap()
        };
        assert_eq!(
            fix("(a)(b)", r"\2\1", None).apply("abab", never).unwrap(),
            "baba"
        );
        assert_eq!(fix("a", "x", Some(1)).apply("aa", never).unwrap(), "xa");
        assert_eq!(fix("$", "!", None).apply("a", never).unwrap(), "a!");
        let named = fix("(?P<one>a)(b)", r"\g<2>\g<one>", None);
        assert_eq!(named.apply("ab", never).unwrap(), "ba");
        let endless = fix("(?:a+(?!c))+$", "", None);
        let text = format!("{}b", "a".repeat(4_000));
        assert_eq!(endless.apply(&text, never), Err(LimitReached));
    }

    #[test]
    fn templates_are_filled_in_and_aligned() {
        let value = |name: &str| match name {
            "$X" => Some("a".to_owned()),
            "$...NONE" => Some(String::new()),
            _ => None,
        };
        let check = |template: &str, expected: &str| {
            assert_eq!(apply_template(template, "  ", &value), expected);
        };
        check("f($X)\ng()", "f(a)\n  g()");
        check("f($X, $...NONE)", "f(a)");
        check("f($...NONE, $X)", "f(a)");
        check("f($_GET)", "f($_GET)");
        let names = ["$X", "$Y"].map(str::to_owned);
        assert_eq!(unbound("f($X, $YES)", &names, &value), None);
        assert_eq!(unbound("f($X, $Y)", &names, &value), Some("$Y"));
    }
}
