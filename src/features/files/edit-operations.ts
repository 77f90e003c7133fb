/** What can be done with files that are edited. */
import { activeCode } from '../../code/active';
import {
  applyTo,
  chooseText,
  currentProjectId,
  currentRoute,
  discardDraft,
  draftOf,
  drafts,
  formatText,
  restoreDraft,
  saveDrafts,
  store,
} from '../../data';
import type { MarkedFinding } from '../../editor';
import { notify } from '../../kernel/notices';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Text } from '../../kernel/operations/schema';
import { indentOf } from '../../kernel/text-shape';
import { undoable } from '../../kernel/undo';
import { editsFiles, setEditsFiles } from './edit-mode';
import { editedText, showAnew, takeInEdits } from './editing';

const common = { group: 'Files', notOn: PALETTE_AND_KEYS };
const inFile = { ...common, input: NOTHING, when: () => shownFile() !== undefined };

/** The file that the files view shows. */
function shownFile(): string | undefined {
  const { path, params } = currentRoute();
  return path === '/files' && currentProjectId() !== undefined ? params.path : undefined;
}

const isEdited = () => shownFile() !== undefined && (activeCode()?.isEditable() ?? false);
const hasDraft = () => shownFile() !== undefined && draftOf(shownFile() ?? '') !== undefined;

export const edit = operation({
  ...inFile,
  id: 'files.edit',
  title: 'Edit files, or only read them',
  description: 'Lets the code of the files view be edited, or only be read again.',
  changes: 'none',
  keys: ['Mod-e'],
  run: () => {
    const on = !editsFiles() && !hasDraft();
    takeInEdits();
    if (!on && hasDraft()) {
      notify('info', 'Save or discard your changes first.');
      return;
    }
    setEditsFiles(on);
    activeCode()?.focus();
  },
});

export const save = operation({
  ...inFile,
  id: 'files.save',
  title: 'Save the file',
  description:
    'Writes the edited text of the shown file into the folder, and scans it again. You can undo it.',
  changes: 'files',
  keys: ['Mod-s'],
  when: isEdited,
  failed: 'The file was not saved',
  run: () => {
    takeInEdits();
    return saveDrafts([shownFile() ?? '']);
  },
});

export const saveAll = operation({
  ...common,
  input: NOTHING,
  id: 'files.save-all',
  title: 'Save all edited files',
  description: 'Writes all edited texts into the folder, and scans again. You can undo it.',
  changes: 'files',
  keys: ['Mod-Shift-s'],
  when: () => drafts().length > 0,
  failed: 'The files were not saved',
  run: () => {
    takeInEdits();
    return saveDrafts(drafts().map(({ path }) => path));
  },
});

export const discard = operation({
  ...inFile,
  id: 'files.discard',
  title: 'Discard the changes of the file',
  description: 'Shows the file as it is on disk. You can undo it.',
  changes: 'none',
  when: hasDraft,
  run: () => {
    takeInEdits();
    const draft = discardDraft(shownFile() ?? '');
    showAnew();
    if (!draft) return;
    const takeBack = () => {
      restoreDraft(draft);
      showAnew();
    };
    notify('success', `Changes of ${draft.path} discarded.`, undoable(takeBack));
  },
});

const hasOther = () => hasDraft() && draftOf(shownFile() ?? '')?.other !== undefined;

export const keepOwn = operation({
  ...inFile,
  id: 'files.keep-own-text',
  title: 'Keep the text of this tab',
  description: 'Keeps the text of this tab where another one has edited the same file. You can undo it.',
  changes: 'none',
  when: hasOther,
  run: () => choose('own', 'The text of this tab was kept.'),
});

export const takeOther = operation({
  ...inFile,
  id: 'files.take-other-text',
  title: 'Take the text of the other tab',
  description: 'Takes the text of another tab that has edited the same file. You can undo it.',
  changes: 'none',
  when: hasOther,
  run: () => choose('other', 'The text of the other tab was taken.'),
});

function choose(which: 'own' | 'other', done: string): void {
  const takeBack = chooseText(shownFile() ?? '', which);
  if (takeBack) notify('success', done, undoable(takeBack));
}

const fixable = (): MarkedFinding[] =>
  (activeCode()?.findingsAtCaret() ?? []).filter(({ finding }) => finding.fix !== undefined);

export const fixHere = operation({
  ...common,
  id: 'files.fix-here',
  title: 'Fix what is found here',
  description: 'Applies a fix of a finding in the line of the caret to the text that is edited.',
  input: Fields({ fix: Text({ title: 'Fix', minLength: 1 }) }),
  examples: [{ fix: '12' }],
  choices: { fix: async () => fixable().map(asChoice) },
  changes: 'none',
  when: () => isEdited() && fixable().length > 0,
  failed: 'The fix was not applied',
  run: async ({ fix }) => {
    const code = activeCode();
    const found = fixable().find(({ id }) => String(id) === fix);
    if (!code || !found?.finding.fix) return;
    const before = editedText();
    if (before === undefined) return;
    const { after, refused } = await applyTo(code.path(), before, [found.finding.fix]);
    const [why] = refused;
    if (why) notify('warning', `The fix was not applied. ${why.why}`);
    // What was typed meanwhile is not part of what was fixed.
    else if (editedText() === before)
      code.replaceAll(new TextDecoder('utf-8', { ignoreBOM: true }).decode(after));
    code.focus();
  },
});

export const format = operation({
  ...inFile,
  id: 'files.format',
  title: 'Format the file',
  description: 'Lays out the text that is edited as the formatter of its language does. You can undo it.',
  changes: 'none',
  keys: ['Alt-Shift-f'],
  when: isEdited,
  failed: 'The file was not formatted',
  run: async () => {
    const code = activeCode();
    const before = editedText();
    if (!code || before === undefined) return;
    const path = code.path();
    const after = await formatText(path, before, await languageOf(path), indentOf(before));
    if (after === before) notify('info', 'The formatter changed nothing.');
    // What was typed meanwhile is not part of what was formatted.
    else if (editedText() === before) code.replaceAll(after);
    code.focus();
  },
});

async function languageOf(path: string): Promise<string | undefined> {
  const projectId = currentProjectId();
  if (projectId === undefined) return undefined;
  return (await store.query('file', { projectId, path }))?.language;
}

function asChoice({ id, finding }: MarkedFinding): Choice {
  const note = finding.fix?.isSafe
    ? finding.ruleId
    : `${finding.ruleId}, the code may do something else afterwards`;
  return { value: String(id), title: finding.message, note };
}

export const editOperations: readonly Operation[] = [
  edit,
  save,
  saveAll,
  discard,
  keepOwn,
  takeOther,
  fixHere,
  format,
];
