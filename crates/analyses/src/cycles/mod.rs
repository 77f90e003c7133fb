//! Files that import one another in a circle.
//!
//! Only what happens while files are loaded counts: imports of types alone, and those that a function makes when it runs,
//! do no harm. Of files that are all tangled up the shortest circle is told, since that is where to begin.

mod graph;

use std::collections::{BTreeMap, HashMap};

use assay_languages::{Lang, code_outline};
use assay_model::{
    Classes, Confidence, Dialect, Finding, FindingOrigin, Label, LabelStyle, Location, Naming,
    RuleInfo, Severity, Status,
};
use assay_project::{FileId, Import};
use assay_text::InOrder;
use xxhash_rust::xxh3::xxh3_64;

use crate::{Analysis, Sink, Whole};

/// The rule that is broken by a circle.
const RULE: &str = "project/import-cycle";

/// Whether files of a language run when they are imported, so that a circle runs one of them too late.
fn imports_run(lang: Lang) -> bool {
    code_outline(lang).is_some_and(|outline| outline.imports_run)
}

/// Finds circles of imports.
pub struct ImportCycles;

impl Analysis for ImportCycles {
    fn id(&self) -> &'static str {
        "cycles"
    }

    fn version(&self) -> u32 {
        1
    }

    fn rules(&self) -> Vec<RuleInfo> {
        vec![rule()]
    }

    fn combine(&self, whole: &Whole<'_>, sink: &mut Sink<'_>) {
        let files = Files::of(whole);
        let mut circles: Vec<(Vec<usize>, usize)> = graph::components(&files.edges)
            .into_iter()
            .map(|mut nodes| {
                nodes.put_in_order();
                (graph::shortest(&files.edges, &nodes), nodes.len())
            })
            .collect();
        circles.put_in_order();
        for (circle, tangled) in circles {
            if let Some(finding) = files.finding(&circle, tangled) {
                sink(files.path(circle[0]), finding);
            }
        }
    }
}

/// The files that may lie on a circle, in the order of their paths, and which imports which.
struct Files<'p> {
    paths: Vec<&'p str>,
    langs: Vec<Lang>,
    edges: Vec<Vec<usize>>,
    imports: HashMap<(usize, usize), &'p Import>,
}

impl<'p> Files<'p> {
    fn of(whole: &Whole<'p>) -> Files<'p> {
        let covered: Vec<_> = whole
            .project
            .files()
            .into_iter()
            .filter_map(|(id, file)| {
                Some((
                    id,
                    &*file.path,
                    file.lang.filter(|lang| imports_run(*lang))?,
                ))
            })
            .collect();
        let numbers: HashMap<FileId, usize> = covered.iter().map(|(id, ..)| *id).zip(0..).collect();
        let mut files = Files {
            paths: covered.iter().map(|(_, path, _)| *path).collect(),
            langs: covered.iter().map(|(.., lang)| *lang).collect(),
            edges: vec![Vec::new(); covered.len()],
            imports: HashMap::new(),
        };
        for (from, (id, ..)) in covered.iter().enumerate() {
            for resolved in whole.navigator.imported_files(*id) {
                let import = resolved.import;
                let Some(to) = numbers.get(&resolved.to).copied() else {
                    continue;
                };
                if from == to || import.is_type_only || import.is_deferred {
                    continue;
                }
                files.imports.entry((from, to)).or_insert_with(|| {
                    files.edges[from].push(to);
                    import
                });
            }
            files.edges[from].put_in_order();
        }
        files
    }

    fn path(&self, file: usize) -> &'p str {
        self.paths[file]
    }

    /// A circle as a finding in the first of its files; `tangled` files can reach one another.
    fn finding(&self, circle: &[usize], tangled: usize) -> Option<Finding> {
        let next = circle.iter().cycle().skip(1);
        let steps: Option<Vec<(usize, usize, &Import)>> = circle
            .iter()
            .zip(next)
            .map(|(from, to)| Some((*from, *to, *self.imports.get(&(*from, *to))?)))
            .collect();
        let steps = steps?;
        let first = steps.first()?.2;
        let paths: Vec<&str> = circle.iter().map(|file| self.path(*file)).collect();
        Some(Finding {
            rule_id: RULE.to_owned(),
            language: self.langs[circle[0]].id().to_owned(),
            severity: SEVERITY,
            message: message(&paths, tangled),
            range: first.range,
            excerpt: first.excerpt.clone(),
            metavars: BTreeMap::new(),
            labels: steps
                .iter()
                .map(|step| self.label(*step, circle[0]))
                .collect(),
            flow: Vec::new(),
            fix: None,
            identity: format!("{:016x}", xxh3_64(paths.join("\n").as_bytes())),
            surroundings: String::new(),
            status: Status::Open,
            origin: FindingOrigin::Project,
            confidence: Some(Confidence::High),
            doubt: None,
        })
    }

    fn label(&self, (from, to, import): (usize, usize, &Import), home: usize) -> Label {
        Label {
            style: if from == home {
                LabelStyle::Primary
            } else {
                LabelStyle::Secondary
            },
            message: Some(format!("Imports {}", self.path(to))),
            location: Location {
                file: (from != home).then(|| self.path(from).to_owned()),
                range: import.range,
            },
        }
    }
}

const SEVERITY: Severity = Severity::Medium;

/// Paths of a circle that are named before the rest is counted.
const NAMED: usize = 6;

fn message(paths: &[&str], tangled: usize) -> String {
    let named: Vec<String> = paths
        .iter()
        .take(NAMED)
        .map(|path| format!("`{path}`"))
        .collect();
    let more = paths.len().saturating_sub(NAMED);
    let dots = if more > 0 {
        format!(" → {more} more files")
    } else {
        String::new()
    };
    let circle = format!("{}{dots} → `{}`", named.join(" → "), paths[0]);
    let wider = if tangled > paths.len() {
        format!(" In all, {tangled} files import one another in circles.")
    } else {
        String::new()
    };
    format!(
        "Import cycle: {circle}. Move what these files share into a file that imports none of them.{wider}"
    )
}

fn rule() -> RuleInfo {
    let rule = RuleInfo::of_engine(RULE, Dialect::Project);
    RuleInfo {
        naming: Naming {
            title: Some("Import cycle".to_owned()),
            equivalents: vec!["eslint/import/no-cycle".to_owned(), "biome/noImportCycles".to_owned()],
            ..Naming::default()
        },
        languages: Lang::all().filter(|lang| imports_run(*lang)).map(|lang| lang.id().to_owned()).collect(),
        severity: Some(SEVERITY),
        native_severity: "warning".to_owned(),
        message: "Files import one another in a cycle. Move what they share into a file that imports none of them.".to_owned(),
        doc: DOC.to_owned(),
        tags: vec!["maintainability".to_owned(), "architecture".to_owned(), "imports".to_owned()],
        classes: Classes {
            cwe: vec!["CWE-1047".to_owned()],
            ..rule.classes.clone()
        },
        ..rule
    }
}

const DOC: &str = "\
When files import one another in a cycle, one of them runs before what it imports is there. That shows as an undefined \
value or an `ImportError`, often only after the order of imports has changed, and the files can no longer be understood \
or tested one by one.

The rule looks at all imports of JavaScript, TypeScript (also in scripts of Vue and Svelte) and Python that lead to files of the project: relative ones, those by `paths` of a \
`tsconfig.json`, by packages of the same workspace, and by the names of Python's packages. Imports of types alone and \
imports inside functions do not count. Of files that are tangled up, the shortest cycle is reported.

It is off by default. Turn it on here, or with `--project` on the command line.
";
