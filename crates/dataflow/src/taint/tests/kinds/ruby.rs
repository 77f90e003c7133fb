//! Ruby.

use super::{Case, check};

const RIGHT: &[Case] = &[
    (
        "method with the name of a variable",
        "def run(s)\n  sink(s)\nend\ndef f(run)\n  run(source())\nend\n",
        true,
    ),
    (
        "method with the name of a variable",
        "def run(s)\n  'x'\nend\ndef f(run)\n  run = run(source())\n  sink(run)\nend\n",
        false,
    ),
    (
        "block of a call with another in its arguments",
        "def f(xs)\n  yield source()\nend\nf(list.map { |y| y }) { |x| sink(x) }",
        true,
    ),
    (
        "block of a call with another in its arguments",
        "def f(xs)\n  yield 'x'\nend\nf(list.map { |y| source() }) { |x| sink(x) }",
        false,
    ),
    ("strong update", "x = source()\nx = 'a'\nsink(x)", false),
    (
        "strong update of a field",
        "class A\n  def f\n    @a = source()\n    @a = 'x'\n    sink(@a)\n  end\nend",
        false,
    ),
    (
        "strong update of a field",
        "class A\n  def f\n    @a = source()\n    sink(@a)\n  end\nend",
        true,
    ),
    ("alias", "a = B.new\nb = a\na.x = source()\nsink(b.x)", true),
    ("list by index", "a = ['x', source()]\nsink(a[0])", false),
    ("list by index", "a = ['x', source()]\nsink(a[1])", true),
    (
        "list by its ends",
        "a = ['x', source()]\nsink(a.first)",
        false,
    ),
    (
        "map by key",
        "h = {}\nh[:a] = source()\nh[:b] = 'x'\nsink(h[:b])",
        false,
    ),
    (
        "map by key",
        "h = {}\nh[:a] = source()\nh[:b] = 'x'\nsink(h[:a])",
        true,
    ),
    (
        "map by key",
        "h = { a: source(), b: 'x' }\nsink(h[:b])",
        false,
    ),
    (
        "map by key",
        "h = { 'a' => source(), 'b' => 'x' }\nsink(h['a'])",
        true,
    ),
    (
        "map by fetch",
        "h = { a: source(), b: 'x' }\nsink(h.fetch(:a))",
        true,
    ),
    (
        "iterator",
        "[source()].each_with_index { |x, i| sink(x) }",
        true,
    ),
    ("iterator", "['a'].each { |x| sink(x) }\nsource()", false),
    ("iterator", "for x in [source()] do\n  sink(x)\nend", true),
    (
        "mapped",
        "xs = ['a'].map { |x| source() }\nsink(xs[0])",
        true,
    ),
    (
        "mapped",
        "xs = [source()].map { |x| 'a' }\nsink(xs[0])",
        false,
    ),
    (
        "folded",
        "s = [source()].reduce('') { |a, x| a + x }\nsink(s)",
        true,
    ),
    (
        "factory",
        "class A\n  def initialize(v)\n    @v = v\n  end\n  def v\n    @v\n  end\n  def self.make(v)\n    new(v)\n  end\nend\nsink(A.make(source()).v)",
        true,
    ),
    (
        "factory",
        "class A\n  def initialize(v)\n    @v = v\n  end\n  def v\n    @v\n  end\n  def self.make(v)\n    new(v)\n  end\nend\nA.make(source())\nsink(A.make('a').v)",
        false,
    ),
    (
        "inner class",
        "class A\n  class B\n    def g(s)\n      sink(s)\n    end\n  end\n  def f\n    source()\n    B.new.g('a')\n  end\nend",
        false,
    ),
    ("lambda", "f = ->(x) { sink(x) }\nf.call(source())", true),
    ("lambda", "f = ->(x) { sink(x) }\nf.(source())", true),
    ("lambda", "f = ->(x) { 'a' }\nsink(f.call(source()))", false),
    ("lambda", "f = proc { |x| x }\nsink(f.call(source()))", true),
    (
        "callback",
        "def g\n  yield 'a'\nend\nsource()\ng { |x| sink(x) }",
        false,
    ),
    ("chain", "sink(source().strip.downcase.reverse)", true),
    ("chain", "sink('a'.strip.then { |x| x })\nsource()", false),
    (
        "session",
        "def f\n  session[:a] = source()\n  sink(session[:a])\nend",
        true,
    ),
    (
        "session",
        "def f\n  session[:a] = source()\n  sink(session[:b])\nend",
        false,
    ),
    ("buffer", "s = +''\ns.concat(source())\nsink(s)", true),
    ("buffer", "s = +''\ns << 'a'\nt << source()\nsink(s)", false),
    (
        "buffer",
        "s = StringIO.new\ns.write(source())\nsink(s.string)",
        true,
    ),
    (
        "match value",
        "x = case c\n    when 1 then source()\n    else 'a'\n    end\nsink(x)",
        true,
    ),
    (
        "match value",
        "x = case c\n    when 1 then 'b'\n    else 'a'\n    end\nsource()\nsink(x)",
        false,
    ),
    (
        "match value",
        "case { a: source(), b: 'x' }\nin { a:, b: }\n  sink(b)\nend",
        false,
    ),
    (
        "field set by another method",
        "class A\n  def set(v)\n    @v = v\n  end\n  def go\n    sink(@v)\n  end\nend\na = A.new\nb = A.new\na.set(source())\nb.go",
        false,
    ),
    (
        "getter",
        "class A\n  attr_accessor :v, :w\nend\na = A.new\na.v = source()\nsink(a.w)",
        false,
    ),
    (
        "getter",
        "P = Struct.new(:a, :b)\np = P.new(source(), 'x')\nsink(p.a)",
        true,
    ),
    (
        "condition",
        "x = source()\nunless x =~ /\\A[a-z]+\\z/\n  sink(x)\nend",
        true,
    ),
    (
        "condition",
        "x = source()\nx = clean(x) if c\nsink(x)",
        true,
    ),
    (
        "condition",
        "x = source()\nif x =~ /\\A[a-z]+\\z/\n  sink(x)\nend",
        false,
    ),
    (
        "condition",
        "x = source()\nreturn unless x.match?(/\\A[a-z]+\\z/)\nsink(x)",
        false,
    ),
    (
        "allow-list",
        "x = source()\nif ['a', 'b'].include?(x)\n  sink(x)\nend",
        false,
    ),
    (
        "allow-list",
        "x = source()\nif %w[a b].include?(x)\n  sink(x)\nend",
        false,
    ),
    (
        "allow-list",
        "OK = ['a', 'b'].freeze\nx = source()\nsink(x) if OK.include?(x)",
        false,
    ),
    ("allow-list", "x = source()\nsink({ 'a' => 'b' }[x])", false),
    (
        "allow-list",
        "x = source()\nsink(x) unless ['a', 'b'].include?(x)",
        true,
    ),
    (
        "alias of a list",
        "a = []\nb = a\nb << source()\nsink(a[0])",
        true,
    ),
    (
        "callback",
        "def g\n  yield source()\nend\ng { |x| sink(x) }",
        true,
    ),
    (
        "callback",
        "def g(&b)\n  b.call(source())\nend\ng { |x| sink(x) }",
        true,
    ),
    ("buffer", "s = +''\ns << 'a' << source()\nsink(s)", true),
    (
        "match value",
        "case { a: source(), b: 'x' }\nin { a:, b: }\n  sink(a)\nend",
        true,
    ),
    (
        "map by fetch",
        "h = { a: source(), b: 'x' }\nsink(h.fetch(:b))",
        false,
    ),
    (
        "map by dig",
        "h = { a: source(), b: 'x' }\nsink(h.dig(:b))",
        false,
    ),
    (
        "removed from a map",
        "h = { a: source() }\nh.delete(:a)\nsink(h[:a])",
        false,
    ),
    (
        "getter",
        "class A\n  attr_reader :v\n  def initialize(v)\n    @v = v\n  end\nend\nsink(A.new(source()).v)",
        true,
    ),
    (
        "list by its ends",
        "a = ['x', source()]\nsink(a.last)",
        true,
    ),
];

