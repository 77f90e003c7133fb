/** Opens whatever was dropped or picked: a project, rule files, or findings that someone shared. */
import { notify } from '../kernel/notices';
import type { Dropped } from '../platform';
import { EXAMPLE_NAME, exampleSource } from './example';
import { rules } from './rules';
import { scan } from './scan';

type FindingsFileHandler = (file: File) => Promise<void>;
let openFindingsFile: FindingsFileHandler | undefined;

/** Says who opens files of findings (`.assay.json`). */
export function onFindingsFile(handler: FindingsFileHandler): void {
  openFindingsFile = handler;
}

/** Opens what a person handed over. */
export async function openDropped(what: Dropped): Promise<void> {
  switch (what.kind) {
    case 'folder': {
      const kind = what.source.kind === 'handle' ? 'handle' : 'files';
      return scan.start(what.source, what.name, kind, what.listing);
    }
    case 'archive':
      return scan.start({ kind: 'archive', file: what.file }, what.name, 'archive');
    case 'findings':
      if (openFindingsFile !== undefined) return openFindingsFile(what.file);
      return void notify('warning', 'This version cannot open files of findings.');
    case 'rules':
      return importRules(what.files);
    case 'nothing':
  }
}

async function importRules(files: File[]): Promise<void> {
  const problems = await rules.importFiles(files);
  const names = files.map((file) => file.name).join(', ');
  const [first] = problems;
  if (first === undefined) {
    notify('success', `${names}: rules added. They take part in the next scan.`, {
      label: 'Scan again',
      run: () => scan.rescan(),
    });
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
