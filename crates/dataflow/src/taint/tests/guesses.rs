//! Whether data is followed all the way, or goes through what cannot be read.

use super::*;

#[test]
fn calls_and_checks_that_cannot_be_read_make_a_guess() {
    for (lang, text, expected) in [
        ("python", "x = source()\nsink('a' + x)", false),
        ("python", "x = source()\nsink(x.strip())", false),
        ("python", "sink(str(source()))", false),
        ("python", "sink(record_of(source()))", true),
        ("python", "x = record_of(source())\nsink(x.name)", true),
        ("python", "def g(y):\n  return y\nsink(g(source()))", false),
        ("python", "x = source()\nif a:\n  x = f(x)\nsink(x)", false),
        (
            "python",
            "x = source()\nif not registry.is_known(x):\n  return\nsink(x)",
            true,
        ),
        (
            "python",
            "x = source()\nok = is_known(x)\nif not ok:\n  return\nsink(x)",
            true,
        ),
        (
            "python",
            "x = source()\nif not os.path.exists(x):\n  return\nsink(x)",
            false,
        ),
        (
            "python",
            "x = source()\nif x.parent != ROOT.parent:\n  return\nsink(x)",
            true,
        ),
        ("python", "x = source()\nif x != None:\n  sink(x)", false),
        ("python", "x = source()\nvalidate(x)\nsink(x)", true),
        ("python", "x = source()\nshow(x)\nsink(x)", false),
        ("php", "<?php $x = source(); sink(Mapper::map($x));", true),
        ("php", "<?php $x = source(); sink(trim($x));", false),
        (
            "php",
            "<?php $x = source(); if (isset($x)) { sink($x); }",
            false,
        ),
        ("javascript", "sink(new URL(source()))", false),
        ("javascript", "sink(new Account(source()).name)", true),
        ("javascript", "sink(JSON.parse(source()))", false),
        ("javascript", "sink(Level.parse(source()))", true),
    ] {
        let outcome = outcome(lang, text, &Options::default(), Level::Deep);
        let found = &outcome.findings[..];
        assert_eq!(found.len(), 1, "{text}");
        let is_guess = found[0].path.iter().any(|hop| hop.what.is_guess());
        assert_eq!(is_guess, expected, "{text}");
    }
}
