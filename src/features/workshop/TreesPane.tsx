/** The syntax trees of the code that was looked at last: nodes lead to code, and the caret to its node. */
import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  Show,
  untrack,
} from 'solid-js';
import { explain, type ShownNode, type ShownTrees } from '../../../workers/protocol';
import { treesOf } from '../../data';
import { CodeView, type ShownText, type Viewer } from '../../editor';
import { languageName } from '../../kernel/languages';
import { EmptyState } from '../../ui/EmptyState';
import { Select } from '../../ui/Select';
import { SplitPane } from '../../ui/SplitPane';
import { createVirtualRows } from '../../ui/virtual-rows';
import { asked, noteAsked } from './asked';

const KINDS = [
  ['grammar', 'of the grammar (ast-grep)'],
  ['common', 'common to all languages (Semgrep)'],
] as const;
type Kind = (typeof KINDS)[number][0];
const ROW = 24;

export function TreesPane(): JSX.Element {
  const [kind, setKind] = createSignal<Kind>('grammar');
  const [showsAll, setShowsAll] = createSignal(false);
  let viewer: Viewer | undefined;
  const code = createMemo(() => asked()?.code, undefined, {
    equals: (a, b) => a?.path === b?.path && a?.text === b?.text,
  });
  const [trees] = createResource(code, (one) =>
    treesOf(one).catch((error: unknown) => explain(error).message),
  );
  const shown = createMemo<ShownText | undefined>(() => {
    const one = code();
    return one && { path: one.path, text: one.text, language: one.language };
  });
  const answer = () => (typeof trees.latest === 'object' ? trees.latest : undefined);
  const nodes = createMemo(() => (answer()?.[kind()] ?? []).filter((node) => showsAll() || node.isNamed));
  /** Where the code was looked at before it is shown here; afterwards its own caret leads. */
  const begin = createMemo(on(code, () => untrack(asked)?.from));
  /** Where the caret is, in UTF-16 units. */
  const [caret, setCaret] = createSignal(0);
  const atCaret = createMemo(() => innermost(nodes(), caret()));
  const noteCaret = () => {
    const [at, one] = [viewer?.marked(), code()];
    if (!at || !one) return;
    noteAsked({ code: one, ...at, what: asked()?.what ?? one.path });
    setCaret(offsetIn(one.text, at.from));
  };
  return (
    <Show
      when={shown()}
      fallback={
        <EmptyState title="Choose some code">
          Put the caret into a case, or into code under Matches: its syntax trees are shown here.
        </EmptyState>
      }
    >
      {(text) => (
        <div class="pane-column">
          <div class="workshop-bar">
            <Select label="Tree" value={kind()} options={KINDS} onChange={setKind} />
            <Show when={kind() === 'grammar'}>
              <label class="workshop-check">
                <input
                  type="checkbox"
                  checked={showsAll()}
                  onChange={(event) => setShowsAll(event.currentTarget.checked)}
                />{' '}
                Words and signs
              </label>
            </Show>
            <span class="dim">{said(trees.latest, kind())}</span>
          </div>
          <SplitPane
            id="workshop-trees"
            label="Height of the code"
            direction="column"
            sized="first"
            initial={200}
            min={80}
            minOther={120}
            first={
              <CodeView
                shown={text()}
                findings={[]}
                selected={undefined}
                place={begin()}
                onPick={() => {}}
                onCaret={noteCaret}
                viewer={(made) => {
                  viewer = made;
                }}
              />
            }
            second={
              <NodeList
                nodes={nodes()}
                current={atCaret()}
                onPick={({ from, to }) => viewer?.select(from, to)}
              />
            }
          />
        </div>
      )}
    </Show>
  );
}

function said(trees: ShownTrees | string | undefined, kind: Kind): string {
  if (trees === undefined) return 'Parsing…';
  if (typeof trees === 'string') return trees;
  if (trees.language === '') return 'There is no grammar for this file.';
  const language = languageName(trees.language);
  if (trees[kind].length === 0) {
    return trees.isCut
      ? `There was no time for this tree, or ${language} has none.`
      : `${language} has no such tree.`;
  }
  return `${language}${trees.isCut ? ', the first 20,000 nodes' : ''}`;
}

/** Nodes as a tree of rows; one tab stop, arrows move. */
function NodeList(props: {
  nodes: readonly ShownNode[];
  current: number;
  onPick: (node: ShownNode) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [cursor, setCursor] = createSignal(0);
  const virtual = createVirtualRows(
    () => props.nodes.length,
    () => ROW,
  );
  createEffect(
    on(
      () => props.current,
      (at) => {
        if (at < 0) return;
        setCursor(at);
        virtual.reveal(at);
      },
    ),
  );
  const go = (to: number) => {
    const at = Math.min(Math.max(to, 0), props.nodes.length - 1);
    const node = props.nodes[at];
    if (!node) return;
    setCursor(at);
    virtual.reveal(at);
    props.onPick(node);
  };
  const parentOf = (at: number) => {
    const depth = props.nodes[at]?.depth ?? 0;
    for (let above = at - 1; above >= 0; above--) if ((props.nodes[above]?.depth ?? 0) < depth) return above;
    return at;
  };
  const keys: Record<string, () => number> = {
    ArrowDown: () => cursor() + 1,
    ArrowUp: () => cursor() - 1,
    ArrowLeft: () => parentOf(cursor()),
    ArrowRight: () => cursor() + 1,
    PageDown: () => cursor() + virtual.pageRows(),
    PageUp: () => cursor() - virtual.pageRows(),
    Home: () => 0,
    End: () => props.nodes.length - 1,
  };
  return (
    <div
      class="workshop-nodes scroll"
      role="tree"
      aria-label="Syntax tree"
      tabIndex={0}
      aria-activedescendant={props.nodes.length > 0 ? `${id}-${cursor()}` : undefined}
      ref={virtual.ref}
      onScroll={virtual.onScroll}
      onKeyDown={(event) => {
        const to = keys[event.key]?.();
        if (to === undefined) return;
        event.preventDefault();
        go(to);
      }}
    >
      <div style={{ height: `${virtual.height()}px`, position: 'relative' }} role="presentation">
        <For each={virtual.visible()}>
          {(at) => (
            <Show when={props.nodes[at]}>
              {(node) => (
                <div
                  id={`${id}-${at}`}
                  class="workshop-node"
                  classList={{ current: cursor() === at }}
                  role="treeitem"
                  tabIndex={-1}
                  aria-level={node().depth + 1}
                  aria-selected={cursor() === at}
                  style={{
                    top: `${at * ROW}px`,
                    'padding-inline-start': `${8 + Math.min(node().depth, 40) * 12}px`,
                  }}
                  onClick={() => go(at)}
                  onKeyDown={() => {}}
                >
                  <Show when={node().field}>
                    {(field) => <span class="workshop-field">{field()}: </span>}
                  </Show>
                  <span class="code" classList={{ dim: !node().isNamed }}>
                    {node().kind}
                  </span>
                </div>
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}

/** The last of the smallest nodes around a place. */
function innermost(nodes: readonly ShownNode[], at: number): number {
  let best = -1;
  nodes.forEach(({ from, to }, index) => {
    if (from > at || at > to) return;
    const before = nodes[best];
    if (!before || to - from <= before.to - before.from) best = index;
  });
  return best;
}

function offsetIn(text: string, { line, col }: { line: number; col: number }): number {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const next = text.indexOf('\n', at);
    if (next < 0) break;
    at = next + 1;
  }
  return at + col - 1;
}
