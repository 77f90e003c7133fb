//! Signatures that follow one another without a semicolon: `(a: A): R` and on the next line `<T>(b: T): S`. The grammar
//! takes the bracket of the second for one of the first, and loses its way to the end of the file.

/// The same text with a semicolon in the place of the blank before such a bracket.
pub(crate) fn mended(text: &str) -> Option<String> {
    let mut mended = Vec::from(text);
    let mut has_changed = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if blanks > 0 && opens_signature(&line[blanks..]) && ends_signature(&text[..start]) {
            mended[start + blanks - 1] = b';';
            has_changed = true;
        }
        start += line.len();
    }
    // Blanks are one byte, as the semicolon is.
    String::from_utf8(mended).ok().filter(|_| has_changed)
}

/// Whether a line begins with what a signature takes: `<T`, or `<` alone.
fn opens_signature(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else {
        return false;
    };
    rest.trim_end().is_empty()
        || rest.starts_with(|sign: char| sign.is_ascii_uppercase())
        || rest.starts_with("const ")
}

/// So many lines of comments are looked over.
const MOST_COMMENTS: usize = 40;

/// Whether what stands before, comments apart, may be the end of a type.
fn ends_signature(before: &str) -> bool {
    let lines = before.lines().rev().map(str::trim);
    let is_code = |line: &&str| {
        !line.is_empty()
            && !line.starts_with("//")
            && !line.starts_with('*')
            && !line.starts_with("/*")
    };
    let code = lines.take(MOST_COMMENTS).find(is_code);
    code.is_some_and(|line| {
        line.ends_with(|sign: char| {
            sign.is_alphanumeric() || matches!(sign, '_' | '>' | ']' | ')' | '}' | '\'' | '"')
        }) && !line.ends_with("=>")
    })
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn signatures_are_told_apart() {
        let text =
            "interface A {\n  <T>(a: T): R<T>\n\n  // Another one.\n  <\n    S,\n  >(a: S): S\n}\n";
        let now = mended(text).expect("it has two signatures");
        assert_eq!(now.len(), text.len());
        assert_eq!(now.matches(';').count(), 1);
        assert!(now.contains(" ;<\n    S,"));
    }

    #[test]
    fn what_goes_on_is_left_alone() {
        for text in [
            "f(\n  <T>a)",
            "const a =\n  <T>b;",
            "type A =\n  <T>(a: T) => T;",
            "interface A {\n  <T>(a: T): T;\n  <S>(a: S): S;\n}",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
