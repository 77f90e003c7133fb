//! Writes what fixes put in as the text around it is written: line ends, indentation, the end of the file.

use assay_model::TextStyle;

use crate::apply::Piece;

/// Columns of a tab where nobody says it.
const TAB: u32 = 4;

/// A text as it is written anew, edit by edit.
pub struct Writing<'t> {
    text: &'t str,
    style: Option<&'t TextStyle>,
    out: String,
    /// How much of the text is written.
    at: usize,
    /// What was put in, in the new text.
    new: Vec<std::ops::Range<usize>>,
}

impl<'t> Writing<'t> {
    /// Nothing is written yet.
    pub fn new(text: &'t str, style: Option<&'t TextStyle>) -> Writing<'t> {
        Writing {
            text,
            style,
            out: String::with_capacity(text.len()),
            at: 0,
            new: Vec::new(),
        }
    }

    /// Takes the text up to an edit, and the edit.
    pub fn replace(&mut self, edit: &Piece<'_>) {
        self.out.push_str(&self.text[self.at..edit.start]);
        let start = self.out.len();
        match self.style {
            Some(style) => self.out.push_str(&adapted(self.text, edit, style)),
            None => self.out.push_str(edit.text),
        }
        self.at = edit.end;
        self.new.push(start..self.out.len());
    }

    /// The whole text.
    pub fn finish(mut self) -> String {
        self.out.push_str(&self.text[self.at..]);
        let Some(style) = self.style else {
            return self.out;
        };
        let touches_end = self.new.last().is_some_and(|new| {
            let rest = &self.out[new.end..];
            rest.is_empty() || !rest.trim_end_matches(['\r', '\n']).contains('\n')
        });
        if touches_end {
            end_as_before(self.text, &mut self.out, style);
        }
        if style.trim == Some(true) {
            trim_lines(&self.out, &self.new)
        } else {
            self.out
        }
    }
}

/// The line end in use around an offset.
fn line_end(text: &str, offset: usize, style: &TextStyle) -> &'static str {
    let bytes = text.as_bytes();
    let before = text[..offset].rfind('\n');
    let near = before.or_else(|| text[offset..].find('\n').map(|at| offset + at));
    let is_crlf = match near {
        Some(newline) => newline > 0 && bytes[newline - 1] == b'\r',
        None => style.crlf == Some(true),
    };
    if is_crlf { "\r\n" } else { "\n" }
}

/// What an edit puts in, with the line ends and the indentation of the text. Lines that were there before stay as they
/// are: they may be those of a string.
fn adapted(text: &str, edit: &Piece<'_>, style: &TextStyle) -> String {
    if !edit.text.contains('\n') {
        return edit.text.to_owned();
    }
    let end = line_end(text, edit.start, style);
    let old: Vec<&str> = text[edit.bytes()].split('\n').map(without_return).collect();
    let tabs = uses_tabs(text, edit.start, style);
    let mut out = String::with_capacity(edit.text.len());
    for (number, line) in edit.text.split('\n').enumerate() {
        if number == 0 {
            out.push_str(without_return(line));
            continue;
        }
        out.push_str(end);
        let line = without_return(line);
        match tabs {
            Some(width) if !old.contains(&line) => out.push_str(&with_tabs(line, width)),
            _ => out.push_str(line),
        }
    }
    out
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// How wide a tab is where lines are indented by tabs: the line of the edit says so, or another one, or the style.
fn uses_tabs(text: &str, offset: usize, style: &TextStyle) -> Option<u32> {
    let width = style
        .indent
        .filter(|width| (1..=16).contains(width))
        .unwrap_or(TAB);
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let is_tab = match text[start..].bytes().next() {
        Some(b'\t') => true,
        Some(b' ') => false,
        _ => style.tabs.unwrap_or_else(|| {
            let mut indented = text
                .split('\n')
                .filter(|line| line.starts_with([' ', '\t']));
            indented.next().is_some_and(|line| line.starts_with('\t'))
        }),
    };
    is_tab.then_some(width)
}

/// A line whose blanks in front are tabs, as far as they fill any.
fn with_tabs(line: &str, width: u32) -> String {
    let code = line.trim_start_matches([' ', '\t']);
    let columns: u32 = line[..line.len() - code.len()]
        .bytes()
        .map(|byte| if byte == b'\t' { width } else { 1 })
        .sum();
    let (tabs, blanks) = (columns / width, columns % width);
    format!(
        "{}{}{code}",
        "\t".repeat(tabs as usize),
        " ".repeat(blanks as usize)
    )
}

/// A text keeps its last line end, or goes on without one, unless its style says otherwise.
fn end_as_before(text: &str, out: &mut String, style: &TextStyle) {
    if out.is_empty() {
        return;
    }
    let wanted = style
        .final_newline
        .unwrap_or(text.ends_with('\n') || text.is_empty());
    if wanted && !out.ends_with('\n') {
        out.push_str(line_end(text, text.len(), style));
    }
    if !wanted && !text.ends_with('\n') {
        out.truncate(out.trim_end_matches(['\r', '\n']).len());
    }
}

/// The text without blanks at the ends of the lines that something new is in.
fn trim_lines(text: &str, new: &[std::ops::Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        while new.get(next).is_some_and(|new| new.end < start) {
            next += 1;
        }
        let is_new = new
            .get(next)
            .is_some_and(|new| new.start < end || (new.start == end && end == text.len()));
        let code = line.trim_end_matches(['\r', '\n']);
        if is_new {
            out.push_str(code.trim_end_matches([' ', '\t']));
            out.push_str(&line[code.len()..]);
        } else {
            out.push_str(line);
        }
        start = end;
    }
    out
}
