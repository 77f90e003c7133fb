/** The symbols of a file as a tree beside its code; the one around the caret is set off, and follows it. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { Place } from '../editor';
import { visibleText } from '../kernel/visible-text';
import { createVirtualRows } from '../ui/virtual-rows';
import { around, depthOf, type Outline } from './outline';
import { SymbolSign } from './SymbolSign';
import './outline-tree.css';

interface OutlineTreeProps extends Outline {
  caret: Place;
  onGo: (place: Place) => void;
}

const ROW = 24;
const INDENT = 12;

function whyNone(part: string | undefined): string {
  if (part === undefined) return 'Looking for symbols…';
  return part === '' ? 'No symbols in this file.' : `No symbols yet · ${part}`;
}

export function OutlineTree(props: OutlineTreeProps): JSX.Element {
  const [cursor, setCursor] = createSignal<number>();
  const depths = createMemo(() => props.rows.map((_, at) => depthOf(props.rows, at)));
  const current = createMemo(() => around(props.rows, props.caret).at(-1));
  const at = () => Math.min(cursor() ?? current() ?? 0, props.rows.length - 1);
  const virtual = createVirtualRows(
    () => props.rows.length,
    () => ROW,
  );
  createEffect(
    on([current, () => props.rows], ([index]) => {
      setCursor(undefined);
      if (index !== undefined) virtual.reveal(index);
    }),
  );
  const move = (to: number) => {
    const target = Math.min(Math.max(to, 0), props.rows.length - 1);
    setCursor(target);
    virtual.reveal(target);
  };
  const go = (index: number) => {
    const row = props.rows[index];
    if (row) props.onGo(row.nameRange.start);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(at() + 1),
    ArrowUp: () => move(at() - 1),
    PageDown: () => move(at() + virtual.pageRows()),
    PageUp: () => move(at() - virtual.pageRows()),
    Home: () => move(0),
    End: () => move(props.rows.length - 1),
    ArrowLeft: () => move(props.rows[at()]?.within ?? at()),
    Enter: () => go(at()),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <section class="outline" aria-label="Outline">
      <h3 class="outline-head">Outline</h3>
      <Show when={props.rows.length > 0} fallback={<p class="outline-none dim">{whyNone(props.part)}</p>}>
        <div
          class="outline-list scroll"
          ref={virtual.ref}
          onScroll={virtual.onScroll}
          onKeyDown={onKeyDown}
          tabindex="0"
          role="tree"
          aria-label="Symbols of the file"
          aria-activedescendant={`outline-${at()}`}
        >
          <div class="outline-canvas" role="presentation" style={{ height: `${virtual.height()}px` }}>
            <For each={virtual.visible()}>
              {(index) => (
                <Show when={props.rows[index]}>
                  {(row) => (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
                    <div
                      id={`outline-${index}`}
                      class="outline-row"
                      classList={{ current: current() === index, cursor: at() === index }}
                      role="treeitem"
                      tabindex="-1"
                      aria-level={(depths()[index] ?? 0) + 1}
                      aria-selected={at() === index}
                      aria-current={current() === index ? 'location' : undefined}
                      title={visibleText(row().signature)}
                      style={{
                        transform: `translateY(${index * ROW}px)`,
                        'padding-inline-start': `${8 + INDENT * (depths()[index] ?? 0)}px`,
                      }}
                      onClick={() => go(index)}
                    >
                      <SymbolSign kind={row().kind} />
                      <span class="truncate code">{visibleText(row().name)}</span>
                      <span class="unseen">{row().kind}</span>
                    </div>
                  )}
                </Show>
              )}
            </For>
          </div>
        </div>
      </Show>
    </section>
  );
}
