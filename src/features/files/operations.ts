/** What can be done with files of the project. */
import { AssayError } from '../../../workers/protocol';
import {
  askMoving,
  currentProjectId,
  currentRoute,
  includePath,
  isScanning,
  navigate,
  reviewMoving,
  store,
} from '../../data';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Text, Whole } from '../../kernel/operations/schema';
import { visibleText } from '../../kernel/visible-text';
import { editOperations } from './edit-operations';
import { closeFile, openFiles, stepFile } from './open-files';
import { canInclude, REASONS } from './skip-reasons';
import { parentsOf } from './tree';

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

export const moveFolder = operation({
  ...common,
  id: 'files.move-folder',
  title: 'Move or rename a folder…',
  description:
    'Gives a folder another path, and has imports follow that lead into it or out of it; shown first.',
  when: () => common.when() && !isScanning(),
  input: Fields({
    from: Text({ title: 'Folder', minLength: 1 }),
    to: Text({ title: 'New path', description: 'It starts at the project.', minLength: 1 }),
  }),
  examples: [{ from: 'src/shape', to: 'src/geometry/shape' }],
  changes: 'none',
  choices: { from: folders },
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay move PATH FROM TO does it.' },
  failed: 'The folder could not be moved',
  async run({ from, to }, run) {
    const moving = await askMoving(withoutSlash(from), withoutSlash(to), run.signal);
    if ('cannot' in moving) throw new AssayError({ code: 'cannot-move', message: moving.cannot });
    await reviewMoving(moving, run);
    if (!run.signal.aborted) navigate('/fixes');
  },
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
  moveFolder,
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

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

async function folders(): Promise<Choice[]> {
  const paths = (await scannedPaths()).map(({ title }) => title);
  const all = [...new Set(paths.flatMap(parentsOf).map(withoutSlash))].sort();
  return all.map((path) => ({ value: path, title: visibleText(path) }));
}

async function includablePaths(): Promise<Choice[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  const skipped = await store.query('skipped', { projectId });
  return skipped
    .filter(({ reason }) => canInclude(reason))
    .map(({ path, reason }) => ({ value: path, title: visibleText(path), note: REASONS[reason] }));
}
