//! Ways that a program takes: data reaches a sink where one of them leads there.

use super::*;

#[test]
fn data_takes_every_way() {
    let mut wrong = Vec::new();
    for (lang, text, expected) in [
        // Branches.
        (
            "python",
            "x = source()\nif c:\n  x = 'a'\nelif d:\n  x = 'b'\nelse:\n  x = 'c'\nsink(x)",
            false,
        ),
        (
            "python",
            "x = source()\nif c:\n  x = 'a'\nelif d:\n  x = 'b'\nsink(x)",
            true,
        ),
        (
            "python",
            "x = source()\nmatch c:\n  case 1:\n    x = 'a'\nsink(x)",
            true,
        ),
        // Loops.
        (
            "python",
            "x = source()\nfor i in y:\n  x = 'a'\nelse:\n  x = 'b'\nsink(x)",
            false,
        ),
        (
            "python",
            "for i in y:\n  x = 'a'\n  continue\n  x = source()\n  sink(x)",
            false,
        ),
        (
            "python",
            "x = 'a'\nfor i in y:\n  if i:\n    x = source()\n    break\n  x = 'b'\nsink(x)",
            true,
        ),
        ("python", "for a, b in source():\n  sink(b)", true),
        (
            "python",
            "for a, (b, c) in source().items():\n  sink(c)",
            true,
        ),
        (
            "python",
            "async def f():\n  async for a in source():\n    sink(a)",
            true,
        ),
        (
            "python",
            "async def f():\n  x = await source()\n  sink(x)",
            true,
        ),
        (
            "python",
            "async def f():\n  async with source() as x:\n    sink(x)",
            true,
        ),
        ("python", "while (x := source()):\n  sink(x)", true),
        ("python", "def f():\n  x = yield source()\n  sink(x)", true),
        // Leaving.
        ("python", "x = source()\nraise E(x)\nsink(x)", false),
        (
            "python",
            "def f():\n  x = source()\n  return 1\n  sink(x)",
            false,
        ),
        (
            "python",
            "x = source()\ntry:\n  x = 'a'\nexcept E:\n  x = 'b'\nsink(x)",
            false,
        ),
        (
            "python",
            "x = 'a'\ntry:\n  g()\n  x = source()\n  raise E()\nexcept E:\n  pass\nsink(x)",
            true,
        ),
        (
            "python",
            "try:\n  x = source()\nexcept E:\n  return\nelse:\n  sink(x)",
            true,
        ),
        (
            "python",
            "try:\n  g()\nexcept E as e:\n  x = source()\nfinally:\n  sink(x)",
            true,
        ),
        (
            "python",
            "def f():\n  x = source()\n  try:\n    return g()\n  finally:\n    sink(x)",
            true,
        ),
        ("python", "del x\nx = source()\nsink(x)", true),
        ("python", "x = source()\nassert sink(x)", true),
        ("python", "x = source()\nglobal y\ny = x\nsink(y)", true),
        ("python", "x = y = source()\nsink(y)", true),
        ("python", "x: str = source()\nsink(x)", true),
        ("python", "*x, y = source()\nsink(x)", true),
        ("python", "x = {**source()}\nsink(x)", true),
        ("python", "sink({k: v for k, v in source().items()})", true),
        ("python", "sink([f(x) for y in source() for x in y])", true),
        ("python", "sink(x for x in source() if x)", true),
        ("python", "sink(*source())", true),
        ("python", "sink(a=source())", true),
        ("python", "x = source()\nsink(x[1:2])", true),
        ("python", "x = source()\nsink(lambda: x)", false),
        ("python", "x = lambda: source()\nsink(x)", false),
        ("python", "x = source()\nsink('a' 'b' f'{x!r:>10}')", true),
        ("python", "x = source()\nsink(x if c else 'a')", true),
        ("python", "x = source()\nprint(f'{sink(x)}')", true),
        (
            "javascript",
            "let x = source(); if (c) x = 'a'; else x = 'b'; sink(x)",
            false,
        ),
        (
            "javascript",
            "let x = source(); switch (true) { case a: x = 'a'; break; default: throw 1 } sink(x)",
            false,
        ),
        (
            "javascript",
            "switch (c) { case 1: x = source(); case 2: sink(x) }",
            true,
        ),
        (
            "javascript",
            "switch (c) { case 1: x = source(); break; case 2: sink(x) }",
            false,
        ),
        ("javascript", "for (const x of source()) sink(x)", true),
        ("javascript", "for (const k in source()) sink(k)", true),
        ("javascript", "for (const [k, v] of source()) sink(v)", true),
        (
            "javascript",
            "for (let i = source(); i < 1; i++) sink(i)",
            true,
        ),
        (
            "javascript",
            "for (;;) { x = source(); break } sink(x)",
            true,
        ),
        (
            "javascript",
            "a: for (;;) { for (;;) { x = source(); break a } } sink(x)",
            true,
        ),
        (
            "javascript",
            "let x; a: for (const y of z) { sink(x); for (;;) { x = source(); continue a } }",
            true,
        ),
        (
            "javascript",
            "try { x = source(); g() } catch { sink(x) }",
            true,
        ),
        (
            "javascript",
            "try { g(source()) } catch (e) { sink(e) }",
            false,
        ),
        ("javascript", "x = source(); throw x; sink(x)", false),
        (
            "javascript",
            "async function f() { const x = await source(); sink(x) }",
            true,
        ),
        (
            "javascript",
            "async function f() { for await (const x of source()) sink(x) }",
            true,
        ),
        (
            "javascript",
            "function* f() { yield source(); const x = 1; sink(x) }",
            false,
        ),
        ("javascript", "const x = source() ?? 'a'; sink(x)", true),
        ("javascript", "const x = a?.b(source()); sink(x)", true),
        ("javascript", "const x = source()?.a?.[0]; sink(x)", true),
        ("javascript", "const x = c && source(); sink(x)", true),
        ("javascript", "let x; x ||= source(); sink(x)", true),
        ("javascript", "const x = (1, source()); sink(x)", true),
        ("javascript", "const x = { ...source() }; sink(x.a)", true),
        ("javascript", "const x = [...source()]; sink(x[0])", true),
        ("javascript", "const { a: { b } } = source(); sink(b)", true),
        ("javascript", "const { a = source() } = y; sink(a)", true),
        ("javascript", "const { ...r } = source(); sink(r)", true),
        ("javascript", "let a; ({ a } = source()); sink(a)", true),
        ("javascript", "const [, b] = source(); sink(b)", true),
        ("javascript", "const x = tag`a${source()}`; sink(x)", true),
        ("javascript", "const x = new A(source()); sink(x)", true),
        ("javascript", "const x = typeof source(); sink(x)", true),
        (
            "javascript",
            "const x = <a href={source()}/>; sink(x)",
            true,
        ),
        (
            "javascript",
            "const x = { a: source(), b: 1 }; sink(x)",
            true,
        ),
        ("javascript", "const x = { a: source() }; sink(x.a)", true),
        (
            "javascript",
            "const x = 'a' + source() + 'b'; sink(x)",
            true,
        ),
        ("javascript", "const x = source() as; sink(1)", false),
        ("typescript", "const x = source() as string; sink(x)", true),
        ("typescript", "const x = source()!; sink(x)", true),
        ("typescript", "const x = <string>source(); sink(x)", true),
        (
            "typescript",
            "const x = source() satisfies T; sink(x)",
            true,
        ),
        (
            "typescript",
            "class A { constructor(private x: string) { this.x = source(); sink(this.x) } }",
            true,
        ),
        (
            "typescript",
            "enum E { A } function f(x?: string) { x = source(); sink(x!) }",
            true,
        ),
        (
            "typescript",
            "namespace N { export function f() { sink(source()) } }",
            true,
        ),
        (
            "typescript",
            "abstract class A { f(): void { const g = async (): Promise<void> => { sink(source()) } } }",
            true,
        ),
    ] {
        for level in [Level::Semgrep, Level::Deep] {
            if is_found(lang, text, level) != expected {
                wrong.push(format!("{level:?} {lang}, expected {expected}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn data_takes_every_way_in_languages_with_classes() {
    let mut wrong = Vec::new();
    let java = [
        (
            "String x = source(); if (c) { x = \"a\"; } else { x = \"b\"; } sink(x);",
            false,
        ),
        (
            "String x = source(); switch (c) { case 1: x = \"a\"; break; default: x = \"b\"; } sink(x);",
            false,
        ),
        (
            "String x = source(); switch (c) { case 1 -> x = \"a\"; default -> x = \"b\"; } sink(x);",
            false,
        ),
        (
            "String x = switch (c) { case 1 -> source(); default -> \"b\"; }; sink(x);",
            true,
        ),
        (
            "String x = switch (c) { case 1: yield source(); default: yield \"b\"; }; sink(x);",
            true,
        ),
        ("for (String x : source()) { sink(x); }", true),
        (
            "for (int i = 0; i < 1; i++) { sink(x); x = source(); }",
            true,
        ),
        ("do { x = source(); } while (c); sink(x);", true),
        (
            "a: while (c) { while (d) { x = source(); break a; } } sink(x);",
            true,
        ),
        ("try { x = source(); g(); } catch (E e) { sink(x); }", true),
        (
            "try { g(); } catch (E e) { x = source(); } finally { sink(x); }",
            true,
        ),
        ("try (R r = source()) { sink(r); }", true),
        ("String x = source(); throw new E(x); ", false),
        ("String x = source(); return; sink(x);", false),
        ("synchronized (a) { String x = source(); sink(x); }", true),
        ("String x = c ? source() : \"a\"; sink(x);", true),
        ("String x = (String) source(); sink(x);", true),
        ("String[] x = new String[] { source() }; sink(x);", true),
        ("String[] x = { source() }; sink(x[0]);", true),
        ("Runnable r = () -> sink(source());", true),
        ("String x = source(); l.forEach(y -> sink(x));", true),
        (
            "String x = source(); new T() { void run() { sink(x); } };",
            true,
        ),
        ("if (source() instanceof String x) { sink(x); }", true),
        ("String x; x = y = source(); sink(y);", true),
        ("String x = \"a\"; x += source(); sink(x);", true),
        (
            "StringBuilder b = new StringBuilder(); b.append(source()); sink(b.append(source()).toString());",
            true,
        ),
        ("this.a = source(); sink(this.a);", true),
        ("this.a = source(); sink(a);", true),
        ("a.b = source(); sink(a.c);", false),
        ("var x = List.of(source()); sink(x.get(0));", true),
        ("String x = String.format(\"%s\", source()); sink(x);", true),
        (
            "Function<A, B> f = x -> { String y = source(); return y; }; sink(f);",
            false,
        ),
        ("assert sink(source());", true),
    ];
    let java = java.map(|(body, expected)| {
        (
            "java",
            format!("class A {{ void f() {{ {body} }} }}"),
            expected,
        )
    });
    let csharp = [
        (
            "var x = source(); if (c) { x = \"a\"; } else { x = \"b\"; } sink(x);",
            false,
        ),
        (
            "var x = source(); switch (c) { case 1: x = \"a\"; break; default: x = \"b\"; break; } sink(x);",
            false,
        ),
        (
            "var x = c switch { 1 => source(), _ => \"b\" }; sink(x);",
            true,
        ),
        ("foreach (var x in source()) { sink(x); }", true),
        ("foreach (var (a, b) in source()) { sink(b); }", true),
        (
            "try { x = source(); g(); } catch (E e) when (h(e)) { sink(x); }",
            true,
        ),
        ("try { g(); } finally { sink(source()); }", true),
        ("using (var r = source()) { sink(r); }", true),
        ("using var r = source(); sink(r);", true),
        ("lock (a) { var x = source(); sink(x); }", true),
        ("var x = await source(); sink(x);", true),
        ("var x = source() ?? \"a\"; sink(x);", true),
        ("var x = source()?.B; sink(x);", true),
        ("x ??= source(); sink(x);", true),
        ("var (a, b) = source(); sink(b);", true),
        ("var (a, b) = (source(), 1); sink(b);", false),
        ("var x = $\"a{source()}\"; sink(x);", true),
        ("var x = (string)source(); sink(x);", true),
        ("var x = source() as string; sink(x);", true),
        ("if (source() is string x) { sink(x); }", true),
        ("var x = new { A = source() }; sink(x.A);", true),
        ("var x = new T { A = source() }; sink(x.A);", true),
        ("var x = new T { A = source() }; sink(x);", true),
        ("var x = new[] { source() }; sink(x[0]);", true),
        ("var x = new List<string> { source() }; sink(x);", true),
        ("var x = from a in source() select a; sink(x);", true),
        ("Action f = () => sink(source());", true),
        ("var x = source(); l.ForEach(y => sink(x));", true),
        ("g(out var x); x = source(); sink(x);", true),
        ("goto a; a: var x = source(); sink(x);", true),
        ("this.A = source(); sink(this.A);", true),
        ("void G() { sink(source()); }", true),
        ("checked { sink(source()); }", true),
        ("sink(ref source());", true),
    ];
    let csharp = csharp.map(|(body, expected)| {
        (
            "csharp",
            format!("class A {{ async Task F() {{ {body} }} }}"),
            expected,
        )
    });
    let go = [
        (
            "x := source()\nif c { x = \"a\" } else { x = \"b\" }\nsink(x)",
            false,
        ),
        (
            "x := source()\nswitch { case a: x = \"a\"\ndefault: x = \"b\" }\nsink(x)",
            false,
        ),
        (
            "x := source()\nswitch { case a: x = \"a\"\ncase b: x = \"b\" }\nsink(x)",
            true,
        ),
        (
            "x := source()\nswitch c { case 1: x = \"a\"\nfallthrough\ncase 2: sink(x) }",
            true,
        ),
        (
            "switch c { case 1: x = source()\nfallthrough\ncase 2: sink(x) }",
            true,
        ),
        ("switch c { case 1: x = source()\ncase 2: sink(x) }", false),
        ("switch y := source(); y { case z: sink(y) }", true),
        ("switch y := source().(type) { case string: sink(y) }", true),
        ("select { case x := <-source(): sink(x) }", true),
        ("for _, x := range source() { sink(x) }", true),
        ("for i := range source() { sink(i) }", true),
        ("for i := source(); i < 1; i++ { sink(i) }", true),
        ("for { x = source()\nbreak }\nsink(x)", true),
        (
            "outer:\nfor { for { x = source()\nbreak outer } }\nsink(x)",
            true,
        ),
        ("x := source()\ngoto end\nx = \"a\"\nend:\nsink(x)", true),
        ("if x := source(); x != \"\" { sink(x) }", true),
        ("if x, err := source(); err == nil { sink(x) }", true),
        ("x := source()\ndefer sink(x)", true),
        ("x := source()\ngo sink(x)", true),
        ("x := source()\ngo func() { sink(x) }()", true),
        ("x := source()\ndefer func(y string) { sink(x) }(x)", true),
        ("x := <-source()\nsink(x)", true),
        ("x := &T{A: source()}\nsink(x.A)", true),
        ("x := []string{source()}\nsink(x[0])", true),
        ("x := map[string]string{\"a\": source()}\nsink(x)", true),
        ("x := source().(string)\nsink(x)", true),
        ("x := string(source())\nsink(x)", true),
        ("x := []byte(source())\nsink(x)", true),
        ("var x string = source()\nsink(x)", true),
        ("var x, y = source(), 1\nsink(y)", false),
        ("x := fmt.Sprintf(\"%s\", source())\nsink(x)", true),
        ("p := &x\n*p = source()\nsink(*p)", true),
        ("x := source()\nsink(x[1:2])", true),
        ("x := source()\nreturn\nsink(x)", false),
        ("x := source()\npanic(x)", false),
    ];
    let go = go.map(|(body, expected)| {
        (
            "go",
            format!("package p\nfunc f() {{\n{body}\n}}"),
            expected,
        )
    });
    let php = [
        (
            "$x = source(); if ($c) $x = 'a'; else $x = 'b'; sink($x);",
            false,
        ),
        (
            "$x = source(); if ($c): $x = 'a'; elseif ($d): $x = 'c'; else: $x = 'b'; endif; sink($x);",
            false,
        ),
        (
            "$x = match (true) { $a => source(), default => 'b' }; sink($x);",
            true,
        ),
        (
            "switch ($c) { case 1: $x = source(); break; case 2: sink($x); }",
            false,
        ),
        ("foreach (source() as $k => $v) { sink($v); }", true),
        ("foreach (source() as $k => $v) { sink($k); }", true),
        ("foreach (source() as [$a, $b]) { sink($b); }", true),
        ("foreach (source() as $v): sink($v); endforeach;", true),
        ("[$a, $b] = source(); sink($b);", true),
        ("list($a, $b) = source(); sink($b);", true),
        ("['k' => $a] = source(); sink($a);", true),
        (
            "$x = \"a{$y['k']}\"; $y = source(); sink(\"{$y['k']}\");",
            true,
        ),
        ("$y = source(); sink(\"$y[k]\");", true),
        ("$y = source(); sink(\"$y->k\");", true),
        ("$y = source(); sink(<<<A\n$y\nA);", true),
        (
            "try { $x = source(); g(); } catch (E $e) { sink($x); } finally { }",
            true,
        ),
        ("$x = source() ?: 'a'; sink($x);", true),
        ("$x = source() ?? 'a'; sink($x);", true),
        ("$x ??= source(); sink($x);", true),
        ("$f = fn($y) => sink(source());", true),
        (
            "$x = source(); $f = function() use ($x) { sink($x); };",
            true,
        ),
        ("$x = source(); $f = fn() => sink($x);", true),
        ("$x = &source(); sink($x);", true),
        ("$x['a'] = source(); sink($x['a']);", true),
        ("$x[] = source(); sink($x);", true),
        ("$this->a = source(); sink($this->a);", true),
        ("$x->a = source(); sink($x->b);", false),
        ("self::$a = source(); sink(self::$a);", true),
        ("$x = (string) source(); sink($x);", true),
        ("$x = @source(); sink($x);", true),
        ("$x = `a {$y}`; sink($x);", false),
        ("static $x = 1; $x = source(); sink($x);", true),
        ("goto a; a: $x = source(); sink($x);", true),
        ("$x = source(); throw new E($x); sink($x);", false),
        (
            "while (true) { $x = source(); if ($x) break; } sink($x);",
            true,
        ),
    ];
    let php = php.map(|(body, expected)| ("php", format!("<?php {body}"), expected));
    let ruby = [
        (
            "x = source()\nif c\n  x = 'a'\nelse\n  x = 'b'\nend\nsink(x)",
            false,
        ),
        (
            "x = source()\nunless c\n  x = 'a'\nelse\n  x = 'b'\nend\nsink(x)",
            false,
        ),
        ("x = source()\nx = 'a' if c\nsink(x)", true),
        (
            "x = source()\ncase c\nwhen 1 then x = 'a'\nelse x = 'b'\nend\nsink(x)",
            false,
        ),
        (
            "x = source()\ncase\nwhen c then x = 'a'\nelse x = 'b'\nend\nsink(x)",
            false,
        ),
        (
            "x = case c\nwhen 1 then source()\nelse 'b'\nend\nsink(x)",
            true,
        ),
        ("x = if c then source() else 'a' end\nsink(x)", true),
        ("for x in source() do\n  sink(x)\nend", true),
        ("x = 1\nwhile c do\n  sink(x)\n  x = source()\nend", true),
        ("until c\n  x = source()\nend\nsink(x)", true),
        ("loop do\n  x = source()\n  sink(x)\nend", true),
        (
            "begin\n  x = source()\n  g()\nrescue E => e\n  sink(x)\nensure\n  h\nend",
            true,
        ),
        ("begin\n  g()\nensure\n  sink(source())\nend", true),
        ("x = source() rescue 'a'\nsink(x)", true),
        ("def f\n  x = source()\n  g()\nrescue\n  sink(x)\nend", true),
        ("def f\n  x = source()\n  return\n  sink(x)\nend", false),
        ("x = source()\ny.each { |z| sink(x) }", true),
        ("x = source()\ny.each do |z|\n  sink(x)\nend", true),
        ("x = \"a#{source()}\"\nsink(x)", true),
        ("x = <<~A\n  #{source()}\nA\nsink(x)", true),
        ("x = %w[a b]\nsink(x)", false),
        ("x = %Q(a#{source()})\nsink(x)", true),
        ("a, b = source()\nsink(b)", true),
        ("a, *b = source()\nsink(b)", true),
        ("a, b = source(), 1\nsink(b)", false),
        ("@x = source()\nsink(@x)", true),
        ("x = {a: source()}\nsink(x)", true),
        ("x ||= source()\nsink(x)", true),
        ("x = source()\nsink x", true),
        ("x = source()\nsink(*x)", true),
        ("x = source()\nsink(**x)", true),
        ("x = source()\nf = -> { sink(x) }", true),
        ("x = source()\nf = lambda { |y| sink(x) }", true),
        ("x = source()&.a\nsink(x)", true),
        ("x = `ls #{source()}`\nsink(x)", true),
        ("x << source()\nsink(x << source())", true),
        ("x = source() && 'a'\nsink(x)", true),
        ("x = not(source())\nsink(x)", true),
    ];
    let ruby = ruby.map(|(body, expected)| ("ruby", body.to_owned(), expected));
    for (lang, text, expected) in java
        .into_iter()
        .chain(csharp)
        .chain(go)
        .chain(php)
        .chain(ruby)
    {
        for level in [Level::Semgrep, Level::Deep] {
            if is_found(lang, &text, level) != expected {
                wrong.push(format!("{level:?} {lang}, expected {expected}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_deep_analysis_follows_patterns_and_ends() {
    let mut wrong = Vec::new();
    for (lang, text, shallow, deep) in [
        (
            "python",
            "x = source()\nmatch c:\n  case 1:\n    x = 'a'\n  case _:\n    x = 'b'\nsink(x)",
            true,
            false,
        ),
        (
            "python",
            "match source():\n  case x:\n    sink(x)",
            false,
            true,
        ),
        (
            "python",
            "match source():\n  case [x, y]:\n    sink(y)",
            false,
            true,
        ),
        (
            "python",
            "match source():\n  case {'a': x}:\n    sink(x)",
            false,
            true,
        ),
        (
            "python",
            "match source():\n  case A(b=x):\n    sink(x)",
            false,
            true,
        ),
        (
            "python",
            "match source():\n  case a.b:\n    sink(b)",
            false,
            false,
        ),
        (
            "ruby",
            "case source()\nin {a: x}\n  sink(x)\nend",
            false,
            true,
        ),
        (
            "ruby",
            "case source()\nin [x, y]\n  sink(y)\nend",
            false,
            true,
        ),
        (
            "ruby",
            "x = 1\ncase source()\nwhen x\n  sink(x)\nend",
            false,
            false,
        ),
        ("php", "<?php $x = source(); exit; sink($x);", true, false),
        (
            "php",
            "<?php $x = source(); if ($c) { die('a'); } else { $x = 1; } sink($x);",
            true,
            false,
        ),
        ("ruby", "x = source()\nraise x\nsink(x)", true, false),
        (
            "go",
            "package p\nfunc f() { x := source(); panic(x); sink(x) }",
            true,
            false,
        ),
        ("python", "x = source()\nsys.exit(1)\nsink(x)", true, false),
        (
            "ruby",
            "begin\n  x = source()\n  raise 'a'\nrescue\n  sink(x)\nend",
            true,
            true,
        ),
    ] {
        for (level, expected) in [(Level::Semgrep, shallow), (Level::Deep, deep)] {
            if is_found(lang, text, level) != expected {
                wrong.push(format!("{level:?} {lang}, expected {expected}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn jumps_lead_to_labels() {
    for (text, expected) in [
        ("x := source()\ngoto end\nx = \"a\"\nend:\nsink(x)", true),
        (
            "x := source()\nif c { goto end }\nx = \"a\"\nend:\nsink(x)",
            true,
        ),
        ("x := source()\ngoto end\nsink(x)\nend:\nreturn", false),
        (
            "x := \"a\"\nagain:\nsink(x)\nx = source()\ngoto again",
            true,
        ),
        ("x := \"a\"\nagain:\nsink(x)\nx = source()\nreturn", false),
    ] {
        let text = format!("package p\nfunc f() {{\n{text}\n}}");
        for level in [Level::Semgrep, Level::Deep] {
            assert_eq!(is_found("go", &text, level), expected, "{level:?}: {text}");
        }
    }
}

#[test]
fn patterns_of_rust_take_values_apart() {
    for (text, shallow, deep) in [
        ("fn f() { let x = source(); sink(x); }", true, true),
        ("fn f() { let (x, y) = source(); sink(y); }", false, true),
        (
            "fn f() { let Foo { x, y: z } = source(); sink(z); }",
            false,
            true,
        ),
        (
            "fn f() { let Foo { x, y: z } = source(); sink(y); }",
            false,
            false,
        ),
        (
            "fn f((tainted, Foo { b, c: d }): T) { sink(tainted); }",
            true,
            true,
        ),
    ] {
        for (level, expected) in [(Level::Semgrep, shallow), (Level::Deep, deep)] {
            assert_eq!(is_found("rust", text, level), expected, "{level:?}: {text}");
        }
    }
}
