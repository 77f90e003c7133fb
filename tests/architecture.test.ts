/**
 * Keeps the import rules of ARCHITECTURE.md true. An allow-list: what is not named here is refused,
 * and an exception is named debt with its reason.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workspaceMembers } from '../scripts/lib/cargo';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** From a module (longest prefix wins) to the modules it may import besides itself, libraries and the contracts. */
const ALLOWED: Record<string, string[]> = {
  'src/ui': ['src/kernel'],
  'src/kernel': [],
  'src/platform': [],
  'src/share': ['src/kernel'],
  'src/editor': ['src/kernel'],
  'src/data': ['src/kernel', 'src/platform', 'src/share', 'workers/rpc', 'workers/pool'],
  'src/code': ['src/ui', 'src/kernel', 'src/platform', 'src/data', 'src/editor'],
  'src/features': ['src/ui', 'src/kernel', 'src/platform', 'src/data', 'src/editor', 'src/share', 'src/code'],
  'src/cli': [
    'src/kernel',
    'src/share',
    'workers/rpc',
    'workers/intake',
    'workers/analysis',
    'workers/index',
    'workers/pool',
    'workers/store',
    '#engine',
  ],
  'src/app': ['src/ui', 'src/kernel', 'src/platform', 'src/data', 'src/code', 'src/features', 'src/styles'],
  'workers/protocol': ['#engine'],
  'workers/rpc': [],
  'workers/pool': ['workers/rpc'],
  'workers/intake': ['workers/rpc'],
  'workers/grammars': ['#engine'],
  'workers/analysis': ['workers/rpc', 'workers/grammars', '#engine'],
  'workers/format': ['workers/rpc'],
  'workers/index': ['workers/rpc', 'workers/grammars', '#engine'],
  'workers/store': ['workers/rpc'],
  'workers/offline': [],
};

/** `from -> to`: why it is there for now. */
const DEBT: Record<string, string> = {};

function sourceFiles(folder: string): string[] {
  const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path);
  return filesUnder(folder).filter(isSource);
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** The Rust of every crate: its own, its tests and its examples, but not the sample of the language. */
function rustFiles(): string[] {
  const folders = workspaceMembers().flatMap((crate) =>
    ['src', 'tests', 'examples'].map((name) => `crates/${crate}/${name}`),
  );
  const present = folders.filter((path) => statSync(join(ROOT, path), { throwIfNoEntry: false }));
  return present.flatMap(filesUnder).filter((path) => /\.rs$/.test(path) && !/\/sample\.rs$/.test(path));
}

function moduleOf(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, 2).join('/');
}

interface Import {
  from: string;
  to: string;
}

