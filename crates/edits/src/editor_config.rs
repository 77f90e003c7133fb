//! What `.editorconfig` files say of a file (<https://editorconfig.org>).

use assay_model::{EditorConfig, TextStyle};
use globset::GlobBuilder;

/// A longer pattern is none.
const LONGEST_GLOB: usize = 256;

/// What the files above a file say of it, from the outermost to the nearest.
pub fn style_of(path: &str, configs: &[EditorConfig]) -> TextStyle {
    let mut style = TextStyle::default();
    for config in configs {
        let below = if config.folder.is_empty() {
            Some(path)
        } else {
            path.strip_prefix(config.folder.as_str())
                .and_then(|rest| rest.strip_prefix('/'))
        };
        if let Some(below) = below {
            read(&config.text, below, &mut style);
        }
    }
    style
}

fn read(text: &str, path: &str, style: &mut TextStyle) {
    /// Which part of the file is read: its head, or a section that is about the file or about others.
    enum Part {
        Head,
        Ours,
        Others,
    }
    let mut part = Part::Head;
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(glob) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            part = if is_match(glob, path) {
                Part::Ours
            } else {
                Part::Others
            };
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let (key, value) = (
            key.trim().to_ascii_lowercase(),
            value.trim().to_ascii_lowercase(),
        );
        match part {
            Part::Head if key == "root" && value == "true" => *style = TextStyle::default(),
            Part::Ours => set(style, &key, &value),
            Part::Head | Part::Others => {}
        }
    }
}

fn set(style: &mut TextStyle, key: &str, value: &str) {
    let truth = match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    match key {
        "indent_style" => {
            style.tabs = match value {
                "tab" => Some(true),
                "space" => Some(false),
                _ => None,
            }
        }
        "indent_size" | "tab_width" if value != "tab" => style.indent = value.parse().ok(),
        "end_of_line" => {
            style.crlf = match value {
                "crlf" => Some(true),
                "lf" => Some(false),
                _ => None,
            }
        }
        "trim_trailing_whitespace" => style.trim = truth,
        "insert_final_newline" => style.final_newline = truth,
        _ => {}
    }
}

/// Whether a section is about a file; the path starts at the folder of the `.editorconfig`.
fn is_match(glob: &str, path: &str) -> bool {
    if glob.len() > LONGEST_GLOB {
        return false;
    }
    let anchored = match glob.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if glob.contains('/') => glob.to_owned(),
        None => format!("**/{glob}"),
    };
    let glob = GlobBuilder::new(&anchored).literal_separator(true).build();
    glob.is_ok_and(|glob| glob.compile_matcher().is_match(path))
}
