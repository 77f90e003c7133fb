//! What files tell of themselves, as text: each file in `tables/` is named after its language and has blocks of
//!
//! ```text
//! @ what the block is about: any of definitions, exports, imports, names
//! code
//! --
//! kind container.name visibility | signature | documentation
//! export name = local
//! import module: name as alias, … (type only, deferred, re-exported)
//! name=role …
//! ```

use std::path::Path;
use std::rc::Rc;

use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, install_native_grammars};
use assay_project::{Import, Imports, Summary, Symbols};

fn summaries(lang: Lang, code: &str) -> Vec<Summary> {
    let parsers = Parsers::default();
    let host = Host {
        tick: &|| false,
        now: None,
        deep: false,
    };
    let text = Rc::from(code);
    let file = FileContext::new(FileId(1), "a", text, Some(lang), &parsers, host);
    let told = assay_analyses::summarise(&file).expect("the time is not up");
    assert_eq!(Some(&told), assay_analyses::summarise(&file).as_ref());
    told
}

fn data(summaries: &[Summary], analysis: &str) -> Vec<u8> {
    let found = summaries
        .iter()
        .find(|summary| summary.analysis == analysis);
    found
        .expect("the analysis covers the language")
        .data
        .clone()
}

fn definitions(symbols: &Symbols, lines: &mut Vec<String>) {
    for definition in &symbols.definitions {
        let container = symbols.container_name(definition.container);
        let dot = if container.is_empty() { "" } else { "." };
        let kind = format!("{:?}", definition.kind).to_lowercase();
        let visibility = format!("{:?}", definition.visibility).to_lowercase();
        let name = symbols.name(definition.name);
        let mut line = format!(
            "{kind} {container}{dot}{name} {visibility} | {}",
            definition.signature
        );
        if !definition.doc.is_empty() {
            line.push_str(&format!(" | {}", definition.doc));
        }
        lines.push(line);
    }
}

fn exports(symbols: &Symbols, lines: &mut Vec<String>) {
    for export in &symbols.exports {
        let local = export
            .local
            .map_or("elsewhere", |local| symbols.name(local));
        lines.push(format!("export {} = {local}", symbols.name(export.name)));
    }
}

fn import(import: &Import) -> String {
    let names = import.names.iter().map(|imported| {
        let name = imported.name.as_deref().unwrap_or("(all)");
        let alias = imported.alias.as_ref();
        format!(
            "{name}{}",
            alias
                .map(|alias| format!(" as {alias}"))
                .unwrap_or_default()
        )
    });
    let names: Vec<String> = names.collect();
    let flags = [
        (import.is_type_only, "type only"),
        (import.is_deferred, "deferred"),
        (import.is_reexport, "re-exported"),
    ];
    let flags: Vec<&str> = flags
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, flag)| *flag)
        .collect();
    let list = if names.is_empty() {
        String::new()
    } else {
        format!(": {}", names.join(", "))
    };
    let flags = if flags.is_empty() {
        String::new()
    } else {
        format!(" ({})", flags.join(", "))
    };
    format!("import {}{list}{flags}", import.module)
}

fn names(symbols: &Symbols, code: &str) -> String {
    let name = |occurrence: &assay_project::Occurrence| {
        let name = symbols.name(occurrence.name);
        assert!(code[occurrence.offset as usize..].starts_with(name));
        format!("{name}={}", format!("{:?}", occurrence.role).to_lowercase())
    };
    let names: Vec<String> = symbols.occurrences.iter().map(name).collect();
    names.join(" ")
}

fn told(lang: Lang, about: &str, code: &str) -> Vec<String> {
    let summaries = summaries(lang, code);
    let symbols = Symbols::decode(&data(&summaries, "symbols")).expect("what was just written");
    let imports = Imports::decode(&data(&summaries, "imports")).expect("what was just written");
    assert_eq!(symbols.encode(), data(&summaries, "symbols"));
    let mut lines = Vec::new();
    for what in about.split_whitespace() {
        match what {
            "definitions" => definitions(&symbols, &mut lines),
            "exports" => exports(&symbols, &mut lines),
            "imports" => lines.extend(imports.0.iter().map(import)),
            "names" => lines.push(names(&symbols, code)),
            other => panic!("{other} is nothing a block can be about"),
        }
    }
    lines
}

#[test]
fn files_tell_what_the_tables_say() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut tables: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    tables.sort();
    for path in tables {
        let id = path.file_stem().unwrap().to_str().unwrap();
        let lang = Lang::from_name(id).expect("a table is named after its language");
        let text = format!("\n{}", std::fs::read_to_string(&path).unwrap());
        for block in text.split("\n@ ").skip(1) {
            let (about, body) = block.split_once('\n').unwrap();
            let (code, expected) = body.split_once("\n--\n").unwrap_or((body, ""));
            let told = told(lang, about, code).join("\n");
            count += 1;
            if told.trim() != expected.trim() {
                wrong.push(format!(
                    "{id}:\n{code}\n-- expected\n{}\n-- told\n{told}\n",
                    expected.trim()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} blocks:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 40);
}

#[test]
fn damaged_summaries_are_refused_and_never_break_anything() {
    install_native_grammars();
    let lang = Lang::from_name("python").unwrap();
    let told = summaries(
        lang,
        "import a\nclass B:\n  '''Doc'''\n  def c(self): return a.d(self)\n",
    );
    for summary in told {
        for cut in 0..summary.data.len() {
            let _ = (
                Symbols::decode(&summary.data[..cut]),
                Imports::decode(&summary.data[..cut]),
            );
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut data = summary.data.clone();
                data[cut] = byte;
                let _ = (Symbols::decode(&data), Imports::decode(&data));
            }
        }
        let cut = &summary.data[..summary.data.len() - 1];
        assert!(Symbols::decode(cut).is_err() && Imports::decode(cut).is_err());
    }
}

#[test]
fn a_walk_of_great_depth_needs_no_stack_and_ends_when_the_time_is_up() {
    install_native_grammars();
    let code = format!("x = {}1{}", "f(".repeat(20_000), ")".repeat(20_000));
    let parsers = Parsers::default();
    for (is_over, is_told) in [(false, true), (true, false)] {
        let asked = std::cell::Cell::new(0);
        // The parser asks, too: the time is up only after it is done.
        let tick = || {
            asked.set(asked.get() + 1);
            is_over && asked.get() > 1_000_000
        };
        let host = Host {
            tick: &tick,
            now: None,
            deep: false,
        };
        let lang = Lang::from_name("python");
        let file = FileContext::new(FileId(1), "a.py", Rc::from(&*code), lang, &parsers, host);
        assert!(file.document().is_some());
        if is_over {
            asked.set(1_000_000);
        }
        assert_eq!(assay_analyses::summarise(&file).is_some(), is_told);
    }
}
