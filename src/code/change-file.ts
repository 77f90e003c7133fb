/** Refactorings within the file that is shown: what it becomes is parsed again and reviewed before it is written. */
import type { RefactorOrder } from '../../workers/protocol';
import { navigate, notify, reviewFileChange } from '../data';
import { visibleText } from '../kernel/visible-text';
import type { ActiveCode } from './active';

export function organiseImports(code: ActiveCode): Promise<void> {
  return change(code, 'Organise imports', { kind: 'organise-imports' });
}

export function inlineAt(code: ActiveCode): Promise<void> {
  return change(code, 'Inline', { kind: 'inline', at: code.caret() });
}

/** A box asks for the name first. */
export async function extractMarked(
  code: ActiveCode,
  kind: 'extract-variable' | 'extract-function',
): Promise<void> {
  const { from, to } = code.marked();
  if (from.line === to.line && from.col === to.col) {
    notify('info', 'Mark the code first that is to be extracted.');
    return;
  }
  const what = kind === 'extract-variable' ? 'variable' : 'function';
  const name = await code.askName({
    place: from,
    label: `Name of the new ${what}`,
    name: '',
    verdict: async (typed) =>
      typed === ''
        ? { kind: 'bad', text: 'Type a name.' }
        : { kind: 'good', text: 'Enter shows what changes.' },
  });
  if (name !== undefined) await change(code, `Extract ${what} ${name}`, { kind, from, to, name });
}

async function change(code: ActiveCode, title: string, order: RefactorOrder): Promise<void> {
  const path = code.path();
  const why = await reviewFileChange(path, `${title} in ${path}`, order);
  if (why === undefined) navigate('/fixes');
  else notify('info', visibleText(why));
}
