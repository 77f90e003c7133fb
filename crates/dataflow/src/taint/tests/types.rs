//! Types that a rule takes for safe.

use super::*;

fn reaches(lang: &str, text: &str, options: &Options) -> bool {
    !outcome(lang, text, options, Level::Semgrep)
        .findings
        .is_empty()
}

fn body(lang: &str, body: &str) -> String {
    match lang {
        "java" => {
            format!("class A {{ void f(Object o, String s, Map<String, Integer> m) {{ {body} }} }}")
        }
        "php" => format!("<?php {body}"),
        _ => body.to_owned(),
    }
}

#[test]
fn numbers_are_safe_where_the_rule_says_so() {
    let options = Options {
        assume_safe_numbers: true,
        ..Options::default()
    };
    for (lang, text, expected) in [
        ("java", "sink((int) source());", false),
        ("java", "sink((double) source());", false),
        ("java", "sink((String) source());", true),
        ("java", "long t = source(); sink(t);", false),
        ("java", "var t = (int) source(); sink(t);", false),
        ("java", "Object[] x = source(); sink(x.length);", false),
        ("java", "sink(1 + source().length);", false),
        ("java", "sink(\"a\" + source().length);", false),
        ("java", "sink(\"a\" + source().b);", true),
        ("java", "sink(source().length());", false),
        ("java", "sink(Integer.valueOf(source()));", false),
        ("java", "sink(java.lang.Long.parseLong(source()));", false),
        ("java", "sink(Float.parseFloat(source()));", false),
        ("java", "sink(String.valueOf(source()));", true),
        ("java", "sink(s.compareTo(source()));", false),
        // One number makes no number of a sum where `+` joins texts, too.
        ("java", "sink(source() + 1);", true),
        ("javascript", "sink(source() + 1)", true),
        ("php", "sink((int) source());", false),
        ("php", "sink((float) source());", false),
        ("php", "sink(source() * 3);", false),
        ("php", "sink(source() - 1);", false),
        ("php", "sink('a' . source());", true),
        ("php", "$i = 3; sink(source() * $i);", false),
        ("python", "sink(source() + 1)", false),
        ("python", "sink(2 - source())", false),
        ("python", "sink(source() + 'a')", true),
        ("typescript", "const x: number = source(); sink(x)", false),
        ("typescript", "const x: string = source(); sink(x)", true),
    ] {
        let text = body(lang, text);
        assert_eq!(reaches(lang, &text, &options), expected, "{lang}: {text}");
        assert!(reaches(lang, &text, &Options::default()), "{lang}: {text}");
    }
}

#[test]
fn truth_values_are_safe_where_the_rule_says_so() {
    let options = Options {
        assume_safe_booleans: true,
        ..Options::default()
    };
    for (lang, text, expected) in [
        ("java", "sink(source() != \"a\");", false),
        ("java", "sink(\"a\" + (source() == s));", false),
        ("java", "sink(Boolean.valueOf(source()));", false),
        ("java", "sink(Boolean.parseBoolean(source()));", false),
        ("java", "sink(s.equals(source()));", false),
        ("java", "sink(s.matches(source()));", false),
        ("java", "sink(o.matches(source()));", true),
        ("java", "sink(source().isEmpty());", false),
        ("java", "sink(source() || s);", false),
        ("java", "sink(true & source());", false),
        ("java", "boolean b = source(); sink(b);", false),
        ("java", "Boolean b = source(); sink(b);", false),
        ("java", "sink((boolean) source());", false),
        ("python", "sink(not source())", false),
        ("python", "sink(source() in x)", false),
        ("python", "sink(source() is None)", false),
        ("python", "sink(source() and x)", false),
        ("python", "sink(source() or 'a')", true),
        ("python", "sink(source() or True)", false),
        ("javascript", "sink(!source())", false),
        ("javascript", "sink(source() === 1)", false),
        ("javascript", "sink(source() || 'a')", true),
        ("php", "sink((bool) source());", false),
    ] {
        let text = body(lang, text);
        assert_eq!(reaches(lang, &text, &options), expected, "{lang}: {text}");
        assert!(reaches(lang, &text, &Options::default()), "{lang}: {text}");
    }
}
