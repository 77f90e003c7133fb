//! A fix brings the imports along that it needs.

use assay_engine::{CheckOptions, Checked, Choices, Engine, apply_fixes};
use assay_languages::install_native_grammars;
use assay_model::{FileReport, RuleOrigin, RuleSource};

/// Checks a text with a rule that makes `g()` of `f()` and imports something for it.
fn report(language: &str, import: &str, path: &str, text: &str) -> FileReport {
    install_native_grammars();
    // A call by itself is none in C.
    let pattern = match language {
        "c" => "{ context: 'void x() { f($$$ARGS); }', selector: call_expression }",
        _ => "f($$$ARGS)",
    };
    let rules = format!(
        "id: r\nlanguage: {language}\nmessage: m\nseverity: error\nrule: {{ pattern: {pattern} }}\n\
         fix: g($$$ARGS)\nmetadata: {{ fixImports: ['{import}'], fixSafety: safe }}\n"
    );
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rules,
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    let mut engine = Engine::default();
    assert_eq!(
        engine.load_rules(&[source], &Choices::default()).problems,
        []
    );
    let options = CheckOptions::default();
    match engine.check(path, text.as_bytes().to_vec(), &options) {
        Checked::Report(report) => *report,
        Checked::Needs(needs) => panic!("{needs:?}"),
    }
}

fn fixed(language: &str, import: &str, path: &str, text: &str) -> String {
    let report = report(language, import, path, text);
    let fixes: Vec<_> = report
        .findings
        .iter()
        .filter_map(|one| one.fix.as_ref())
        .collect();
    assert!(!fixes.is_empty(), "{path}: {text}");
    assert!(fixes.iter().all(|fix| fix.is_safe));
    apply_fixes(text, fixes, None).text
}

#[test]
fn what_is_missing_is_added_behind_the_last_import() {
    let check = |language, import, path, text, expected: &str| {
        assert_eq!(fixed(language, import, path, text), expected);
    };
    let python = |text, expected| check("python", "import m", "a.py", text, expected);
    python(
        "import a\nfrom b import c  # d\n\nf()\n",
        "import a\nfrom b import c  # d\nimport m\n\ng()\n",
    );
    python("import a; f()", "import a; g()\nimport m\n");
    python("import a\nf()\nf()\n", "import a\nimport m\ng()\ng()\n");
    check(
        "go",
        "import \"m\"",
        "a.go",
        "package p\n\nimport (\n\t\"a\"\n)\n\nfunc b() { f() }\n",
        "package p\n\nimport (\n\t\"a\"\n)\nimport \"m\"\n\nfunc b() { g() }\n",
    );
    check(
        "java",
        "import m.M;",
        "A.java",
        "package p;\n\nimport a.A;\n\nclass B { void b() { f(); } }\n",
        "package p;\n\nimport a.A;\nimport m.M;\n\nclass B { void b() { g(); } }\n",
    );
    check(
        "typescript",
        "import { m } from \"m\";",
        "a.ts",
        "import a from \"a\";\nf();\n",
        "import a from \"a\";\nimport { m } from \"m\";\ng();\n",
    );
    check(
        "c",
        "#include <m.h>",
        "a.c",
        "#include <a.h>\n\nvoid b(void) { f(); }\n",
        "#include <a.h>\n#include <m.h>\n\nvoid b(void) { g(); }\n",
    );
    check(
        "c",
        "#include <m.h>",
        "a.h",
        "#ifndef A\n#define A\n#include <a.h>\nvoid b(void) { f(); }\n#endif\n",
        "#ifndef A\n#define A\n#include <a.h>\n#include <m.h>\nvoid b(void) { g(); }\n#endif\n",
    );
}

#[test]
fn without_any_import_it_stands_behind_what_must_come_first() {
    let check = |language, import, path, text, expected: &str| {
        assert_eq!(fixed(language, import, path, text), expected);
    };
    let python = |text, expected| check("python", "import m", "a.py", text, expected);
    python("f()\n", "import m\n\ng()\n");
    python(
        "\"\"\"Doc.\"\"\"\n\nf()\n",
        "\"\"\"Doc.\"\"\"\n\nimport m\n\ng()\n",
    );
    python(
        "#!/usr/bin/python\nf()\n",
        "#!/usr/bin/python\nimport m\n\ng()\n",
    );
    python(
        "# Licence\n# text\n\nf()\n",
        "# Licence\n# text\n\nimport m\n\ng()\n",
    );
    python(
        "# about b\ndef b(): f()\n",
        "import m\n\n# about b\ndef b(): g()\n",
    );
    check(
        "go",
        "import \"m\"",
        "a.go",
        "package p\n\nfunc b() { f() }\n",
        "package p\n\nimport \"m\"\n\nfunc b() { g() }\n",
    );
    check(
        "java",
        "import m.M;",
        "A.java",
        "package p;\nclass B { void b() { f(); } }\n",
        "package p;\n\nimport m.M;\nclass B { void b() { g(); } }\n",
    );
}

#[test]
fn what_a_file_imports_already_is_not_added() {
    for text in [
        "import m\nf()\n",
        "import a, m\nf()\n",
        "import m as n\nimport m\nf()\n",
    ] {
        assert_eq!(
            fixed("python", "import m", "a.py", text),
            text.replace('f', "g")
        );
    }
    let text = "from m import (\n    a,\n    b,\n)\nf()\n";
    let expected = text.replace("f()", "g()");
    assert_eq!(fixed("python", "from m import b", "a.py", text), expected);
    for text in [
        "import m as n\nf()\n",
        "def b():\n    import m\nf()\n",
        "from m import a\nf()\n",
    ] {
        let fixed = fixed("python", "import m", "a.py", text);
        assert_eq!(
            fixed.matches("import m\n").count(),
            1 + text.matches("import m\n").count(),
            "{fixed}"
        );
    }
}

#[test]
fn where_nothing_can_be_imported_there_is_no_fix() {
    let text = "<script>\nf()\n</script>\n";
    let report = report("javascript", "import m from \"m\"", "a.html", text);
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].fix, None);
    let report = self::report("python", "no import", "a.py", "f()\n");
    assert_eq!(report.findings[0].fix, None);
    let taken = ["from n import b\nf()\n", "from n import a as b\nf()\n"];
    for text in taken {
        let report = self::report("python", "from m import b", "a.py", text);
        assert_eq!(report.findings[0].fix, None, "{text}");
    }
}
