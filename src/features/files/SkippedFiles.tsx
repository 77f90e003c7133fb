/** What was left out, why, and the button that takes it in. */
import { createMemo, createSignal, For, type JSX } from 'solid-js';
import type { SkippedFile, SkipReason } from '../../../workers/protocol';
import { formatBytes, formatCount } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { EmptyState } from '../../ui/EmptyState';
import { OperationButton } from '../../ui/OperationButton';
import { include } from './operations';
import { ReasonList, withPath } from './ReasonList';
import { canInclude, REASONS } from './skip-reasons';

export function SkippedFiles(props: { skipped: readonly SkippedFile[]; filter: string }): JSX.Element {
  const [reason, setReason] = createSignal<SkipReason>();
  const matching = createMemo(() => withPath(props.skipped, props.filter));
  const reasons = createMemo(() => {
    const counts = new Map<SkipReason, number>();
    for (const file of matching()) counts.set(file.reason, (counts.get(file.reason) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  });
  const shown = createMemo(() => {
    const only = reason();
    return only === undefined ? matching() : matching().filter((file) => file.reason === only);
  });
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
      <ReasonList label="Skipped files" files={shown()} why={whyOf} action={includeButton}>
        <EmptyState title={props.skipped.length > 0 ? 'No matches' : 'No skipped files'} role="status">
          Files that a scan skips are listed here with the reason.
        </EmptyState>
      </ReasonList>
    </div>
  );
}

function whyOf({ reason, detail, isFolder, size }: SkippedFile): string {
  const why = detail ? `${REASONS[reason]}: ${detail}` : REASONS[reason];
  return isFolder ? why : `${why} · ${formatBytes(size)}`;
}

function includeButton(file: SkippedFile): JSX.Element {
  return (
    <OperationButton
      operation={canInclude(file.reason) ? include : undefined}
      input={{ path: file.path }}
      aria-label={`Include ${visibleText(file.path)}`}
    >
      Include
    </OperationButton>
  );
}
