/** What can be done with rules. */
import {
  currentProjectId,
  foundRules,
  importRuleFiles,
  isScanning,
  notify,
  rules,
  scan,
  store,
} from '../../data';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { callOperation } from '../../kernel/operations/run';
import { Fields, Flag, NOTHING, OneOf, Text } from '../../kernel/operations/schema';
import { undoable } from '../../kernel/undo';
import { visibleText } from '../../kernel/visible-text';
import { pickFiles } from '../../platform';

const common = { group: 'Rules', changes: 'settings' as const };
const BY_OPTION = { ...PALETTE_AND_KEYS, commandLine: 'assay scan --rules FILE is given rule files.' };

export const switchRule = operation({
  ...common,
  id: 'rules.switch',
  title: 'Turn a rule on or off',
  description: 'Applies to the next scan.',
  input: Fields({
    rule: Text({ title: 'Rule', minLength: 1 }),
    on: Flag({ title: 'On' }),
  }),
  examples: [{ rule: 'python/open-redirect', on: false }],
  choices: { rule: ruleChoices, on: async () => ON_OR_OFF },
  notOn: PALETTE_AND_KEYS,
  failed: 'The rule could not be turned on or off',
  async run({ rule, on }) {
    const needsScan = await rules.setEnabled(rule, on);
    if (!needsScan || currentProjectId() === undefined) return;
    notify('info', 'The rules have changed since the last scan.', {
      label: 'Scan again',
      run: () => callOperation('scan.again'),
    });
  },
});

export const removeRuleFile = operation({
  ...common,
  id: 'rules.remove-file',
  title: 'Remove a rule file',
  description: 'Removes a rule file that you imported.',
  input: Fields({ path: Text({ title: 'Rule file', minLength: 1 }) }),
  examples: [{ path: 'my-rules.yml' }],
  choices: {
    path: async () => rules.userFiles().map(({ path }) => ({ value: path, title: visibleText(path) })),
  },
  when: () => rules.userFiles().length > 0,
  notOn: BY_OPTION,
  failed: 'The rule file could not be removed',
  async run({ path }) {
    const text = rules.userFiles().find((file) => file.path === path)?.text;
    await rules.removeUserFile(path);
    if (text === undefined) return;
    const putBack = undoable(() => importRuleFiles([new File([text], path)]));
    notify('success', `${path} removed.`, putBack);
  },
});

export const runFound = operation({
  ...common,
  id: 'rules.run-found',
  title: 'Run the rule files of this project',
  description: 'Sets whether rules in this project’s files run, and scans again.',
  input: Fields({ answer: OneOf(['no', 'this-visit', 'always'], { title: 'When' }) }),
  examples: [{ answer: 'this-visit' }],
  choices: {
    answer: async () => [
      { value: 'this-visit', title: 'Until this page is closed' },
      { value: 'always', title: 'Always for this project' },
      { value: 'no', title: 'Never' },
    ],
  },
  when: () => foundRules.files().length > 0 && !isScanning(),
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay scan runs them.' },
  failed: 'The project rules could not be turned on or off',
  async run({ answer }) {
    await foundRules.run(answer);
    await scan.rescan();
  },
});

export const importRules = operation({
  ...common,
  id: 'rules.import',
  title: 'Import rule files…',
  description: 'Asks for rule files: Semgrep YAML, ast-grep YAML or TOML patterns.',
  input: NOTHING,
  notOn: BY_OPTION,
  failed: 'The rules could not be imported',
  async run() {
    const picked = await pickFiles('.yml,.yaml,.toml');
    if (picked.kind === 'rules') return importRuleFiles(picked.files);
    if (picked.kind !== 'nothing') throw new Error('These are not rule files.');
  },
});

export const operations: readonly Operation[] = [switchRule, importRules, removeRuleFile, runFound];

const ON_OR_OFF: Choice[] = [
  { value: true, title: 'On' },
  { value: false, title: 'Off' },
];

async function ruleChoices(): Promise<Choice[]> {
  const all = await store.query('rules', { text: '' });
  return all.map(({ id, enabled }) => ({ value: id, title: id, note: enabled ? 'on' : 'off' }));
}
