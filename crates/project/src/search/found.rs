//! What a search found, as lists show it.

use std::collections::BTreeMap;
use std::ops::Range;

use assay_languages::Lang;
use assay_text::LineIndex;
use serde::Serialize;

/// Characters of a line that are told of a match, and of those before it where there are more.
pub const LINE: usize = 300;
const BEFORE: usize = 80;

/// What was found.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct SearchAnswer {
    /// Files with matches, the likeliest first.
    pub files: Vec<FoundFile>,
    /// How many matches there are, listed or not.
    pub total: usize,
    /// All files were looked at, and all matches are listed.
    pub whole: bool,
    /// Filters that no file passes.
    pub excludes_all: Vec<String>,
    /// How the files were looked into, if a pattern was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub structure: Option<Structure>,
}

/// How a pattern was looked for.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Structure {
    /// Languages that it was looked for in, those of embedded code too.
    pub languages: Vec<String>,
    /// Languages in which it is no code, and why.
    pub refused: Vec<Refused>,
    /// How many files passed the filters.
    pub files: usize,
    /// How many of them were parsed; the others have not what every match has.
    pub parsed: usize,
    /// How many of them have code that the grammar cannot read, where matches may be missing.
    pub broken: usize,
    /// How many were not looked into to their end.
    pub unread: usize,
    /// The first of those.
    pub examples: Vec<UnreadFile>,
}

/// A language that a pattern is no code in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Refused {
    /// Its id.
    pub language: String,
    /// What is wrong with the pattern.
    pub reason: String,
}

/// A file that was not looked into to its end.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct UnreadFile {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// The matches in one file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FoundFile {
    /// Its path.
    pub path: String,
    /// Its language; empty if it has none.
    pub language: String,
    /// In the order of the text.
    pub matches: Vec<FoundPlace>,
}

/// A match.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FoundPlace {
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// In UTF-16 units.
    pub length: u32,
    /// The line, trimmed, and cut around the match.
    pub text: String,
    /// Where the match begins in it, in UTF-16 units.
    pub from: u32,
    /// What the metavariables of a pattern stand for, by their names without `$`, each cut where it is long.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    #[cfg_attr(feature = "typescript", tsify(type = "Record<string, string>"))]
    pub metavars: BTreeMap<String, String>,
    /// The rule that found it, if rules were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub rule: Option<String>,
}

/// A file with matches, from one byte to another each.
pub fn found_file(
    path: &str,
    lang: Option<Lang>,
    text: &str,
    places: &[(usize, usize)],
) -> FoundFile {
    let lines = LineIndex::new(text);
    let place = |(start, end): &(usize, usize)| {
        let at = lines.place(text, *start);
        // From the index: a long line may have many matches, and is not gone through for each.
        let begin = lines.start_of(at.line).unwrap_or_default();
        let next = lines.start_of(at.line + 1);
        let line = begin..next.map_or(text.len(), |next| next - 1);
        let (shown, from) = cut_around(text, line, *start);
        FoundPlace {
            line: at.line,
            col: at.col,
            length: text[*start..*end].encode_utf16().count() as u32,
            text: shown.to_owned(),
            from,
            metavars: BTreeMap::new(),
            rule: None,
        }
    };
    FoundFile {
        path: path.to_owned(),
        language: lang.map_or("", |lang| lang.id()).to_owned(),
        matches: places.iter().map(place).collect(),
    }
}

/// The line that a match begins in, trimmed and cut around it, and where in it the match begins, in UTF-16 units.
pub(crate) fn line_around(text: &str, start: usize) -> (&str, u32) {
    let begin = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    cut_around(text, begin..end, start)
}

/// The same of a line that was found already.
fn cut_around(text: &str, line: Range<usize>, start: usize) -> (&str, u32) {
    let Range { start: begin, end } = line;
    let indent = text[begin..start].len() - text[begin..start].trim_start().len();
    let before = text[begin + indent..start].char_indices().rev();
    let from = match before.map(|(at, _)| at).nth(BEFORE) {
        Some(at) if text[begin + indent..end].chars().nth(LINE).is_some() => begin + indent + at,
        _ => begin + indent,
    };
    let shown = text[from..end].trim_end();
    let cut = shown
        .char_indices()
        .nth(LINE)
        .map_or(shown.len(), |(at, _)| at);
    let before = text[from..start].encode_utf16().count() as u32;
    (&shown[..cut], before)
}

#[cfg(test)]
mod tests {
    use super::{found_file, line_around};

    #[test]
    fn places_are_shown_as_their_lines_are() {
        let text = format!("é x\r\n  x {}x\n\nx", "y".repeat(500));
        let places: Vec<_> = text
            .match_indices('x')
            .map(|(at, _)| (at, at + 1))
            .collect();
        let found = found_file("a", None, &text, &places);
        assert_eq!(found.matches.len(), 4);
        for (place, (start, _)) in found.matches.iter().zip(places) {
            assert_eq!((&*place.text, place.from), line_around(&text, start));
        }
    }

    #[test]
    fn a_line_is_shown_around_its_match() {
        assert_eq!(line_around("a\n  let x = y;  \nb", 8), ("let x = y;", 4));
        assert_eq!(line_around("x", 0), ("x", 0));
        assert_eq!(line_around("  \n\t\u{1f600}x\n", 8), ("\u{1f600}x", 2));
        assert_eq!(line_around("a\n\nb", 2), ("", 0));
        let long = format!("{}needle{}", "a".repeat(500), "b".repeat(500));
        let (shown, from) = line_around(&long, 500);
        assert_eq!((shown.len(), from), (300, 81));
        assert!(shown[from as usize..].starts_with("needle"));
    }
}
