/**
 * Two panes with a divider between them that can be dragged and moved with the arrow keys, and that
 * remembers where it was put.
 */
import { type JSX, onCleanup, Show } from 'solid-js';
import { createSetting, numberWithin } from '../kernel/settings';
import './panes.css';
import './split-pane.css';

export interface SplitPaneProps {
  /** Names the remembered size. */
  id: string;
  /** What the divider says to a screen reader, such as `Width of the list`. */
  label: string;
  /** `row` has the panes side by side, `column` one above the other. */
  direction: 'row' | 'column';
  /** Which pane has the size; the other takes the rest. */
  sized: 'first' | 'second';
  /** px. */
  initial: number;
  min: number;
  /** px that the other pane keeps at least. */
  minOther: number;
  first: JSX.Element;
  second: JSX.Element;
  /** The second pane is no higher than what is in it; the size is the most that it may have. */
  isFitted?: boolean;
  /** The second pane has nothing to show: the first one has all the room. */
  isWhole?: boolean;
}

const STEP = 16;
/** px of the line between the panes, as in the style sheet. */
const DIVIDER = 1;
/** px that no screen has. */
const MOST = 20_000;

export function SplitPane(props: SplitPaneProps): JSX.Element {
  let host!: HTMLDivElement;
  const [size, setSize] = createSetting(`split.${props.id}`, props.initial, numberWithin(1, MOST));
  const isRow = () => props.direction === 'row';
  const room = () => (isRow() ? host.clientWidth : host.clientHeight);
  const largest = () => Math.max(props.min, room() - props.minOther - DIVIDER);
  const sign = () => (props.sized === 'first' ? 1 : -1);

  function resize(next: number) {
    setSize(Math.round(Math.min(Math.max(next, props.min), largest())));
  }

  function drag(event: PointerEvent & { currentTarget: HTMLElement }) {
    if (event.button !== 0) return;
    event.preventDefault();
    const divider = event.currentTarget;
    const [startAt, startSize] = [isRow() ? event.clientX : event.clientY, currentSize()];
    const move = (moved: PointerEvent) => {
      const at = isRow() ? moved.clientX : moved.clientY;
      resize(startSize + (at - startAt) * sign());
    };
    const stop = () => {
      divider.removeEventListener('pointermove', move);
      divider.removeEventListener('pointerup', stop);
      divider.removeEventListener('pointercancel', stop);
    };
    divider.setPointerCapture(event.pointerId);
    divider.addEventListener('pointermove', move);
    divider.addEventListener('pointerup', stop);
    divider.addEventListener('pointercancel', stop);
    onCleanup(stop);
  }

  /** What it really has: a small window squeezes a remembered size. */
  function currentSize(): number {
    const pane = props.sized === 'first' ? host.firstElementChild : host.lastElementChild;
    const box = pane?.getBoundingClientRect();
    return (isRow() ? box?.width : box?.height) ?? size();
  }

  function onKeyDown(event: KeyboardEvent) {
    const [less, more] = isRow() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const moves: Record<string, () => number> = {
      [less as string]: () => currentSize() - STEP * sign(),
      [more as string]: () => currentSize() + STEP * sign(),
      Home: () => props.min,
      End: largest,
      Enter: () => props.initial,
    };
    const next = moves[event.key];
    if (!next) return;
    event.preventDefault();
    resize(next());
  }

  return (
    <div
      class={`split split-${props.direction}`}
      classList={{
        [`split-sized-${props.sized}`]: !props.isWhole,
        'split-fitted': props.isFitted === true,
      }}
      ref={host}
      style={{
        '--split-size': `${size()}px`,
        '--split-min': `${props.min}px`,
        '--split-other': `${props.minOther}px`,
      }}
    >
      <div class="split-pane">{props.first}</div>
      <Show when={!props.isWhole}>
        <div
          class="split-divider"
          role="separator"
          tabindex="0"
          aria-label={props.label}
          aria-orientation={isRow() ? 'vertical' : 'horizontal'}
          aria-valuenow={size()}
          aria-valuemin={props.min}
          title="Drag, or use the arrow keys. Double click resets."
          onPointerDown={drag}
          onDblClick={() => resize(props.initial)}
          onKeyDown={onKeyDown}
        />
        <div class="split-pane">{props.second}</div>
      </Show>
    </div>
  );
}
