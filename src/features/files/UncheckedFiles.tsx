/** What the last scan came by and did not read or check whole, each with its reason. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { GapKind, Unchecked } from '../../../workers/protocol';
import { visibleText } from '../../kernel/visible-text';
import { EmptyState } from '../../ui/EmptyState';
import { FileIcon } from '../../ui/FileIcon';
import { createVirtualRows } from '../../ui/virtual-rows';

const REASONS: Record<GapKind, string> = {
  cancelled: 'Not checked: the scan was cancelled',
  interrupted: 'Not checked: the scan was interrupted',
  listing: 'This folder could not be read',
  unreadable: 'Could not be read',
  'timed-out': 'Time limit exceeded',
  'too-deep': 'Nested too deeply to be checked completely',
  'no-grammar': 'The grammar for this language did not load',
  crashed: 'The analysis crashed',
  'bad-rule': 'A rule could not be used',
  'not-loaded': 'The analysis did not load',
  'not-stored': 'The results were not stored',
  unrecorded: 'Not recorded',
};
const ROW_HEIGHT = 46;

export function UncheckedFiles(props: { unchecked: readonly Unchecked[]; filter: string }): JSX.Element {
  const shown = createMemo(() => {
    const words = props.filter.toLowerCase().split(/\s+/).filter(Boolean);
    return props.unchecked.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)));
  });
  const rows = createVirtualRows(
    () => shown().length,
    () => ROW_HEIGHT,
  );
  return (
    <Show
      when={shown().length > 0}
      fallback={
        <EmptyState
          title={props.unchecked.length > 0 ? 'No matches' : 'Everything was checked'}
          role="status"
        >
          Files that the last scan could not read or check completely are listed here.
        </EmptyState>
      }
    >
      <div
        class="skipped-list scroll"
        ref={rows.ref}
        onScroll={rows.onScroll}
        tabindex="0"
        role="list"
        aria-label="Files that were not checked"
      >
        <div class="file-tree-canvas" role="presentation" style={{ height: `${rows.height()}px` }}>
          <For each={rows.visible()}>
            {(index) => (
              <Show when={shown()[index]}>
                {(file) => <UncheckedRow file={file()} index={index} count={shown().length} />}
              </Show>
            )}
          </For>
        </div>
      </div>
    </Show>
  );
}

function UncheckedRow(props: { file: Unchecked; index: number; count: number }): JSX.Element {
  const why = () => [REASONS[props.file.kind], props.file.detail].filter(Boolean).join(': ');
  return (
    <div
      class="skipped-row"
      role="listitem"
      aria-posinset={props.index + 1}
      aria-setsize={props.count}
      style={{ transform: `translateY(${props.index * ROW_HEIGHT}px)` }}
    >
      <FileIcon path={props.file.path} folder={props.file.isFolder ? 'closed' : undefined} />
      <span class="skipped-text">
        <span class="code truncate" title={visibleText(props.file.path)}>
          {visibleText(props.file.path)}
          {props.file.isFolder ? '/' : ''}
        </span>
        <span class="skipped-why truncate dim" title={why()}>
          {why()}
        </span>
      </span>
    </div>
  );
}
