/** What was left out, why, and the button that takes it in. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { SkippedFile, SkipReason } from '../../../workers/protocol';
import { formatBytes, formatCount } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { FileIcon } from '../../ui/FileIcon';
import { createVirtualRows } from '../../ui/virtual-rows';
import { include } from './operations';
import { canInclude, REASONS } from './skip-reasons';

const rowHeight = () => (matchMedia('(pointer: coarse)').matches ? 60 : 46);

export function SkippedFiles(props: { skipped: readonly SkippedFile[]; filter: string }): JSX.Element {
  const [reason, setReason] = createSignal<SkipReason>();
  const matching = createMemo(() => {
    const words = props.filter.toLowerCase().split(/\s+/).filter(Boolean);
    return props.skipped.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)));
  });
  const reasons = createMemo(() => {
    const counts = new Map<SkipReason, number>();
    for (const file of matching()) counts.set(file.reason, (counts.get(file.reason) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  });
  const shown = createMemo(() => {
    const only = reason();
    return only === undefined ? matching() : matching().filter((file) => file.reason === only);
  });
  const rows = createVirtualRows(() => shown().length, rowHeight);
  return (
    <div class="skipped">
      <fieldset class="skipped-reasons">
        <legend class="unseen">Filter by reason</legend>
        <For each={reasons()}>
          {([name, count]) => (
            <button
              type="button"
              class="skipped-reason"
              aria-pressed={reason() === name}
              onClick={() => setReason(reason() === name ? undefined : name)}
            >
              {REASONS[name]} <span class="number dim">{formatCount(count)}</span>
            </button>
          )}
        </For>
      </fieldset>
      <Show
        when={shown().length > 0}
        fallback={
          <EmptyState title={props.skipped.length > 0 ? 'No matches' : 'No skipped files'} role="status">
            Files that a scan skips are listed here with the reason.
          </EmptyState>
        }
      >
        <div
          class="skipped-list scroll"
          ref={rows.ref}
          onScroll={rows.onScroll}
          tabindex="0"
          role="list"
          aria-label="Skipped files"
        >
          <div class="file-tree-canvas" role="presentation" style={{ height: `${rows.height()}px` }}>
            <For each={rows.visible()}>
              {(index) => (
                <Show when={shown()[index]}>
                  {(file) => <SkippedRow file={file()} index={index} count={shown().length} />}
                </Show>
              )}
            </For>
          </div>
        </div>
      </Show>
    </div>
  );
}

function SkippedRow(props: { file: SkippedFile; index: number; count: number }): JSX.Element {
  const [isBusy, setBusy] = createSignal(false);
  const takeIn = async () => {
    setBusy(true);
    await runOperation(include, { path: props.file.path });
    setBusy(false);
  };
  return (
    <div
      class="skipped-row"
      role="listitem"
      aria-posinset={props.index + 1}
      aria-setsize={props.count}
      style={{ transform: `translateY(${props.index * rowHeight()}px)` }}
    >
      <FileIcon path={props.file.path} folder={props.file.isFolder ? 'closed' : undefined} />
      <span class="skipped-text">
        <span class="code truncate" title={visibleText(props.file.path)}>
          {visibleText(props.file.path)}
          {props.file.isFolder ? '/' : ''}
        </span>
        <span class="skipped-why truncate dim" title={props.file.detail}>
          {REASONS[props.file.reason]}
          {props.file.detail ? `: ${props.file.detail}` : ''}
          {props.file.isFolder ? '' : ` · ${formatBytes(props.file.size)}`}
        </span>
      </span>
      <Show when={canInclude(props.file.reason)}>
        <Button disabled={isBusy()} aria-label={`Include ${visibleText(props.file.path)}`} onClick={takeIn}>
          Include
        </Button>
      </Show>
    </div>
  );
}
