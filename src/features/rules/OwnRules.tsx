/** Rule files of one's own: what is wrong with them, to the column, and taking them out again. */

import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Problem } from '../../../workers/protocol';
import { rules } from '../../data';
import { sentence } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { removeRuleFile } from './operations';

export function OwnRules(): JSX.Element {
  const problems = createMemo(rules.problems);
  return (
    <Show when={rules.userFiles().length > 0 || problems().length > 0}>
      <section class="own-rules" aria-label="Your rule files and problems">
        <ul class="own-files">
          <For each={rules.userFiles()}>
            {({ path }) => (
              <li class="own-file">
                <Icon path={ICONS.file} size={14} />
                <span class="code truncate">{visibleText(path)}</span>
                <IconButton
                  label={`Remove ${path}`}
                  icon={ICONS.trash}
                  onClick={() => void runOperation(removeRuleFile, { path })}
                />
              </li>
            )}
          </For>
        </ul>
        <ul class="rule-problems">
          <For each={problems()}>{(problem) => <ProblemRow problem={problem} />}</For>
        </ul>
      </section>
    </Show>
  );
}

function ProblemRow(props: { problem: Problem }): JSX.Element {
  const place = () =>
    [props.problem.path, props.problem.line, props.problem.line && props.problem.col]
      .filter((part) => part !== undefined && part !== 0)
      .join(':');
  return (
    <li class="rule-problem">
      <Icon path={ICONS.warning} size={14} />
      <span>
        <Show when={place()}>{(text) => <span class="code">{text()} </span>}</Show>
        <InlineCode text={sentence(props.problem.message)} />{' '}
        <span class="dim">
          <InlineCode text={sentence(props.problem.help ?? '')} />
        </span>
      </span>
    </li>
  );
}
