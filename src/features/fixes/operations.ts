/** What can be done with fixes and other changes: reviewed first, then written, copied or saved. */
import { activeCode } from '../../code/active';
import {
  canEdit,
  changeOf,
  currentProject,
  currentRoute,
  drafts,
  endReview,
  type FileChange,
  type FixScope,
  isScanning,
  navigate,
  noteWritten,
  proposeFixes,
  rebaseDraft,
  review,
  selectedFinding,
  selectedFindings,
  startReview,
  store,
  takenChanges,
  takenCounts,
  writeChanges,
} from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { type Choice, type Operation, operation, type Run } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { callOperation } from '../../kernel/operations/run';
import { Fields, NOTHING, Text } from '../../kernel/operations/schema';
import { copyText, saveFile } from '../../platform';
import { movedPatch, renamePatch } from '../../share';

const canReview = () => currentProject() !== undefined && !isScanning();
const common = {
  group: 'Fixes',
  notOn: PALETTE_AND_KEYS,
  changes: 'none' as const,
  when: canReview,
  failed: 'The fixes could not be worked out',
};

/** The findings that are marked, or the one that is read. */
function meant(): number[] {
  if (selectedFindings().size > 0) return [...selectedFindings()];
  const read = selectedFinding();
  return read === undefined ? [] : [read];
}

const isEditing = () => currentRoute().path === '/files' && (activeCode()?.isEditable() ?? false);

export const reviewMarked = operation({
  ...common,
  id: 'fixes.review',
  title: 'Review fixes of findings',
  description:
    'Shows what the fixes of the marked findings, or of the one that is read, change. In code that is edited it offers the fixes of the line.',
  input: NOTHING,
  keys: ['Mod-.'],
  when: () => isEditing() || (canReview() && meant().length > 0),
  run: (_, run) => {
    if (isEditing()) return callOperation('files.fix-here');
    const ids = meant();
    return show(countOf(ids.length, 'finding'), { kind: 'findings', ids }, run);
  },
});

export const reviewFile = operation({
  ...common,
  id: 'fixes.review-file',
  title: 'Review fixes of a file…',
  description: 'Shows what all fixes in a file change.',
  input: Fields({ path: Text({ title: 'File', minLength: 1 }) }),
  examples: [{ path: 'src/main.py' }],
  choices: { path: async () => (await fixable()).map((value) => ({ value, title: value })) },
  run: ({ path }, run) => show(path, { kind: 'file', path }, run),
});

export const reviewRule = operation({
  ...common,
  id: 'fixes.review-rule',
  title: 'Review fixes of a rule…',
  description: 'Shows what the fixes of a rule change in all files.',
  input: Fields({ rule: Text({ title: 'Rule', minLength: 1 }) }),
  examples: [{ rule: 'unsafe-negation' }],
  choices: { rule: fixingRules },
  run: ({ rule }, run) => show(rule, { kind: 'rule', ruleId: rule }, run),
});

export const reviewSafe = operation({
  ...common,
  id: 'fixes.review-safe',
  title: 'Review all safe fixes',
  description: 'Shows what all fixes change after which the code does the same.',
  input: NOTHING,
  run: (_, run) => show('all safe fixes', { kind: 'safe' }, run),
});

export const reviewEdits = operation({
  ...common,
  id: 'fixes.review-edits',
  title: 'Review unsaved changes',
  description:
    'Shows what you have changed in files and not saved, to be written or saved as a patch or a zip.',
  input: NOTHING,
  when: () => drafts().length > 0,
  failed: 'The changes could not be shown',
  run: async () => {
    for (const { path } of drafts()) await rebaseDraft(path);
    const files = drafts().map((draft) => ({ ...changeOf(draft), applied: [BY_HAND], refused: [] }));
    await startReview({ title: 'Your unsaved changes', files, isOfDrafts: true });
    navigate('/fixes');
  },
});

/** In the place of a fix. */
const BY_HAND = { ruleId: '', line: 1, message: '', isSafe: true };

async function show(title: string, scope: FixScope, run: Run): Promise<void> {
  const files = await proposeFixes(scope, run);
  if (run.signal.aborted) return;
  if (files.length === 0) {
    notify('info', 'There is nothing to fix.');
    return;
  }
  await startReview({ title: `Fixes: ${title}`, files });
  navigate('/fixes');
}

