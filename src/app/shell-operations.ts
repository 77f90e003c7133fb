/** The operations of the frame itself. */
import { closeProject, currentProject, isScanning, navigate, openDropped, scan } from '../data';
import type { Feature } from '../kernel/feature';
import { type Operation, operation } from '../kernel/operations/operation';
import { OF_THE_PAGE, PALETTE_AND_KEYS } from '../kernel/operations/reasons';
import { Fields, NOTHING, OneOf } from '../kernel/operations/schema';
import { setTheme, THEMES } from '../kernel/theme';
import { toggleWrapLines } from '../kernel/wrap-lines';
import { pickFiles, pickFolder } from '../platform';

/** What the frame can open. */
export interface ShellSwitches {
  palette: (initial: string) => void;
  keyboardHelp: () => void;
}

/** All operations of the frame, and one for each view in the rail. */
export function shellOperations(switches: ShellSwitches, views: readonly Feature[]): Operation[] {
  return [
    ...everywhere(switches),
    ...PROJECT,
    ...SCANS,
    ...views.map(showView),
    operation({
      id: 'code.wrap-lines',
      title: 'Wrap lines of code',
      description: 'Breaks long lines of code at the edge of the view, or stops doing so.',
      group: 'Views',
      input: NOTHING,
      changes: 'settings',
      keys: ['Alt-z'],
      notOn: PALETTE_AND_KEYS,
      run: toggleWrapLines,
    }),
    CHOOSE_THEME,
  ];
}

function everywhere(switches: ShellSwitches): Operation[] {
  const common = {
    group: 'Everywhere',
    input: NOTHING,
    changes: 'none' as const,
    notOn: PALETTE_AND_KEYS,
  };
  return [
    operation({
      ...common,
      id: 'palette.open',
      title: 'Go to file, rule or command',
      description: 'Opens the palette.',
      keys: ['Mod-p', 'Mod-k'],
      inTextFields: true,
      run: () => switches.palette(''),
    }),
    operation({
      ...common,
      id: 'palette.commands',
      title: 'Run a command',
      description: 'Opens the palette with commands only.',
      keys: ['Mod-Shift-p', 'F1'],
      inTextFields: true,
      run: () => switches.palette('>'),
    }),
    operation({
      ...common,
      id: 'help.keyboard',
      title: 'Show keyboard shortcuts',
      description: 'Lists every keyboard shortcut and what it does.',
      keys: ['?'],
      run: switches.keyboardHelp,
    }),
  ];
}

const group = 'Project';
const isOpen = () => currentProject() !== undefined;
const canScan = () => isOpen() && !isScanning() && currentProject()?.sourceKind !== 'shared';
/** A project of the page is a folder that somebody picked; the command line is given its path. */
const NOT_BY_PATH = { commandLine: 'assay scan is given the paths that a page has to ask for.' };

const SCANS: readonly Operation[] = [
  operation({
    id: 'scan.cancel',
    title: 'Cancel the scan',
    description: 'Ends the scan that is going on.',
    group,
    input: NOTHING,
    changes: 'settings',
    keys: ['Escape'],
    when: isScanning,
    notOn: OF_THE_PAGE,
    run: () => scan.cancel(),
  }),
  operation({
    id: 'scan.again',
    title: 'Scan again',
    description: 'Scans the open project; unchanged files keep their results.',
    group,
    input: NOTHING,
    changes: 'settings',
    keys: ['Mod-Shift-u'],
    when: canScan,
    notOn: NOT_BY_PATH,
    run: () => scan.rescan(),
  }),
  operation({
    id: 'scan.verify',
    title: 'Scan again, rechecking every file',
    description: 'Scans the open project and trusts neither sizes nor dates of files.',
    group,
    input: NOTHING,
    changes: 'settings',
    when: canScan,
    notOn: NOT_BY_PATH,
    run: () => scan.rescan({ verify: true }),
  }),
];

const PROJECT: readonly Operation[] = [
  operation({
    id: 'project.open-folder',
    title: 'Open a folder…',
    description: 'Asks for a folder and scans it.',
    group,
    input: NOTHING,
    changes: 'settings',
    notOn: NOT_BY_PATH,
    failed: 'The folder could not be opened',
    run: async () => openDropped(await pickFolder()),
  }),
  operation({
    id: 'project.open-file',
    title: 'Open an archive or a findings file…',
    description: 'Asks for a ZIP or tar archive or a findings file, and opens it.',
    group,
    input: NOTHING,
    changes: 'settings',
    notOn: NOT_BY_PATH,
    failed: 'The file could not be opened',
    run: async () => openDropped(await pickFiles('.zip,.tar,.gz,.tgz,.sarif,.json,.csv')),
  }),
  operation({
    id: 'project.close',
    title: 'Close the project',
    description: 'Shows the start page; what is stored of the project stays.',
    group,
    input: NOTHING,
    changes: 'none',
    when: isOpen,
    notOn: OF_THE_PAGE,
    run: closeProject,
  }),
];

function showView(view: Feature): Operation {
  return operation({
    id: `view.${view.id}`,
    title: `Show ${view.title.toLowerCase()}`,
    description: `Goes to the view “${view.title}”.`,
    group: 'Views',
    input: NOTHING,
    changes: 'none',
    notOn: PALETTE_AND_KEYS,
    run: () => navigate(view.route),
  });
}

const CHOOSE_THEME = operation({
  id: 'theme.choose',
  title: 'Choose theme',
  description: 'Light, dark or the setting of the system.',
  group: 'Settings',
  input: Fields({ theme: OneOf([...THEMES], { title: 'Theme' }) }),
  examples: [{ theme: 'dark' }],
  changes: 'settings',
  notOn: PALETTE_AND_KEYS,
  run: ({ theme }) => setTheme(theme),
});
