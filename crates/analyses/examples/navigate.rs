//! Answers questions about a folder, natively: `navigate FOLDER QUERIES.jsonl`, a line of JSON each as in
//! `assay definition --batch`, with `--refs` the uses of what stands there; or as in `assay ask --without-comments --batch`.

// An example is a host: it may read files and write to the terminal.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::rc::Rc;

use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, has_grammar, install_native_grammars};
use assay_project::{Known, Navigator, Project, Questions, Texts};
use serde_json::{Value, json};

fn main() {
    install_native_grammars();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let wants_uses = args.iter().any(|arg| arg == "--refs");
    let [root, queries] = &args
        .iter()
        .filter(|arg| !arg.starts_with("--"))
        .collect::<Vec<_>>()[..]
    else {
        panic!("navigate FOLDER QUERIES.jsonl [--refs]");
    };
    let (project, texts) = read(Path::new(root));
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    let mut questions: Option<Questions> = None;
    for line in std::fs::read_to_string(queries).unwrap_or_default().lines() {
        let query: Value = serde_json::from_str(line).unwrap_or_default();
        if let Some(words) = query["words"].as_str() {
            let questions =
                questions.get_or_insert_with(|| Questions::new(&project, &texts, false));
            println!(
                "{}",
                json!({ "results": questions.ask(&project, words, 20, None) })
            );
            continue;
        }
        let Some((path, line, col)) = query["at"].as_str().and_then(place) else {
            println!("{{\"error\":\"no place\"}}");
            continue;
        };
        if wants_uses {
            println!(
                "{}",
                json!({ "references": navigator.references(path, line, col) })
            );
        } else {
            println!(
                "{}",
                json!({ "definitions": navigator.definitions(path, line, col) })
            );
        }
    }
}

fn place(at: &str) -> Option<(&str, u32, u32)> {
    let (rest, col) = at.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    Some((path, line.parse().ok()?, col.parse().ok()?))
}

fn read(root: &Path) -> (Project, Texts) {
    let (mut project, mut texts) = (Project::default(), Texts::default());
    let parsers = Parsers::default();
    for path in files(root) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let shown = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        let lang = Lang::detect(&shown, &text.as_bytes()[..text.len().min(512)]);
        texts.add(&shown, lang, &text);
        let Some(lang) = lang.filter(|lang| assay_analyses::covers(*lang) && has_grammar(*lang))
        else {
            continue;
        };
        let host = Host {
            tick: &|| false,
            now: None,
            deep: false,
        };
        let text: Rc<str> = Rc::from(text);
        let file = FileContext::new(FileId(1), &shown, text, Some(lang), &parsers, host);
        for summary in assay_analyses::summarise(&file).unwrap_or_default() {
            if project.add(&shown, Some(lang), &summary).is_err() {
                eprintln!("{shown}: the summary {} cannot be read", summary.analysis);
            }
        }
    }
    (project, texts)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let is_left_out = |path: &Path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with('.') || name == "node_modules" || name == "vendor")
    };
    let inner = |path: PathBuf| match path {
        path if is_left_out(&path) || path.is_symlink() => Vec::new(),
        path if path.is_dir() => files(&path),
        path => vec![path],
    };
    paths.into_iter().flat_map(inner).collect()
}
