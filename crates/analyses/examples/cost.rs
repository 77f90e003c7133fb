//! What summaries cost beside parsing, and what is in them: `cost FOLDER…`, or `cost --definitions FOLDER` for a list of
//! all definitions as `path:line kind name`.

#![allow(clippy::disallowed_methods)] // An example is a host: it may read files and clocks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, has_grammar, install_native_grammars};
use assay_project::Symbols;

#[derive(Default)]
struct Cost {
    files: usize,
    bytes: usize,
    parse: Duration,
    summarise: Duration,
    definitions: usize,
    names: usize,
    summaries: usize,
}

fn main() {
    install_native_grammars();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let lists = args.iter().any(|arg| arg == "--definitions");
    let mut costs: BTreeMap<&str, Cost> = BTreeMap::new();
    let parsers = Parsers::default();
    for root in args.iter().filter(|arg| !arg.starts_with("--")) {
        for path in files(Path::new(root)) {
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let shown = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            let lang = Lang::detect(&shown, &text.as_bytes()[..text.len().min(512)]);
            let Some(lang) =
                lang.filter(|lang| assay_analyses::covers(*lang) && has_grammar(*lang))
            else {
                continue;
            };
            measure(
                costs.entry(lang.id()).or_default(),
                &parsers,
                &shown,
                &text,
                lang,
                lists,
            );
        }
    }
    if !lists {
        for (lang, cost) in &costs {
            print(lang, cost);
        }
        print("all", &costs.into_values().fold(Cost::default(), sum));
    }
}

fn measure(cost: &mut Cost, parsers: &Parsers, path: &str, text: &str, lang: Lang, lists: bool) {
    let host = Host {
        tick: &|| false,
        now: None,
        deep: false,
    };
    let file = FileContext::new(FileId(1), path, Rc::from(text), Some(lang), parsers, host);
    let begin = Instant::now();
    file.document();
    let parsed = Instant::now();
    let Some(summaries) = assay_analyses::summarise(&file) else {
        return;
    };
    cost.summarise += parsed.elapsed();
    cost.parse += parsed - begin;
    cost.files += 1;
    cost.bytes += text.len();
    for summary in &summaries {
        cost.summaries += summary.data.len();
        if summary.analysis == Symbols::ANALYSIS
            && let Ok(symbols) = Symbols::decode(&summary.data)
        {
            cost.definitions += symbols.definitions.len();
            cost.names += symbols.occurrences.len();
            for definition in symbols.definitions.iter().filter(|_| lists) {
                let line = definition.name_range.start.line;
                let kind = format!("{:?}", definition.kind).to_lowercase();
                println!("{path}:{line} {kind} {}", symbols.name(definition.name));
            }
        }
    }
}

fn sum(a: Cost, b: Cost) -> Cost {
    Cost {
        files: a.files + b.files,
        bytes: a.bytes + b.bytes,
        parse: a.parse + b.parse,
        summarise: a.summarise + b.summarise,
        definitions: a.definitions + b.definitions,
        names: a.names + b.names,
        summaries: a.summaries + b.summaries,
    }
}

fn print(lang: &str, cost: &Cost) {
    let (parse, summarise) = (cost.parse.as_secs_f64(), cost.summarise.as_secs_f64());
    println!(
        "{lang}: {} files, {:.1} MB; parsed in {parse:.2} s, with summaries {:.2}x; {} definitions, {} names, {:.2} MB",
        cost.files,
        cost.bytes as f64 / 1e6,
        (parse + summarise) / parse,
        cost.definitions,
        cost.names,
        cost.summaries as f64 / 1e6,
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let is_hidden = |path: &Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let inner = |path: PathBuf| match path {
        path if is_hidden(&path) || path.is_symlink() => Vec::new(),
        path if path.is_dir() => files(&path),
        path => vec![path],
    };
    paths.into_iter().flat_map(inner).collect()
}
