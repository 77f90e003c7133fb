/** Ways of findings out of this page. */
import { closeFindings, currentProject, keepFindings, selectedFinding } from '../../data';
import { countOf } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { type Operation, operation } from '../../kernel/operations/operation';
import { NOT_OF_THE_PROJECT, OF_THE_PAGE, PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, OneOf } from '../../kernel/operations/schema';

const group = 'Share';
const hasProject = () => currentProject() !== undefined;
const isTemporary = () => currentProject()?.isTemporary === true;

export const keepShared = operation({
  id: 'share.keep',
  title: 'Keep shared findings',
  description: 'Stores the findings that were opened from a link or a file.',
  group,
  input: NOTHING,
  changes: 'settings',
  when: isTemporary,
  notOn: PALETTE_AND_KEYS,
  failed: 'The findings could not be saved',
  run: async () => {
    const project = currentProject();
    if (project) await keepFindings(project.id);
  },
});

export const closeShared = operation({
  id: 'share.close',
  title: 'Close shared findings',
  description: 'Forgets the findings that were opened from a link or a file.',
  group,
  input: NOTHING,
  changes: 'settings',
  when: isTemporary,
  notOn: PALETTE_AND_KEYS,
  run: closeFindings,
});

export const saveExport = operation({
  id: 'export.save',
  title: 'Save findings as a file',
  description: 'Saves findings for other programs: SARIF, JSON or CSV.',
  group,
  input: Fields({
    format: OneOf(['sarif', 'json', 'csv'], { title: 'Format' }),
    extent: OneOf(['all', 'shown', 'marked'], { title: 'Which findings' }),
  }),
  examples: [{ format: 'sarif', extent: 'all' }],
  changes: 'outside',
  when: hasProject,
  notOn: {
    ...NOT_OF_THE_PROJECT,
    commandLine: 'assay scan --format FORMAT --output FILE does it.',
  },
  failed: 'The findings were not saved',
  run: async ({ format, extent }, run) => {
    const { exportFindings, formatOf } = await import('./export-findings');
    const chosen = formatOf(format);
    const count = await exportFindings(chosen, extent, run);
    notify('success', `${countOf(count, 'finding')} saved as ${chosen.title}.`);
    return count;
  },
});

export const operations: readonly Operation[] = [
  operation({
    id: 'share.open',
    title: 'Share findings',
    description: 'Makes a link or a file of findings for other people.',
    group,
    input: NOTHING,
    changes: 'none',
    when: hasProject,
    notOn: OF_THE_PAGE,
    run: async () => (await import('./dialogs')).showDialog('share'),
  }),
  operation({
    id: 'share.finding',
    title: 'Copy a link to this finding',
    description: 'Puts a link with this finding on the clipboard, without code.',
    group,
    input: NOTHING,
    changes: 'outside',
    when: () => hasProject() && selectedFinding() !== undefined,
    notOn: PALETTE_AND_KEYS,
    run: async () => (await import('./copy-link')).copyFindingLink(),
  }),
  keepShared,
  closeShared,
  operation({
    id: 'export.open',
    title: 'Export findings',
    description: 'Chooses a format and saves findings for other programs.',
    group,
    input: NOTHING,
    changes: 'none',
    when: hasProject,
    notOn: OF_THE_PAGE,
    run: async () => (await import('./dialogs')).showDialog('export'),
  }),
  saveExport,
];
