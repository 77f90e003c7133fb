//! Python.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "getter",
        "class A:\n  @property\n  def v(self):\n    return source()\n  def f(self):\n    sink(self.v)",
        true,
    ),
    (
        "getter",
        "class A:\n  def __init__(self, s):\n    self.s = s\n  @property\n  def v(self):\n    return self.s\nsink(A(source()).v)",
        true,
    ),
    (
        "property",
        "class A:\n  @property\n  def v(self):\n    return 'x'\na = A()\na.v = source()\nsink(a.v)",
        true,
    ),
    (
        "field of the class",
        "class A:\n  x = source()\n  def f(self):\n    sink(self.x)",
        true,
    ),
    (
        "field of the class",
        "class A:\n  x = 'a'\n  y = source()\n  def f(self):\n    sink(self.x)",
        false,
    ),
    (
        "removed from a map",
        "d = {'a': source()}\ndel d['a']\nsink(d['a'])",
        false,
    ),
    (
        "removed from a map",
        "d = {'a': source()}\nd.clear()\nsink(d['a'])",
        false,
    ),
    (
        "local of a function's name",
        "def b():\n  b = []\n  b.append(source())\n  sink(b)",
        true,
    ),
    ("queue", "q = Queue()\nq.put(source())\nsink(q.get())", true),
    (
        "static",
        "class A:\n  s = 'x'\nA.s = source()\nsink(A.s)",
        true,
    ),
    (
        "exception across functions",
        "def g():\n  raise E(source())\ndef f():\n  try:\n    g()\n  except E as e:\n    sink(e)",
        true,
    ),
    (
        "exception across functions",
        "def g():\n  raise E('x')\ndef f():\n  source()\n  try:\n    g()\n  except E as e:\n    sink(e)",
        false,
    ),
    (
        "guard",
        "x = source()\nif not re.fullmatch('[a-z]+', x):\n  raise E()\nsink(x)",
        false,
    ),
    (
        "guard",
        "def check(x):\n  if not x.isalnum():\n    raise E()\nx = source()\ncheck(x)\nsink(x)",
        false,
    ),
    (
        "guard",
        "OK = {'a', 'b'}\nx = source()\nif x in OK:\n  sink(x)",
        false,
    ),
    (
        "reflection",
        "class A:\n  def g(self, x):\n    sink(x)\ngetattr(A(), 'g')(source())",
        true,
    ),
    (
        "reflection",
        "class A:\n  pass\na = A()\nsetattr(a, 'x', source())\nsink(a.x)",
        true,
    ),
    (
        "reflection",
        "class A:\n  pass\na = A()\nsetattr(a, 'x', source())\nsink(getattr(a, 'x'))",
        true,
    ),
    (
        "reflection",
        "class A:\n  pass\na = A()\nsetattr(a, 'x', source())\nsink(getattr(a, 'y'))",
        false,
    ),
    (
        "reflection",
        "class A:\n  def g(self, x):\n    return 'x'\nsink(getattr(A(), 'g')(source()))",
        false,
    ),
];

#[test]
fn kinds_in_python() {
    check("python", RIGHT, &[]);
}
