//! Patterns with code, as text: each file in `tables/` has blocks of
//!
//! ```text
//! @ language option=value …
//! pattern
//! --
//! code; a line that ends in ` <-` is one where a match starts, and the mark is not part of the code
//! ```

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

use std::collections::BTreeSet;
use std::path::Path;

use assay_languages::{Lang, install_native_grammars};
use assay_pattern::{Options, Pattern, Target, find};
use ast_grep_core::tree_sitter::LanguageExt;

struct Block {
    lang: Lang,
    options: Options,
    pattern: String,
    code: String,
    expected: BTreeSet<usize>,
}

fn blocks(table: &str) -> Vec<Block> {
    let text = format!("\n{table}");
    text.split("\n@ ").skip(1).map(block).collect()
}

fn block(text: &str) -> Block {
    let (head, body) = text.split_once('\n').expect("a block has lines");
    let (pattern, marked) = body.split_once("\n--\n").expect("a line of two dashes");
    let mut words = head.split_whitespace();
    let lang = words.next().and_then(Lang::from_name);
    let mut options = Options::default();
    for word in words {
        let (name, value) = word.split_once('=').expect("name=value");
        *option(&mut options, name) = value == "true";
    }
    let is_marked = |line: &str| line.ends_with(" <-");
    Block {
        lang: lang.unwrap_or_else(|| panic!("no language in {head}")),
        options,
        pattern: pattern.to_owned(),
        expected: marked
            .lines()
            .zip(1..)
            .filter(|(line, _)| is_marked(line))
            .map(|(_, number)| number)
            .collect(),
        code: marked
            .lines()
            .map(|line| format!("{}\n", line.strip_suffix(" <-").unwrap_or(line)))
            .collect(),
    }
}

fn option<'o>(options: &'o mut Options, name: &str) -> &'o mut bool {
    match name {
        "constant_propagation" => &mut options.constant_propagation,
        "symbolic_propagation" => &mut options.symbolic_propagation,
        "vardef_assign" => &mut options.vardef_assign,
        "flddef_assign" => &mut options.flddef_assign,
        "attr_expr" => &mut options.attr_expr,
        "arrow_is_function" => &mut options.arrow_is_function,
        "let_is_var" => &mut options.let_is_var,
        "ac_matching" => &mut options.ac_matching,
        "commutative_boolop" => &mut options.commutative_boolop,
        "symmetric_eq" => &mut options.symmetric_eq,
        "go_deeper_expr" => &mut options.go_deeper_expr,
        "go_deeper_stmt" => &mut options.go_deeper_stmt,
        "implicit_deep_exprstmt" => &mut options.implicit_deep_exprstmt,
        "implicit_ellipsis" => &mut options.implicit_ellipsis,
        "implicit_return" => &mut options.implicit_return,
        "decorators_order_matters" => &mut options.decorators_order_matters,
        "xml_singleton_loose_matching" => &mut options.xml_singleton_loose_matching,
        "xml_attrs_implicit_ellipsis" => &mut options.xml_attrs_implicit_ellipsis,
        "xml_children_ordered" => &mut options.xml_children_ordered,
        "declares_by_constructor" => &mut options.declares_by_constructor,
        other => panic!("no option {other}"),
    }
}

/// What is wrong with a block, if anything is.
fn fault(block: &Block) -> Option<String> {
    let pattern = match Pattern::parse(block.lang, &block.pattern) {
        Ok(pattern) => pattern,
        Err(error) => return Some(format!("{error} at {}", error.offset)),
    };
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&block.lang.get_ts_language()).ok()?;
    let parsed = parser.parse(&block.code, None)?;
    let tree = block
        .lang
        .lower(&parsed, &block.code.as_str().into(), None)?;
    let target = Target::new(tree);
    let mut found = BTreeSet::new();
    find(
        &pattern,
        &target,
        &block.options,
        None,
        &|| false,
        &mut |one| {
            let before = &block.code[..one.range.start as usize];
            found.insert(before.matches('\n').count() + 1);
        },
    );
    let outlines = || {
        let wanted = std::env::var("OUTLINE").is_ok();
        let outline = || {
            format!(
                "\n{}\n{}",
                pattern.outline(),
                target.tree.outline(target.tree.root())
            )
        };
        wanted.then(outline).unwrap_or_default()
    };
    (found != block.expected).then(|| {
        format!(
            "lines {found:?} instead of {:?}{}{}",
            block.expected,
            if parsed.root_node().has_error() {
                ", and the code has errors"
            } else {
                ""
            },
            outlines()
        )
    })
}

#[test]
fn every_block_matches_where_it_is_marked() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut faults = Vec::new();
    for file in files {
        let table = std::fs::read_to_string(&file).expect("a table is text");
        for block in blocks(&table) {
            if let Some(fault) = fault(&block) {
                faults.push(format!(
                    "{} {}: {fault}\n{}\n--\n{}",
                    file.file_name().unwrap_or_default().display(),
                    block.lang.id(),
                    block.pattern,
                    block.code
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
