/** What can be done with files of the project. */
import { currentProjectId, currentRoute, includePath, navigate, store } from '../../data';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Text, Whole } from '../../kernel/operations/schema';
import { visibleText } from '../../kernel/visible-text';
import { editOperations } from './edit-operations';
import { closeFile, openFiles, stepFile } from './open-files';
import { canInclude, REASONS } from './skip-reasons';

const common = { group: 'Files', when: () => currentProjectId() !== undefined };
const path = Text({ title: 'File', minLength: 1 });

export const include = operation({
  ...common,
  id: 'files.include',
  title: 'Include a skipped file or folder',
  description: 'Always scans it in this project, starting now.',
  input: Fields({ path }),
  examples: [{ path: 'build/generated.js' }],
  changes: 'settings',
  choices: { path: includablePaths },
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan --include GLOB does it.' },
  failed: 'The file or folder could not be included',
  run: ({ path }) => includePath(path),
});

const ofOpenFiles = {
  ...common,
  input: NOTHING,
  changes: 'none' as const,
  notOn: PALETTE_AND_KEYS,
  when: () => currentRoute().path === '/files' && openFiles().length > 0,
};

export const operations: readonly Operation[] = [
  operation({
    ...common,
    id: 'files.go-to-line',
    title: 'Go to line of a file',
    description: 'Shows a file at a line, counted from 1.',
    input: Fields({ path, line: Whole({ title: 'Line', minimum: 1 }) }),
    examples: [{ path: 'src/main.ts', line: 20 }],
    changes: 'none',
    choices: { path: scannedPaths },
    notOn: PALETTE_AND_KEYS,
    run: ({ path, line }) => navigate('/files', { path, line: String(line) }),
  }),
  include,
  operation({
    ...ofOpenFiles,
    id: 'files.next-open',
    title: 'Next open file',
    description: 'Shows the open file after the shown one.',
    keys: ['Alt-PageDown'],
    run: () => stepFile(1),
  }),
  operation({
    ...ofOpenFiles,
    id: 'files.previous-open',
    title: 'Previous open file',
    description: 'Shows the open file before the shown one.',
    keys: ['Alt-PageUp'],
    run: () => stepFile(-1),
  }),
  operation({
    ...ofOpenFiles,
    id: 'files.close',
    title: 'Close the file',
    description: 'Closes the shown file and shows the one before it.',
    keys: ['Alt-w'],
    run: () => closeFile(currentRoute().params.path ?? ''),
  }),
  ...editOperations,
];

async function scannedPaths(): Promise<Choice[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  return (await store.query('treeFiles', { projectId })).map(({ path }) => ({ value: path, title: path }));
}

async function includablePaths(): Promise<Choice[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  const skipped = await store.query('skipped', { projectId });
  return skipped
    .filter(({ reason }) => canInclude(reason))
    .map(({ path, reason }) => ({ value: path, title: visibleText(path), note: REASONS[reason] }));
}
