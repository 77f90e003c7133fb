/** What can be done with the finding that is read: each acts on exactly what is shown. */
import { applyEdit, applyTo, canEdit } from '../../data';
import { notify } from '../../kernel/notices';
import { type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Text } from '../../kernel/operations/schema';
import { copyText } from '../../platform';
import { patchOf } from '../../share';
import {
  type Change,
  canApplyFix,
  setSuppressing,
  shownFinding,
  shownFix,
  suppressionChange,
  suppressionPlace,
  suppressionText,
} from './shown-finding';

const common = { group: 'Findings', notOn: PALETTE_AND_KEYS };
const isShown = () => shownFinding() !== undefined;
const withReason = {
  input: Fields({
    reason: Text({
      title: 'Reason',
      description: 'Why it is no problem; stays in the comment. May be empty.',
    }),
  }),
  examples: [{ reason: '' }, { reason: 'only used in tests' }],
};

export const applyFix = operation({
  ...common,
  id: 'findings.apply-fix',
  title: 'Apply fix',
  description: 'Writes the fix of this finding to its file, and scans again. You can undo it.',
  input: NOTHING,
  changes: 'files',
  when: canApplyFix,
  run: () => write(shownFix(), 'fixed'),
});

export const copyPatch = operation({
  ...common,
  id: 'findings.copy-patch',
  title: 'Copy the fix as a patch',
  description: 'Copies what the fix of this finding changes, for git apply or patch -p1.',
  input: NOTHING,
  changes: 'outside',
  when: () => shownFix() !== undefined,
  failed: 'Nothing was copied',
  run: async () => {
    const [shown, change] = [shownFinding(), shownFix()];
    if (!shown || !change) return;
    const { path } = shown.detail;
    const { before, after, refused } = await applyTo(path, change.text, [change.fix]);
    if (refused[0]) {
      notify('warning', `This fix cannot be applied. ${refused[0].why}`);
      return;
    }
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    await copyText(patchOf(path, decoder.decode(before), decoder.decode(after)));
    notify('success', 'Patch copied.');
  },
});

export const suppress = operation({
  ...common,
  id: 'findings.suppress',
  title: 'Suppress finding…',
  description: 'Shows the comment that hides this finding, to be written or copied.',
  input: NOTHING,
  changes: 'none',
  when: isShown,
  run: () => setSuppressing(true),
});

export const writeComment = operation({
  ...common,
  ...withReason,
  id: 'findings.write-comment',
  title: 'Write suppression comment',
  description: 'Writes the comment that hides this finding into its file, and scans again. You can undo it.',
  changes: 'files',
  when: () => canEdit() && suppressionChange('') !== undefined,
  run: ({ reason }) => write(suppressionChange(reason), 'changed: the finding is suppressed'),
});

export const copyComment = operation({
  ...common,
  ...withReason,
  id: 'findings.copy-comment',
  title: 'Copy suppression comment',
  description: 'Copies the comment that hides this finding, and says where it belongs.',
  changes: 'outside',
  when: () => suppressionText('') !== undefined,
  failed: 'Nothing was copied',
  run: async ({ reason }) => {
    const text = suppressionText(reason);
    if (text === undefined) return;
    const place = suppressionPlace();
    await copyText(text);
    notify('success', `Comment copied. It goes on a line of its own ${place}.`);
  },
});

export const shownOperations: readonly Operation[] = [
  applyFix,
  copyPatch,
  suppress,
  writeComment,
  copyComment,
];

/** @param done what the file is if that came true */
async function write(change: Change | undefined, done: string): Promise<void> {
  const shown = shownFinding();
  if (!shown || !change) return;
  const { detail, onDone } = shown;
  await applyEdit({
    path: detail.path,
    change: change.fix,
    ruleId: detail.finding.ruleId,
    done,
    onWritten: onDone,
  });
}
