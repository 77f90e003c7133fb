/** What can be done with findings. */
import {
  currentProject,
  navigate,
  selectFinding,
  setFindingsFilter,
  setGroupBy,
  setSortBy,
  store,
} from '../../data';
import { formatCount } from '../../kernel/format';
import type { Choice, Operation } from '../../kernel/operations/operation';
import { operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, OneOf, Text, Whole } from '../../kernel/operations/schema';
import { showChanges } from './changes';
import { clearFilters, isFiltered, LIST_NAMES, type ListName, narrowTo, valueName } from './filters';
import { shownOperations } from './shown-operations';
import { focusFilter, stepFinding } from './stepping';
import { triageOperations } from './triage-operations';
import { viewParams } from './view-state';

const common = {
  group: 'Findings',
  changes: 'none' as const,
  when: () => currentProject() !== undefined,
  notOn: PALETTE_AND_KEYS,
};

/** The runs that findings can be compared with. */
async function formerRuns(): Promise<Choice[]> {
  const project = currentProject();
  const runs = project ? await store.query('snapshots', { projectId: project.id }) : [];
  return runs.toReversed().map(({ runId, madeMs }) => ({
    value: runId,
    title: runId === 0 ? 'The baseline' : `The scan of ${new Date(madeMs).toLocaleString('en')}`,
  }));
}

export const operations: readonly Operation[] = [
  operation({
    ...common,
    id: 'findings.only-new',
    title: 'Show only new findings…',
    description: 'Narrows the list to what was not there after an earlier scan, or is not in the baseline.',
    input: Fields({ since: Whole({ title: 'Since', minimum: 0 }) }),
    examples: [{ since: 0 }],
    choices: { since: formerRuns },
    run({ since }) {
      navigate('/findings');
      setFindingsFilter({ since });
    },
  }),
  operation({
    ...common,
    id: 'findings.next',
    title: 'Next finding',
    description: 'Reads the finding after this one.',
    input: NOTHING,
    keys: ['F8'],
    inTextFields: true,
    run: () => stepFinding(1),
  }),
  operation({
    ...common,
    id: 'findings.previous',
    title: 'Previous finding',
    description: 'Reads the finding before this one.',
    input: NOTHING,
    keys: ['Shift-F8'],
    inTextFields: true,
    run: () => stepFinding(-1),
  }),
  operation({
    ...common,
    id: 'findings.open',
    title: 'Open finding by number',
    description: 'Reads the finding at this place of the list, counted from 1.',
    input: Fields({ number: Whole({ title: 'Number', minimum: 1 }) }),
    examples: [{ number: 1 }],
    run: ({ number }) => openFinding(number),
  }),
  operation({
    ...common,
    id: 'findings.filter',
    title: 'Filter findings by text',
    description: 'Goes to the text field above the list.',
    input: NOTHING,
    keys: ['/'],
    run: focusFilter,
  }),
  operation({
    ...common,
    id: 'findings.search',
    title: 'Search findings',
    description: 'Shows the findings that have these words in their message, rule, path or code.',
    input: Fields({ text: Text({ title: 'Words', minLength: 1 }) }),
    examples: [{ text: 'sql' }],
    run({ text }) {
      setFindingsFilter({ text });
      navigate('/findings');
    },
  }),
  operation({
    ...common,
    id: 'findings.filter-by',
    title: 'Filter findings by…',
    description: 'Narrows the list to one severity, rule, tool, language, folder or state.',
    input: Fields({
      list: OneOf([...LIST_NAMES], { title: 'Filter' }),
      value: Text({ title: 'Value', minLength: 1 }),
    }),
    examples: [{ list: 'severities', value: 'high' }],
    choices: {
      list: async () => LIST_NAMES.map((value) => ({ value, title: LIST_TITLES[value] })),
      value: async ({ list }) => valuesOf(list as ListName),
    },
    run({ list, value }) {
      narrowTo(list, value);
      navigate('/findings');
    },
  }),
  operation({
    ...common,
    id: 'findings.clear-filters',
    title: 'Clear filters',
    description: 'Shows all findings again.',
    input: NOTHING,
    when: () => common.when() && isFiltered(),
    run: clearFilters,
  }),
  operation({
    ...common,
    id: 'findings.group',
    title: 'Group findings by…',
    description: 'Puts findings of one rule, file or severity together, or none.',
    input: Fields({ by: OneOf(['rule', 'file', 'severity', 'none'], { title: 'Group' }) }),
    examples: [{ by: 'file' }],
    run: ({ by }) => setGroupBy(by),
  }),
  operation({
    ...common,
    id: 'findings.sort',
    title: 'Sort findings by…',
    description: 'Puts the worst first, or goes by path.',
    input: Fields({ by: OneOf(['severity', 'path'], { title: 'Order' }) }),
    examples: [{ by: 'severity' }],
    run: ({ by }) => setSortBy(by),
  }),
  showChanges,
  ...shownOperations,
  ...triageOperations,
];

const LIST_TITLES: Record<ListName, string> = {
  severities: 'Severity',
  rules: 'Rule',
  tools: 'Tool',
  languages: 'Language',
  paths: 'Folder',
  states: 'State',
};

const FACETS = {
  severities: 'severity',
  rules: 'rule',
  tools: 'tool',
  languages: 'language',
  paths: 'folder',
  states: 'state',
} as const;

async function openFinding(number: number): Promise<void> {
  const params = viewParams();
  if (params === undefined) return;
  const { ids } = await store.query('findingsView', params);
  const id = ids[number - 1];
  if (id === undefined) throw new Error(`The list has ${formatCount(ids.length)} findings.`);
  selectFinding(id);
  navigate('/findings');
}

async function valuesOf(list: ListName): Promise<Choice[]> {
  const params = viewParams();
  if (params === undefined) return [];
  const { facets } = await store.query('findingsView', params);
  return facets[FACETS[list]]
    .filter(({ count }) => count > 0)
    .map(({ value, count }) => ({ value, title: valueName(list, value), note: formatCount(count) }));
}
