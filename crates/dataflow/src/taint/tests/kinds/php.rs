//! PHP.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "function with the name of an imported class",
        "<?php use A\\Run; function run($s) { return 'x'; } sink(run(source()));",
        false,
    ),
    (
        "function with the name of an imported class",
        "<?php use A\\Run; function run($s) { sink($s); } run(source());",
        true,
    ),
    (
        "reference",
        "<?php function g(&$r) { $r = source(); } function f() { $v = ''; g($v); sink($v); }",
        true,
    ),
    (
        "reference",
        "<?php function g(&$r) { $r = 'x'; } function f() { $v = source(); g($v); sink($v); }",
        false,
    ),
    (
        "reference",
        "<?php function g($r) { $r = source(); } function f() { $v = ''; g($v); sink($v); }",
        false,
    ),
    (
        "method in any case",
        "<?php class A { function getSafe($x) { return 'x'; } } function f() { $a = new A(); sink($a->getSafe(source())); }",
        false,
    ),
    (
        "method in any case",
        "<?php class A { function getIt($x) { return $x; } } function f() { $a = new A(); sink($a->getIt(source())); }",
        true,
    ),
    (
        "function by its name",
        "<?php function noData($x) { return 'x'; } $f = 'noData'; sink($f(source()));",
        false,
    ),
    (
        "filled",
        "<?php $p = []; array_push($p, source()); sink($p[0]);",
        true,
    ),
    (
        "filled",
        "<?php parse_str(source(), $out); sink($out['a']);",
        true,
    ),
    (
        "filled",
        "<?php preg_match('/x(.*)/', source(), $m); sink($m[1]);",
        true,
    ),
    (
        "removed from a map",
        "<?php $a = ['k' => source()]; unset($a['k']); sink($a['k']);",
        false,
    ),
    (
        "static",
        "<?php class A { static $s; } A::$s = source(); sink(A::$s);",
        true,
    ),
    (
        "static",
        "<?php class A { static $s; } A::$s = source(); A::$s = 'x'; sink(A::$s);",
        false,
    ),
    (
        "reflection",
        "<?php function g($x) { sink($x); } $f = 'g'; $f(source());",
        true,
    ),
    (
        "exception across functions",
        "<?php function g() { throw new E(source()); } try { g(); } catch (E $e) { sink($e->getMessage()); }",
        true,
    ),
    (
        "exception across functions",
        "<?php function g() { throw new E('x'); } source(); try { g(); } catch (E $e) { sink($e->getMessage()); }",
        false,
    ),
    (
        "guard",
        "<?php $x = source(); if (!preg_match('/^[a-z]+$/D', $x)) { exit; } sink($x);",
        false,
    ),
    (
        "guard",
        "<?php $x = source(); if (in_array($x, ['a', 'b'], true)) { sink($x); }",
        false,
    ),
    (
        "guard",
        "<?php function check($x) { if (!ctype_alnum($x)) throw new E(); } $x = source(); check($x); sink($x);",
        false,
    ),
    (
        "reflection",
        "<?php function g($x) { sink($x); } call_user_func('g', source());",
        true,
    ),
    (
        "reflection",
        "<?php function g($x) { return 'x'; } sink(call_user_func('g', source()));",
        false,
    ),
];

const GAPS: &[Case] = &[(
    "reflection",
    "<?php class A { function g($x) { sink($x); } } $m = 'g'; (new A)->$m(source());",
    true,
)];

#[test]
fn kinds_in_php() {
    check("php", RIGHT, GAPS);
}
