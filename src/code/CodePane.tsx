/** Code as every view shows it: over it where the caret is, beside it its outline, below it lists of places. */
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { CodeView, type CodeViewProps, type Place, type Viewer } from '../editor';
import { callOperation } from '../kernel/operations/run';
import { IconButton } from '../ui/Button';
import { createWidth } from '../ui/width';
import { type ActiveCode, leaveActive, makeActive } from './active';
import { Crumbs } from './Crumbs';
import { goToPlace, takesFocus } from './go';
import { nameSource } from './name-source';
import { OutlineTree } from './OutlineTree';
import { createOutline } from './outline';
import { isOutlineShown } from './outline-setting';
import { PeekPanel } from './PeekPanel';
import type { Peek } from './peek';
import './code-pane.css';

type CodePaneProps = Omit<CodeViewProps, 'names' | 'onCaret' | 'viewer'>;

/** Less room than this is for the code alone; px. */
const ROOM_FOR_OUTLINE = 700;
const OUTLINE = 'M4 6h16M8 12h12M8 18h12M4 12v.01M4 18v.01';

export function CodePane(props: CodePaneProps): JSX.Element {
  let host!: HTMLElement;
  let viewer: Viewer | undefined;
  const [caret, setCaret] = createSignal<Place>({ line: 1, col: 1 });
  const [peek, setPeek] = createSignal<Peek>();
  const width = createWidth(() => host);
  const outline = createOutline(() => props.shown);
  const path = () => props.shown.path;
  const code: ActiveCode = {
    path,
    caret: () => viewer?.caret() ?? { line: 1, col: 1 },
    goTo(place) {
      viewer?.reveal(place);
      viewer?.focus();
    },
    showCard: () => viewer?.showCard(),
    peek(next) {
      setPeek(next);
      viewer?.keepCaretInView();
    },
  };
  onMount(() => makeActive(code));
  onCleanup(() => leaveActive(code));
  createEffect(
    on(
      () => props.shown,
      () => takesFocus() && viewer?.focus(),
      { defer: true },
    ),
  );
  const closePeek = () => {
    setPeek(undefined);
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
      <Crumbs path={path()} outline={outline()} caret={caret()} onGo={(place) => code.goTo(place)}>
        <IconButton
          label="Outline (Alt O)"
          icon={OUTLINE}
          aria-pressed={isOutlineShown()}
          onClick={() => void callOperation('code.outline')}
        />
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
        <Show when={isOutlineShown() && width() >= ROOM_FOR_OUTLINE}>
          <OutlineTree rows={outline()} caret={caret()} onGo={(place) => code.goTo(place)} />
        </Show>
      </div>
      <Show when={peek()} keyed>
        {(shown) => <PeekPanel peek={shown} onOpen={goToPlace} onClose={closePeek} />}
      </Show>
    </section>
  );
}
