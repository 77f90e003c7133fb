/** What can be done with the code that is shown, and the way back to where one was. */
import { currentProjectId, notify } from '../data';
import { type Operation, operation } from '../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../kernel/operations/reasons';
import { NOTHING } from '../kernel/operations/schema';
import { formatHash } from '../kernel/router';
import { copyText } from '../platform';
import { type ActiveCode, activeCode } from './active';
import { extractMarked, inlineAt, organiseImports } from './change-file';
import { findDefinition, findHierarchy, findUses } from './find';
import { type FilePlace, placeParams } from './go';
import { moveFile } from './move';
import { toggleOutline } from './outline-setting';
import { renameAt } from './rename';

const common = { group: 'Code', input: NOTHING, changes: 'none' as const, notOn: PALETTE_AND_KEYS };
const inCode = { ...common, when: () => activeCode() !== undefined };
const inProject = { ...common, when: () => currentProjectId() !== undefined };
const asked = { ...PALETTE_AND_KEYS };

/** Runs with the code that is shown. */
const withCode = (run: (code: ActiveCode) => unknown) => async () => {
  const code = activeCode();
  if (code) await run(code);
};

const placeIn = (code: ActiveCode): FilePlace => ({ path: code.path(), ...code.caret() });

async function copy(text: string, what: string): Promise<void> {
  await copyText(text);
  notify('success', `${what} copied.`);
}

export const codeOperations: readonly Operation[] = [
  operation({
    ...inCode,
    id: 'code.definition',
    title: 'Go to definition',
    description: 'Goes to the definition of the name at the caret, or lists what may be meant.',
    keys: ['F12'],
    notOn: { ...asked, commandLine: 'assay definition PATH FILE:LINE:COL does it.' },
    failed: 'The definition was not found',
    run: withCode((code) => findDefinition(placeIn(code))),
  }),
  operation({
    ...inCode,
    id: 'code.uses',
    title: 'List uses',
    description: 'Lists where the name at the caret is used.',
    keys: ['Shift-F12'],
    notOn: { ...asked, commandLine: 'assay refs PATH FILE:LINE:COL does it.' },
    failed: 'The uses were not found',
    run: withCode((code) => findUses(placeIn(code))),
  }),
  operation({
    ...inCode,
    id: 'code.hierarchy',
    title: 'Show callers, callees and types',
    description:
      'Shows who calls the function at the caret and what it calls, or the types above and below one.',
    keys: ['Alt-Shift-h'],
    failed: 'Nothing was found',
    run: withCode((code) => findHierarchy(placeIn(code))),
  }),
  operation({
    ...inCode,
    id: 'code.rename',
    title: 'Rename a symbol',
    description: 'Gives what the name at the caret stands for another name, in all files; shown first.',
    keys: ['F2'],
    notOn: { ...asked, commandLine: 'assay rename PATH FILE:LINE:COL NAME does it.' },
    failed: 'It could not be renamed',
    run: async (_, run) => {
      const code = activeCode();
      if (code) await renameAt(code, run);
    },
  }),
  operation({
    ...inCode,
    id: 'code.move',
    title: 'Move or rename the file',
    description: 'Gives the file another path, and has the imports follow that lead to it; shown first.',
    keys: ['Shift-F2'],
    notOn: { ...asked, commandLine: 'assay move PATH FROM TO does it.' },
    failed: 'It could not be moved',
    run: async (_, run) => {
      const code = activeCode();
      if (code) await moveFile(code, run);
    },
  }),
  operation({
    ...inCode,
    id: 'code.extract-variable',
    title: 'Extract a variable',
    description: 'Gives the marked expression a name, right before its statement; shown first.',
    keys: ['Mod-Alt-v'],
    notOn: { ...asked, commandLine: 'assay extract PATH FILE:LINE:COL LINE:COL NAME does it.' },
    failed: 'Nothing was extracted',
    run: withCode((code) => extractMarked(code, 'extract-variable')),
  }),
  operation({
    ...inCode,
    id: 'code.extract-function',
    title: 'Extract a function',
    description: 'Makes a function of the marked code, and calls it there; shown first.',
    keys: ['Mod-Alt-m'],
    notOn: { ...asked, commandLine: 'assay extract --function PATH FILE:LINE:COL LINE:COL NAME does it.' },
    failed: 'Nothing was extracted',
    run: withCode((code) => extractMarked(code, 'extract-function')),
  }),
  operation({
    ...inCode,
    id: 'code.inline',
    title: 'Inline a variable or a function',
    description: 'Puts what the name at the caret stands for where it is used; shown first.',
    keys: ['Mod-Alt-n'],
    notOn: { ...asked, commandLine: 'assay inline PATH FILE:LINE:COL does it.' },
    failed: 'Nothing was inlined',
    run: withCode(inlineAt),
  }),
  operation({
    ...inCode,
    id: 'code.organise-imports',
    title: 'Organise imports',
    description: 'Removes imports that nobody uses, joins those of one module and sorts them; shown first.',
    keys: ['Alt-Shift-o'],
    notOn: { ...asked, commandLine: 'assay organise-imports PATH FILE does it.' },
    failed: 'The imports were left as they are',
    run: withCode(organiseImports),
  }),
  operation({
    ...inCode,
    id: 'code.card',
    title: 'Show what is known of a name',
    description: 'Shows the signature and the place of definition of the name at the caret.',
    keys: ['Mod-i'],
    run: withCode((code) => code.showCard()),
  }),
  operation({
    ...inCode,
    id: 'code.outline',
    title: 'Show or hide the outline',
    description: 'Shows the symbols of a file beside its code, where there is room for them.',
    changes: 'settings',
    keys: ['Alt-o'],
    run: toggleOutline,
  }),
  operation({
    ...inProject,
    id: 'code.back',
    title: 'Go back',
    description: 'Goes back to where you were before.',
    keys: ['Alt-ArrowLeft'],
    run: () => history.back(),
  }),
  operation({
    ...inProject,
    id: 'code.forward',
    title: 'Go forward',
    description: 'Goes forward to where you went back from.',
    keys: ['Alt-ArrowRight'],
    run: () => history.forward(),
  }),
  operation({
    ...inCode,
    id: 'code.copy-path',
    title: 'Copy the path of the file',
    description: 'Copies the path of the file whose code is shown.',
    changes: 'outside',
    keys: ['Alt-Shift-c'],
    failed: 'Nothing was copied',
    run: withCode((code) => copy(code.path(), 'Path')),
  }),
  operation({
    ...inCode,
    id: 'code.copy-link',
    title: 'Copy a link to this line',
    description: 'Copies an address that shows the file at the caret in this browser.',
    changes: 'outside',
    keys: ['Alt-Shift-l'],
    failed: 'Nothing was copied',
    run: withCode((code) => {
      const params = { path: code.path(), ...placeParams(code.caret()) };
      const address = new URL(location.href);
      address.hash = formatHash({ path: '/files', params });
      return copy(address.href, 'Link');
    }),
  }),
];