async function fixable(): Promise<string[]> {
  const projectId = currentProject()?.id;
  return projectId === undefined ? [] : store.query('fixableFiles', { projectId });
}

async function fixingRules(): Promise<Choice[]> {
  const projectId = currentProject()?.id;
  if (projectId === undefined) return [];
  const rules = await store.query('rules', { text: '', projectId });
  return rules
    .filter(({ hasFix, findings = 0 }) => hasFix && findings > 0)
    .map(({ id, title = id, findings = 0 }) => ({ value: id, title, note: formatCount(findings) }));
}

const ofReview = { ...common, input: NOTHING, when: () => takenCounts().files > 0 };

export const writeFixes = operation({
  ...ofReview,
  id: 'fixes.write',
  title: 'Write the reviewed changes',
  description: 'Writes the changes that are taken into their files, and scans again. You can undo it.',
  changes: 'files',
  failed: 'Nothing was written',
  when: () => ofReview.when() && canEdit() && !isScanning(),
  run: async () => {
    const { changes, refused } = await takenChanges();
    tellRefused(refused);
    const { isWhole = false, isOfDrafts = false } = review() ?? {};
    const what = isWhole || isOfDrafts ? 'Changes' : 'Fixes';
    const said = (written: number) =>
      ['success', `${what} written to ${countOf(written, 'file')}.`] as ['success', string];
    const leave = (written: readonly FileChange[]) => {
      if (isOfDrafts) noteWritten(written);
      endReview();
      navigate('/findings');
    };
    return writeChanges(changes, said, { isWhole, along: review()?.along ?? [], onWritten: leave });
  },
});

export const copyFixes = operation({
  ...ofReview,
  id: 'fixes.copy-patch',
  title: 'Copy the reviewed changes as a patch',
  description: 'Copies the changes that are taken, for git apply or patch -p1.',
  changes: 'outside',
  failed: 'Nothing was copied',
  run: async () => {
    await copyText(await patch());
    notify('success', 'Patch copied.');
  },
});

export const savePatch = operation({
  ...ofReview,
  id: 'fixes.save-patch',
  title: 'Save the reviewed changes as a patch',
  description: 'Saves the changes that are taken, for git apply or patch -p1.',
  changes: 'outside',
  failed: 'Nothing was saved',
  run: async () =>
    saveFile(`${nameOfProject()}-changes.patch`, new Blob([await patch()], { type: 'text/x-diff' })),
});

export const saveZip = operation({
  ...ofReview,
  id: 'fixes.save-zip',
  title: 'Save the changed files as a zip',
  description: 'Saves the files that the reviewed changes are in, as they are afterwards, in one archive.',
  changes: 'outside',
  failed: 'Nothing was saved',
  run: async () => {
    const files = (await taken()).map(({ path, to = path, after }) => [to, after] as const);
    const { zipSync } = await import('fflate');
    // Nothing is packed tighter: that would keep the page from drawing.
    const bytes = zipSync(Object.fromEntries(files), { level: 0 });
    saveFile(
      `${nameOfProject()}-changed.zip`,
      new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
    );
  },
});

export const dropReview = operation({
  ...common,
  id: 'fixes.close',
  title: 'Close the review of changes',
  description: 'Leaves all files as they are.',
  input: NOTHING,
  when: () => review() !== undefined,
  run: () => {
    endReview();
    navigate('/findings');
  },
});

export const operations: readonly Operation[] = [
  ...[reviewMarked, reviewFile, reviewRule, reviewSafe, reviewEdits],
  ...[writeFixes, copyFixes, savePatch, saveZip, dropReview],
];

async function taken(): Promise<FileChange[]> {
  const { changes, refused } = await takenChanges();
  tellRefused(refused);
  return changes;
}

function tellRefused([first, ...more]: string[]): void {
  if (first === undefined) return;
  const others = more.length > 0 ? ` (and ${formatCount(more.length)} more)` : '';
  notify('warning', `Some changes were left out. ${first}${others}`);
}

async function patch(): Promise<string> {
  return [...(await taken()).map(movedPatch), ...(review()?.along ?? []).map(renamePatch)].join('');
}

function nameOfProject(): string {
  return (currentProject()?.name ?? 'project').replace(/[^\w.-]+/g, '-');
}
