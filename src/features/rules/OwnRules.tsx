/** Rule files of one's own: what is wrong with them, to the column, and taking them out again. */

import { createMemo, For, type JSX, Show } from 'solid-js';
import { rules } from '../../data';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { ProblemList } from '../../ui/ProblemList';
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
        <ProblemList problems={problems()} path={true} />
      </section>
    </Show>
  );
}
