/** Code as every view shows it: over it where the caret is, beside it its outline, below it lists of places. */
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { currentRoute, guessNames, namesVersion } from '../data';
import { CodeView, type CodeViewProps, type Place, type Viewer } from '../editor';
import { describeKeys } from '../kernel/hotkeys';
import { callOperation } from '../kernel/operations/run';
import { IconButton } from '../ui/Button';
import { createWidth } from '../ui/width';
import { type ActiveCode, leaveActive, makeActive } from './active';
import { Crumbs } from './Crumbs';
import { goToPlace, takesFocus } from './go';
import { type HierarchyRoot, HierarchyTree } from './HierarchyTree';
import { nameSource } from './name-source';
import { OutlineTree } from './OutlineTree';
import { createOutline } from './outline';
import { isOutlineShown } from './outline-setting';
import { PeekPanel } from './PeekPanel';
import { MOST_USES, type Peek } from './peek';
import './code-pane.css';

type CodePaneProps = Omit<CodeViewProps, 'names' | 'onCaret' | 'viewer'>;

/** Less room than this is for the code alone; px. */
const ROOM_FOR_OUTLINE = 760;
const OUTLINE = 'M4 6h16M8 12h12M8 18h12M4 12v.01M4 18v.01';

export function CodePane(props: CodePaneProps): JSX.Element {
  let host!: HTMLElement;
  let viewer: Viewer | undefined;
  const [caret, setCaret] = createSignal<Place>({ line: 1, col: 1 });
  /** What is shown below the code, if anything is. */
  const [below, setBelow] = createSignal<{ peek: Peek } | { hierarchy: HierarchyRoot }>();
  const width = createWidth(() => host);
  const hasRoom = () => width() >= ROOM_FOR_OUTLINE;
  const outline = createOutline(() => props.shown);
  const path = () => props.shown.path;
  const showBelow = (next: { peek: Peek } | { hierarchy: HierarchyRoot }) => {
    setBelow(next);
    viewer?.keepCaretInView();
  };
  const code: ActiveCode = {
    path,
    caret: () => viewer?.caret() ?? { line: 1, col: 1 },
    marked: () => viewer?.marked() ?? { from: { line: 1, col: 1 }, to: { line: 1, col: 1 } },
    isEditable: () => props.shown.isEditable ?? false,
    findingsAtCaret: () => viewer?.findingsAtCaret() ?? [],
    replaceAll: (text) => viewer?.replaceAll(text),
    focus: () => viewer?.focus(),
    goTo(place) {
      viewer?.reveal(viewer.fromScanned(place));
      viewer?.focus();
    },
    showCard: () => viewer?.showCard(),
    askName: async (question) => viewer?.askName(question),
    peek: (peek) => showBelow({ peek }),
    showHierarchy: (hierarchy) => showBelow({ hierarchy }),
  };
  /** Where the address says the place, going on is a step in the history. */
  const goWithin = (place: Place) =>
    currentRoute().path === '/files' ? goToPlace({ path: path(), ...place }) : code.goTo(place);
  // The next question is often what the name at the caret is, and where else it is used.
  createEffect(
    on([caret, path, namesVersion], () => {
      const place = { path: path(), ...code.caret() };
      guessNames('caret', [
        { name: 'hoverAt', params: place },
        { name: 'referencesAt', params: { ...place, limit: MOST_USES } },
      ]);
    }),
  );
  onMount(() => makeActive(code));
  onCleanup(() => leaveActive(code));
  createEffect(
    on(
      () => props.shown,
      () => takesFocus() && viewer?.focus(),
      { defer: true },
    ),
  );
  const closeBelow = () => {
    setBelow(undefined);
    viewer?.focus();
  };
  return (
    <section
      class="code-pane"
      aria-label="Code"
      ref={(element) => {
        host = element;
      }}
      onFocusIn={() => makeActive(code)}
    >
      <Crumbs path={path()} outline={outline().rows} caret={caret()} onGo={goWithin}>
        <Show
          when={hasRoom()}
          fallback={
            <IconButton
              label={`Go to symbol (${describeKeys('Mod-Shift-o')})`}
              icon={OUTLINE}
              onClick={() => void callOperation('palette.symbols')}
            />
          }
        >
          <IconButton
            label={`Outline (${describeKeys('Alt-o')})`}
            icon={OUTLINE}
            aria-pressed={isOutlineShown()}
            onClick={() => void callOperation('code.outline')}
          />
        </Show>
      </Crumbs>
      <div class="code-pane-body">
        <div class="code-pane-code">
          <CodeView
            {...props}
            names={nameSource(path)}
            onCaret={setCaret}
            viewer={(made) => {
              viewer = made;
              if (takesFocus()) made.focus();
            }}
          />
        </div>
        <Show when={isOutlineShown() && hasRoom()}>
          <OutlineTree {...outline()} caret={caret()} onGo={goWithin} />
        </Show>
      </div>
      <Show when={below()} keyed>
        {(shown) =>
          'peek' in shown ? (
            <PeekPanel peek={shown.peek} onOpen={goToPlace} onClose={closeBelow} />
          ) : (
            <HierarchyTree root={shown.hierarchy} onOpen={goToPlace} onClose={closeBelow} />
          )
        }
      </Show>
    </section>
  );
}
