/** The width of an element, followed. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** Pages narrower than this show one pane at a time; px. */
export const NARROW = 680;

/** `host` is read when the element is there; before that the window's width stands in. A signal, px. */
export function createWidth(host: () => HTMLElement): Accessor<number> {
  const [width, setWidth] = createSignal(window.innerWidth);
  onMount(() => {
    const observer = new ResizeObserver(() => setWidth(host().clientWidth));
    observer.observe(host());
    onCleanup(() => observer.disconnect());
  });
  return width;
}
