/** The operations of the frame itself. */
import { navigate, reloadPage } from '../data';
import type { Feature } from '../kernel/feature';
import { type Operation, operation } from '../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../kernel/operations/reasons';
import { Fields, NOTHING, Text } from '../kernel/operations/schema';
import { canUndo, undo } from '../kernel/undo';
import { toggleWrapLines } from '../kernel/wrap-lines';
import { projectOperations } from './project-operations';
import { storeOperations } from './store-operations';

/** What the frame can open. */
export interface ShellSwitches {
  palette: (initial: string) => void;
  keyboardHelp: () => void;
}

/** All operations of the frame, and one for each view in the rail. */
export function shellOperations(switches: ShellSwitches, views: readonly Feature[]): Operation[] {
  return [
    ...everywhere(switches),
    ...projectOperations,
    ...storeOperations,
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
      id: 'palette.find',
      title: 'Look for a file, rule or command…',
      description: 'Opens the palette with a text in it.',
      input: Fields({ text: Text({ title: 'Text', minLength: 1 }) }),
      examples: [{ text: 'src/' }],
      run: ({ text }) => switches.palette(text),
    }),
    operation({
      ...common,
      id: 'palette.symbols',
      title: 'Go to symbol',
      description: 'Opens the palette with the symbols of the shown file and of the project.',
      keys: ['Mod-Shift-o'],
      inTextFields: true,
      run: () => switches.palette('@'),
    }),
    operation({
      ...common,
      id: 'help.keyboard',
      title: 'Show keyboard shortcuts',
      description: 'Lists every keyboard shortcut and what it does.',
      keys: ['?'],
      run: switches.keyboardHelp,
    }),
    operation({
      ...common,
      id: 'page.undo',
      title: 'Undo the last change',
      description:
        'Takes back what was done last, such as a fix, a decision about findings or a removed rule file.',
      changes: 'files',
      keys: ['Mod-z'],
      when: canUndo,
      run: undo,
    }),
    reload,
  ];
}

/** In the tab where somebody asks for it; others go on with what they have. */
export const reload = operation({
  id: 'page.reload',
  title: 'Reload the page',
  description: 'Loads the page again, in a new version if there is one.',
  group: 'Everywhere',
  input: NOTHING,
  changes: 'none',
  notOn: PALETTE_AND_KEYS,
  run: reloadPage,
});

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
