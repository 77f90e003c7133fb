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
/** Noted when the page is left: a tab that is copied has the other note, and not this one. */
const LEFT_KEY = 'assay.temporary.left';
const [temporary, setTemporary] = createSignal<Temporary | undefined>(read());

/** What is shown and not kept; a signal. */
export { temporary };

/** Whether the page that showed it has been left, so that this one is its reload; asked once. */
export function takeLeft(): boolean {
  try {
    const wasLeft = sessionStorage.getItem(LEFT_KEY) !== null;
    sessionStorage.removeItem(LEFT_KEY);
    return wasLeft;
  } catch {
    return false;
  }
}

/** Notes when the page is left. */
export function followLeaving(): void {
  addEventListener('pagehide', () => {
    try {
      if (temporary() !== undefined) sessionStorage.setItem(LEFT_KEY, '1');
    } catch {
      // As above: then a reload may show nothing of it.
    }
  });
}

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
