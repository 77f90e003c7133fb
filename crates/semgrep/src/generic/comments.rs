//! Comments as an option of generic rules: they are blanked out before the text is read.

/// How comments look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentStyle {
    /// `/* */`
    C,
    /// `//` and `/* */`
    Cpp,
    /// `#`
    Shell,
}

impl CommentStyle {
    /// The style of this name.
    pub fn from_name(name: &str) -> Option<CommentStyle> {
        match name {
            "c" => Some(CommentStyle::C),
            "cpp" => Some(CommentStyle::Cpp),
            "shell" => Some(CommentStyle::Shell),
            _ => None,
        }
    }
}

/// The text with every byte of a comment made a space, so that nothing moves.
pub fn without_comments(text: &str, style: CommentStyle) -> String {
    let mut bytes = text.as_bytes().to_vec();
    match style {
        CommentStyle::Shell => blank(&mut bytes, b"#", None),
        CommentStyle::C => blank(&mut bytes, b"/*", Some(b"*/")),
        CommentStyle::Cpp => {
            blank(&mut bytes, b"//", None);
            blank(&mut bytes, b"/*", Some(b"*/"));
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Blanks from a sign to its end: another sign, or the end of the line. Without its other half a sign is none.
fn blank(bytes: &mut [u8], open: &[u8], close: Option<&[u8]>) {
    let mut at = 0;
    while let Some(start) = memchr::memmem::find(&bytes[at..], open) {
        let start = at + start;
        let after = start + open.len();
        let end = match close {
            Some(close) => match memchr::memmem::find(&bytes[after..], close) {
                Some(length) => after + length + close.len(),
                None => return,
            },
            None => {
                memchr::memchr(b'\n', &bytes[after..]).map_or(bytes.len(), |length| after + length)
            }
        };
        for byte in &mut bytes[start..end] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces() {
        let blank = |text, style| without_comments(text, style);
        assert_eq!(blank("a # é\nb", CommentStyle::Shell), "a     \nb");
        assert_eq!(blank("a /* x\ny */ b", CommentStyle::C), "a     \n     b");
        assert_eq!(blank("a // x\nb /* c", CommentStyle::Cpp), "a     \nb /* c");
    }
}
