//! Files that nothing loads, in small projects.

use assay_languages::install_native_grammars;
use assay_model::Confidence;

use crate::small;

/// The files that are reported, of those with these texts.
fn unimported(files: &[(&str, &str)]) -> Vec<String> {
    install_native_grammars();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let (project, texts) = small::read(&files);
    let found = small::found(&project, &texts, "project/unimported-file");
    assert!(
        found
            .iter()
            .all(|(_, finding)| finding.confidence == Some(Confidence::Medium))
    );
    found.into_iter().map(|(path, _)| path).collect()
}

const EXPORT: &str = "export const a = 1;";
const DEF: &str = "def f():\n    pass\n";

#[test]
fn what_no_import_leads_to_is_reported() {
    let files = [
        ("package.json", r#"{"name": "it", "main": "dist/index.js"}"#),
        (
            "src/index.ts",
            "export * from './used';\nimport type { T } from './typed';",
        ),
        ("src/used.ts", EXPORT),
        ("src/typed.ts", "export type T = 1;"),
        ("src/lost.ts", EXPORT),
        // Who is imported by such a file only goes with it, and is reported when it is gone.
        ("src/lost-too.ts", "import './kept'; export const b = 2;"),
        ("src/kept.ts", EXPORT),
        ("src/itself.ts", "import './itself'; export const b = 2;"),
        ("src/script.js", "console.log(1);"),
        ("p/__init__.py", ""),
        ("p/used.py", DEF),
        ("p/lost.py", DEF),
        (
            "run.py",
            "from p import used\nif __name__ == '__main__':\n    used.f()\n",
        ),
    ];
    assert_eq!(
        unimported(&files),
        [
            "p/lost.py",
            "src/itself.ts",
            "src/lost-too.ts",
            "src/lost.ts"
        ]
    );
}

#[test]
fn what_is_run_or_found_by_others_is_not() {
    let files = [
        (
            "package.json",
            r#"{"name": "it", "bin": {"it": "./lib/cli.js"}, "exports": {".": "./lib/all.js", "./x/*": "./lib/x/*.js"},
                "scripts": {"seed": "node lib/seed.js"}}"#,
        ),
        ("lib/cli.js", "exports.a = 1;"),
        ("lib/all.js", EXPORT),
        ("lib/x/one.js", EXPORT),
        ("lib/seed.js", EXPORT),
        ("vite.config.ts", "export default {};"),
        ("src/a.test.ts", EXPORT),
        ("tests/helpers.ts", EXPORT),
        ("app/blog/page.tsx", "export default function Page() {}"),
        ("src/routes/+page.ts", EXPORT),
        ("types/global.d.ts", "export type A = 1;"),
        ("tool/run.js", "#!/usr/bin/env node\nexport const a = 1;"),
        (
            "index.html",
            "<script type=module src=\"/web/entry.js\"></script>",
        ),
        (
            "web/entry.js",
            "new Worker(new URL('./thread.js', import.meta.url)); export const a = 1;",
        ),
        ("web/thread.js", EXPORT),
        (
            "setup.cfg",
            "[options.entry_points]\nconsole_scripts =\n    it = shop.commandline:run\n",
        ),
        ("shop/__init__.py", ""),
        ("shop/commandline.py", DEF),
        ("shop/models.py", DEF),
        ("shop/management/commands/sell.py", DEF),
        ("shop/middle.py", DEF),
        (
            "conf/settings_base.py",
            "MIDDLEWARE = ['shop.middle.Middle']\n",
        ),
        ("migrations/one.py", DEF),
    ];
    assert_eq!(unimported(&files), Vec::<String>::new());
}

#[test]
fn a_text_that_is_missing_leaves_a_doubt() {
    install_native_grammars();
    let files =
        [("a.ts", EXPORT), ("b.ts", EXPORT)].map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (project, mut texts) = small::read(&files);
    texts.remove("b.ts");
    let found = small::found(&project, &texts, "project/unimported-file");
    let doubts = found
        .iter()
        .map(|(path, finding)| (&**path, finding.confidence));
    assert_eq!(
        doubts.collect::<Vec<_>>(),
        [
            ("a.ts", Some(Confidence::Low)),
            ("b.ts", Some(Confidence::Low))
        ]
    );
}
