/** Settings of this browser, and what is stored in it. */
import { STORE_SETTINGS } from '../../../workers/protocol';
import {
  keepEverything,
  offlineState,
  setChosenWorkers,
  setFileBudgetS,
  setMaxFileMb,
  store,
} from '../../data';
import { notify } from '../../kernel/notices';
import { type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, Flag, NOTHING, Whole } from '../../kernel/operations/schema';
import { saveFile } from '../../platform';

const MB = 1024 * 1024;
const common = { group: 'Settings', changes: 'settings' as const, notOn: PALETTE_AND_KEYS };
const NOT_STORED = 'The setting could not be saved';

export const setWorkers = operation({
  ...common,
  id: 'settings.workers',
  title: 'Set the number of workers',
  description: 'How many files are checked at once; 0 chooses automatically.',
  input: Fields({ count: Whole({ title: 'Workers', minimum: 0, maximum: 32 }) }),
  examples: [{ count: 0 }, { count: 4 }],
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan --jobs N does it.' },
  run: ({ count }) => setChosenWorkers(count),
});

export const setLargestFile = operation({
  ...common,
  id: 'settings.largest-file',
  title: 'Set the largest file',
  description: 'Larger files are skipped and listed under Files.',
  input: Fields({ megabytes: Whole({ title: 'Megabytes', minimum: 1, maximum: 512 }) }),
  examples: [{ megabytes: 20 }],
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan --max-file-size N does it.' },
  run: ({ megabytes }) => setMaxFileMb(megabytes),
});

export const setFileTime = operation({
  ...common,
  id: 'settings.file-time',
  title: 'Set the time limit per file',
  description: 'If a file takes longer, the scan moves on and reports the file as not fully checked.',
  input: Fields({ seconds: Whole({ title: 'Seconds', minimum: 1, maximum: 300 }) }),
  examples: [{ seconds: 10 }],
  run: ({ seconds }) => setFileBudgetS(seconds),
});

export const setTextRoom = operation({
  ...common,
  id: 'settings.text-room',
  title: 'Set the limit for stored files',
  description: 'The least recently used files are deleted first.',
  input: Fields({ megabytes: Whole({ title: 'Megabytes', minimum: 1, maximum: 4096 }) }),
  examples: [{ megabytes: 64 }],
  failed: NOT_STORED,
  run: ({ megabytes }) => store.setSetting(STORE_SETTINGS.textBudget, String(megabytes * MB)),
});

export const keepTexts = operation({
  ...common,
  id: 'settings.keep-texts',
  title: 'Store files that have findings',
  description: 'Lets you read findings in their code without opening the folder again.',
  input: Fields({ keep: Flag({ title: 'Store them' }) }),
  examples: [{ keep: true }],
  failed: NOT_STORED,
  run: ({ keep }) => store.setSetting(STORE_SETTINGS.keepTexts, keep ? undefined : 'off'),
});

export const deleteTexts = operation({
  ...common,
  id: 'settings.delete-texts',
  title: 'Delete stored files',
  description: 'Deletes the contents of files; findings stay, and the next scan stores them again.',
  input: NOTHING,
  failed: 'The file contents could not be deleted',
  run: async () => {
    await store.wipeTexts();
    notify('success', 'File contents deleted. The next scan stores them again.');
  },
});

export const exportDatabase = operation({
  ...common,
  id: 'settings.export-database',
  title: 'Export database',
  description: 'Saves the whole database as one SQLite file.',
  input: NOTHING,
  changes: 'outside',
  failed: 'The database could not be exported',
  run: async () => {
    const bytes = await store.exportDatabase();
    saveFile('assay.sqlite', new Blob([bytes], { type: 'application/vnd.sqlite3' }));
  },
});

export const rebuildDatabase = operation({
  ...common,
  id: 'settings.rebuild-database',
  title: 'Rebuild database',
  description: 'Recreates the indexes. Use it if the database is reported as damaged.',
  input: NOTHING,
  failed: 'The database could not be rebuilt',
  run: async () => {
    await store.rebuild();
    notify('success', 'Database rebuilt. No damage found.');
  },
});

export const keepOffline = operation({
  ...common,
  id: 'settings.keep-offline',
  title: 'Keep Assay for offline use',
  description: 'Downloads the parts of Assay that are not stored yet.',
  input: NOTHING,
  when: () => offlineState().kind === 'partial',
  failed: 'Assay could not be kept for offline use',
  run: keepEverything,
});

export const operations: readonly Operation[] = [
  setWorkers,
  setLargestFile,
  setFileTime,
  keepTexts,
  setTextRoom,
  deleteTexts,
  exportDatabase,
  rebuildDatabase,
  keepOffline,
];
