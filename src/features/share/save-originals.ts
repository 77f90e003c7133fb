/** Saves the SARIF that findings were opened from, with what was decided of them. */
import { currentProject, originalsOf } from '../../data';
import { countOf } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { saveFile } from '../../platform';
import { fileName } from './file-name';

export async function saveOriginals(): Promise<void> {
  const project = currentProject();
  if (project === undefined) return;
  const originals = await originalsOf(project.id);
  const [first, ...others] = originals;
  if (first === undefined) {
    notify('error', 'The SARIF was not kept.', undefined, 'Open the file again, or export the findings.');
    return;
  }
  if (others.length === 0) saveFile(fileName(project.name, '.sarif'), first.blob);
  else saveFile(fileName(project.name, '.zip'), await zipped(originals));
  const limits = [...new Set(originals.flatMap((one) => one.limits))];
  const saved = `${countOf(originals.length, 'SARIF file')} saved with your decisions.`;
  notify(limits.length > 0 ? 'info' : 'success', saved, undefined, limits.join(' '));
}

async function zipped(files: readonly { name: string; blob: Blob }[]): Promise<Blob> {
  const { zipSync } = await import('fflate');
  const entries: [string, Uint8Array][] = [];
  for (const [at, { name, blob }] of files.entries()) {
    const isTaken = files.findIndex((one) => one.name === name) < at;
    entries.push([isTaken ? `${at}-${name}` : name, new Uint8Array(await blob.arrayBuffer())]);
  }
  // Nothing is packed tighter: that would keep the page from drawing.
  const bytes = zipSync(Object.fromEntries(entries), { level: 0 });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}
