/** Opening and deleting projects. */
import type { Project } from '../../../workers/protocol';
import { openDropped, openExample, openProject, store } from '../../data';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { NOT_BY_PATH, PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, Whole } from '../../kernel/operations/schema';
import { visibleText } from '../../kernel/visible-text';
import { pickFiles, pickFolder } from '../../platform';
import { describeFindings } from './describe';
import { deleteSoon, pending } from './pending-delete';

export const openFolder = operation({
  id: 'project.open-folder',
  title: 'Open a folder…',
  description: 'Asks for a folder and scans it.',
  group: 'Project',
  input: NOTHING,
  changes: 'settings',
  notOn: NOT_BY_PATH,
  failed: 'The folder could not be opened',
  run: async () => openDropped(await pickFolder()),
});

export const openFile = operation({
  id: 'project.open-file',
  title: 'Open an archive or a findings file…',
  description: 'Asks for a ZIP or tar archive or a findings file, and opens it.',
  group: 'Project',
  input: NOTHING,
  changes: 'settings',
  notOn: NOT_BY_PATH,
  failed: 'The file could not be opened',
  run: async () => openDropped(await pickFiles('.zip,.tar,.gz,.tgz,.sarif,.json,.csv')),
});

const ofStored = {
  group: 'Project',
  input: Fields({ project: Whole({ title: 'Project' }) }),
  examples: [{ project: 1 }],
  notOn: PALETTE_AND_KEYS,
  choices: { project: projectChoices },
};

export const openStored = operation({
  ...ofStored,
  id: 'project.open-stored',
  title: 'Open a stored project',
  description: 'Shows a project that was scanned before, with its results.',
  changes: 'none',
  run: ({ project }) => openProject(project),
});

export const deleteStored = operation({
  ...ofStored,
  id: 'project.delete',
  title: 'Delete a stored project',
  description: 'Deletes the stored results of a project; its folder is not touched.',
  changes: 'settings',
  async run({ project }) {
    const found = (await storedProjects()).find(({ id }) => id === project);
    if (found === undefined) throw new Error('This project is no longer stored.');
    deleteSoon(found);
  },
});

export const openTheExample = operation({
  id: 'project.open-example',
  title: 'Open an example project',
  description: 'Scans the example that comes with Assay.',
  group: 'Project',
  input: NOTHING,
  changes: 'settings',
  notOn: PALETTE_AND_KEYS,
  failed: 'The example could not be opened',
  run: openExample,
});

export const operations: readonly Operation[] = [
  openFolder,
  openFile,
  openTheExample,
  openStored,
  deleteStored,
];

async function storedProjects(): Promise<Project[]> {
  return (await store.query('projects', {})).filter(({ id }) => !pending().has(id));
}

async function projectChoices(): Promise<Choice[]> {
  return (await storedProjects()).map((project) => ({
    value: project.id,
    title: visibleText(project.name),
    note: describeFindings(project),
  }));
}
