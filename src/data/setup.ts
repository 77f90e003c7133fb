/** What a project is set up with: what is known of it beside its findings, and the files that follow from choices. */
import { explain } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { notify } from '../kernel/notices';
import { saveFile } from '../platform';
import type { NewFile } from '../share';
import { intake } from './backend';
import { canEdit, type FileChange, writeChanges } from './fixes';
import { isAttached } from './project';

/** What the project says to other tools; nothing while its files are not at hand. */
export async function toolFiles(): Promise<{ path: string; text: string }[]> {
  return isAttached() ? intake().toolFiles() : [];
}

/** Only that there is no such file counts as none; what cannot be read is there. */
function noneIfGone(error: unknown): undefined {
  if (explain(error).code !== 'file-gone') throw error;
}

/** The bytes of a file of the project; undefined where there is none, or it is not at hand. */
export async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!isAttached()) return undefined;
  return intake()
    .raw(path)
    .then(({ bytes }) => bytes)
    .catch(noneIfGone);
}

/** Which of these files are there already. */
export async function filesThere(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const there = await Promise.all(paths.map(async (path) => (await bytesOf(path)) !== undefined));
  return new Set(paths.filter((_, at) => there[at]));
}

/**
 * Writes files into the project, all of them or none, and scans again; what was there is put back by one step. Must come from
 * a click or a key, since the browser asks for the right to write.
 * @param replaced paths of files that may be written over
 */
export async function writeFiles(files: readonly NewFile[], replaced: ReadonlySet<string>): Promise<boolean> {
  if (!canEdit()) throw new Error('The project’s folder cannot be written. Save the files instead.');
  const changes: FileChange[] = [];
  for (const { path, text } of files) {
    const before = await bytesOf(path);
    if (before !== undefined && !replaced.has(path))
      throw new Error(`${path} is there already, and nobody has said that it may be replaced.`);
    const after = new TextEncoder().encode(text);
    changes.push({
      path,
      before: before ?? new Uint8Array(),
      after,
      ...(!before && { isNew: true as const }),
    });
  }
  const names = files.map(({ path }) => path).join(', ');
  const said = () =>
    ['success' as const, `${names} written. The project was scanned again with it.`] as const;
  const written = await writeChanges(changes, () => [...said()], { isWhole: true });
  return written > 0;
}

/** Saves files where the person wants them: one as it is, several as a zip with their paths. */
export async function saveFiles(files: readonly NewFile[], name: string): Promise<void> {
  const [first] = files;
  if (files.length === 1 && first) {
    saveFile(first.path.slice(first.path.lastIndexOf('/') + 1), new Blob([first.text]));
    notify('info', `Put the file into the project as ${first.path}.`);
    return;
  }
  const { zipSync } = await import('fflate');
  const entries = files.map(({ path, text }) => [path, new TextEncoder().encode(text)] as const);
  const bytes = zipSync(Object.fromEntries(entries), { level: 0 }) as Uint8Array<ArrayBuffer>;
  saveFile(`${name}.zip`, new Blob([bytes], { type: 'application/zip' }));
  notify('info', `${countOf(files.length, 'file')} saved. Unpack the zip in the project’s folder.`);
}
