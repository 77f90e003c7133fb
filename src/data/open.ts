/** Opens whatever was dropped or picked: a project, rule files, or findings that someone shared. */
import type { PickedFile } from '../../workers/protocol';
import { notify } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import type { Dropped } from '../platform';
import { EXAMPLE_NAME, exampleSource } from './example';
import { currentProjectId } from './project';
import { rules } from './rules';
import { scan } from './scan';
import { openFindings } from './shared-findings';

/** Opens what a person handed over. */
export async function openDropped(what: Dropped): Promise<void> {
  switch (what.kind) {
    case 'folder': {
      if (what.source.kind === 'files' && (await openFindings(filesOf(what.source.files)))) return;
      const kind = what.source.kind === 'handle' ? 'handle' : 'files';
      return scan.start(what.source, what.name, kind, what.listing);
    }
    case 'archive':
      if (await openFindings([what.file])) return;
      return scan.start({ kind: 'archive', file: what.file }, what.name, 'archive');
    case 'rules':
      return importRuleFiles(what.files);
    case 'nothing':
  }
}

/** Those that can be read; with any other they are a project, which names it. */
function filesOf(picked: readonly PickedFile[]): File[] {
  const files = picked.flatMap((one) => ('file' in one && one.file ? one.file : []));
  return files.length === picked.length ? files : [];
}

/** Takes in rule files that the person brought, and says what came of it. */
export async function importRuleFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const problems = await rules.importFiles(files);
  const names = files.map((file) => file.name).join(', ');
  const [first] = problems;
  if (first === undefined) {
    const again = { label: 'Scan again', run: () => callOperation('scan.again') };
    notify(
      'success',
      `${names}: rules added. They take part in the next scan.`,
      currentProjectId() === undefined ? undefined : again,
    );
    return;
  }
  const where = [first.path, first.line, first.col].filter((part) => part !== undefined).join(':');
  const more = problems.length > 1 ? ` And ${problems.length - 1} more; the rules page shows them.` : '';
  notify('warning', `${where}: ${first.message}`, undefined, `${first.help ?? ''}${more}` || undefined);
}

/** Opens the example project that comes with the page. */
export async function openExample(): Promise<void> {
  await scan.start(await exampleSource(), EXAMPLE_NAME, 'example');
}
