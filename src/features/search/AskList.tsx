/** What a question in plain words is about, the likeliest first, each with the words that led to it. */
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { AskRow } from '../../../workers/protocol';
import { SymbolSign } from '../../code/SymbolSign';
import { visibleText } from '../../kernel/visible-text';

interface AskListProps {
  rows: readonly AskRow[];
  onPick: (row: AskRow) => void;
  onOpen: (row: AskRow) => void;
  /** Up in the first row goes to the question. */
  onLeave: () => void;
  ref: (element: HTMLElement) => void;
}

export function AskList(props: AskListProps): JSX.Element {
  const [cursor, setCursor] = createSignal(0);
  createEffect(
    on(
      () => props.rows,
      () => setCursor(0),
      { defer: true },
    ),
  );
  const at = () => Math.min(cursor(), props.rows.length - 1);
  const goTo = (index: number) => {
    const target = Math.min(Math.max(index, 0), props.rows.length - 1);
    const row = props.rows[target];
    if (!row) return;
    setCursor(target);
    document.getElementById(`ask-${target}`)?.scrollIntoView({ block: 'nearest' });
    props.onPick(row);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => goTo(at() + 1),
    ArrowUp: () => (at() === 0 ? props.onLeave() : goTo(at() - 1)),
    Home: () => goTo(0),
    End: () => goTo(props.rows.length - 1),
    Enter: () => {
      const row = props.rows[at()];
      if (row) props.onOpen(row);
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      class="ask-list scroll"
      role="listbox"
      tabindex="0"
      aria-label="Results"
      aria-activedescendant={`ask-${at()}`}
      onKeyDown={onKeyDown}
      ref={props.ref}
    >
      <For each={props.rows}>
        {(row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows
          <div
            id={`ask-${index()}`}
            class="ask-row"
            classList={{ cursor: at() === index() }}
            role="option"
            tabindex="-1"
            aria-selected={at() === index()}
            onClick={() => goTo(index())}
            onDblClick={() => props.onOpen(row)}
          >
            <span class="ask-name">
              <SymbolSign kind={row.kind} />
              <strong class="code truncate">{visibleText(row.name)}</strong>
              <span class="dim">{row.kind}</span>
            </span>
            <span class="code truncate dim">
              {visibleText(row.file)}:{row.line}
            </span>
            <Show when={row.why}>
              <span class="ask-why truncate" title="Where the words of the question stand">
                {visibleText(row.why)}
              </span>
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
