# A package and its shell: sets, functions, strings, paths, operators.
{
  pkgs ? import <nixpkgs> { },
  lib,
  stdenv,
  version ? "1.0",
  ...
}@args:

/* A comment
   over lines */
let
  inherit (lib) mkIf optional;
  inherit pkgs stdenv;

  name = "orders";
  number = 42;
  negative = -7;
  float = 1.5e3;
  enabled = true;
  nothing = null;
  path = ./src/main.nix;
  absolute = /etc/nixos;
  home = ~/projects;
  url = https://example.com/archive.tar.gz;
  search = <nixpkgs/lib>;

  text = "it's \"quoted\" ${name}-${toString number} \${escaped} \n";
  script = ''
    echo "hello ${name}"
    # not a comment
    echo ''${escaped} ''' quote
    ${lib.concatMapStrings (x: x + "\n") [ "a" "b" ]}
  '';

  identity = x: x;
  add = a: b: a + b;
  open = { a, b ? 2, ... }: a * b;
  named = all@{ first, second }: first // second // all;
  curried = add 1;

  list = [
    1
    "two"
    ./three
    (add 1 2)
    { four = 4; }
    [ 5 ]
    (-6)
  ];

  set = {
    a.b.c = 1;
    "quoted key" = 2;
    ${name} = 3;
    "dynamic-${name}" = 4;
    nested = {
      inherit name version;
      deep = set.a.b.c or 0;
    };
  };

  recursive = rec {
    x = 1;
    y = x + 1;
  };

  logic = enabled && !(number == 42) || number != 3 -> false;
  compared = number < 50 && number <= 42 && number > 1 && number >= 2;
  math = (1 + 2) * 3 / 4 - 5;
  joined = list ++ [ 7 ] ++ optional enabled 8;
  has = set ? a.b && set ? "quoted key";
  merged = set // recursive;

  choose =
    if enabled then
      "on"
    else if number > 3 then
      "maybe"
    else
      "off";

  mapped = builtins.map (
    item:
    let
      upper = lib.toUpper item;
    in
    {
      inherit item;
      value = upper;
    }
  ) (builtins.filter builtins.isString list);
in
assert lib.assertMsg (number > 0) "number must be positive";
with lib;
stdenv.mkDerivation rec {
  pname = name;
  inherit version;

  src = pkgs.fetchFromGitHub {
    owner = "example";
    repo = pname;
    rev = "v${version}";
    sha256 = fakeSha256;
  };

  nativeBuildInputs = with pkgs; [
    cmake
    pkg-config
  ];
  buildInputs = optional stdenv.isLinux pkgs.systemd;

  configurePhase = ''
    runHook preConfigure
    cmake -DCMAKE_INSTALL_PREFIX=$out .
  '';

  passthru.tests = {
    simple = pkgs.runCommand "test" { } "${pname} --version > $out";
  };

  meta = {
    description = "Takes orders";
    license = licenses.mit;
    platforms = platforms.unix;
    maintainers = [ ];
  };
}
