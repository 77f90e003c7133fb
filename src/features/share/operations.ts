/** Ways of findings out of this page. */
import {
  type Comparison,
  closeFindings,
  comparisonKey,
  currentProject,
  keepFindings,
  selectedFinding,
  store,
} from '../../data';
import { countOf } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { NOT_OF_THE_PROJECT, OF_THE_PAGE, PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, Flag, NOTHING, OneOf, Whole } from '../../kernel/operations/schema';
import { visibleText } from '../../kernel/visible-text';
import { showComparison } from './checkouts';

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

const extent = OneOf(['all', 'shown', 'marked'], { title: 'Which findings' });
const ofChosen = {
  group,
  input: Fields({ extent, code: Flag({ title: 'With the code' }) }),
  examples: [{ extent: 'shown' as const, code: false }],
  changes: 'outside' as const,
  when: hasProject,
  notOn: PALETTE_AND_KEYS,
};

export const copyLink = operation({
  ...ofChosen,
  id: 'share.copy-link',
  title: 'Copy a link to findings',
  description: 'Puts a link that holds the findings themselves on the clipboard.',
  failed: 'The link was not copied',
  run: async ({ extent, code }) => (await import('./copy-link')).copyLinkTo(extent, code),
});

export const saveShare = operation({
  ...ofChosen,
  id: 'share.save-file',
  title: 'Save findings to share',
  description: 'Saves the findings as a file that Assay opens.',
  failed: 'The file was not saved',
  run: async ({ extent, code }) => {
    const [{ idsOf }, { saveShareFile }] = await Promise.all([import('./collect'), import('./link')]);
    const ids = await idsOf(extent);
    await saveShareFile(ids, code);
    return ids.length;
  },
});

export const compare = operation({
  id: 'share.compare',
  title: 'Show comparison with shared findings',
  description: 'Shows what has become of shared findings in your own files.',
  group,
  input: Fields({ project: Whole({ title: 'Shared findings' }) }),
  examples: [{ project: 1 }],
  choices: { project: comparedProjects },
  changes: 'none',
  notOn: PALETTE_AND_KEYS,
  run: ({ project }) => showComparison(project),
});

export const saveExport = operation({
  id: 'export.save',
  title: 'Save findings as a file',
  description: 'Saves findings for other programs: SARIF, JSON, CSV or Markdown.',
  group,
  input: Fields({
    format: OneOf(['sarif', 'json', 'csv', 'markdown'], { title: 'Format' }),
    extent,
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
    const { exportFindings, FORMATS } = await import('./export-findings');
    const chosen = FORMATS[format];
    const count = await exportFindings(chosen, extent, run);
    notify('success', `${countOf(count, 'finding')} saved as ${chosen.title}.`);
    return count;
  },
});

export const saveOriginals = operation({
  id: 'export.originals',
  title: 'Save SARIF as it came, with decisions',
  description:
    'Saves the SARIF that was opened, whole, with what was decided of its results as suppressions. Says what GitHub would refuse of it or not show.',
  group,
  input: NOTHING,
  changes: 'outside',
  when: () => currentProject()?.sourceKind === 'shared',
  notOn: {
    ...NOT_OF_THE_PROJECT,
    commandLine: 'A folder has no such file.',
  },
  failed: 'The file was not saved',
  run: async () => (await import('./save-originals')).saveOriginals(),
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
    failed: 'The link was not copied',
    run: async () => (await import('./copy-link')).copyFindingLink(),
  }),
  copyLink,
  saveShare,
  compare,
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
  saveOriginals,
];

/** Shared findings that were looked up in a project that is theirs. */
async function comparedProjects(): Promise<Choice[]> {
  const shared = (await store.query('projects', {})).filter(({ sourceKind }) => sourceKind === 'shared');
  const all = await Promise.all(
    shared.map(async ({ id, name }) => ({ id, name, comparison: await comparisonOf(id) })),
  );
  return all
    .filter(({ comparison }) => comparison?.isSameProject)
    .map(({ id, name }) => ({ value: id, title: visibleText(name) }));
}

async function comparisonOf(sharedId: number): Promise<Comparison | undefined> {
  const text = await store.query('setting', { key: comparisonKey(sharedId) });
  return text === undefined ? undefined : (JSON.parse(text) as Comparison);
}
