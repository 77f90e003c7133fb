/** What can be done with the runs of a project. */
import { canSaveBaseline, saveBaseline } from '../../data';
import { type Operation, operation } from '../../kernel/operations/operation';
import { NOTHING } from '../../kernel/operations/schema';

export const noteBaseline = operation({
  id: 'runs.save-baseline',
  title: 'Save what is open as the baseline',
  description:
    'Writes .assay/baseline.json into the project, or saves it as a file: later scans are compared with it.',
  group: 'Runs',
  input: NOTHING,
  changes: 'outside',
  when: canSaveBaseline,
  notOn: {
    keys: 'It is needed seldom, and writes files.',
    commandLine: 'assay scan --write-baseline does it.',
  },
  failed: 'The baseline was not saved',
  run: saveBaseline,
});

export const operations: readonly Operation[] = [noteBaseline];
