/** The callers of a function below the code, each of which opens to its own callers. */
import { createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { explain } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { IconButton } from '../ui/Button';
import { Chevron } from '../ui/Chevron';
import { ICONS } from '../ui/Icon';
import { type Caller, callersOf } from './callers';
import type { FilePlace } from './go';
import { SymbolSign } from './SymbolSign';
import './peek-panel.css';
import './call-tree.css';

/** The function whose callers are shown. */
export interface CallRoot {
  name: string;
  place: FilePlace;
}

interface CallTreeProps {
  root: CallRoot;
  onOpen: (place: FilePlace) => void;
  onClose: () => void;
}

interface Node {
  caller: Caller;
  depth: number;
  isOpen: () => boolean;
  /** Undefined until they were looked up. */
  callers: () => readonly Node[] | undefined;
  open: (on: boolean) => void;
}

export function CallTree(props: CallTreeProps): JSX.Element {
  const id = createUniqueId();
  const stop = new AbortController();
  const [top, setTop] = createSignal<readonly Node[]>();
  const [note, setNote] = createSignal('');
  const [cursor, setCursor] = createSignal(0);
  let list!: HTMLDivElement;
  const look = (of: FilePlace, depth: number, show: (nodes: readonly Node[]) => void) =>
    callersOf(of, stop.signal).then(
      ({ callers, note: part }) => {
        setNote(part);
        show(callers.map((caller) => nodeOf(caller, depth)));
      },
      (error: unknown) => stop.signal.aborted || setNote(explain(error).message),
    );
  const nodeOf = (caller: Caller, depth: number): Node => {
    const [isOpen, setOpen] = createSignal(false);
    const [callers, setCallers] = createSignal<readonly Node[]>();
    const open = (on: boolean) => {
      setOpen(on);
      if (on && callers() === undefined) void look(caller.place, depth + 1, setCallers);
    };
    return { caller, depth, isOpen, callers, open };
  };
  onMount(() => {
    void look(props.root.place, 0, setTop);
    list.focus();
  });
  onCleanup(() => stop.abort());
  const rows = createMemo(() => {
    const shown = (nodes: readonly Node[]): Node[] =>
      nodes.flatMap((node) => [node, ...(node.isOpen() ? shown(node.callers() ?? []) : [])]);
    return shown(top() ?? []);
  });
  const at = () => Math.min(cursor(), rows().length - 1);
  const goTo = (index: number) => {
    setCursor(Math.min(Math.max(index, 0), rows().length - 1));
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: 'nearest' });
  };
  const outOf = (node: Node) => {
    const before = rows().slice(0, at());
    const outer = before.findLastIndex(({ depth }) => depth < node.depth);
    if (outer >= 0) goTo(outer);
  };
  const keys: Record<string, (node: Node) => void> = {
    ArrowDown: () => goTo(at() + 1),
    ArrowUp: () => goTo(at() - 1),
    Home: () => goTo(0),
    End: () => goTo(rows().length - 1),
    ArrowRight: (node) => (node.isOpen() ? goTo(at() + 1) : node.open(true)),
    ArrowLeft: (node) => (node.isOpen() ? node.open(false) : outOf(node)),
    Enter: (node) => props.onOpen(node.caller.call),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const node = rows()[at()];
    if (event.key === 'Escape') props.onClose();
    else if (node && keys[event.key]) keys[event.key]?.(node);
    else return;
    event.preventDefault();
  };
  const title = () => {
    const nodes = top();
    if (!nodes) return note() || 'Looking for callers…';
    return nodes.length === 0
      ? `No callers of ${visibleText(props.root.name)} were found`
      : `${countOf(nodes.length, 'caller')} of ${visibleText(props.root.name)}`;
  };
  return (
    <section class="peek" aria-label="Callers">
      <header class="peek-head">
        <span class="truncate" role="status">
          {title()}
          <Show when={top() && note()}>
            <span class="dim"> · {note()}</span>
          </Show>
        </span>
        <IconButton label="Close (Esc)" icon={ICONS.close} onClick={() => props.onClose()} />
      </header>
      <div
        class="call-tree scroll"
        role="tree"
        tabindex="0"
        aria-label="Callers"
        aria-activedescendant={rows().length > 0 ? `${id}-${at()}` : undefined}
        onKeyDown={onKeyDown}
        ref={list}
      >
        <For each={rows()}>
          {(node, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
            <div
              id={`${id}-${index()}`}
              class="call-row"
              classList={{ cursor: at() === index() }}
              role="treeitem"
              tabindex="-1"
              aria-level={node.depth + 1}
              aria-selected={at() === index()}
              aria-expanded={node.callers()?.length === 0 ? undefined : node.isOpen()}
              style={{ 'padding-inline-start': `${12 + 16 * node.depth}px` }}
              onClick={() => {
                setCursor(index());
                node.open(!node.isOpen());
              }}
              onDblClick={() => props.onOpen(node.caller.call)}
            >
              <span classList={{ 'call-leaf': node.callers()?.length === 0 }}>
                <Chevron isOpen={node.isOpen()} />
              </span>
              <SymbolSign kind={node.caller.kind} />
              <span class="code truncate">{visibleText(node.caller.name)}</span>
              <span class="call-place code truncate dim">
                {visibleText(node.caller.call.path)}:{node.caller.call.line}
              </span>
              <Show when={node.caller.calls > 1}>
                <span class="number dim">{countOf(node.caller.calls, 'call')}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
    </section>
  );
}
