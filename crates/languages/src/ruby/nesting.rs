//! How much of a text the grammar's scanner has to remember at once: strings in strings, and here-documents to come.

/// Bytes that the scanner has, but for its two counters.
const BYTES: usize = 1022;
/// Bytes of a string, and of a here-document beside its word.
const STRING: usize = 5;
const HEREDOC: usize = 4;
/// It writes down the length of a word in one byte.
const WORD: usize = 255;

/// The first line, from 0, on which it might have to remember more than it can: strings as deep as they lie in each
/// other up to there, and at each depth as many here-documents as any line starts.
pub(super) fn beyond_scanner(text: &str) -> Option<usize> {
    let (mut deepest, mut dearest) = (0, 0);
    // Whether each open brace is that of code in a string.
    let mut braces: Vec<bool> = Vec::new();
    let mut depth = 0;
    for (number, line) in text.lines().enumerate() {
        let bytes = line.as_bytes();
        for at in memchr::memchr2_iter(b'{', b'}', bytes) {
            if bytes[at] == b'{' {
                let is_in_string = at > 0 && bytes[at - 1] == b'#';
                braces.push(is_in_string);
                depth += usize::from(is_in_string);
            } else if braces.pop() == Some(true) {
                depth -= 1;
            }
            deepest = deepest.max(depth);
        }
        let words: Vec<usize> = heredocs(line).collect();
        dearest = dearest.max(words.iter().map(|word| HEREDOC + word).sum());
        let most = (deepest + 1) * (STRING + dearest);
        if most > BYTES || words.iter().any(|word| *word > WORD) {
            return Some(number);
        }
    }
    None
}

/// The lengths of the words of the here-documents that a line may start.
fn heredocs(line: &str) -> impl Iterator<Item = usize> + '_ {
    line.match_indices("<<").filter_map(|(at, _)| {
        let rest = line[at + 2..].trim_start_matches(['-', '~']);
        let quoted = rest.strip_prefix(['"', '\'', '`']);
        let word = match quoted {
            Some(inside) => inside.split(['"', '\'', '`']).next()?,
            None => rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()?,
        };
        (!word.is_empty()).then_some(word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_documents_at_once_count() {
        let strings = |depth: usize| format!("{}x{}\n", "\"#{".repeat(depth), "}\"".repeat(depth));
        assert_eq!(beyond_scanner(&strings(150)), None);
        assert_eq!(beyond_scanner(&strings(150).repeat(9)), None);
        assert_eq!(beyond_scanner(&format!("x\n{}", strings(250))), Some(1));
        let documents = |count: usize| format!("f({})\n", "<<~HERE, ".repeat(count));
        assert_eq!(beyond_scanner(&documents(100)), None);
        assert_eq!(beyond_scanner(&documents(100).repeat(9)), None);
        assert_eq!(beyond_scanner(&documents(150)), Some(0));
        assert_eq!(
            beyond_scanner(&format!("x = <<-{}\n", "A".repeat(256))),
            Some(0)
        );
        assert_eq!(beyond_scanner("a << b\na <<  1\n"), None);
    }
}
