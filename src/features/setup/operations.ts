/** What can be done in the wizard: it is opened, and its files are written, copied or saved. */
import {
  canEdit,
  currentProject,
  currentRoute,
  filesThere,
  isScanning,
  navigate,
  notify,
  saveFiles,
  writeFiles,
} from '../../data';
import { type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { NOTHING } from '../../kernel/operations/schema';
import { copyText } from '../../platform';
import { files, inTheWay, POSSIBLE, replaced, setThere } from './state';

const BY_COMMAND = { ...PALETTE_AND_KEYS, commandLine: 'assay init asks the same.' };
const common = { group: 'Set up', notOn: BY_COMMAND, input: NOTHING };
const isOpen = () => currentRoute().path === '/setup' && currentProject() !== undefined;

export const openSetup = operation({
  ...common,
  id: 'setup.open',
  title: 'Set this project up…',
  description: 'Asks what matters and shows what each choice would report, then writes .assay/config.toml.',
  changes: 'none',
  when: () => currentProject() !== undefined,
  run: () => navigate('/setup'),
});

export const writeSetup = operation({
  ...common,
  id: 'setup.write',
  title: 'Write the configuration into the project',
  description: 'Writes the chosen files into the folder, and scans again. It can be undone.',
  changes: 'files',
  when: () => isOpen() && canEdit() && !isScanning(),
  failed: 'Nothing was written',
  async run() {
    const [first] = inTheWay();
    if (first) throw new Error(`${first.path} is there already. Say that it may be replaced first.`);
    if (!(await writeFiles(files(), replaced()))) return;
    setThere(await filesThere(POSSIBLE));
  },
});

export const saveSetup = operation({
  ...common,
  id: 'setup.save',
  title: 'Save the configuration as files',
  description: 'Downloads the chosen files: one as it is, several as a zip.',
  changes: 'outside',
  when: isOpen,
  failed: 'The files could not be saved',
  run: () => saveFiles(files(), 'assay-setup'),
});

export const copySetup = operation({
  ...common,
  id: 'setup.copy',
  title: 'Copy the configuration',
  description: 'Copies the text of .assay/config.toml as it would be written.',
  changes: 'outside',
  when: isOpen,
  failed: 'The configuration was not copied',
  async run() {
    await copyText(files()[0]?.text ?? '');
    notify('success', 'Configuration copied.');
  },
});

export const operations: readonly Operation[] = [openSetup, writeSetup, saveSetup, copySetup];
