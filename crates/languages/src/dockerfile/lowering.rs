//! Dockerfiles.
//!
//! As in Semgrep an instruction is a call of its word, what may be left out of it (options, tags, aliases)
//! is an attribute, and what a shell runs is Bash, so that commands are found in `RUN` and `CMD` too.

use std::ops::Range;

use tree_sitter::Node as Raw;

use crate::Lang;
use crate::bash::lowering as bash;
use assay_syntax::hooks::{self, parts};
use assay_syntax::{Dots, Field, Kind, Lowering, LoweringTable, Shape, Token, hook};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    dots: &[
        Dots("@", ""),
        Dots("RUN @ @ @", ""),
        Dots("$@", ""),
        Dots("@=1", ""),
        Dots("%", ""),
        Dots("\"@!\"", ""),
    ],
    metavars: &[
        Dots("@", ""),
        Dots("RUN @ @ @", ""),
        Dots("$@", ""),
        Dots("@", ""),
        Dots("%", ""),
        Dots("\"@!\"", ""),
    ],
    choose_form: Some(choose_form),
    embedded: &["bash"],
    fallback: Some("bash"),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", hooks::statements),
    hook("from_instruction", instruction),
    hook("run_instruction", instruction),
    hook("cmd_instruction", instruction),
    hook("entrypoint_instruction", instruction),
    hook("shell_instruction", instruction),
    hook("env_instruction", instruction),
    hook("arg_instruction", instruction),
    hook("expose_instruction", instruction),
    hook("add_instruction", instruction),
    hook("copy_instruction", instruction),
    hook("volume_instruction", instruction),
    hook("user_instruction", user),
    hook("workdir_instruction", instruction),
    hook("onbuild_instruction", instruction),
    hook("healthcheck_instruction", instruction),
    hook("stopsignal_instruction", instruction),
    hook("maintainer_instruction", instruction),
    hook("cross_build_instruction", instruction),
    hook("label_instruction", labels),
    hook("image_spec", image),
    hook("image_name", text),
    hook("image_tag", image_part),
    hook("image_digest", image_part),
    hook("param", option),
    hook("mount_param", mount),
    hook("mount_param_param", option),
    hook("shell_command", shell),
    hook("json_string_array", array),
    hook("json_string", text),
    hook("env_pair", env),
    hook("arg_pair", argument),
    hook("expose_port", port),
    hook("path", text),
    hook("unquoted_string", text),
    hook("double_quoted_string", text),
    hook("single_quoted_string", text),
    hook("expansion", expansion),
];

/// The form of a hole: alone in a line it is an instruction, a port is a variable, and so on.
fn choose_form(pattern: &str, at: Range<usize>, is_dots: bool) -> &'static [usize] {
    let start = pattern[..at.start].rfind('\n').map_or(0, |at| at + 1);
    let end = pattern[at.end..]
        .find('\n')
        .map_or(pattern.len(), |end| at.end + end);
    let before = pattern[start..at.start].trim_start();
    let after = pattern[at.end..end].trim();
    let word = before
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    match &*word {
        "" if after.is_empty() => &[1],
        "EXPOSE" | "STOPSIGNAL" => &[2],
        "SHELL" if !before.ends_with('"') => &[5],
        // A digest has letters and digits only.
        "FROM" if before.ends_with('@') => &[4],
        "ENV" | "LABEL" if is_dots && before.ends_with(char::is_whitespace) => &[3],
        _ => &[0],
    }
}

/// The word of an instruction and what stands behind it. Words know no case.
fn instruction<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        let end = word(l, raw);
        let all = parts(raw);
        if all.is_empty() {
            rest(l, end..raw.end_byte());
        }
        for part in all {
            match part.kind() {
                "param" | "mount_param" => l.visit(part, Field::Attr),
                "image_alias" => alias(l, part),
                // `...;` of a pattern is any command, not any argument.
                "shell_command" if l.text(part).ends_with(';') => shell(l, part, Field::Arg),
                _ => l.visit(part, Field::Arg),
            }
        }
    });
}

/// The instruction's own word becomes the callee; where it ends.
fn word<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) -> usize {
    let Some(word) = raw.child(0) else {
        return raw.start_byte();
    };
    let token = Token::of(&l.text(word).to_ascii_uppercase());
    l.leaf(Kind::Name, word.byte_range(), Field::Callee, token);
    word.end_byte()
}

