/** `assay pack`: the packs of a project on disk. */
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type FileTree, Intake } from '../../workers/intake';
import { DiskFile, NodeTree, openArchive, systemMessage } from '../../workers/intake/node';
import {
  diffPacks,
  type InstalledPack,
  PACK_SEAL,
  PACKS_FOLDER,
  type Pack,
  type PackDiff,
  type PackFile,
  packHash,
  readPack,
} from '../../workers/protocol';
import { type Installed, installPack, type PackShelf, removePack, rollBackPack, visibleText } from '../share';
import { EXIT, UsageError } from './errors';
import { pathWithoutLinks, projectFolder, putFile } from './new-files';
import type { PackInput } from './operations/pack';
import { print } from './output';

export async function managePacks(input: PackInput): Promise<number> {
  const root = projectFolder(input.folder);
  try {
    return await manage(input, root);
  } catch (error) {
    // Of packs that are not to be used the sentence says why.
    if (error instanceof Error && error.constructor === Error) throw new UsageError(systemMessage(error));
    throw error;
  }
}

async function manage(input: PackInput, root: string): Promise<number> {
  const { action, what } = input;
  const shelf = shelfOf(root);
  switch (action) {
    case 'list':
      return list(await installed(root), input);
    case 'verify':
      return what !== undefined && existsSync(what)
        ? verifyFile(what)
        : verify(await installed(root), what, input);
    case 'install':
      return say(await installNew(shelf, root, await packAt(needed(what, 'PATH'))), input);
    case 'update':
      return update(shelf, root, await packAt(needed(what, 'PATH')), input);
    case 'rollback':
      return say(await rollBackPack(shelf, needed(what, 'NAME')), input);
    case 'remove':
      await removePack(shelf, needed(what, 'NAME'));
      await print(`removed ${visibleText(what ?? '')}\n`);
      return EXIT.done;
    case 'seal':
      return seal(needed(what, 'PATH'));
  }
}

function needed(what: string | undefined, name: string): string {
  if (what !== undefined) return what;
  throw new UsageError(`${name} is missing.`, 'See assay pack --help.');
}

async function installed(root: string): Promise<InstalledPack[]> {
  const intake = new Intake();
  intake.openTree(new NodeTree(root));
  return intake.packs();
}

/** A pack that somebody has: a folder or an archive. */
async function packAt(path: string): Promise<Pack> {
  if (!existsSync(path)) throw new UsageError(`No such file or folder: ${path}`);
  const { packFiles, withoutWrapper } = await import('../../workers/intake');
  const tree: FileTree = statSync(path).isDirectory()
    ? new NodeTree(resolve(path))
    : await withoutWrapper(await openArchive(new DiskFile(path)));
  return readPack(await packFiles(tree, ''));
}

async function installNew(shelf: PackShelf, root: string, pack: Pack): Promise<Installed> {
  const { name, version } = pack.manifest;
  const present = (await installed(root)).find((one) => one.name === name);
  if (present?.version && present.hash !== pack.hash && present.state === 'good')
    throw new UsageError(
      `${name} ${present.version} is installed.`,
      `assay pack update puts ${version} in its place.`,
    );
  if (present?.state === 'unlisted')
    throw new UsageError(`${PACKS_FOLDER}/${name} is there and was not installed.`, 'Move it away first.');
  return installPack(shelf, pack);
}

async function update(shelf: PackShelf, root: string, pack: Pack, input: PackInput): Promise<number> {
  const { name, version } = pack.manifest;
  const present = (await installed(root)).find((one) => one.name === name);
  if (!present?.version) throw new UsageError(`${name} is not installed.`, 'Use assay pack install.');
  if (!input.dryRun) return say(await installPack(shelf, pack), input);
  const before = await readPack(await shelf.files(name)).catch(() => undefined);
  return say({ name, version, from: present.version, diff: await diffPacks(before, pack) }, input);
}

