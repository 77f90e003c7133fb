/** The bar over the code: the file, and the symbols around the caret, each of which leads to its beginning. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { OutlineRow } from '../../workers/protocol';
import type { Place } from '../editor';
import { splitPath } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { ICONS, Icon } from '../ui/Icon';
import { roving } from '../ui/roving';
import { around } from './outline';
import { SymbolSign } from './SymbolSign';
import './crumbs.css';

interface CrumbsProps {
  path: string;
  outline: readonly OutlineRow[];
  caret: Place;
  onGo: (place: Place) => void;
  /** Controls at the end of the bar. */
  children: JSX.Element;
}

export function Crumbs(props: CrumbsProps): JSX.Element {
  const here = createMemo(
    () => around(props.outline, props.caret).flatMap((at) => props.outline[at] ?? []),
    undefined,
    { equals: (a, b) => a.length === b.length && a.every((row, at) => row === b[at]) },
  );
  return (
    <nav class="crumbs" aria-label="Where the caret is" ref={roving}>
      <span class="crumbs-way">
        <button type="button" class="crumb truncate" onClick={() => props.onGo({ line: 1, col: 1 })}>
          {visibleText(splitPath(props.path).name)}
        </button>
        <For each={here()}>
          {(row) => (
            <>
              <span class="crumb-gap dim">
                <Icon path={ICONS.chevron} size={10} />
              </span>
              <button
                type="button"
                class="crumb truncate"
                title={visibleText(row.signature)}
                onClick={() => props.onGo(row.nameRange.start)}
              >
                <SymbolSign kind={row.kind} />
                <span class="truncate">{visibleText(row.name)}</span>
              </button>
            </>
          )}
        </For>
        <Show when={props.outline.length > 0 && here().length === 0}>
          <span class="crumb-gap dim">
            <Icon path={ICONS.chevron} size={10} />
          </span>
          <span class="crumb-none dim">…</span>
        </Show>
      </span>
      <span class="crumbs-end">{props.children}</span>
    </nav>
  );
}
