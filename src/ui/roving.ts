/**
 * One tab stop for a group of controls, after the toolbar pattern: arrow keys go from one to the next, Up and Down to
 * the next line of them, Home and End to the ends. For a `ref`.
 */
import { onCleanup, onMount } from 'solid-js';

const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled)';

export function roving(host: HTMLElement): void {
  /** Where Tab comes in: what had the focus last. */
  let stop: HTMLElement | undefined;
  const controls = () =>
    [...host.querySelectorAll<HTMLElement>(CONTROLS)].filter(
      (one) => one.getClientRects().length > 0 && !one.closest('[popover]'),
    );
  const settle = () => {
    const all = controls();
    const at = stop ? Math.max(0, all.indexOf(stop)) : 0;
    all.forEach((one, index) => {
      one.tabIndex = index === at ? 0 : -1;
    });
  };
  const onFocusIn = (event: FocusEvent) => {
    stop = event.target as HTMLElement;
    settle();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = controls();
    const at = all.indexOf(event.target as HTMLElement);
    const next = at < 0 ? undefined : target(all, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  host.addEventListener('focusin', onFocusIn);
  host.addEventListener('keydown', onKeyDown);
  onMount(() => {
    settle();
    // Controls come and go, with what is shown and with the width of the window.
    const changes = new MutationObserver(settle);
    changes.observe(host, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    const sizes = new ResizeObserver(settle);
    sizes.observe(host);
    onCleanup(() => {
      changes.disconnect();
      sizes.disconnect();
    });
  });
}

/** Where a key leads from the control at an index; undefined if it is not one of ours, or belongs to a text field. */
function target(all: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const here = all[at];
  if (here instanceof HTMLInputElement && !isAtEdge(here, key)) return undefined;
  switch (key) {
    case 'ArrowRight':
      return all[at + 1];
    case 'ArrowLeft':
      return all[at - 1];
    case 'ArrowDown':
      return all.slice(at + 1).find((one) => here && topOf(one) >= bottomOf(here));
    case 'ArrowUp':
      return lineAbove(all, at);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default:
      return undefined;
  }
}

/** The first control of the line above. */
function lineAbove(all: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const here = all[at];
  const above = all.slice(0, at).filter((one) => here && bottomOf(one) <= topOf(here));
  const last = above.at(-1);
  return last && above.find((one) => bottomOf(one) > topOf(last));
}

/** Boxes of one line may overlap those of the next by a pixel. */
const topOf = (element: Element) => element.getBoundingClientRect().top + 1;
const bottomOf = (element: Element) => element.getBoundingClientRect().bottom - 1;

/** In a text field the arrows belong to the caret until it can go no further. */
function isAtEdge(field: HTMLInputElement, key: string): boolean {
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart !== selectionEnd) return false;
  if (key === 'ArrowLeft') return selectionStart === 0;
  return key === 'ArrowRight' && selectionEnd === value.length;
}
