/** Decisions about findings: of those that are marked, or of the one that is read. */
import { canSaveTeam, currentProject, navigate, saveTeam } from '../../data';
import { type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Optional, Text } from '../../kernel/operations/schema';
import { decide, meant, NOT_DECIDED, setDecidingAbout } from './triage';

const common = {
  group: 'Findings',
  changes: 'triage' as const,
  notOn: PALETTE_AND_KEYS,
  failed: NOT_DECIDED,
  when: () => currentProject() !== undefined && meant().length > 0,
};
const reason = Text({ title: 'Reason', minLength: 1, description: 'Why, for whoever reads it later.' });
const owner = Optional(Text({ title: 'Owner', description: 'Who answers for it.' }));
const until = Optional(
  Text({
    title: 'Until',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    shape: 'a day such as 2027-03-31',
    description: 'The last day on which it holds.',
  }),
);

export const openTriage = operation({
  ...common,
  id: 'findings.decide',
  title: 'Decide about findings…',
  description: 'Accepts findings, marks them as false positives or as fixed, or opens them again.',
  input: NOTHING,
  changes: 'none',
  keys: ['t'],
  run() {
    navigate('/findings');
    setDecidingAbout(meant());
  },
});

export const accept = operation({
  ...common,
  id: 'findings.accept',
  title: 'Accept the risk…',
  description: 'Takes the marked findings, or the one that is read, from those that are open, for a reason.',
  input: Fields({ reason, owner, until }),
  examples: [{ reason: 'Only reachable from tests' }, { reason: 'Until the upgrade', until: '2027-03-31' }],
  run: ({ reason: why, owner: who, until: day }) =>
    decide({
      ...{ decision: 'accepted', reason: why },
      ...(who && { owner: who }),
      ...(day && { expiresMs: endOfDay(day) }),
    }),
});

export const markFalsePositive = operation({
  ...common,
  id: 'findings.false-positive',
  title: 'Mark as false positive…',
  description: 'Says of the marked findings, or of the one that is read, that they are no fault, and why.',
  input: Fields({ reason }),
  examples: [{ reason: 'The value is a constant' }],
  run: ({ reason: why }) => decide({ decision: 'false-positive', reason: why }),
});

export const markFixed = operation({
  ...common,
  id: 'findings.mark-fixed',
  title: 'Mark as fixed',
  description: 'Takes them from those that are open until a scan finds them again.',
  input: NOTHING,
  run: () => decide({ decision: 'fixed' }),
});

export const reopen = operation({
  ...common,
  id: 'findings.reopen',
  title: 'Open findings again',
  description: 'Takes back what was decided of the marked findings, or of the one that is read.',
  input: NOTHING,
  run: () => decide({ decision: 'open' }),
});

export const note = operation({
  ...common,
  id: 'findings.note',
  title: 'Add a note to findings…',
  description:
    'Keeps a note with the marked findings, or with the one that is read. An empty note removes it.',
  input: Fields({ note: Text({ title: 'Note' }) }),
  examples: [{ note: 'Ask the team that wrote it' }, { note: '' }],
  run: ({ note: text }) => decide({ note: text }),
});

export const saveForTeam = operation({
  id: 'findings.save-for-team',
  title: 'Save decisions for the team',
  description:
    'Writes what was decided here into .assay/triage of the project, in a file of this browser’s own, for everybody who scans it.',
  group: 'Findings',
  input: NOTHING,
  changes: 'outside',
  when: canSaveTeam,
  notOn: {
    keys: 'It is needed seldom, and writes files.',
    commandLine: 'The command reads decisions and makes none.',
  },
  failed: 'The decisions were not saved',
  run: saveTeam,
});

export const triageOperations: readonly Operation[] = [
  openTriage,
  accept,
  markFalsePositive,
  markFixed,
  reopen,
  note,
  saveForTeam,
];

/** Where the person is, a decision holds for the whole of its last day; ms since 1970. */
export function endOfDay(day: string): number {
  return new Date(`${day}T23:59:59.999`).getTime();
}
