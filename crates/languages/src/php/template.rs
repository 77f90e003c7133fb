//! PHP in the midst of other text.
//!
//! The grammar reads code alone. For rules that look at a file as a whole, the text around the code of a template is
//! blanked, so that what stands in its tags is one program at the same offsets.

/// The code of a PHP template, as long as the template; none where nothing but code is there.
pub(crate) fn code_of_template(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut has_text = false;
    let mut at = 0;
    find_open(bytes, 0)?;
    while let Some(open) = find_open(bytes, at) {
        has_text |= !bytes[at..open.start].trim_ascii().is_empty();
        blank(&mut out[at..open.end]);
        if open.is_echo
            && let Some(start) = open.start.checked_sub(1)
            && out[start].is_ascii_whitespace()
        {
            out[start..open.end].copy_from_slice(b"echo");
        }
        let Some(close) = end_of_code(bytes, open.end, &mut out) else {
            at = bytes.len();
            break;
        };
        at = close + 2;
        let before = out[open.start..close].trim_ascii_end().last().copied();
        blank(&mut out[close..at]);
        if !matches!(before, None | Some(b';' | b'{' | b'}' | b':')) {
            out[close] = b';';
        }
    }
    has_text |= !bytes[at..].trim_ascii().is_empty();
    blank(&mut out[at..]);
    if !has_text {
        return None;
    }
    String::from_utf8(out).ok()
}

/// A tag behind which code begins.
struct Open {
    start: usize,
    end: usize,
    /// `<?=` writes the value of the code behind it.
    is_echo: bool,
}

fn find_open(bytes: &[u8], from: usize) -> Option<Open> {
    (from..bytes.len()).find_map(|start| {
        let rest = bytes[start..].strip_prefix(b"<?")?;
        let is_echo = rest.starts_with(b"=");
        let is_long = rest.len() >= 3
            && rest[..3].eq_ignore_ascii_case(b"php")
            && rest.get(3).is_none_or(u8::is_ascii_whitespace);
        let end = start + if is_echo { 3 } else { 5 };
        (is_echo || is_long).then_some(Open {
            start,
            end,
            is_echo,
        })
    })
}

/// All but line ends becomes blanks.
fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Where `?>` ends the code; none if it goes on to the end. A line comment that it ends is blanked as well, because
/// in one program it would go on to the end of the line.
fn end_of_code(bytes: &[u8], from: usize, out: &mut [u8]) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at = match rest {
            [b'?', b'>', ..] => return Some(at),
            [quote @ (b'\'' | b'"' | b'`'), ..] => after_string(bytes, at + 1, *quote),
            [b'/', b'*', ..] => after(bytes, at + 2, b"*/"),
            [b'#', b'[', ..] => at + 2,
            [b'/', b'/', ..] | [b'#', ..] => {
                let line = rest.iter().position(|byte| *byte == b'\n');
                let line = &rest[..line.unwrap_or(rest.len())];
                if let Some(close) = position(line, b"?>") {
                    blank(&mut out[at..at + close]);
                    return Some(at + close);
                }
                at + line.len()
            }
            [b'<', b'<', b'<', ..] => after_heredoc(bytes, at + 3),
            _ => at + 1,
        };
    }
    None
}

fn position(bytes: &[u8], of: &[u8]) -> Option<usize> {
    bytes.windows(of.len()).position(|part| part == of)
}

fn after(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    let found = bytes.get(from..).and_then(|rest| position(rest, end));
    found.map_or(bytes.len(), |place| from + place + end.len())
}

fn after_string(bytes: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Behind the line that starts with the label of `<<<LABEL`.
fn after_heredoc(bytes: &[u8], from: usize) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let skipped = bytes[from..]
        .iter()
        .take_while(|byte| b" \t'\"".contains(byte));
    let start = from + skipped.count();
    let label: Vec<u8> = bytes[start..].iter().copied().take_while(is_name).collect();
    if label.is_empty() {
        return from;
    }
    let mut line = after(bytes, start, b"\n");
    while line < bytes.len() {
        let indent = bytes[line..]
            .iter()
            .take_while(|byte| b" \t".contains(byte));
        let word = line + indent.count();
        if bytes[word..].starts_with(&label) && !bytes.get(word + label.len()).is_some_and(is_name)
        {
            return word + label.len();
        }
        line = after(bytes, line, b"\n");
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::code_of_template;

    #[test]
    fn text_around_code_is_blanked() {
        let code = |text: &str| code_of_template(text);
        assert_eq!(code("<?php f(); ?>\n"), None);
        assert_eq!(code("f();"), None);
        assert_eq!(
            code("<b><?= $x ?></b>\n").as_deref(),
            Some("  echo $x ;     \n")
        );
        assert_eq!(
            code("<?php if ($x): ?>ä<?php endif ?>").as_deref(),
            Some("      if ($x):           endif ; ")
        );
    }

    #[test]
    fn what_looks_like_the_end_of_code_within_it() {
        for text in [
            "<p><?php f('?>'); /* ?> */ g();",
            "<p><?php f(\"\\\"?>\"); #[A] g();",
            "<p><?php $t = <<<X\n it's ?>\n X;\ng();",
        ] {
            let code = code_of_template(text).unwrap_or_default();
            assert!(code.ends_with("g();"), "{code}");
            assert_eq!(code.len(), text.len());
        }
        let commented = code_of_template("<p><?php f(); // x ?><?= $x ?>");
        assert_eq!(commented.as_deref(), Some("         f();       echo $x ; "));
    }
}
