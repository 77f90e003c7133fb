//! Files that nothing loads: no import of the project leads to them, none of its files names them, and no tool or
//! framework is known to find them by their place.

mod mentions;

use std::collections::{BTreeMap, HashSet};

use assay_languages::{DefaultVisibility, Lang, Outline, code_outline};
use assay_model::{
    Classes, Confidence, Dialect, Finding, FindingOrigin, Naming, Position, Range, RuleInfo,
    Severity, Status,
};
use assay_project::{File, FileId, Standing, standing};
use mentions::mentioned;
use xxhash_rust::xxh3::xxh3_64;

use crate::{Analysis, Sink, Whole};

/// The rule that is broken by such a file.
const RULE: &str = "project/unimported-file";

const SEVERITY: Severity = Severity::Low;

/// Finds files that nothing loads.
pub struct UnimportedFiles;

impl Analysis for UnimportedFiles {
    fn id(&self) -> &'static str {
        "unimported"
    }

    fn version(&self) -> u32 {
        1
    }

    fn rules(&self) -> Vec<RuleInfo> {
        vec![rule()]
    }

    fn combine(&self, whole: &Whole<'_>, sink: &mut Sink<'_>) {
        let files = whole.project.files();
        let ids = files.iter().map(|(id, _)| *id);
        let imported: HashSet<FileId> = ids
            .flat_map(|id| {
                let led = whole.navigator.imported_files(id).into_iter();
                // A file that imports itself is not needed for that.
                led.map(|import| import.to).filter(move |to| *to != id)
            })
            .collect();
        let mut left: Vec<(&File, Lang)> = files
            .iter()
            .filter(|(id, _)| !imported.contains(id) && !whole.navigator.is_offered(*id))
            .filter_map(|(_, file)| Some((*file, file.lang?)))
            .filter(|(file, lang)| may_be_unused(whole, file, *lang))
            .collect();
        let paths: Vec<&str> = left.iter().map(|(file, _)| &*file.path).collect();
        let named = mentioned(whole.texts, &paths);
        left.retain(|(file, _)| !named.contains(&*file.path));
        // A text that is missing may name any of them.
        let is_sure = files
            .iter()
            .all(|(_, file)| whole.texts.find(&file.path).is_some());
        for (file, lang) in left {
            sink(&file.path, finding(whole, file, lang, is_sure));
        }
    }
}

fn is_covered(lang: Lang) -> bool {
    code_outline(lang).is_some_and(|outline| outline.imports_run)
}

/// Whether a file is one that others are to import: it has something for them, and is not run by itself.
fn may_be_unused(whole: &Whole<'_>, file: &File, lang: Lang) -> bool {
    let Some(outline) = code_outline(lang).filter(|outline| outline.imports_run) else {
        return false;
    };
    if standing(&file.path) != Standing::Code || is_entry(outline, &file.path) {
        return false;
    }
    let offers = file
        .outline()
        .is_some_and(|names| match outline.visibility {
            DefaultVisibility::Exported => !names.exports.is_empty(),
            _ => !names.definitions.is_empty(),
        });
    let text = whole.texts.get(&file.path).unwrap_or_default();
    let runs = text.starts_with("#!") || outline.entry_marks.iter().any(|mark| text.contains(mark));
    offers && !runs
}

/// Whether tools or frameworks find a file by its place.
fn is_entry(outline: &Outline, path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    outline
        .entries
        .iter()
        .any(|entry| match entry.strip_suffix('/') {
            Some(folder) => folders.split('/').any(|part| part == folder),
            None => match entry.split_once('*') {
                Some((before, after)) => fits(name, before, after),
                None => name == *entry,
            },
        })
}

/// Whether a name begins and ends like this, with something between.
fn fits(name: &str, before: &str, after: &str) -> bool {
    let Some(rest) = name.strip_prefix(before) else {
        return false;
    };
    match after.split_once('*') {
        // `*.config.*`: the middle stands somewhere in it.
        Some((middle, _)) => rest.contains(middle),
        None => rest.ends_with(after),
    }
}

fn finding(whole: &Whole<'_>, file: &File, lang: Lang, is_sure: bool) -> Finding {
    let text = whole.texts.get(&file.path).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    let start = Position {
        line: 1,
        col: 1,
        offset: 0,
    };
    let end = Position {
        col: line.encode_utf16().count() as u32 + 1,
        offset: line.len() as u32,
        ..start
    };
    Finding {
        rule_id: RULE.to_owned(),
        language: lang.id().to_owned(),
        severity: SEVERITY,
        message: MESSAGE.to_owned(),
        range: Range { start, end },
        excerpt: line.to_owned(),
        metavars: BTreeMap::new(),
        labels: Vec::new(),
        flow: Vec::new(),
        fix: None,
        identity: format!("{:016x}", xxh3_64(file.path.as_bytes())),
        surroundings: String::new(),
        status: Status::Open,
        origin: FindingOrigin::Project,
        confidence: Some(if is_sure {
            Confidence::Medium
        } else {
            Confidence::Low
        }),
        doubt: None,
    }
}

const MESSAGE: &str = "Nothing in the project imports or names this file. Delete it, or import it where it is needed.";

fn rule() -> RuleInfo {
    let rule = RuleInfo::of_engine(RULE, Dialect::Project);
    RuleInfo {
        naming: Naming {
            title: Some("Unimported file".to_owned()),
            equivalents: vec!["eslint/import/no-unused-modules".to_owned()],
            ..Naming::default()
        },
        languages: Lang::all()
            .filter(|lang| is_covered(*lang))
            .map(|lang| lang.id().to_owned())
            .collect(),
        severity: Some(SEVERITY),
        native_severity: "info".to_owned(),
        message: MESSAGE.to_owned(),
        doc: DOC.to_owned(),
        tags: vec![
            "maintainability".to_owned(),
            "dead-code".to_owned(),
            "imports".to_owned(),
        ],
        classes: Classes {
            cwe: vec!["CWE-561".to_owned()],
            confidence: Some(Confidence::Medium),
            ..rule.classes.clone()
        },
        ..rule
    }
}

const DOC: &str = "\
Code that nothing loads is read, searched and kept up to date for nothing, and who changes it sees no effect.

The rule looks at the whole project: a file of JavaScript, TypeScript or Python counts as imported if any import leads to it, and as used if a \
`package.json` names it in `main`, `bin`, `exports` and the like, or if its path or the name of its module stands anywhere in the project: in an HTML page, in a \
build configuration, in `INSTALLED_APPS`, in a call that loads a module by its name. Tests, examples, generated files, scripts that run by themselves, configurations of \
tools and files that frameworks find by their place are never reported.

A file that another project imports, without a `package.json` that says so, is reported all the same. The rule is off by default. Turn it on here, or with `--project` on the command line.
";
