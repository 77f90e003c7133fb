/** Settings of this browser, and what is stored in it. */
import { STORE_SETTINGS, THREAT_NAMES, THREATS } from '../../../workers/protocol';
import {
  chooseWatching,
  clearEverything,
  keepEverything,
  offlineState,
  rules,
  setChosenSearchMb,
  setChosenWorkers,
  setFileBudgetS,
  setMaxFileMb,
  startAgain,
  startup,
  store,
} from '../../data';
import { notify } from '../../kernel/notices';
import { type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, Flag, NOTHING, OneOf, Whole } from '../../kernel/operations/schema';
import { setTheme, THEMES } from '../../kernel/theme';
import { requestPersistence, saveFile } from '../../platform';

const MB = 1024 * 1024;
const common = { group: 'Settings', changes: 'settings' as const, notOn: PALETTE_AND_KEYS };
const NOT_STORED = 'The setting could not be saved';

export const chooseTheme = operation({
  ...common,
  id: 'settings.theme',
  title: 'Choose theme',
  description: 'Light, dark or the setting of the system.',
  input: Fields({ theme: OneOf([...THEMES], { title: 'Theme' }) }),
  examples: [{ theme: 'dark' }],
  run: ({ theme }) => setTheme(theme),
});

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

export const watchFiles = operation({
  ...common,
  id: 'settings.watch',
  title: 'Watch files',
  description: 'Scans the open project again whenever its files change, reading only those.',
  input: Fields({ on: Flag({ title: 'Scan when files change' }) }),
  examples: [{ on: true }],
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan --watch does it.' },
  run: ({ on }) => chooseWatching(on),
});

export const setThreat = operation({
  ...common,
  id: 'settings.threat',
  title: 'Trust or distrust a source of data',
  description: 'Rules follow data from sources that are not trusted. Takes effect with the next scan.',
  input: Fields({
    source: OneOf([...THREAT_NAMES], { title: 'Source' }),
    on: Flag({ title: 'Not trusted' }),
  }),
  examples: [{ source: 'environment', on: true }],
  choices: { source: async () => THREAT_NAMES.map((value) => ({ value, title: THREATS[value] })) },
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan --threat-models MODEL,… does it.' },
  failed: 'The rules could not be loaded',
  run: ({ source, on }) => {
    const others = rules.threatModels().filter((one) => one !== source);
    return rules.setThreatModels(on ? [...others, source] : others);
  },
});

export const setTextRoom = operation({
  ...common,
  id: 'settings.text-room',
  title: 'Set the limit for stored files',
  description: 'Files without findings are deleted first, then the least recently used.',
  input: Fields({ megabytes: Whole({ title: 'Megabytes', minimum: 1, maximum: 4096 }) }),
  examples: [{ megabytes: 256 }],
  failed: NOT_STORED,
  run: ({ megabytes }) => store.setSetting(STORE_SETTINGS.textBudget, String(megabytes * MB)),
});

export const setSearchMemory = operation({
  ...common,
  id: 'settings.search-memory',
  title: 'Set the memory for searching',
  description: 'Stored files that do not fit are read when they are searched; 0 chooses automatically.',
  input: Fields({ megabytes: Whole({ title: 'Megabytes', minimum: 0, maximum: 4096 }) }),
  examples: [{ megabytes: 0 }, { megabytes: 256 }],
  run: ({ megabytes }) => setChosenSearchMb(megabytes),
});

export const keepTexts = operation({
  ...common,
  id: 'settings.keep-texts',
  title: 'Store files',
  description: 'Lets you read findings and files without opening the folder again.',
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
    notify('success', 'The database was saved as assay.sqlite.');
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
    if (startup().error !== undefined) await startAgain();
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

export const persist = operation({
  ...common,
  id: 'settings.persist',
  title: 'Request persistent storage',
  description: 'Asks the browser to keep stored data until you delete it.',
  input: NOTHING,
  failed: 'Persistent storage could not be requested',
  run: async () => {
    const granted = await requestPersistence();
    if (granted) notify('success', 'The browser keeps stored data until you delete it.');
    else {
      notify(
        'info',
        'Permission denied. The browser may allow it once you use this page more often or install it.',
      );
    }
    return granted;
  },
});

/** It cannot be undone, so the first answer that is offered deletes nothing. */
export const deleteAll = operation({
  ...common,
  id: 'settings.delete-all',
  title: 'Delete all data',
  description: 'Deletes all projects, findings, rules and settings from this browser. You cannot undo it.',
  input: Fields({ answer: OneOf(['keep', 'delete'], { title: 'Delete all data?' }) }),
  examples: [{ answer: 'keep' }],
  choices: {
    answer: async () => [
      { value: 'keep', title: 'Cancel' },
      { value: 'delete', title: 'Delete all projects, findings, rules and settings' },
    ],
  },
  failed: 'The stored data could not be deleted',
  run: async ({ answer }) => {
    if (answer === 'delete') await clearEverything();
  },
});

export const operations: readonly Operation[] = [
  chooseTheme,
  setWorkers,
  setLargestFile,
  setFileTime,
  watchFiles,
  setThreat,
  keepTexts,
  setTextRoom,
  setSearchMemory,
  deleteTexts,
  exportDatabase,
  rebuildDatabase,
  keepOffline,
  persist,
  deleteAll,
];
