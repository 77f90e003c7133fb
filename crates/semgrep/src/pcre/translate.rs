//! From PCRE2's syntax to that of Rust's engines.
//!
//! Most of it is the same. What differs: classes of characters are ASCII, a `{` that starts no count
//! is itself, Rust's classes know nesting and set operations, some escapes have other meanings, and
//! names of groups are written in more ways.

use std::iter::Peekable;
use std::str::CharIndices;

/// An expression in Rust's syntax.
pub struct Translated {
    /// Its text.
    pub pattern: String,
    /// Whether only a backtracking engine can run it.
    pub backtracks: bool,
}

const WORD: &str = "0-9A-Za-z_";
const DIGIT: &str = "0-9";
const SPACE: &str = r" \t\n\r\x0B\x0C";
const HORIZONTAL: &str = r"\t\x20\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";
const VERTICAL: &str = r"\n\x0B\x0C\r\x{85}\x{2028}\x{2029}";

/// Rewrites an expression.
pub fn translate(source: &str, multi_line: bool) -> Result<Translated, String> {
    let mut translator = Translator {
        source,
        rest: source.char_indices().peekable(),
        out: String::with_capacity(source.len() + 16),
        backtracks: false,
        multi_line,
        groups: 0,
        repeated: Vec::new(),
    };
    translator.verbs();
    while let Some((at, sign)) = translator.rest.next() {
        translator.sign(at, sign)?;
    }
    Ok(Translated {
        pattern: translator.out,
        backtracks: translator.backtracks,
    })
}

struct Translator<'s> {
    source: &'s str,
    rest: Peekable<CharIndices<'s>>,
    out: String,
    backtracks: bool,
    multi_line: bool,
    groups: usize,
    /// Where lookarounds end that a count follows: such a one stands in a group of its own.
    repeated: Vec<usize>,
}

