//! Import cycles in small projects: from the texts of files to findings.

use assay_languages::install_native_grammars;
use assay_model::{Finding, FindingOrigin, Status};
use assay_project::{Project, Texts};

use crate::small;

fn project(files: &[(&str, &str)]) -> (Project, Texts) {
    install_native_grammars();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    small::read(&files)
}

fn found((project, texts): &(Project, Texts)) -> Vec<(String, Finding)> {
    small::found(project, texts, "project/import-cycle")
}

/// The files of each circle, in its order.
fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let found = found(&project(files));
    let circle = |(path, finding): &(String, Finding)| {
        let labels = finding.labels.iter();
        let file = |file: Option<String>| file.unwrap_or_else(|| path.clone());
        labels
            .map(|label| file(label.location.file.clone()))
            .collect()
    };
    found.iter().map(circle).collect()
}

#[test]
fn files_that_import_one_another_are_told_once_with_the_way() {
    let project = project(&[
        (
            "a/x.ts",
            "import { y } from './y';\nimport { z } from '../z';\n",
        ),
        ("a/y.ts", "\nexport { z as y } from '../z';\n"),
        ("z.ts", "import './a/x.js';\n"),
        ("alone.ts", "import './z';\n"),
    ]);
    let found = found(&project);
    let [(path, finding)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(path, "a/x.ts");
    assert_eq!(finding.rule_id, "project/import-cycle");
    assert_eq!(finding.origin, FindingOrigin::Project);
    // The shortest way round: not through `a/y.ts`.
    assert!(
        finding
            .message
            .starts_with("Import cycle: `a/x.ts` → `z.ts` → `a/x.ts`. "),
        "{}",
        finding.message
    );
    assert!(
        finding
            .message
            .ends_with("In all, 3 files import one another in circles.")
    );
    assert_eq!((finding.range.start.line, finding.range.start.col), (2, 1));
    let places: Vec<_> = finding
        .labels
        .iter()
        .map(|label| {
            (
                label.location.file.as_deref(),
                label.location.range.start.line,
            )
        })
        .collect();
    assert_eq!(places, [(None, 2), (Some("z.ts"), 1)]);
}

#[test]
fn python_packages_make_circles() {
    assert_eq!(
        circles(&[
            ("p/__init__.py", "from .a import f\n"),
            ("p/a.py", "from . import b\nfrom .c import d\n"),
            ("p/b.py", "from . import f\n"),
            ("p/c.py", "import p.a\n"),
        ]),
        [["p/a.py", "p/c.py"]]
    );
}

#[test]
fn paths_of_configurations_and_packages_make_circles() {
    assert_eq!(
        circles(&[
            (
                "tsconfig.json",
                r#"{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}"#
            ),
            ("src/a.ts", "import { b } from '@/b';"),
            ("src/b.ts", "import { a } from './a';"),
            ("packages/one/package.json", r#"{"name": "one"}"#),
            ("packages/one/src/index.ts", "export * from 'two/inner';"),
            (
                "packages/two/package.json",
                r#"{"name": "two", "exports": {"./inner": "./dist/inner.js"}}"#
            ),
            ("packages/two/src/inner.ts", "import 'one';"),
            ("lib/pkg/c.py", "from pkg.d import d"),
            ("lib/pkg/d.py", "import pkg.c"),
            ("lib/pkg/__init__.py", ""),
            ("setup.py", ""),
        ]),
        [
            &["lib/pkg/c.py", "lib/pkg/d.py"][..],
            &["packages/one/src/index.ts", "packages/two/src/inner.ts"],
            &["src/a.ts", "src/b.ts"]
        ]
    );
}

#[test]
fn what_does_not_run_on_loading_makes_no_circle() {
    let files = [
        (
            "a.ts",
            "import type { B } from './b';\nimport { c } from './c';\n",
        ),
        ("b.ts", "import { a } from './a';\n"),
        (
            "c.ts",
            "function f() { return import('./a'); }\nimport { type A } from './a';\n",
        ),
        (
            "d.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .e import E\n",
        ),
        ("e.py", "from .d import D\ndef f():\n    from .d import D\n"),
        ("self.js", "import './self';\n"),
        ("g.js", "import 'h';\nimport '/g';\n"),
    ];
    assert_eq!(circles(&files), Vec::<Vec<String>>::new());
}

#[test]
fn imports_by_calls_and_in_scripts_of_components_make_circles() {
    assert_eq!(
        circles(&[
            ("a.js", "const { b } = require('./b');"),
            ("b.js", "export { a } from './a.js';"),
            ("c.ts", "import d = require('./d');"),
            ("d.ts", "export * from './c';"),
            (
                "e.vue",
                "<p/>\n<script setup>\nimport F from './f.vue';\n</script>"
            ),
            (
                "f.vue",
                "<script lang='ts'>import { e } from './g'</script>"
            ),
            ("g.ts", "import E from './e.vue';"),
        ]),
        [
            &["a.js", "b.js"][..],
            &["c.ts", "d.ts"],
            &["e.vue", "f.vue", "g.ts"]
        ]
    );
}

#[test]
fn a_comment_hides_a_circle_where_it_is_shown() {
    let hidden = |first: &str| {
        let project = project(&[("a.js", first), ("b.js", "import './a';")]);
        let found = found(&project);
        let [(_, finding)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(finding.excerpt, "import { b } from './b';");
        finding.status.clone()
    };
    let by = |comment: &str, line| Status::Suppressed {
        comment: comment.to_owned(),
        line,
        until: None,
    };
    assert_eq!(hidden("import { b } from './b';"), Status::Open);
    let comment = "// assay-ignore: project/import-cycle -- known";
    assert_eq!(
        hidden(&format!("{comment}\nimport {{ b }} from './b';")),
        by(comment, 1)
    );
    let behind = "import { b } from './b'; // assay-ignore: import-cycle";
    assert_eq!(hidden(behind), by(behind, 1));
    let other = "import { b } from './b'; // assay-ignore: javascript/eval";
    assert_eq!(hidden(other), Status::Open);
    let whole = "// ast-grep-ignore: project/import-cycle\n\nimport { b } from './b';";
    assert_eq!(
        hidden(whole),
        by("// ast-grep-ignore: project/import-cycle", 1)
    );
}

#[test]
fn the_order_in_which_files_come_does_not_matter() {
    let mut files = vec![
        ("m.js", "import './n';"),
        ("n.js", "import './m';"),
        ("q/a.js", "import './b';"),
        ("q/b.js", "import './a';"),
    ];
    let before = found(&project(&files));
    files.reverse();
    assert_eq!(before.len(), 2);
    assert_eq!(before, found(&project(&files)));
}

#[test]
fn a_file_that_is_replaced_or_gone_takes_its_names_and_imports_with_it() {
    let (mut project, texts) = project(&[
        ("a.js", "import './b'; export function f() {}"),
        ("b.js", "import './a'; export function f() {}"),
    ]);
    assert_eq!(project.definitions("f").len(), 2);
    let circles = |project: &Project| small::found(project, &texts, "project/import-cycle");
    assert_eq!(circles(&project).len(), 1);
    project.remove("b.js");
    assert_eq!(project.definitions("f").len(), 1);
    assert_eq!(circles(&project), []);
    assert_eq!(project.len(), 1);
}
