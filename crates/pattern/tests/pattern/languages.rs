//! What is particular to patterns of a language: where its holes may stand and what counts as equal in it.
//! `<-` marks the lines where a match starts.

use crate::support::check;

#[test]
fn php() {
    check(
        "php",
        "foo($X)",
        "<?php\nFOO(1); // <-\n$o->foo(1);\nfoo();\n",
    );
    check(
        "php",
        "$_GET[$K]",
        "<?php\necho $_GET['a']; // <-\necho $_POST['a'];\n",
    );
    check(
        "php",
        "die(...)",
        "<?php\nexit(1); // <-\ndie('x'); // <-\n",
    );
    check(
        "php",
        "$X->run(...)",
        "<?php\n$a->run(); // <-\n$a?->run(1); // <-\nA::run(); // <-\n$b->c->run(2); // <-\n",
    );
    check("php", "echo $X;", "<?php\necho $a; // <-\nprint $a;\n");
    check(
        "php",
        "\"...$X...\"",
        "<?php\n$a = \"b {$c} d\"; // <-\n$a = 'b';\n",
    );
    check(
        "php",
        "function $F(..., $P, ...) { ... eval($P); ... }",
        "<?php\nfunction a($b, $c) { // <-\n  x();\n  eval($c);\n}\nfunction d($e) { eval($f); }\n",
    );
    check(
        "php",
        "class $C extends Base { ... public $P = $V; ... }",
        "<?php\nclass A extends Base { // <-\n  private $x;\n  public $y = 1;\n}\nclass B extends Base { private $y = 1; }\n",
    );
    check(
        "php",
        "#[Route(...)]\nfunction $F(...) { ... }",
        "<?php\nclass C {\n  #[Route('/a')] // <-\n  function a() {}\n  function b() {}\n}\n",
    );
    check(
        "php",
        "new Foo\\Bar()",
        "<?php\nuse Foo\\Bar;\nnew Bar(); // <-\nnew Baz();\n",
    );
    check(
        "php",
        "exec('...')",
        "<?php\nclass C { const A = 'ls';\n  function f() { exec(self::A); } // <-\n}\nexec($x);\n",
    );
    check(
        "php",
        "if ($C) { ... } else { ... }",
        "<?php\nif ($a) { b(); } else { c(); } // <-\nif ($a) { b(); }\n",
    );
    check(
        "php",
        "array(..., 'k' => $V, ...)",
        "<?php\n$a = ['x' => 1, 'k' => 2]; // <-\n$a = ['x' => 1];\n",
    );
    check(
        "php",
        "setcookie(..., secure: false)",
        "<?php\nsetcookie('a', secure: false); // <-\nsetcookie('a', secure: true);\n",
    );
    check(
        "php",
        "catch ($E $X) { }",
        "<?php\ntry { a(); } catch (E $e) { } // <-\n",
    );
    check(
        "php",
        "case 1: ...",
        "<?php\nswitch ($a) {\n  case 1: // <-\n    b();\n  case 2: c();\n}\n",
    );
}

#[test]
fn ruby() {
    check(
        "ruby",
        "foo($X)",
        "foo(1) do |a| # <-\n  bar\nend\nfoo 2 # <-\nfoo\n",
    );
    check("ruby", "f(:$A)", "f(:a) # <-\nf('a')\n");
    check("ruby", "f(\"...\")", "f('a') # <-\nf(:a)\n");
    check(
        "ruby",
        "f(..., k: $V, ...)",
        "f(1, k: 2) # <-\nf(:k => 3, :l => 4) # <-\nf(k)\n",
    );
    check(
        "ruby",
        "return $X",
        "def f\n  if a\n    1 # <-\n  else\n    return 2 # <-\n  end\nend\n",
    );
    check(
        "ruby",
        "class $C < Base\n  ...\n  def $M(...)\n    ...\n  end\n  ...\nend",
        "class A < Base # <-\n  x\n  def m; end\nend\nclass B\n  def m; end\nend\n",
    );
    check("ruby", "`...#{$X}...`", "`ls #{a}` # <-\n`ls`\n");
    check("ruby", "\"...#{$X}...\"", "x = \"a #{b}\" # <-\nx = 'a'\n");
    check(
        "ruby",
        "$X.where(\"...\" + $Y)",
        "User.where('a' + b) # <-\nUser.where(a)\n",
    );
    check("ruby", "params[...]", "a = params[:b] # <-\nparams.c\n");
    check(
        "ruby",
        "begin\n  ...\nrescue $E\n  ...\nend",
        "begin # <-\n  a\nrescue B\n  c\nend\n",
    );
    check(
        "ruby",
        "$X.each do |$I|\n  ...\n  eval($I)\nend",
        "a.each do |b| # <-\n  x\n  eval(b)\nend\n",
    );
    check(
        "ruby",
        "def $F(..., $P, ...)\n  ...\nend",
        "def a(b, c) # <-\nend\ndef d\nend\n",
    );
    check("ruby", "$X ||= $Y", "a ||= 1 # <-\na += 1\n");
}

#[test]
fn bash() {
    check(
        "bash",
        "curl ... | sh",
        "curl -s x | sh # <-\nsh | curl x\n",
    );
    check("bash", "rm ... $X", "rm -rf \"$a\" # <-\nls a\n");
    check(
        "bash",
        "eval ${$V}",
        "eval $x # <-\neval \"${y}\"\neval z\n",
    );
    check(
        "bash",
        "\"hello\"",
        "echo hello # <-\necho 'hello' # <-\necho world\n",
    );
    check("bash", "$V=$(...)", "a=$(ls) # <-\nb=c\n");
    check(
        "bash",
        "for $I in ...; do\n  ...\ndone",
        "for i in 1 2; do # <-\n  echo $i\ndone\n",
    );
    check("bash", "... && b", "a && b # <-\nb && a\n");
}

