/** Two tabs have edited one file: where their texts differ, and which of them is to be kept. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { DiffView, linesDiff } from '../../editor';
import { countOf } from '../../kernel/format';
import { hunksOf } from '../../share';
import { ICONS, Icon } from '../../ui/Icon';
import { OperationButton } from '../../ui/OperationButton';
import { keepOwn, takeOther } from './edit-operations';

/** Differences that are shown. */
const MOST = 20;

export function OtherTab(props: { path: string; own: string; other: string }): JSX.Element {
  const hunks = createMemo(() => hunksOf(props.own, props.other, 1));
  return (
    <div class="other-tab" role="group" aria-label="Texts of two tabs">
      <span class="edit-overtaken" role="alert">
        <Icon path={ICONS.warning} size={14} />
        Another tab has edited this file, too. Both texts are kept.
      </span>
      <OperationButton operation={keepOwn} input={{}}>
        Keep this text
      </OperationButton>
      <OperationButton operation={takeOther} input={{}}>
        Take the other text
      </OperationButton>
      <details>
        <summary>{countOf(hunks().length, 'difference')}</summary>
        <div class="other-tab-hunks scroll">
          <For each={hunks().slice(0, MOST)}>
            {({ oldStart, lines }) => (
              <DiffView
                lines={linesDiff(oldStart, side(lines, '-'), side(lines, '+'))}
                language={undefined}
                label={`Difference from line ${oldStart}: this tab, then the other one`}
              />
            )}
          </For>
          <Show when={hunks().length > MOST}>
            <p class="dim">and {countOf(hunks().length - MOST, 'more difference')}</p>
          </Show>
        </div>
      </details>
    </div>
  );
}

function side(lines: readonly string[], sign: '-' | '+'): string[] {
  return lines.filter((line) => line.startsWith(sign) || line.startsWith(' ')).map((line) => line.slice(1));
}
