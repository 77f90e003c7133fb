/** The treemap: each rectangle is a link to the findings of its folder. One tab stop, arrows move on. */
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { countOf, formatCount } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { SeverityIcon, severityName } from '../../ui/SeverityIcon';
import { findingsHref } from './links';
import { type Cell, type FolderSummary, layoutTreemap } from './treemap';

/** px, as in summary.css: in a style attribute the page's security policy would refuse it. */
const HEIGHT = 320;

export function Treemap(props: { folders: readonly FolderSummary[] }): JSX.Element {
  let host!: HTMLElement;
  const [width, setWidth] = createSignal(0);
  const [current, setCurrent] = createSignal(0);
  const cells = createMemo(() => layoutTreemap(props.folders, width(), HEIGHT));
  onMount(() => {
    const observer = new ResizeObserver(() => setWidth(host.clientWidth));
    observer.observe(host);
    onCleanup(() => observer.disconnect());
  });
  const focusAt = (index: number) => {
    const at = (index + cells().length) % cells().length;
    setCurrent(at);
    host.querySelectorAll<HTMLElement>('.treemap-cell')[at]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowRight: current() + 1,
      ArrowDown: current() + 1,
      ArrowLeft: current() - 1,
      ArrowUp: current() - 1,
      Home: 0,
      End: -1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    focusAt(target);
  };
  return (
    <nav
      class="treemap"
      ref={host}
      aria-label="Folders by lines of code; the arrow keys move between them"
      onKeyDown={onKeyDown}
    >
      <For each={cells()}>
        {(cell, index) => (
          <CellView cell={cell} isStop={index() === current()} onFocus={() => setCurrent(index())} />
        )}
      </For>
    </nav>
  );
}

function describe(cell: Cell): string {
  const where = cell.isOwnFiles ? `files directly in ${cell.path || 'the project'}` : cell.path;
  const lines = countOf(cell.lines, 'line');
  if (cell.findings === 0) return `${where}, ${lines}, 0 findings`;
  const worst = cell.worst ? `, worst: ${severityName(cell.worst).toLowerCase()}` : '';
  return `${where}, ${lines}, ${countOf(cell.findings, 'finding')}${worst}`;
}

function CellView(props: { cell: Cell; isStop: boolean; onFocus: () => void }): JSX.Element {
  const hasRoom = () => props.cell.width >= 44 && props.cell.height >= 18;
  return (
    <a
      class={`treemap-cell ${props.cell.worst ? `severity-${props.cell.worst}` : 'clean'}`}
      classList={{ frame: props.cell.isFrame }}
      href={findingsHref({ path: props.cell.path })}
      tabindex={props.isStop ? 0 : -1}
      title={describe(props.cell)}
      onFocus={() => props.onFocus()}
      style={{
        left: `${props.cell.x}px`,
        top: `${props.cell.y}px`,
        width: `${props.cell.width}px`,
        height: `${props.cell.height}px`,
      }}
    >
      <span class="unseen">{describe(props.cell)}</span>
      <Show when={hasRoom()}>
        <span class="treemap-name" aria-hidden="true">
          <Show when={props.cell.worst}>
            {(worst) => <SeverityIcon severity={worst()} size={9} label={false} />}
          </Show>
          <span class="truncate">{visibleText(props.cell.name)}</span>
          <Show when={props.cell.width >= 120}>
            <span class="treemap-count number">
              {props.cell.findings > 0 ? formatCount(props.cell.findings) : ''}
            </span>
          </Show>
        </span>
        <Show when={!props.cell.isFrame && props.cell.height >= 40 && props.cell.width >= 70}>
          <span class="treemap-lines number dim" aria-hidden="true">
            {countOf(props.cell.lines, 'line')}
          </span>
        </Show>
      </Show>
    </a>
  );
}
