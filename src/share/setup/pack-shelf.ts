/**
 * Installs, updates, rolls back and removes the packs of a project: the same in the page and for the command, which say where
 * the files are. What was there is kept beside, so that one step leads back.
 */
import {
  diffPacks,
  EARLIER_PACKS,
  isPackName,
  PACK_LOCK,
  type Pack,
  type PackDiff,
  type PackFile,
  type PackRecord,
  packHash,
  readPack,
  readRecords,
  writeRecords,
} from '../../../workers/protocol';

/** The folder of a project's packs; paths are within it. */
export interface PackShelf {
  /** The files below a folder, with paths from there; none where there is no such folder. */
  files(folder: string): Promise<PackFile[]>;
  /** The text of a file; undefined where there is none. */
  text(path: string): Promise<string | undefined>;
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Earlier versions that are kept. */
const MOST_EARLIER = 5;

export interface Installed {
  name: string;
  version: string;
  /** The version that was there before. */
  from?: string;
  diff: PackDiff;
}

const earlierFolder = (name: string, { version, hash }: { version: string; hash: string }) =>
  `${EARLIER_PACKS}/${name}/${version}-${hash.slice(7, 15)}`;

/** What is wrong with a pack that is there; undefined where it is as it was installed. */
async function faultOf(shelf: PackShelf, folder: string, hash: string): Promise<string | undefined> {
  const now = await packHash(await shelf.files(folder));
  return now === hash ? undefined : `It had ${hash}, and has ${now}.`;
}

/** Puts a pack there, or another version of it in its place. */
export async function installPack(shelf: PackShelf, pack: Pack): Promise<Installed> {
  const { name, version } = pack.manifest;
  const records = readRecords(await shelf.text(PACK_LOCK));
  const present = records[name];
  if (present?.hash === pack.hash && (await faultOf(shelf, name, present.hash)) === undefined)
    throw new Error(`${name} ${version} is installed already.`);
  const before = present ? await keepPresent(shelf, name, present) : undefined;
  const diff = await diffPacks(before, pack);
  await replaceFiles(shelf, name, pack.files);
  // One that is installed again is not kept a second time: versions of one hash have one folder.
  const past = present?.earlier.filter(({ hash }) => hash !== pack.hash && hash !== present.hash) ?? [];
  const kept = before && present ? [...past, { version: present.version, hash: present.hash }] : past;
  for (const old of present?.earlier ?? []) {
    if (old.hash === pack.hash) await clear(shelf, earlierFolder(name, old));
  }
  const earlier = await dropOldest(shelf, name, kept);
  await saveRecord(shelf, name, { version, hash: pack.hash, earlier });
  return { name, version, ...(present && { from: present.version }), diff };
}

/** Puts the present files beside; of files that were tampered with nothing is kept. */
async function keepPresent(shelf: PackShelf, name: string, present: PackRecord): Promise<Pack | undefined> {
  const files = await shelf.files(name);
  if ((await packHash(files)) !== present.hash) return undefined;
  const folder = earlierFolder(name, present);
  for (const { path, bytes } of files) await shelf.write(`${folder}/${path}`, bytes);
  return readPack(files);
}

async function dropOldest(
  shelf: PackShelf,
  name: string,
  earlier: PackRecord['earlier'],
): Promise<PackRecord['earlier']> {
  for (const old of earlier.slice(0, -MOST_EARLIER)) await clear(shelf, earlierFolder(name, old));
  return earlier.slice(-MOST_EARLIER);
}

async function replaceFiles(shelf: PackShelf, folder: string, files: readonly PackFile[]): Promise<void> {
  await clear(shelf, folder);
  for (const { path, bytes } of files) await shelf.write(`${folder}/${path}`, bytes);
}

async function clear(shelf: PackShelf, folder: string): Promise<void> {
  for (const { path } of await shelf.files(folder)) await shelf.remove(`${folder}/${path}`);
}

/** The list is written last: files without it are not run. */
async function saveRecord(shelf: PackShelf, name: string, record: PackRecord | undefined): Promise<void> {
  const { [name]: _, ...others } = readRecords(await shelf.text(PACK_LOCK));
  const text = writeRecords(record ? { ...others, [name]: record } : others);
  await shelf.write(PACK_LOCK, new TextEncoder().encode(text));
}

/** Anything else may be a path that leads to other files. */
function mustBePackName(name: string): void {
  if (!isPackName(name)) throw new Error(`There is no pack ${name}.`);
}

/** Goes back to the version before. */
export async function rollBackPack(shelf: PackShelf, name: string): Promise<Installed> {
  mustBePackName(name);
  const record = readRecords(await shelf.text(PACK_LOCK))[name];
  if (!record) throw new Error(`There is no pack ${name}.`);
  const last = record.earlier.at(-1);
  if (!last) throw new Error(`There is no earlier version of ${name}.`);
  const folder = earlierFolder(name, last);
  const fault = await faultOf(shelf, folder, last.hash);
  if (fault !== undefined)
    throw new Error(`Version ${last.version} of ${name} was changed since it was put aside. ${fault}`);
  const pack = await readPack(await shelf.files(folder));
  const before = await readPack(await shelf.files(name)).catch(() => undefined);
  const diff = await diffPacks(before, pack);
  await replaceFiles(shelf, name, pack.files);
  await saveRecord(shelf, name, {
    version: last.version,
    hash: last.hash,
    earlier: record.earlier.slice(0, -1),
  });
  await clear(shelf, folder);
  return { name, version: last.version, from: record.version, diff };
}

/** Takes a pack away, with its earlier versions. */
export async function removePack(shelf: PackShelf, name: string): Promise<void> {
  mustBePackName(name);
  const records = readRecords(await shelf.text(PACK_LOCK));
  const files = await shelf.files(name);
  if (!records[name] && files.length === 0) throw new Error(`There is no pack ${name}.`);
  await saveRecord(shelf, name, undefined);
  await clear(shelf, name);
  await clear(shelf, `${EARLIER_PACKS}/${name}`);
}