/// What is known to be wrong: what is told of these is right, and does not hold yet.
const GAPS: &[Case] = &[
    (
        "alias",
        "a = B.new\nb = B.new\na.x = source()\nsink(b.x)",
        false,
    ),
    (
        "inner class",
        "class A\n  class B\n    def g(s)\n      sink(s)\n    end\n  end\n  def f\n    B.new.g(source())\n  end\nend",
        true,
    ),
    (
        "lambda",
        "f = lambda { |x| sink(x) }\nf.call(source())",
        true,
    ),
    (
        "method reference",
        "def g(x)\n  sink(x)\nend\n[source()].each(&method(:g))",
        true,
    ),
    (
        "method reference",
        "def g(x)\n  sink(x)\nend\nm = method(:g)\nm.call(source())",
        true,
    ),
    (
        "reflection",
        "def g(x)\n  sink(x)\nend\nsend(:g, source())",
        true,
    ),
    (
        "reflection",
        "class A\n  def id(x)\n    x\n  end\n  def no(x)\n    'a'\n  end\nend\nsink(A.new.send(:no, source()))",
        false,
    ),
    (
        "reflection",
        "class A\n  def f\n    instance_variable_set(:@a, source())\n    sink(@a)\n  end\nend",
        true,
    ),
    (
        "field set by another method",
        "class A\n  def set(v)\n    @v = v\n  end\n  def go\n    sink(@v)\n  end\nend\na = A.new\na.set(source())\na.go",
        true,
    ),
    (
        "generator",
        "e = Enumerator.new { |y| y << source() }\ne.each { |x| sink(x) }",
        true,
    ),
];

#[test]
fn kinds_in_ruby() {
    check("ruby", RIGHT, GAPS);
}
