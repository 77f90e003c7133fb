/** Callers and callees of a function, or types above and below one, below the code; each opens to its own. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import { explain } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { Button, IconButton } from '../ui/Button';
import { Chevron } from '../ui/Chevron';
import { ICONS } from '../ui/Icon';
import type { FilePlace } from './go';
import { type Direction, type Relative, relativesOf } from './hierarchy';
import { SymbolSign } from './SymbolSign';
import './peek-panel.css';
import './hierarchy-tree.css';

/** What is looked from, and which way first. */
export interface HierarchyRoot {
  name: string;
  place: FilePlace;
  direction: Direction;
}

interface HierarchyTreeProps {
  root: HierarchyRoot;
  onOpen: (place: FilePlace) => void;
  onClose: () => void;
}

interface Node {
  relative: Relative;
  depth: number;
  isOpen: () => boolean;
  /** The next ones; undefined until they were looked up. */
  next: () => readonly Node[] | undefined;
  open: (on: boolean) => void;
}

const DIRECTIONS: Record<Direction, { label: string; one: string; many: string }> = {
  callers: { label: 'Callers', one: 'caller', many: 'callers' },
  callees: { label: 'Callees', one: 'callee', many: 'callees' },
  supertypes: { label: 'Supertypes', one: 'supertype', many: 'supertypes' },
  subtypes: { label: 'Subtypes', one: 'subtype', many: 'subtypes' },
};

export function HierarchyTree(props: HierarchyTreeProps): JSX.Element {
  const id = createUniqueId();
  let stop = new AbortController();
  const [direction, setDirection] = createSignal(props.root.direction);
  const [top, setTop] = createSignal<readonly Node[]>();
  const [note, setNote] = createSignal('');
  const [cursor, setCursor] = createSignal(0);
  let list!: HTMLDivElement;
  const look = (of: FilePlace, depth: number, show: (nodes: readonly Node[]) => void) => {
    const { signal } = stop;
    return relativesOf(of, direction(), signal).then(
      ({ relatives, note: part }) => {
        if (signal.aborted) return;
        setNote(part);
        show(relatives.map((relative) => nodeOf(relative, depth)));
      },
      (error: unknown) => signal.aborted || setNote(explain(error).message),
    );
  };
  const nodeOf = (relative: Relative, depth: number): Node => {
    const [isOpen, setOpen] = createSignal(false);
    const [next, setNext] = createSignal<readonly Node[]>();
    const open = (on: boolean) => {
      setOpen(on);
      if (on && next() === undefined) void look(relative.place, depth + 1, setNext);
    };
    return { relative, depth, isOpen, next, open };
  };
  createEffect(
    on(direction, () => {
      stop = new AbortController();
      setTop(undefined);
      setNote('');
      setCursor(0);
      void look(props.root.place, 0, setTop);
      list.focus();
      onCleanup(() => stop.abort());
    }),
  );
  const rows = createMemo(() => {
    const shown = (nodes: readonly Node[]): Node[] =>
      nodes.flatMap((node) => [node, ...(node.isOpen() ? shown(node.next() ?? []) : [])]);
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
    Enter: (node) => props.onOpen(node.relative.shown),
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
    const { one, many } = DIRECTIONS[direction()];
    if (!nodes) return note() || `Looking for ${many}…`;
    return nodes.length === 0
      ? `No ${many} of ${visibleText(props.root.name)} were found`
      : `${countOf(nodes.length, one)} of ${visibleText(props.root.name)}`;
  };
  return (
    <section class="peek" aria-label="Hierarchy">
      <header class="peek-head">
        <span class="truncate" role="status">
          {title()}
          <Show when={top() && note()}>
            <span class="dim"> · {note()}</span>
          </Show>
        </span>
        <fieldset class="hierarchy-ways">
          <legend class="unseen">What is shown</legend>
          <For each={Object.entries(DIRECTIONS) as [Direction, { label: string }][]}>
            {([way, { label }]) => (
              <Button kind="quiet" aria-pressed={direction() === way} onClick={() => setDirection(way)}>
                {label}
              </Button>
            )}
          </For>
        </fieldset>
        <IconButton label="Close (Esc)" icon={ICONS.close} onClick={() => props.onClose()} />
      </header>
      <div
        class="call-tree scroll"
        role="tree"
        tabindex="0"
        aria-label={DIRECTIONS[direction()].label}
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
              aria-expanded={node.next()?.length === 0 ? undefined : node.isOpen()}
              style={{ 'padding-inline-start': `${12 + 16 * node.depth}px` }}
              onClick={() => {
                setCursor(index());
                node.open(!node.isOpen());
              }}
              onDblClick={() => props.onOpen(node.relative.shown)}
            >
              <span classList={{ 'call-leaf': node.next()?.length === 0 }}>
                <Chevron isOpen={node.isOpen()} />
              </span>
              <SymbolSign kind={node.relative.kind} />
              <span class="code truncate">{visibleText(node.relative.name)}</span>
              <span class="call-place code truncate dim">
                {visibleText(node.relative.shown.path)}:{node.relative.shown.line}
              </span>
              <Show when={node.relative.calls > 1}>
                <span class="number dim">{countOf(node.relative.calls, 'call')}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
    </section>
  );
}