/// What the grammar has as plain text: `NONE`, a signal, a maintainer.
fn rest(l: &mut Lowering<'_>, span: Range<usize>) {
    let text = l.source(span.clone());
    let start = span.start + (text.len() - text.trim_start().len());
    let end = start + text.trim().len();
    if start < end {
        bash::text_or_hole(l, start..end, Field::Arg);
    }
}

/// Each label is an instruction of its own.
fn labels<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for pair in parts(raw) {
        l.build(Kind::Call, raw, field, Token::NONE, |l| {
            word(l, raw);
            if l.placeholder(pair).is_some() {
                return l.visit(pair, Field::Arg);
            }
            for part in parts(pair) {
                l.visit(part, Field::Arg);
            }
        });
        let mark = l.mark() - 1;
        l.make_statement(mark);
    }
}

fn user<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        word(l, raw);
        l.visit_field(raw, "user", Field::Arg);
        if let Some(group) = raw.child_by_field_name("group") {
            named(l, group.byte_range(), ":", |l| l.visit(group, Field::Value));
        }
    });
}

/// A part that may be left out.
fn named<'t>(
    l: &mut Lowering<'t>,
    span: Range<usize>,
    name: &str,
    value: impl FnOnce(&mut Lowering<'t>),
) {
    let at = span.start;
    l.build_over(Kind::Keyword, span, Field::Attr, Token::NONE, |l| {
        l.leaf(Kind::Name, at..at, Field::Name, Token::of(name));
        value(l);
    });
}

fn image<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "name", field);
    l.visit_field(raw, "tag", Field::Attr);
    l.visit_field(raw, "digest", Field::Attr);
}

/// `:tag` and `@digest`.
fn image_part<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let sign = l.text(raw)[..1].to_owned();
    let inside = raw.start_byte() + 1..raw.end_byte();
    named(l, raw.byte_range(), &sign, |l| {
        pieces(l, raw, inside, Field::Value)
    });
}

fn alias<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    named(l, raw.byte_range(), "as", |l| {
        pieces(l, raw, raw.byte_range(), Field::Value)
    });
}

/// `--name=value`.
fn option<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let source = l.text(raw).to_owned();
    let (name, value) = source.split_once('=').unwrap_or((&source, ""));
    let start = raw.end_byte() - value.len();
    named(l, raw.byte_range(), name, |l| {
        pieces(l, raw, start..raw.end_byte(), Field::Value)
    });
}

/// `--mount=a=b,c=d` has options of its own.
fn mount<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    named(l, raw.byte_range(), "--mount", |l| {
        l.build(Kind::Call, raw, Field::Value, Token::of("mount"), |l| {
            l.visit_children(raw, Field::Attr)
        });
    });
}

/// A command for the shell, as Bash if its grammar is there. In a pattern `[$X]` is an array.
fn shell<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw).trim();
    if l.is_pattern() && text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[") {
        let start = raw.start_byte() + 1;
        return array_of(l, raw, start..start + text.len() - 2, field);
    }
    if l.is_pattern() && text.contains(" CMD ") {
        return health_check(l, raw);
    }
    l.build(Kind::Call, raw, field, Token::of("sh"), |l| {
        let lines = without_comments(l, raw);
        match has_other_shell(l, raw) {
            true => bash::literal(l, raw.byte_range(), Field::Arg),
            false => commands(l, &lines),
        }
    });
}

/// Stretches of Bash, or a text if its grammar is not there.
fn commands(l: &mut Lowering<'_>, lines: &[Range<usize>]) {
    let shell = Lang::from_name("bash").and_then(Lang::embedded);
    if !shell.is_some_and(|shell| l.embed(&shell, lines, bash::embedded))
        && let (Some(first), Some(last)) = (lines.first(), lines.last())
    {
        bash::literal(l, first.start..last.end, Field::Arg);
    }
}

/// Whether a `SHELL` before a command in its stage names a shell that does not read Bash.
fn has_other_shell<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> bool {
    let before = std::iter::successors(raw.parent(), |at| at.prev_named_sibling());
    let mut stage = before.take_while(|at| at.kind() != "from_instruction");
    let shell = stage.find(|at| at.kind() == "shell_instruction");
    let program = shell
        .and_then(|shell| hooks::part(shell, "json_string_array"))
        .and_then(|array| array.named_child(0));
    let program = program.filter(|program| l.placeholder(*program).is_none());
    program.is_some_and(|program| {
        let name = l.text(program).trim_matches('"');
        let name = name.rsplit('/').next().unwrap_or(name);
        !matches!(name, "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh")
    })
}