/// Where the group ends that starts at `open`.
fn closing(source: &str, open: usize) -> Option<usize> {
    let (mut depth, mut is_escaped, mut in_class) = (0usize, false, false);
    for (at, sign) in source[open..].char_indices() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            _ if in_class => {}
            '(' => depth += 1,
            ')' if depth == 1 => return Some(open + at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

impl Translator<'_> {
    fn after(&mut self) -> &str {
        let at = self.rest.peek().map_or(self.source.len(), |(at, _)| *at);
        &self.source[at..]
    }

    fn skip(&mut self, bytes: usize) {
        let mut left = bytes;
        while left > 0 {
            let Some((_, sign)) = self.rest.next() else {
                return;
            };
            left = left.saturating_sub(sign.len_utf8());
        }
    }

    /// Settings at the very start, which are on here in any case.
    fn verbs(&mut self) {
        for verb in ["(*UTF8)", "(*UTF)", "(*UCP)"] {
            if self.after().starts_with(verb) {
                self.skip(verb.len());
            }
        }
    }

    fn sign(&mut self, at: usize, sign: char) -> Result<(), String> {
        match sign {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '(' => self.group(at)?,
            ')' if self.repeated.contains(&at) => self.counted(),
            '{' => {
                if let Some(length) = count_length(&self.source[at..]) {
                    self.out.push_str(&self.source[at..at + length]);
                    self.skip(length - 1);
                    self.possessive();
                } else {
                    self.out.push_str(r"\{");
                }
            }
            '}' => self.out.push_str(r"\}"),
            '*' | '+' | '?' => {
                self.out.push(sign);
                self.possessive();
            }
            '$' if !self.multi_line => {
                self.backtracks = true;
                self.out.push_str(r"(?=\n?\z)");
            }
            _ => self.out.push(sign),
        }
        Ok(())
    }

    /// A `+` right after a count.
    fn possessive(&mut self) {
        if self.after().starts_with('+') {
            self.skip(1);
            self.out.push('+');
            self.backtracks = true;
        } else if self.after().starts_with('?') {
            self.skip(1);
            self.out.push('?');
        }
    }

    /// The end of a lookaround with a count: it holds once or not at all, however often it is asked.
    fn counted(&mut self) {
        let rest = self.after();
        let (length, is_optional) = match rest.chars().next() {
            Some('{') => match count_length(rest) {
                Some(length) => (length, rest.starts_with("{0") || rest.starts_with("{,")),
                None => (0, false),
            },
            Some(sign) => (1, sign != '+'),
            None => (0, false),
        };
        self.skip(length);
        if self.after().starts_with(['+', '?']) {
            self.skip(1);
        }
        self.out.push_str(if is_optional { ")|)" } else { "))" });
    }

    fn group(&mut self, at: usize) -> Result<(), String> {
        let text = self.after().to_owned();
        if let Some(comment) = text.strip_prefix("?#") {
            let length = comment.find(')').ok_or("a comment group is not closed")?;
            self.skip(2 + length + 1);
            return Ok(());
        }
        if text.starts_with('*') {
            let verb = text.split(')').next().unwrap_or_default();
            return Err(format!("`({verb})` is not supported"));
        }
        if text.starts_with("?|")
            || text.starts_with("?R")
            || text.starts_with("?&")
            || text.starts_with("?P>")
        {
            return Err(format!(
                "`({}` is not supported",
                text.chars().take(2).collect::<String>()
            ));
        }
        for (open, close) in [("?P<", '>'), ("?<", '>'), ("?'", '\'')] {
            let Some(name) = text.strip_prefix(open) else {
                continue;
            };
            if name.starts_with(['=', '!']) {
                break;
            }
            let end = name.find(close).ok_or("a group name is not closed")?;
            self.out.push_str(&format!("(?P<{}>", &name[..end]));
            self.skip(open.len() + end + 1);
            self.groups += 1;
            return Ok(());
        }
        if let Some(name) = text.strip_prefix("?P=") {
            let end = name.find(')').ok_or("a backreference is not closed")?;
            self.skip(3 + end + 1);
            return self.reference(&name[..end]);
        }
        for special in ["?=", "?!", "?<=", "?<!", "?>", "?("] {
            if text.starts_with(special) {
                self.backtracks = true;
                let end = closing(self.source, at);
                let is_counted =
                    |end: &usize| self.source[end + 1..].starts_with(['*', '+', '?', '{']);
                if let Some(end) = end.filter(is_counted) {
                    self.repeated.push(end);
                    self.out.push_str("(?:");
                }
                self.out.push('(');
                self.out.push_str(special);
                self.skip(special.len());
                return Ok(());
            }
        }
        if text.starts_with('?') {
            return self.flags(&text);
        }
        self.groups += 1;
        self.out.push('(');
        Ok(())
    }

    /// `(?i)`, `(?i:` and `(?:`.
    fn flags(&mut self, text: &str) -> Result<(), String> {
        let end = text.find([':', ')']).ok_or("a flag group is not closed")?;
        let flags = &text[1..end];
        let (on, off) = flags.split_once('-').unwrap_or((flags, ""));
        let known = |flags: &str| -> Result<String, String> {
            let bad = flags.chars().find(|flag| !"imsxnJU".contains(*flag));
            if let Some(bad) = bad {
                return Err(format!("the flag `{bad}` is not supported"));
            }
            let mut kept: Vec<char> = flags
                .chars()
                .filter(|flag| "imsxU".contains(*flag))
                .collect();
            kept.dedup();
            Ok(kept.into_iter().collect())
        };
        let (on, off) = (known(on)?, known(off)?);
        let is_group = text[end..].starts_with(':');
        self.skip(end + 1);
        let flags = if off.is_empty() {
            on
        } else {
            format!("{on}-{off}")
        };
        match (is_group, flags.is_empty()) {
            (true, _) => self.out.push_str(&format!("(?{flags}:")),
            (false, true) => {}
            (false, false) => self.out.push_str(&format!("(?{flags})")),
        }
        Ok(())
    }

    fn reference(&mut self, name: &str) -> Result<(), String> {
        self.backtracks = true;
        match name.parse::<i64>() {
            Ok(number) => {
                let absolute = if number < 0 {
                    self.groups as i64 + 1 + number
                } else {
                    number
                };
                self.out.push_str(&format!(r"(?:\{absolute})"));
            }
            Err(_) => self.out.push_str(&format!(r"\k<{name}>")),
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        let Some((at, sign)) = self.rest.next() else {
            return Err("it ends with a single backslash".to_owned());
        };
        if let Some(class) = class_escape(sign) {
            self.out.push_str(&class.outside());
            return Ok(());
        }
        match sign {
            'Q' => {
                let text = self.after().to_owned();
                let end = text.find(r"\E").unwrap_or(text.len());
                self.out.push_str(&regex_syntax::escape(&text[..end]));
                self.skip((end + 2).min(text.len()));
            }
            'E' => {}
            'b' | 'B' | 'A' | 'z' | 'p' | 'P' => {
                self.out.push('\\');
                self.out.push(sign);
            }
            'Z' => {
                self.backtracks = true;
                self.out.push_str(r"(?=\n?\z)");
            }
            'G' | 'K' => {
                self.backtracks = true;
                self.out.push('\\');
                self.out.push(sign);
            }
            'N' => self.out.push_str(r"[^\n]"),
            'R' => self
                .out
                .push_str(r"(?:\r\n|[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}])"),
            'k' | 'g' => {
                let text = self.after().to_owned();
                let close = match text.chars().next() {
                    Some('{') => '}',
                    Some('<') if sign == 'k' => '>',
                    Some('\'') if sign == 'k' => '\'',
                    _ if sign == 'g' => {
                        let end = text
                            .find(|c: char| !c.is_ascii_digit() && c != '-')
                            .unwrap_or(text.len());
                        self.skip(end);
                        return self.reference(&text[..end]);
                    }
                    _ => return Err(r"`\k` needs a name".to_owned()),
                };
                let end = text[1..]
                    .find(close)
                    .ok_or("a backreference is not closed")?;
                self.skip(end + 2);
                return self.reference(&text[1..=end]);
            }
            '1'..='9' => {
                let text = &self.source[at..];
                let end = text
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(text.len());
                let number = text[..end].to_owned();
                self.skip(end - 1);
                return self.reference(&number);
            }
            _ => {
                let character = self.character(at, sign)?;
                push_literal(&mut self.out, character);
            }
        }
        Ok(())
    }

    /// The character that an escape stands for.
    fn character(&mut self, at: usize, sign: char) -> Result<char, String> {
        Ok(match sign {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\x0C',
            'a' => '\x07',
            'e' => '\x1B',
            'x' | 'o' => {
                let radix = if sign == 'x' { 16 } else { 8 };
                let text = self.after().to_owned();
                let digits = match text.strip_prefix('{') {
                    Some(inner) => {
                        let end = inner.find('}').ok_or("a character code is not closed")?;
                        self.skip(end + 2);
                        inner[..end].trim().to_owned()
                    }
                    None => {
                        let end = text
                            .char_indices()
                            .take(2)
                            .take_while(|(_, c)| c.is_digit(radix))
                            .count();
                        self.skip(end);
                        text[..end].to_owned()
                    }
                };
                let code = if digits.is_empty() {
                    Ok(0)
                } else {
                    u32::from_str_radix(&digits, radix)
                };
                code.ok()
                    .and_then(char::from_u32)
                    .ok_or_else(|| format!("`{digits}` is not a valid character code"))?
            }
            '0' => self.octal(at),
            'c' => {
                let Some((_, control)) = self.rest.next() else {
                    return Err(r"`\c` needs a letter".to_owned());
                };
                char::from((control.to_ascii_uppercase() as u8) ^ 64)
            }
            other => other,
        })
    }

    /// The character whose code is up to three octal digits, of which the first is read already.
    fn octal(&mut self, at: usize) -> char {
        let digits = self.source[at..].chars().take(3);
        let length = digits.take_while(|digit| digit.is_digit(8)).count();
        let code = u32::from_str_radix(&self.source[at..at + length], 8);
        self.skip(length - 1);
        char::from_u32(code.unwrap_or_default()).unwrap_or_default()
    }

    fn class(&mut self) -> Result<(), String> {
        self.out.push('[');
        if self.after().starts_with('^') {
            self.skip(1);
            self.out.push('^');
        }
        let mut first = true;
        loop {
            let Some((at, sign)) = self.rest.next() else {
                return Err("a character class is not closed".to_owned());
            };
            if sign == ']' && !first {
                self.out.push(']');
                return Ok(());
            }
            first = false;
            let Some(start) = self.class_item(at, sign)? else {
                continue;
            };
            if !self.after().starts_with('-') || self.after().starts_with("-]") {
                push_in_class(&mut self.out, start);
                continue;
            }
            self.skip(1);
            let Some((at, sign)) = self.rest.next() else {
                return Err("a character class is not closed".to_owned());
            };
            let before = self.out.len();
            match self.class_item(at, sign)? {
                Some(end) => {
                    push_in_class(&mut self.out, start);
                    self.out.push('-');
                    push_in_class(&mut self.out, end);
                }
                None => {
                    let mut literal = String::new();
                    push_in_class(&mut literal, start);
                    push_in_class(&mut literal, '-');
                    self.out.insert_str(before, &literal);
                }
            }
        }
    }

    /// One character of a class; none if it was a set, which is written already.
    fn class_item(&mut self, at: usize, sign: char) -> Result<Option<char>, String> {
        if sign == '[' && self.after().starts_with(':') {
            let text = &self.source[at..];
            if let Some(end) = text.find(":]") {
                self.out.push_str(&text[..end + 2]);
                self.skip(end + 1);
                return Ok(None);
            }
        }
        if sign != '\\' {
            return Ok(Some(sign));
        }
        let Some((at, sign)) = self.rest.next() else {
            return Err("it ends with a single backslash".to_owned());
        };
        if let Some(class) = class_escape(sign) {
            self.out.push_str(&class.inside());
            return Ok(None);
        }
        match sign {
            'b' => Ok(Some('\x08')),
            'p' | 'P' => {
                self.out.push('\\');
                self.out.push(sign);
                let text = self.after().to_owned();
                let length = match text.find('}') {
                    Some(end) if text.starts_with('{') => end + 1,
                    _ => 1,
                };
                self.out.push_str(&text[..length]);
                self.skip(length);
                Ok(None)
            }
            'E' => Ok(None),
            '1'..='7' => Ok(Some(self.octal(at))),
            _ => self.character(at, sign).map(Some),
        }
    }
}

/// A set of characters behind one letter.
struct ClassEscape {
    negated: bool,
    members: &'static str,
}

impl ClassEscape {
    fn outside(&self) -> String {
        let sign = if self.negated { "^" } else { "" };
        format!("[{sign}{}]", self.members)
    }

    fn inside(&self) -> String {
        if self.negated {
            format!("[^{}]", self.members)
        } else {
            self.members.to_owned()
        }
    }
}

fn class_escape(sign: char) -> Option<ClassEscape> {
    let members = match sign.to_ascii_lowercase() {
        'w' => WORD,
        'd' => DIGIT,
        's' => SPACE,
        'h' => HORIZONTAL,
        'v' => VERTICAL,
        _ => return None,
    };
    Some(ClassEscape {
        negated: sign.is_ascii_uppercase(),
        members,
    })
}

/// The length of `{3}`, `{3,}` or `{3,5}` at the start of a text.
fn count_length(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let inner = &text[1..end];
    let (least, most) = inner.split_once(',').unwrap_or((inner, "0"));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = !least.is_empty() && is_number(least) && is_number(most);
    is_count.then_some(end + 1)
}

fn push_literal(out: &mut String, character: char) {
    if character.is_ascii_graphic() || character == ' ' {
        if regex_syntax::is_meta_character(character) || character == ' ' {
            out.push('\\');
        }
        out.push(character);
    } else {
        push_code(out, character);
    }
}

fn push_in_class(out: &mut String, character: char) {
    if character.is_ascii_alphanumeric() || !character.is_ascii() {
        out.push(character);
    } else {
        push_code(out, character);
    }
}

fn push_code(out: &mut String, character: char) {
    out.push_str(&format!(r"\x{{{:X}}}", u32::from(character)));
}
