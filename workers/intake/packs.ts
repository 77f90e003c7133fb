/** The packs of rules that lie in a project, each held against the hash that was written down when it was installed. */
import {
  type InstalledPack,
  PACK_LIMITS,
  PACK_LOCK,
  PACKS_FOLDER,
  type Pack,
  type PackFile,
  type PackRecord,
  type PackRecords,
  readPack,
  readRecords,
  rulePaths,
} from '../protocol';
import { decode } from './decode';
import { listIfThere, readText } from './project-rules';
import { type FileTree, joinPath } from './tree';

/** All files below a folder, with paths from there. @throws Error where that is more than a pack may hold */
export async function packFiles(tree: FileTree, folder: string): Promise<PackFile[]> {
  const found: PackFile[] = [];
  let bytes = 0;
  const visit = async (at: string): Promise<void> => {
    for (const entry of await listIfThere(tree, at)) {
      const path = joinPath(at, entry.name);
      if (entry.kind === 'folder' && entry.name !== '.git') await visit(path);
      if (entry.kind !== 'file') continue;
      const file = await entry.open();
      bytes += file.size;
      if (found.length === PACK_LIMITS.files || bytes > PACK_LIMITS.bytes)
        throw new Error('It is larger than a pack may be.');
      found.push({ path: folder === '' ? path : path.slice(folder.length + 1), bytes: await file.read() });
    }
  };
  await visit(folder);
  return found;
}

/** What a project has, in the order of names. */
export async function projectPacks(tree: FileTree): Promise<InstalledPack[]> {
  const folders = (await listIfThere(tree, PACKS_FOLDER)).filter(
    ({ kind, name }) => kind === 'folder' && !name.startsWith('.'),
  );
  let records: PackRecords;
  let fault = '';
  try {
    const lock = await readText(tree, joinPath(PACKS_FOLDER, PACK_LOCK)).catch(() => undefined);
    records = readRecords(lock);
  } catch (error) {
    records = {};
    fault = (error as Error).message;
  }
  const names = [...new Set([...Object.keys(records), ...folders.map(({ name }) => name)])].sort();
  return Promise.all(names.map((name) => installed(tree, name, records[name], fault)));
}

async function installed(
  tree: FileTree,
  name: string,
  record: PackRecord | undefined,
  fault: string,
): Promise<InstalledPack> {
  const refused = (state: InstalledPack['state'], why: string): InstalledPack => ({
    ...{ name, version: '', hash: '', earlier: [], rules: [], ...record },
    ...{ state, why },
  });
  if (record === undefined) {
    const why = fault || `The pack ${name} was put there and not installed, so nobody has vouched for it.`;
    return refused('unlisted', why);
  }
  const folder = joinPath(PACKS_FOLDER, name);
  let pack: Pack;
  try {
    const files = await packFiles(tree, folder);
    if (files.length === 0) return refused('missing', `The files of the pack ${name} are missing.`);
    pack = await readPack(files);
  } catch (error) {
    return refused('tampered', (error as Error).message);
  }
  const { manifest, hash, files } = pack;
  if (hash !== record.hash || manifest.name !== name)
    return refused(
      'tampered',
      `The pack ${name} was changed since it was installed: it had ${record.hash}, and has ${hash}.`,
    );
  const texts = new Map(files.map((file) => [file.path, file.bytes]));
  const rules = rulePaths(manifest, files).map((path) => ({
    path: joinPath(folder, path),
    text: new TextDecoder().decode(decode(texts.get(path) ?? new Uint8Array())),
  }));
  return { name, ...record, state: 'good', manifest, rules };
}
