/**
 * Packs: rules that travel together, as a folder or zip with a manifest. What is installed is known by its hash, so that
 * nobody runs rules that were changed behind their back.
 */
import type { RuleSource } from './engine';
import { sha256 } from './sha256';

/** Where the packs of a project are: a folder for each, what they were before, and the list of them. */
export const PACKS_FOLDER = '.assay/packs';
export const PACK_MANIFEST = 'pack.toml';
/** Its hash, where the pack says it itself; no part of what is hashed. */
export const PACK_SEAL = 'pack.sha256';
export const PACK_LOCK = 'packs.json';
/** Former versions, within the folder of packs. */
export const EARLIER_PACKS = '.earlier';

/** What a pack may hold. */
export const PACK_LIMITS = { files: 5000, bytes: 32 * 1024 * 1024 } as const;

export interface PackFile {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface PackManifest {
  name: string;
  version: string;
  licence: string;
  description?: string;
  /** Files and folders with rules. */
  rules: readonly string[];
}

/** A pack that was read, whether installed or not. */
export interface Pack {
  manifest: PackManifest;
  hash: string;
  files: readonly PackFile[];
  /** What is odd about it and does not keep it from being used. */
  notes: readonly string[];
}

export interface PackVersion {
  version: string;
  hash: string;
}

/** A pack as the list of a project has it; earlier versions with the latest last. */
export interface PackRecord extends PackVersion {
  earlier: readonly PackVersion[];
}

export type PackRecords = Readonly<Record<string, PackRecord>>;

/** A pack that a project has. Only what is `good` is used. */
export interface InstalledPack extends PackRecord {
  name: string;
  state: 'good' | 'tampered' | 'missing' | 'unlisted';
  /** What is wrong with it, in a sentence. */
  why?: string;
  manifest?: PackManifest;
  /** Its rule files, with paths from the project's root; none where it is not to be used. */
  rules: readonly Pick<RuleSource, 'path' | 'text'>[];
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
const VERSION = /^\d+(\.\d+){0,3}([-+][0-9A-Za-z.-]+)?$/;

export function isPackName(name: string): boolean {
  return NAME.test(name);
}

/** SHA-256 over the sorted paths, and the length and bytes of each; the seal is left out. */
export async function packHash(files: readonly PackFile[]): Promise<string> {
  const encoder = new TextEncoder();
  const sorted = files
    .filter(({ path }) => path !== PACK_SEAL)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const parts = sorted.flatMap(({ path, bytes }) => [encoder.encode(`${path}\0${bytes.length}\0`), bytes]);
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const hex = Array.from(await sha256(all), (byte) => byte.toString(16).padStart(2, '0'));
  return `sha256-${hex.join('')}`;
}

/** Reads a pack. @throws Error with a sentence that says why it is none, or why it is not to be trusted */
export async function readPack(files: readonly PackFile[]): Promise<Pack> {
  const manifest = await readManifest(textOf(files, PACK_MANIFEST));
  const hash = await packHash(files);
  const seal = textOf(files, PACK_SEAL)?.trim();
  if (seal !== undefined && seal !== hash)
    throw new Error(
      `The pack ${manifest.name} is not what its author sealed: ${PACK_SEAL} says ${seal}, its files give ${hash}.`,
    );
  const notes = seal === undefined ? ['It is not sealed: its author has not written down its hash.'] : [];
  if (rulePaths(manifest, files).length === 0) throw new Error(`The pack ${manifest.name} has no rules.`);
  return { manifest, hash, files, notes };
}

function textOf(files: readonly PackFile[], path: string): string | undefined {
  const file = files.find((one) => one.path === path);
  return file && new TextDecoder().decode(file.bytes);
}

async function readManifest(text: string | undefined): Promise<PackManifest> {
  if (text === undefined) throw new Error(`There is no ${PACK_MANIFEST}, so this is not a pack.`);
  const { parse } = await import('smol-toml');
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    throw new Error(`${PACK_MANIFEST} is not valid TOML: ${(error as Error).message.split('\n')[0]}`);
  }
  const { name, version, licence, license, description, rules = ['rules'] } = table;
  if (typeof name !== 'string' || !NAME.test(name))
    throw new Error(`\`name\` in ${PACK_MANIFEST} must be small letters, digits and hyphens.`);
  if (typeof version !== 'string' || !VERSION.test(version))
    throw new Error(`\`version\` in ${PACK_MANIFEST} must be a version such as 1.0.0.`);
  const terms = licence ?? license;
  if (typeof terms !== 'string' || terms === '')
    throw new Error(`\`licence\` in ${PACK_MANIFEST} must say under which terms the rules may be used.`);
  if (!Array.isArray(rules) || !rules.every((one) => typeof one === 'string'))
    throw new Error(`\`rules\` in ${PACK_MANIFEST} must be a list of files and folders.`);
  return {
    ...{ name, version, licence: terms, rules },
    ...(typeof description === 'string' && { description }),
  };
}

const RULE_FILE = /\.(ya?ml|toml)$/i;
/** Cases of rules, which are no rules. */
const CASES = /(^|[./])cases\.md$/;

/** The rule files of a pack, by path within it. */
export function rulePaths({ rules }: PackManifest, files: readonly PackFile[]): string[] {
  const places = rules.map((place) => place.replace(/^\.\//, '').replace(/\/$/, ''));
  const isIn = (path: string) => places.some((place) => path === place || path.startsWith(`${place}/`));
  return files
    .map(({ path }) => path)
    .filter((path) => isIn(path) && RULE_FILE.test(path) && !CASES.test(path))
    .sort();
}

/** The rules of a pack by id, each as a text that differs where they do. */
export async function rulesOfPack(pack: Pack): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of rulePaths(pack.manifest, pack.files)) {
    for (const rule of await rulesIn(path, textOf(pack.files, path) ?? '')) {
      const { id } = rule as { id?: unknown };
      if (typeof id === 'string') found.set(id, JSON.stringify(rule));
    }
  }
  return found;
}

/** The rules in the text of a rule file, as its format reads them; none where that cannot be read. */
export async function rulesIn(path: string, text: string): Promise<unknown[]> {
  try {
    if (path.endsWith('.toml')) {
      const { parse } = await import('smol-toml');
      const { pattern } = parse(text);
      return Array.isArray(pattern) ? pattern : [];
    }
    const { parseAllDocuments } = await import('yaml');
    const documents = [...parseAllDocuments(text)].map((one): unknown => one.toJS({ maxAliasCount: 100 }));
    return documents.flatMap((one) => {
      const { rules } = (one ?? {}) as { rules?: unknown };
      return Array.isArray(rules) ? rules : [one];
    });
  } catch {
    // What is wrong with it the engine says when it is loaded.
    return [];
  }
}

/** What an update changes, by rule. */
export interface PackDiff {
  added: string[];
  changed: string[];
  removed: string[];
}

export async function diffPacks(before: Pack | undefined, after: Pack): Promise<PackDiff> {
  const old = before ? await rulesOfPack(before) : new Map<string, string>();
  const now = await rulesOfPack(after);
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    changed: [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
  };
}

/** The list of a project's packs. @throws Error where it is not one that this release reads */
export function readRecords(text: string | undefined): PackRecords {
  if (text === undefined) return {};
  const wrong = new Error(
    `${PACKS_FOLDER}/${PACK_LOCK} is not a list of packs that this release of Assay reads.`,
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw wrong;
  }
  const { version, packs } = (parsed ?? {}) as { version?: unknown; packs?: unknown };
  if (version !== 1 || typeof packs !== 'object' || packs === null) throw wrong;
  const entries = Object.entries(packs as Record<string, unknown>);
  if (!entries.every((entry): entry is [string, PackRecord] => NAME.test(entry[0]) && isRecord(entry[1])))
    throw wrong;
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is PackRecord {
  const { earlier } = (value ?? {}) as { earlier?: unknown };
  return isVersion(value) && Array.isArray(earlier) && earlier.every(isVersion);
}

/** Both become parts of paths. */
function isVersion(value: unknown): value is PackVersion {
  const { version, hash } = (value ?? {}) as Record<string, unknown>;
  const isHash = typeof hash === 'string' && /^sha256-[0-9a-f]{64}$/.test(hash);
  return isHash && typeof version === 'string' && VERSION.test(version);
}

export function writeRecords(packs: PackRecords): string {
  const sorted = Object.fromEntries(Object.entries(packs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, packs: sorted }, undefined, 2)}\n`;
}
