//! How deep code is nested, told without a tree.

/// The first line, from 0, that is indented below more lines than this. Every line counts, so that this is never less
/// than what a grammar makes of it.
pub fn indented_deeper(text: &str, most: usize) -> Option<usize> {
    let mut columns: Vec<usize> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.trim_start_matches([' ', '\t', '\x0c']);
        if code.is_empty() {
            continue;
        }
        let width = |c: char| if c == '\t' { 8 } else { 1 };
        let column = line[..line.len() - code.len()].chars().map(width).sum();
        while columns.last().is_some_and(|last| *last >= column) {
            columns.pop();
        }
        columns.push(column);
        if columns.len() > most {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_open_counts() {
        let stairs: String = (0..5).map(|at| format!("{}x\n", " ".repeat(at))).collect();
        assert_eq!(indented_deeper(&stairs, 5), None);
        assert_eq!(indented_deeper(&stairs, 4), Some(4));
        assert_eq!(indented_deeper(&stairs.repeat(3), 5), None);
        assert_eq!(indented_deeper("a\n\n\tb\n        c\n", 2), None);
    }
}
