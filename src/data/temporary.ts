/**
 * The findings that this tab shows and does not keep: which project they are, and the link they came with. Noted for
 * the session, so that a reload of the tab shows them again.
 */
import { createSignal } from 'solid-js';

export interface Temporary {
  projectId: number;
  /** The payload of the link, where they came with one. */
  link?: string;
}

const KEY = 'assay.temporary';
const [temporary, setTemporary] = createSignal<Temporary | undefined>(read());

/** What is shown and not kept; a signal. */
export { temporary };

export function isTemporary(projectId: number): boolean {
  return temporary()?.projectId === projectId;
}

/** Undefined forgets it. */
export function noteTemporary(next: Temporary | undefined): void {
  setTemporary(next);
  try {
    if (next === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Without storage a reload shows nothing of it, which is all that is lost.
  }
}

function read(): Temporary | undefined {
  try {
    const { projectId, link } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Temporary>;
    if (typeof projectId !== 'number') return undefined;
    return { projectId, ...(typeof link === 'string' && { link }) };
  } catch {
    return undefined;
  }
}
