//! How deep a text is nested, as the grammar's scanner counts it.

/// The scanner keeps four bytes for each open block beside ten others, in 1024. Two of the 253 that fit are left free,
/// because not all that is counted here opens a block.
const MOST: usize = 251;

/// The first line, from 0, on which more blocks are open than the scanner can keep. Whatever may open one counts, also
/// in texts and comments.
pub(super) fn beyond_scanner(text: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let bytes = line.as_bytes();
        let Some(indent) = bytes.iter().position(|byte| *byte != b' ') else {
            continue;
        };
        // A list may stand right below the key that it is the value of.
        while open.last().is_some_and(|column| *column > indent) {
            open.pop();
        }
        let at_indent = open.iter().rev().take_while(|column| **column == indent);
        if at_indent.count() < 2 {
            open.push(indent);
        }
        let opens = |at: &usize| {
            let ends = |next: &u8| next.is_ascii_whitespace();
            matches!(bytes[*at], b'-' | b'?' | b':') && bytes.get(at + 1).is_none_or(ends)
        };
        open.extend((indent + 1..bytes.len()).filter(opens));
        if open.len() > MOST {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_at_once_counts() {
        let list = |depth: usize| format!("{}x\n", "- ".repeat(depth));
        assert_eq!(beyond_scanner(&list(MOST - 1)), None);
        assert_eq!(beyond_scanner(&list(MOST - 1).repeat(3)), None);
        assert_eq!(beyond_scanner(&format!("a: 1\n{}", list(300))), Some(1));
        let stairs = |depth: usize| -> String {
            (0..depth)
                .map(|at| format!("{}a:\n", " ".repeat(at)))
                .collect()
        };
        assert_eq!(beyond_scanner(&stairs(120)), None);
        assert!(beyond_scanner(&stairs(300)).is_some());
        assert_eq!(beyond_scanner(&"a:\n- b: 1\n- c\n".repeat(1000)), None);
    }
}