async function say({ name, version, from, diff }: Installed, input: PackInput): Promise<number> {
  if (input.format === 'json') {
    await print(`${JSON.stringify({ name, version, ...(from && { from }), ...diff })}\n`);
    return EXIT.done;
  }
  const done = from === undefined ? `installed ${name} ${version}` : `${name} ${from} → ${version}`;
  const lines = [input.dryRun ? `${done} (nothing was changed)` : done, ...diffLines(diff)];
  await print(lines.map((line) => `${visibleText(line)}\n`).join(''));
  return EXIT.done;
}

function diffLines({ added, changed, removed }: PackDiff): string[] {
  const lines = [
    ...added.map((id) => `  + ${id}`),
    ...changed.map((id) => `  ~ ${id}`),
    ...removed.map((id) => `  - ${id}`),
  ];
  return lines.length > 0 ? lines : ['  no rule is another one'];
}

async function list(packs: readonly InstalledPack[], { format }: PackInput): Promise<number> {
  if (format === 'json') {
    const rows = packs.map(({ rules, ...pack }) => ({ ...pack, ruleFiles: rules.length }));
    await print(`${JSON.stringify(rows)}\n`);
  } else if (packs.length === 0) await print('There are no packs here.\n');
  else {
    for (const { name, version, state, manifest, rules, why } of packs) {
      const about =
        state === 'good' ? `${manifest?.licence}, ${rules.length} rule files` : `not used: ${why}`;
      await print(`${visibleText(`${name} ${version}  ${about}`)}\n`);
    }
  }
  return EXIT.done;
}

/** Ends with 1 where a pack is not what was installed. */
async function verify(
  packs: readonly InstalledPack[],
  name: string | undefined,
  input: PackInput,
): Promise<number> {
  const asked = name === undefined ? packs : packs.filter((one) => one.name === name);
  if (name !== undefined && asked.length === 0) throw new UsageError(`There is no pack ${name}.`);
  if (input.format === 'json') {
    await print(
      `${JSON.stringify(asked.map(({ name: of, version, hash, state, why }) => ({ name: of, version, hash, state, why })))}\n`,
    );
  } else {
    for (const { name: of, version, hash, state, why } of asked)
      await print(`${visibleText(state === 'good' ? `${of} ${version}: ${hash}` : `${of}: ${why}`)}\n`);
  }
  return asked.every(({ state }) => state === 'good') ? EXIT.done : EXIT.findings;
}

async function verifyFile(path: string): Promise<number> {
  const { manifest, hash, notes } = await packAt(path);
  const lines = [`${manifest.name} ${manifest.version}: ${hash}`, ...notes];
  await print(lines.map((line) => `${visibleText(line)}\n`).join(''));
  return EXIT.done;
}

/** Writes a pack's hash into it, so that others see whether they have all of it as it was. */
async function seal(path: string): Promise<number> {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new UsageError(`No such folder: ${path}`);
  const { packFiles } = await import('../../workers/intake');
  const files = (await packFiles(new NodeTree(resolve(path)), '')).filter((file) => file.path !== PACK_SEAL);
  const { manifest } = await readPack(files);
  const hash = await packHash(files);
  await putFile(join(path, PACK_SEAL), Buffer.from(`${hash}\n`));
  await print(`sealed ${visibleText(manifest.name)} ${manifest.version}: ${hash}\n`);
  return EXIT.done;
}

/** The folder of packs on disk. */
function shelfOf(root: string): PackShelf {
  const at = (path: string) => pathWithoutLinks(root, join(PACKS_FOLDER, path));
  return {
    files: async (folder) => filesBelow(at(folder)),
    text: async (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : undefined),
    write: (path, bytes) => putFile(at(path), bytes),
    remove: async (path) => {
      rmSync(at(path));
      removeEmptied(dirname(at(path)), at(''));
    },
  };
}

function filesBelow(folder: string): PackFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      bytes: new Uint8Array(readFileSync(path)),
    }));
}

function removeEmptied(folder: string, top: string): void {
  for (let now = folder; now.length > top.length && readdirSync(now).length === 0; now = dirname(now)) {
    rmdirSync(now);
  }
}
