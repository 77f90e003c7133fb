/**
 * Writes `THIRD-PARTY-NOTICES.txt`: the licences of everything that the built site contains. npm packages are
 * those whose modules ended up in a bundle, crates those that the engine and the grammars are built from.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { EMBEDDING_LICENCE, EMBEDDING_PACKAGE } from '../build-embedding';
import { manifest } from '../lib/cargo';
import { inRoot } from '../lib/paths';

interface Part {
  name: string;
  version: string;
  license: string;
  /** Where its licence texts lie. */
  folder: string;
}

/** Folders of the npm packages that were bundled, for the page and its workers together. */
const bundled = new Set<string>();

/** Notes which packages end up in a bundle; belongs to the page's plugins and to those of the workers. */
export function collectPackages(): Plugin {
  return {
    name: 'assay-collect-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) noteModule(id);
      }
    },
  };
}

function noteModule(id: string): void {
  const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ''))?.[1];
  if (folder !== undefined) bundled.add(folder);
}

/** Writes the file; belongs to the page's plugins, after all others. */
export function writeNotices(): Plugin {
  return {
    name: 'assay-notices',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === 'chunk') for (const id of chunk.moduleIds) noteModule(id);
        }
        const parts = [...[...bundled].map(npmPart), ...crateParts(), ...embeddingPart()];
        this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: format(parts) });
      },
    },
  };
}

function npmPart(folder: string): Part {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Omit<
    Part,
    'folder' | 'license'
  > & { license?: string };
  return { name, version, license: license ?? 'see below', folder };
}

/** The package that the table of related words is made of, where it was made. */
function embeddingPart(): Part[] {
  const folder = dirname(inRoot(EMBEDDING_LICENCE));
  return existsSync(folder) ? [{ ...EMBEDDING_PACKAGE, license: 'MIT', folder }] : [];
}

interface CargoMetadata {
  packages: {
    id: string;
    name: string;
    version: string;
    license: string | null;
    manifest_path: string;
    source: string | null;
  }[];
  resolve: { nodes: { id: string; deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] }[] };
}

/** Crates that the engine links, and those whose C sources the grammars are compiled from. */
function crateParts(): Part[] {
  const text = execFileSync(
    'cargo',
    ['metadata', '--format-version', '1', '--manifest-path', manifest, '--all-features', '--locked'],
    { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const metadata = JSON.parse(text) as CargoMetadata;
  const used = reachable(metadata, ['assay-wasm', 'assay-languages']);
  return metadata.packages
    .filter(({ id, source }) => source !== null && used.has(id))
    .map(({ name, version, license, manifest_path }) => ({
      name: `${name} (crate)`,
      version,
      license: license ?? 'see below',
      folder: dirname(manifest_path),
    }));
}

/** Ids of everything that these crates need to run; what only builds or tests them does not ship. */
function reachable({ packages, resolve }: CargoMetadata, roots: string[]): Set<string> {
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const waiting = packages.filter(({ name }) => roots.includes(name)).map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const runs = (nodes.get(id)?.deps ?? []).filter(({ dep_kinds }) =>
      dep_kinds.some(({ kind }) => kind === null),
    );
    waiting.push(...runs.map(({ pkg }) => pkg));
  }
  return seen;
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)([.-].*)?$/i;

function licenceTexts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
}

/** Each distinct text once, under the names of all parts that come with it. */
function format(parts: Part[]): string {
  const byText = new Map<string, string[]>();
  for (const part of [...parts].sort((a, b) => a.name.localeCompare(b.name))) {
    const texts = licenceTexts(part.folder);
    const text =
      texts.length === 0 ? `${part.license} (its package has no licence text)` : texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${part.name} ${part.version} — ${part.license}`]);
  }
  const sections = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  const intro = 'Assay contains work of others, under these licences.\n';
  return [intro, ...sections].join(`\n${'='.repeat(80)}\n\n`);
}