#[test]
fn dockerfile() {
    check(
        "dockerfile",
        "RUN sudo ...",
        "FROM a\nRUN x && sudo y '<-'\nRUN z\n",
    );
    check(
        "dockerfile",
        "sudo ...",
        "RUN x; sudo y '<-'\nCMD [\"sudo\"]\n",
    );
    check(
        "dockerfile",
        "CMD [..., $X]",
        "CMD [\"a\", \"<-\"]\nCMD a\n",
    );
    check("dockerfile", "LABEL $K=$V", "LABEL a=\"<-\"\nENV a=b\n");
    check(
        "dockerfile",
        "COPY ... $D",
        "COPY --chown=<- a b\nADD a b\n",
    );
    check("dockerfile", "USER root", "user root:<-\nUSER other\n");
}

#[test]
fn hcl() {
    check(
        "hcl",
        "resource \"a\" $N {\n  ...\n  x = true\n  ...\n}",
        "resource \"a\" \"b\" { # <-\n  y = 1\n  x = true\n}\nresource \"a\" \"c\" {\n  x = false\n}\n",
    );
    check(
        "hcl",
        "{ a = $X, ... }",
        "v = f({ /* <- */\n  b = 1\n  a = 2\n})\n",
    );
    check(
        "hcl",
        "cidr = [..., \"0.0.0.0/0\", ...]",
        "r \"a\" {\n  cidr = [\"1\", \"0.0.0.0/0\"] # <-\n}\n",
    );
    check(
        "hcl",
        "\"x\"",
        "locals {\n  a = \"x\" # <-\n}\nr \"b\" {\n  c = local.a # <-\n}\n",
    );
    check(
        "hcl",
        "$K = 22",
        "r \"a\" {\n  p = \"22\" # <-\n  q = 23\n}\n",
    );
}

#[test]
fn yaml() {
    check("yaml", "image: $X", "a:\n  image: b # <-\n  c: d\n");
    check(
        "yaml",
        "a:\n  ...\n  b: $X\n  ...",
        "a: # <-\n  x: 1\n  b: 2\n---\na:\n  x: 1\n",
    );
    check(
        "yaml",
        "- name: $X\n  ...\n  uses: $Y",
        "- name: a # <-\n  if: b\n  uses: c\n- name: d\n",
    );
    check(
        "yaml",
        "on: [..., push, ...]",
        "on: [pull, push] # <-\n---\non: [pull]\n",
    );
    check("yaml", "a: !$T $X", "a: !t 1 # <-\n---\na: 1\n");
    check("yaml", "k: 1", "x: &y\n  k: 1 # <-\nz: *y\n");
}

#[test]
fn json() {
    check("json", "\"a\": $X", "{\n\"a\": 1, \"<-\": 0,\n\"b\": 2}\n");
    check(
        "json",
        "{ ..., \"a\": \"...\", ... }",
        "[{\"b\": 1, \"a\": \"<-\"},\n{\"a\": 1}]\n",
    );
    check("json", "[..., $X, ...]", "{\"<-\": [1, 2],\n\"b\": []}\n");
}

#[test]
fn html() {
    check(
        "html",
        "<a href=\"$X\" ...>...</a>",
        "<a id=\"x\" href=\"y\">z</a><!-- <- -->\n<a>z</a>\n",
    );
    check(
        "html",
        "<script>...</script>",
        "<p></p>\n<script>a</script><!-- <- -->\n",
    );
    check(
        "html",
        "<$T onclick=\"...\" ...>...</$T>",
        "<p onclick=\"a\">b</p><!-- <- -->\n<p>b</p>\n",
    );
}

#[test]
fn lua() {
    check(
        "lua",
        "$X = f(...)",
        "local a = f(1) -- <-\nb = f() -- <-\nc = g()\n",
    );
    check(
        "lua",
        "if $C then\n  ...\nend",
        "if a then b() end -- <-\nwhile a do b() end\n",
    );
    check("lua", "$X ~= nil", "return a ~= nil -- <-\n");
    check(
        "lua",
        "function $F(...)\n  ...\n  return $X\nend",
        "function a(b) -- <-\n  c()\n  return b\nend\nfunction d() end\n",
    );
    check(
        "lua",
        "{..., key = $V, ...}",
        "a = {1, key = 2} -- <-\nb = {1}\n",
    );
}

#[test]
fn typescript() {
    check(
        "typescript",
        "$X as any",
        "a(b as any); // <-\na(b as c);\n",
    );
    check(
        "typescript",
        "function $F(..., $P: string, ...) { ... }",
        "function a(b: number, c: string) {} // <-\nfunction d(e: number) {}\n",
    );
    check(
        "typescript",
        "@Controller(...)\nclass $C { ... }",
        "@Controller('x') // <-\nexport class A {}\nclass B {}\n",
    );
    check(
        "typescript",
        "($X: Foo).bar(...)",
        "function f(a: Foo, b: Baz) {\n  a.bar(); // <-\n  b.bar();\n}\n",
    );
    check(
        "typescript",
        "await $X.get(...)",
        "await a.get<string>(1); // <-\na.get(1);\n",
    );
    check(
        "typescript",
        "enum $E { ..., A = $V, ... }",
        "enum X { B = 1, A = 2 } // <-\nenum Y { B = 1 }\n",
    );
    check(
        "typescript",
        "import fs = require(\"fs\")",
        "import fs = require('fs'); // <-\n",
    );
}
