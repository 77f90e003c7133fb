//! What fixes write follows the text around it, and what `.editorconfig` files say.

use assay_edits::{apply_fixes, style_of};
use assay_model::{EditorConfig, Fix, Position, Range, TextStyle};

/// Replaces the one occurrence of `old`.
fn replaced(text: &str, old: &str, new: &str, style: &TextStyle) -> String {
    let at = text.find(old).unwrap() as u32;
    let position = |offset| Position {
        line: 1,
        col: 1,
        offset,
    };
    let fix = Fix {
        range: Range {
            start: position(at),
            end: position(at + old.len() as u32),
        },
        text: new.to_owned(),
        is_safe: false,
        also: Vec::new(),
    };
    apply_fixes(text, &[fix], Some(style)).text
}

fn config(folder: &str, text: &str) -> EditorConfig {
    EditorConfig {
        folder: folder.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn line_ends_are_those_of_the_text() {
    let plain = TextStyle::default();
    let check = |text, old, new, expected| assert_eq!(replaced(text, old, new, &plain), expected);
    check("a\r\nb\r\n", "b", "c\nd", "a\r\nc\r\nd\r\n");
    check("a\r\nb\r\n", "a", "c\nd", "c\r\nd\r\nb\r\n");
    check("a\nb\n", "b", "c\nd", "a\nc\nd\n");
    check("a\r\nb\r\n", "b", "c\r\nd", "a\r\nc\r\nd\r\n");
    let crlf = TextStyle {
        crlf: Some(true),
        ..plain
    };
    assert_eq!(replaced("a", "a", "b\nc", &crlf), "b\r\nc");
    assert_eq!(replaced("x\na\n", "a", "b\nc", &crlf), "x\nb\nc\n");
}

#[test]
fn new_lines_are_indented_as_the_text_is() {
    let plain = TextStyle::default();
    let check = |text, old, new, expected| assert_eq!(replaced(text, old, new, &plain), expected);
    check("\tf()\n", "f()", "if a:\n\t    f()", "\tif a:\n\t\tf()\n");
    check("  f()\n", "f()", "if a:\n      f()", "  if a:\n      f()\n");
    check(
        "f()\n\tg()\n",
        "f()",
        "if a:\n    f()",
        "if a:\n\tf()\n\tg()\n",
    );
    // The lines of a string are no indentation.
    check(
        "\tf('''\n    a\n''')\n",
        "f('''\n    a\n''')",
        "g('''\n    a\n''')",
        "\tg('''\n    a\n''')\n",
    );
    let tabs = TextStyle {
        tabs: Some(true),
        indent: Some(2),
        ..plain
    };
    assert_eq!(
        replaced("f()\n", "f()", "if (a)\n  f()", &tabs),
        "if (a)\n\tf()\n"
    );
}

#[test]
fn a_text_ends_as_it_did_unless_its_style_says_otherwise() {
    let style = |final_newline| TextStyle {
        final_newline,
        ..TextStyle::default()
    };
    let check = |text, old, new, end, expected| {
        assert_eq!(replaced(text, old, new, &style(end)), expected);
    };
    check("a\nb", "b", "c\n", None, "a\nc");
    check("a\nb\n", "b\n", "c", None, "a\nc\n");
    check("a\nb", "b", "c", Some(true), "a\nc\n");
    check("a\nb", "a", "c", Some(true), "c\nb");
    check("a\r\nb\r\n", "b\r\n", "c", None, "a\r\nc\r\n");
    check("a\n", "a\n", "", None, "");
}

#[test]
fn only_lines_that_change_lose_their_trailing_blanks() {
    let trim = TextStyle {
        trim: Some(true),
        ..TextStyle::default()
    };
    let check = |text, old, new, expected| assert_eq!(replaced(text, old, new, &trim), expected);
    check("a  \n  f()\nb  \n", "f()", "", "a  \n\nb  \n");
    check("a;  \r\nb;  \r\n", "a", "c", "c;\r\nb;  \r\n");
}

#[test]
fn editor_config_files_are_read_from_the_outermost_to_the_nearest() {
    let outer = config(
        "",
        "root = true\n[*]\nindent_style = tab\nindent_size = 2\n[*.{py,pyi}]\nindent_style = space\n",
    );
    let inner = config(
        "src",
        "# nearer\n[*.ts]\nend_of_line = CRLF\n[/gen/**]\ntrim_trailing_whitespace=true\n",
    );
    let configs = [outer, inner];
    let style = |path| style_of(path, &configs);
    assert_eq!(
        (style("a.py").tabs, style("a.py").indent),
        (Some(false), Some(2))
    );
    assert_eq!(
        (style("src/a.ts").tabs, style("src/a.ts").crlf),
        (Some(true), Some(true))
    );
    assert_eq!(style("a.ts").crlf, None);
    assert_eq!(style("src/gen/x/a.ts").trim, Some(true));
    assert_eq!(style("gen/a.ts").trim, None);
    let root = [
        config("", "[*]\nindent_style = tab\n"),
        config("src", "root = true\n"),
    ];
    assert_eq!(style_of("src/a.ts", &root), TextStyle::default());
    assert_eq!(style_of("srcs/a.ts", &root).tabs, Some(true));
}

#[test]
fn a_broken_editor_config_says_nothing() {
    let text = format!(
        "[{}]\nindent_style = tab\n[*.{{py]\nindent_style = tab\n[x\nindent_size\n",
        "*".repeat(10_000)
    );
    assert_eq!(style_of("a.py", &[config("", &text)]), TextStyle::default());
}
