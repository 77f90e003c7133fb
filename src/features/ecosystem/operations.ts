/** What can be done with packs. */
import {
  canEdit,
  currentProject,
  describeDiff,
  exportPack,
  installedPacks,
  isAttached,
  isScanning,
  lookAtPacks,
  navigate,
  notify,
  type PackChange,
  planRemoval,
  planRollBack,
  readPackFrom,
  saveFiles,
  switchPack,
} from '../../data';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, Flag, NOTHING, Text } from '../../kernel/operations/schema';
import { visibleText } from '../../kernel/visible-text';
import { type Dropped, pickFiles, pickFolder } from '../../platform';
import { packFilesOf } from '../../share';
import { dropPending, pending, propose } from './pending';

const common = {
  group: 'Packs',
  changes: 'files' as const,
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay pack does the same.' },
};
const isReady = () => isAttached() && !isScanning();
const hasPacks = () => isReady() && installedPacks().length > 0;
const name = Text({ title: 'Pack', minLength: 1 });
const choices = {
  name: async () =>
    installedPacks().map(({ name: value, version }): Choice => ({ value, title: value, note: version })),
};

export const openEcosystem = operation({
  ...common,
  id: 'ecosystem.open',
  title: 'Show packs, dialects and other tools',
  description:
    'Shows which packs and dialects of rules are there, and which other tools the project is set up for.',
  changes: 'none',
  input: NOTHING,
  run: () => navigate('/ecosystem'),
});

async function read(picked: Dropped): Promise<void> {
  if (picked.kind === 'nothing') return;
  const source =
    picked.kind === 'archive'
      ? { kind: 'archive' as const, file: picked.file }
      : picked.kind === 'folder'
        ? picked.source
        : undefined;
  if (source === undefined || source.kind === 'pushed')
    throw new Error(
      'Choose the zip of a pack. This browser hands over folders in a way that cannot be read here.',
    );
  await propose(await readPackFrom(source));
  navigate('/ecosystem');
}

export const choosePack = operation({
  ...common,
  id: 'packs.install',
  title: 'Install or update a pack…',
  description: 'Asks for the zip of a pack, and shows what its rules change before anything is written.',
  input: NOTHING,
  when: isReady,
  failed: 'The pack was not read',
  run: async () => read(await pickFiles('.zip,.tar,.gz,.tgz')),
});

export const choosePackFolder = operation({
  ...common,
  id: 'packs.install-folder',
  title: 'Install or update a pack from a folder…',
  description: 'Asks for the folder of a pack, and shows what its rules change before anything is written.',
  input: NOTHING,
  when: isReady,
  failed: 'The pack was not read',
  run: async () => read(await pickFolder()),
});

export const confirmPack = operation({
  ...common,
  id: 'packs.confirm',
  title: 'Install the pack that is shown',
  description: 'Writes the pack into the project, and scans again. The version before is kept.',
  input: NOTHING,
  when: () => isReady() && pending() !== undefined,
  failed: 'The pack was not installed',
  async run() {
    const waiting = pending();
    if (!waiting) return;
    await waiting.write();
    dropPending();
    await lookAtPacks();
    tell(waiting.change);
  },
});

export const declinePack = operation({
  ...common,
  id: 'packs.decline',
  title: 'Do not install the pack that is shown',
  description: 'Forgets the pack that was read.',
  changes: 'none',
  input: NOTHING,
  when: () => pending() !== undefined,
  run: dropPending,
});

function tell(change: PackChange): void {
  // Where the browser cannot write, it was said what is to be done.
  if (!canEdit()) return;
  if ('removed' in change) return void notify('success', `${change.name} removed.`);
  const { from, version, diff } = change;
  const said =
    from === undefined ? `${change.name} ${version} installed.` : `${change.name}: ${from} → ${version}.`;
  notify('success', said, undefined, describeDiff(diff));
}

export const rollBack = operation({
  ...common,
  id: 'packs.roll-back',
  title: 'Roll a pack back…',
  description: 'Puts the version before in the place of a pack, and scans again.',
  input: Fields({ name }),
  examples: [{ name: 'house' }],
  choices,
  when: () => hasPacks() && installedPacks().some(({ earlier }) => earlier.length > 0),
  failed: 'The pack was not rolled back',
  async run(input) {
    const { change, write } = await planRollBack(input.name);
    await write();
    await lookAtPacks();
    tell(change);
  },
});

export const remove = operation({
  ...common,
  id: 'packs.remove',
  title: 'Remove a pack…',
  description: 'Deletes a pack and its earlier versions from the project, and scans again.',
  input: Fields({ name }),
  examples: [{ name: 'house' }],
  choices,
  when: hasPacks,
  failed: 'The pack was not removed',
  async run(input) {
    const { change, write } = await planRemoval(input.name);
    await write();
    await lookAtPacks();
    tell(change);
  },
});

export const switchOne = operation({
  ...common,
  id: 'packs.switch',
  title: 'Turn a pack on or off for this project…',
  description: 'Sets in this browser whether the rules of a pack run in this project, and scans again.',
  changes: 'settings',
  input: Fields({ name, on: Flag({ title: 'On' }) }),
  examples: [{ name: 'house', on: false }],
  choices,
  when: hasPacks,
  failed: 'The pack could not be turned on or off',
  run: (input) => switchPack(input.name, input.on),
});

export const save = operation({
  ...common,
  id: 'packs.export',
  title: 'Export a pack…',
  description: 'Downloads an installed pack as a zip for others.',
  changes: 'outside',
  input: Fields({ name }),
  examples: [{ name: 'house' }],
  choices,
  when: hasPacks,
  failed: 'The pack could not be exported',
  async run(input) {
    const pack = installedPacks().find((one) => one.name === input.name);
    if (!pack) throw new Error(`There is no pack ${visibleText(input.name)}.`);
    await exportPack(pack);
  },
});

export const begin = operation({
  ...common,
  id: 'packs.new',
  title: 'New pack…',
  description: 'Downloads the files of a pack to begin with: its manifest and a rule with cases.',
  changes: 'outside',
  input: Fields({
    name: Text({
      title: 'Name',
      pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
      shape: 'small letters, digits and hyphens',
    }),
  }),
  examples: [{ name: 'house' }],
  failed: 'The pack could not be saved',
  run: (input) =>
    saveFiles(
      packFilesOf(input.name).map((file) => ({ ...file, path: `${input.name}/${file.path}` })),
      input.name,
    ),
});

export const operations: readonly Operation[] = [
  openEcosystem,
  choosePack,
  choosePackFolder,
  confirmPack,
  declinePack,
  rollBack,
  remove,
  switchOne,
  save,
  begin,
];

/** Whether there is a project that packs can be of. */
export const hasProject = () => currentProject() !== undefined;