/// `... CMD ...` of a pattern: no option looks like an ellipsis to the grammar.
fn health_check<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let text = l.text(raw).to_owned();
    let Some((options, command)) = text.split_once(" CMD ") else {
        return;
    };
    let mut at = raw.start_byte();
    for option in options.split(' ') {
        bash::text_or_hole(l, at..at + option.len(), Field::Attr);
        at += option.len() + 1;
    }
    let start = raw.end_byte() - command.len();
    let span = at..raw.end_byte();
    l.build_over(Kind::Call, span, Field::Arg, Token::NONE, |l| {
        l.leaf(Kind::Name, at..start, Field::Callee, Token::of("CMD"));
        let command = start..raw.end_byte();
        match l.is_placeholder(l.source(command.clone())) {
            true => l.name_at(command, Field::Arg),
            false => l.build_over(
                Kind::Call,
                command.clone(),
                Field::Arg,
                Token::of("sh"),
                |l| commands(l, std::slice::from_ref(&command)),
            ),
        }
    });
}

/// A comment line inside a command is not part of it.
fn without_comments(l: &Lowering<'_>, raw: Raw<'_>) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut at = raw.start_byte();
    for line in l.text(raw).split_inclusive('\n') {
        let end = at + line.len();
        if !line.trim_start().starts_with('#') {
            match kept.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => kept.push(at..end),
            }
        }
        at = end;
    }
    kept
}

fn array<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::List, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

fn array_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, inside: Range<usize>, field: Field) {
    l.build(Kind::List, raw, field, Token::NONE, |l| {
        let source = l.source(inside.clone()).to_owned();
        let mut at = inside.start;
        for item in source.split(',') {
            let start = at + (item.len() - item.trim_start().len());
            let end = start + item.trim().len();
            at += item.len() + 1;
            let quoted = l.source(start..end).starts_with('"') && end > start + 1;
            match quoted {
                true => bash::literal(l, start + 1..end - 1, Field::Item),
                false if start < end => l.name_at(start..end, Field::Item),
                false => {}
            }
        }
    });
}

/// A variable is defined, so that its value is known below.
fn env<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        if let Some(name) = raw.child_by_field_name("name") {
            l.name_at(name.byte_range(), Field::Left);
        }
        l.visit_field(raw, "value", Field::Right);
    });
}

fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(name) = raw.child_by_field_name("name") {
        l.name_at(name.byte_range(), field);
    }
    l.visit_field(raw, "default", field);
}

/// `42/tcp` is a pair.
fn port<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(slash) = l.text(raw).find('/').map(|at| raw.start_byte() + at) else {
        return text(l, raw, field);
    };
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        bash::literal(l, raw.start_byte()..slash, Field::Item);
        bash::literal(l, slash + 1..raw.end_byte(), Field::Item);
    });
}

/// A word, with quotes or without.
fn text<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let is_quoted = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    let mut inside = raw.byte_range();
    if is_quoted('"') || is_quoted('\'') {
        inside = inside.start + 1..inside.end - 1;
    }
    pieces(l, raw, inside, field);
}

/// Text with expansions between. One piece is itself, several are a concatenation.
fn pieces<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, inside: Range<usize>, field: Field) {
    let mark = l.mark();
    let mut at = inside.start;
    for part in parts(raw) {
        if part.kind() == "expansion" {
            bash::text(l, at..part.start_byte());
            l.visit(part, Field::Arg);
            at = part.end_byte();
        }
    }
    bash::text(l, at..inside.end.max(at));
    match *l.pending(mark) {
        [] => bash::literal(l, inside, field),
        [only] => l.relabel(only, field),
        _ => l.close(Kind::Call, inside, field, Token::of("+"), mark),
    }
}

/// `$x` and `${x}`, with or without an operator.
fn expansion<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_plain = parts(raw).len() == 1;
    let token = Token::of(if is_plain { "$" } else { "${}" });
    l.build(Kind::Call, raw, field, token, |l| {
        for part in parts(raw) {
            match part.kind() {
                "variable" => l.name_at(part.byte_range(), Field::Arg),
                _ => l.visit(part, Field::Arg),
            }
        }
    });
}