/** Imports of one file, relative ones resolved to paths from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  const specifiers = [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
  // An address is not an import: nothing of the file gets here.
  const code = specifiers.filter((specifier) => !/\?(worker&)?url$/.test(specifier));
  return code.map((specifier) => {
    const to = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(file), specifier))
      : specifier;
    return { from: file, to };
  });
}

/** The files of the page that are loaded together with one: by imports that bring values, and at once. */
function loadedWith(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\s)(?:([^'";]*?)\sfrom\s+)?'(\.[^']+)'/gm);
  return [...statements].flatMap(([, names, specifier = '']) => {
    const isTypes = names !== undefined && /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/.test(names);
    const path = posix.normalize(posix.join(posix.dirname(file), specifier));
    const found = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => files.includes(one));
    return isTypes || found === undefined ? [] : [found];
  });
}

/** Whether a text starts with a comment that says something, to people and not to a tool. */
function opensWithComment(text: string): boolean {
  const own = text.replace(/^(\/\/\/ <reference .*\n)*/, '');
  const [, block = '', line = ''] = /^(?:\/\*\*?([\s\S]*?)\*\/|\/\/!?(.*))/.exec(own) ?? [];
  const words = (block || line).match(/[\p{L}\d]+/gu) ?? [];
  return words.length > 0 && !/@ts-|biome-|eslint-/.test(block || line);
}

const files = [...sourceFiles('src'), ...sourceFiles('workers')];
const imports = files.flatMap(importsOf);
const inProject = (path: string) => /^(src|workers)\//.test(path) || path === '#engine';

function isAllowed({ from, to }: Import): boolean {
  const source = moduleOf(from);
  const target = to === '#engine' ? to : moduleOf(to);
  if (`${from} -> ${to}` in DEBT) return true;
  if (source === 'src/features') {
    const feature = from.split('/')[2];
    if (target === 'src/features') return to.split('/')[2] === feature;
  }
  if (source === target) return true;
  if (target === 'workers/protocol') return true;
  return (ALLOWED[source] ?? []).includes(target);
}

describe('architecture', () => {
  it('finds the files it is about', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.filter(({ to }) => inProject(to)).length).toBeGreaterThan(50);
  });

  it('imports only along the allow-list', () => {
    const refused = imports
      .filter(({ to }) => inProject(to))
      .filter((one) => !isAllowed(one))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(refused).toEqual([]);
  });

  it('comes up without the editor, which is loaded with the first code', () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const to of loadedWith(file)) load(to);
    };
    load('src/app/main.tsx');
    for (const file of files.filter((one) => /^src\/features\/[^/]+\/index\.ts$/.test(one))) load(file);
    expect(loaded.size).toBeGreaterThan(100);
    expect([...loaded].filter((file) => file.startsWith('src/editor/'))).toEqual([]);
  });

  it('enters another folder by its index (or `node`, what needs Node), where it has one', () => {
    const inner = imports
      .filter(({ to }) => inProject(to) && to !== '#engine')
      .filter(({ from, to }) => moduleOf(from) !== moduleOf(to))
      .filter(({ to }) => {
        const index = join(ROOT, moduleOf(to), 'index.ts');
        const path = to.replace(/\/index(\.ts)?$/, '');
        return (
          ![to, path].includes(moduleOf(to)) &&
          path !== `${moduleOf(to)}/node` &&
          statSync(index, { throwIfNoEntry: false }) !== undefined
        );
      })
      .filter(({ to }) => !to.startsWith('src/features/'))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(inner).toEqual([]);
  });

  it('names what an index gives, and never re-exports all', () => {
    const stars = files.filter(
      (file) => /index\.ts$/.test(file) && /export \* from/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(stars).toEqual([]);
  });

  it('opens every module with why it exists', () => {
    const own = [...files, ...sourceFiles('scripts'), ...sourceFiles('tests'), ...rustFiles()];
    expect(own.filter((file) => !opensWithComment(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it('takes the first comment of a module for its own only where it stands before everything else', () => {
    expect(opensWithComment('/** Why this module exists. */\nimport a from "a";')).toBe(true);
    expect(opensWithComment('import a from "a";\n/** What this function does. */')).toBe(false);
    expect(opensWithComment('/** */\nimport a from "a";')).toBe(false);
    expect(opensWithComment('// biome-ignore lint: why not\nimport a from "a";')).toBe(false);
  });

  it('never writes HTML from text, and never evaluates text', () => {
    const dangerous = files.filter((file) =>
      /\.innerHTML\s*=|insertAdjacentHTML|document\.write\(|\beval\(|new Function\(/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    expect(dangerous).toEqual([]);
  });

  it('keeps worker creation, pickers and the clipboard in src/platform', () => {
    const outside = files
      .filter((file) => file.startsWith('src/') && !/^src\/(platform|cli)\//.test(file))
      .filter((file) =>
        /new Worker\(|showDirectoryPicker|navigator\.clipboard/.test(readFileSync(join(ROOT, file), 'utf8')),
      )
      .map((file) => relative('.', file));
    expect(outside).toEqual([]);
  });

  it('holds every crate to the list of what the engine may not call (crates/clippy.toml)', () => {
    const manifests = workspaceMembers().map((crate) => `crates/${crate}/Cargo.toml`);
    const free = manifests.filter(
      (path) => !/\n\[lints\]\nworkspace = true\n/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    const allowed = rustFiles()
      .filter((path) => path.split('/')[2] === 'src')
      .filter((path) => readFileSync(join(ROOT, path), 'utf8').includes('disallowed_methods'));
    expect([...free, ...allowed]).toEqual([]);
  });

  it('lets a crate use only those before it in the workspace', () => {
    const order = workspaceMembers();
    const back = order.flatMap((crate, at) => {
      const manifest = readFileSync(join(ROOT, `crates/${crate}/Cargo.toml`), 'utf8');
      const own = [...manifest.matchAll(/^assay-([a-z-]+)[ .]/gm)].map((match) => match[1] ?? '');
      return own.filter((name) => order.indexOf(name) >= at).map((name) => `${crate} -> ${name}`);
    });
    expect(back).toEqual([]);
  });

  it('keeps the core of rules free of dialects', () => {
    const core = filesUnder('crates/rules/src').filter((path) => path.endsWith('.rs'));
    const named = core.filter((path) =>
      /assay_(ast_grep|semgrep|toml_pattern)|ast_grep_config/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  it('has only debt that is still owed', () => {
    const owed = new Set(imports.map(({ from, to }) => `${from} -> ${to}`));
    expect(Object.keys(DEBT).filter((one) => !owed.has(one))).toEqual([]);
  });
});
