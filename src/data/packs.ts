/**
 * The packs of rules of the open project: installed, updated, rolled back and switched. The files are written into the
 * project, or saved for who writes by hand where the browser cannot.
 */
import { createSignal } from 'solid-js';
import {
  type InstalledPack,
  PACK_LOCK,
  PACKS_FOLDER,
  type Pack,
  type PackDiff,
  type PackFile,
  type ProjectSource,
} from '../../workers/protocol';
import { notify } from '../kernel/notices';
import { createFile, hasFile, readBytes, removeFile, requestWrite, saveFile } from '../platform';
import { type Installed, installPack, type PackShelf, removePack, rollBackPack } from '../share';
import { intake } from './backend';
import { canEdit, isSame, needFiles } from './fixes';
import { packsOff, setPacksOff } from './packs-off';
import { currentProjectId, isAttached, openHandle } from './project';
import { scan } from './scan';
import { bytesOf } from './setup';

const [installed, setInstalled] = createSignal<readonly InstalledPack[]>([]);

/** The packs of the open project, as they were when somebody last looked; a signal. */
export { installed as installedPacks };

export async function lookAtPacks(): Promise<void> {
  setInstalled(isAttached() ? await intake().packs() : []);
}

/** Turns a pack on or off for the open project, in this browser, and scans again. */
export async function switchPack(name: string, on: boolean): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  const off = new Set(await packsOff(projectId));
  if (on) off.delete(name);
  else off.add(name);
  await setPacksOff(projectId, [...off]);
  await scan.rescan();
}

/** Reads a pack that the person has; rejects with a sentence where it is not to be used. */
export function readPackFrom(source: ProjectSource): Promise<Pack> {
  return intake().readPack(source);
}

/** What came of a change of packs. */
export type PackChange = Installed | { name: string; removed: true };

/** A change of packs, worked out before anything is written. */
interface Planned {
  change: PackChange;
  write(): Promise<void>;
}

export async function planInstall(pack: Pack): Promise<Planned> {
  return plan(async (shelf) => installPack(shelf, pack));
}

export async function planRollBack(name: string): Promise<Planned> {
  return plan(async (shelf) => rollBackPack(shelf, name));
}

export async function planRemoval(name: string): Promise<Planned> {
  return plan(async (shelf) => {
    await removePack(shelf, name);
    return { name, removed: true as const };
  });
}

async function plan(change: (shelf: PackShelf) => Promise<PackChange>): Promise<Planned> {
  await needFiles();
  const shelf = new Overlay();
  const made = await change(shelf);
  return { change: made, write: () => shelf.commit() };
}

/** What an update changes, in a line. */
export function describeDiff({ added, changed, removed }: PackDiff): string {
  const parts = [
    added.length > 0 && `new: ${added.join(', ')}`,
    changed.length > 0 && `changed: ${changed.join(', ')}`,
    removed.length > 0 && `gone: ${removed.join(', ')}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `Rules ${parts.join('; ')}.` : 'No rules changed.';
}

/** The project's folder of packs as it would be: nothing is written before all of it is known. */
class Overlay implements PackShelf {
  /** What is another one than on disk; undefined where it is to go. */
  readonly #changed = new Map<string, Uint8Array<ArrayBuffer> | undefined>();
  /** What was on disk when a path was first to be changed; undefined where nothing was. */
  readonly #before = new Map<string, Uint8Array<ArrayBuffer> | undefined>();

  async files(folder: string): Promise<PackFile[]> {
    const there = await intake().packFiles(`${PACKS_FOLDER}/${folder}`);
    const files = new Map(there.map(({ path, bytes }) => [path, bytes]));
    for (const [path, bytes] of this.#changed) {
      if (!path.startsWith(`${folder}/`)) continue;
      const inside = path.slice(folder.length + 1);
      if (bytes) files.set(inside, bytes);
      else files.delete(inside);
    }
    return [...files].map(([path, bytes]) => ({ path, bytes }));
  }

  async text(path: string): Promise<string | undefined> {
    if (this.#changed.has(path)) return decoded(this.#changed.get(path));
    // What was read is what the plan is made of.
    return decoded(await this.#remember(path));
  }

  async write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#remember(path);
    this.#changed.set(path, bytes);
  }

  async remove(path: string): Promise<void> {
    await this.#remember(path);
    this.#changed.set(path, undefined);
  }

  async #remember(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (!this.#before.has(path)) this.#before.set(path, await bytesOf(`${PACKS_FOLDER}/${path}`));
    return this.#before.get(path);
  }

  /** Nothing is written over what came between the plan and now. */
  async #needAsPlanned(folder: FileSystemDirectoryHandle): Promise<void> {
    for (const [path, before] of this.#before) {
      const at = `${PACKS_FOLDER}/${path}`;
      const now = (await hasFile(folder, at)) ? await readBytes(folder, at) : undefined;
      const isSameAsThen = before && now ? isSame(before, now) : before === now;
      if (!isSameAsThen) throw new Error(`${at} has changed meanwhile. Nothing was changed. Try again.`);
    }
  }

  async commit(): Promise<void> {
    const folder = canEdit() ? openHandle() : undefined;
    if (folder === undefined) return this.#save();
    if (!(await requestWrite(folder))) throw new Error('Permission denied. Nothing was changed.');
    await this.#needAsPlanned(folder);
    // The list comes last: what is not in it is not run.
    const ordered = [...this.#changed].sort(([a], [b]) => Number(a === PACK_LOCK) - Number(b === PACK_LOCK));
    const begun: string[] = [];
    try {
      for (const [path, bytes] of ordered) {
        begun.push(path);
        await put(folder, path, bytes);
      }
    } catch (error) {
      // All of it or nothing; what cannot be put back either fails for the same reason.
      for (const path of begun.reverse()) await put(folder, path, this.#before.get(path)).catch(() => {});
      throw error;
    }
    await scan.rescan();
  }

  /** Where the browser cannot write: a zip to be unpacked in the project. */
  async #save(): Promise<void> {
    const { zipSync } = await import('fflate');
    const files = [...this.#changed].flatMap(([path, bytes]) =>
      bytes ? [[`${PACKS_FOLDER}/${path}`, bytes] as const] : [],
    );
    const gone = [...this.#changed].filter(([, bytes]) => bytes === undefined).map(([path]) => path);
    const bytes = zipSync(Object.fromEntries(files), { level: 0 }) as Uint8Array<ArrayBuffer>;
    saveFile('assay-packs.zip', new Blob([bytes], { type: 'application/zip' }));
    const also = gone.length > 0 ? ` Delete there: ${gone.join(', ')}.` : '';
    notify(
      'info',
      `This browser cannot write into the folder. Unpack the zip in the project’s folder.${also}`,
    );
  }
}

async function put(
  folder: FileSystemDirectoryHandle,
  path: string,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<void> {
  const at = `${PACKS_FOLDER}/${path}`;
  if (bytes) await createFile(folder, at, new Blob([bytes]));
  else if (await hasFile(folder, at)) await removeFile(folder, at);
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}

/** Saves an installed pack as a zip for others. */
export async function exportPack({ name, version }: InstalledPack): Promise<void> {
  const { zipSync } = await import('fflate');
  const files = await intake().packFiles(`${PACKS_FOLDER}/${name}`);
  const entries = files.map(({ path, bytes }) => [`${name}/${path}`, bytes] as const);
  const bytes = zipSync(Object.fromEntries(entries), { level: 6 }) as Uint8Array<ArrayBuffer>;
  saveFile(`${name}-${version}.zip`, new Blob([bytes], { type: 'application/zip' }));
}
