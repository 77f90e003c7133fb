/** What is wrong with rule files, to the column. */
import { For, type JSX, Show } from 'solid-js';
import type { Problem } from '../../workers/protocol';
import { sentence } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { ICONS, Icon } from './Icon';
import { InlineCode } from './InlineCode';
import './problem-list.css';

/** @param path whether the file is named: left out where it is plain which one is meant */
export function ProblemList(props: { problems: readonly Problem[]; path: boolean }): JSX.Element {
  const place = ({ path, line, col }: Problem) =>
    [props.path ? path && visibleText(path) : undefined, line, line && col]
      .filter((part) => part !== undefined && part !== 0)
      .join(':');
  return (
    <ul class="problem-list">
      <For each={props.problems}>
        {(problem) => (
          <li class="rule-problem">
            <Icon path={ICONS.warning} size={14} />
            <span>
              <Show when={place(problem)}>{(text) => <span class="code">{text()} </span>}</Show>
              <InlineCode text={sentence(problem.message)} />{' '}
              <span class="dim">
                <InlineCode text={sentence(problem.help ?? '')} />
              </span>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}
