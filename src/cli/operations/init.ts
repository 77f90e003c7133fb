/** `assay init`: what it can be told. */
import { CONCERN_NAMES, CONFIDENCES, LEFT_OUT, SEVERITIES, THREAT_MODELS } from '../../../workers/protocol';
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, List, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';
import { CI_KINDS } from '../../share';

const input = Fields({
  path: Optional(Text({ positional: 'Name the project', valueName: 'PATH' })),
  yes: Optional(Flag({ description: 'Ask nothing: what is not said is as proposed' })),
  concerns: Optional(
    List(OneOf([...CONCERN_NAMES]), {
      valueName: 'CONCERN,…',
      description: `What matters: ${CONCERN_NAMES.join(', ')} (proposed: all)`,
    }),
  ),
  confidence: Optional(
    OneOf([...CONFIDENCES], { description: 'How sure findings must be (proposed: medium)' }),
  ),
  leaveOut: Optional(
    List(OneOf([...LEFT_OUT]), {
      valueName: 'SORT,…',
      description: `Leave out findings in such files: ${LEFT_OUT.join(', ')} (proposed: third-party, generated)`,
    }),
  ),
  threatModels: Optional(
    List(OneOf([...THREAT_MODELS]), {
      valueName: 'MODEL,…',
      description: 'Which sources of data are not trusted (proposed: remote)',
    }),
  ),
  failOn: Optional(
    OneOf(['none', ...SEVERITIES], {
      valueName: 'SEVERITY',
      description: 'New findings of this severity or higher fail a scan, none by none (proposed: high)',
    }),
  ),
  ci: Optional(
    List(OneOf([...CI_KINDS]), {
      valueName: 'KIND,…',
      description: `Also write files for: ${CI_KINDS.join(', ')}`,
    }),
  ),
  command: Optional(
    Text({ valueName: 'COMMAND', description: 'How Assay is called in those files (default: assay)' }),
  ),
  takeOver: Optional(Flag({ description: 'Take over what other tools are told to leave out' })),
  noScan: Optional(Flag({ description: 'Do not scan first to show what each choice would report' })),
  dryRun: Optional(Flag({ description: 'Print the files and write nothing' })),
  force: Optional(Flag({ description: 'Write over files that are there' })),
});

export type InitInput = Static<typeof input>;

export const init = operation({
  id: 'init',
  title: 'Set a project up',
  description:
    'Asks what matters, shows what each choice would report, and writes .assay/config.toml with files for build servers and git.',
  group: 'Command line',
  input,
  examples: [
    { path: '.' },
    { yes: true, ci: ['github'] },
    { yes: true, concerns: ['security'], dryRun: true },
  ],
  changes: 'files',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../init')).init(asked),
});
