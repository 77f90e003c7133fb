/** The commands of the frame itself. */
import { closeProject, currentProject, isScanning, navigate, openDropped, scan } from '../data';
import type { Command } from '../kernel/commands';
import type { Feature } from '../kernel/feature';
import { setTheme, THEMES, type Theme } from '../kernel/theme';
import { toggleWrapLines } from '../kernel/wrap-lines';
import { pickFiles, pickFolder } from '../platform';

/** What the frame can open. */
export interface ShellSwitches {
  palette: (initial: string) => void;
  keyboardHelp: () => void;
}

/** All commands of the frame, and one for each view in the rail. */
export function shellCommands(switches: ShellSwitches, views: readonly Feature[]): Command[] {
  return [
    ...paletteCommands(switches),
    ...projectCommands(),
    ...views.map(viewCommand),
    {
      id: 'code.wrap-lines',
      title: 'Wrap lines of code',
      group: 'Views',
      keys: ['Alt-z'],
      run: toggleWrapLines,
    },
    ...THEMES.map(themeCommand),
  ];
}

function paletteCommands(switches: ShellSwitches): Command[] {
  const group = 'Everywhere';
  return [
    {
      id: 'palette.open',
      title: 'Go to file, rule or command',
      group,
      keys: ['Mod-p', 'Mod-k'],
      inTextFields: true,
      run: () => switches.palette(''),
    },
    {
      id: 'palette.commands',
      title: 'Run a command',
      group,
      keys: ['Mod-Shift-p', 'F1'],
      inTextFields: true,
      run: () => switches.palette('>'),
    },
    { id: 'help.keyboard', title: 'Show keyboard shortcuts', group, keys: ['?'], run: switches.keyboardHelp },
  ];
}

function projectCommands(): Command[] {
  const group = 'Project';
  const isOpen = () => currentProject() !== undefined;
  return [
    {
      id: 'project.open-folder',
      title: 'Open a folder…',
      group,
      run: async () => openDropped(await pickFolder()),
    },
    {
      id: 'project.open-file',
      title: 'Open an archive or a findings file…',
      group,
      run: async () => openDropped(await pickFiles('.zip,.tar,.gz,.tgz,.json')),
    },
    {
      id: 'scan.cancel',
      title: 'Cancel the scan',
      group,
      keys: ['Escape'],
      when: isScanning,
      run: () => scan.cancel(),
    },
    {
      id: 'scan.again',
      title: 'Scan again',
      group,
      keys: ['Mod-Shift-u'],
      when: () => isOpen() && !isScanning(),
      run: () => scan.rescan(),
    },
    {
      id: 'scan.verify',
      title: 'Scan again, rechecking every file',
      group,
      when: () => isOpen() && !isScanning(),
      run: () => scan.rescan({ verify: true }),
    },
    { id: 'project.close', title: 'Close the project', group, when: isOpen, run: closeProject },
  ];
}

function viewCommand(view: Feature): Command {
  return {
    id: `view.${view.id}`,
    title: `Show ${view.title.toLowerCase()}`,
    group: 'Views',
    run: () => navigate(view.route),
  };
}

const THEME_TITLES: Record<Theme, string> = {
  system: 'Theme: system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};

function themeCommand(theme: Theme): Command {
  return { id: `theme.${theme}`, title: THEME_TITLES[theme], group: 'Theme', run: () => setTheme(theme) };
}
