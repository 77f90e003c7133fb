/** Rule files of one's own: what is wrong with them, to the column, and taking them out again. */

import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Problem } from '../../../workers/protocol';
import { notify, rules } from '../../data';
import { notifyError } from '../../kernel/notices';
import { visibleText } from '../../kernel/visible-text';
import { IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';

/** Loads rule files and says what came of it. */
export async function importRuleFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  try {
    const problems = await rules.importFiles(files);
    const names = files.map((file) => file.name).join(', ');
    if (problems.length === 0) notify('success', `${names} imported.`);
    else
      notify(
        'warning',
        `${names}: ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}, listed with the rules. The other rules of it are in use.`,
      );
  } catch (error) {
    notifyError(error, 'The rules could not be imported');
  }
}

export function OwnRules(): JSX.Element {
  const problems = createMemo(rules.problems);
  const remove = async (path: string, text: string) => {
    try {
      await rules.removeUserFile(path);
      const undo = () => importRuleFiles([new File([text], path)]);
      notify('success', `${path} removed.`, { label: 'Undo', run: undo });
    } catch (error) {
      notifyError(error, `${path} could not be removed`);
    }
  };
  return (
    <Show when={rules.userFiles().length > 0 || problems().length > 0}>
      <section class="own-rules" aria-label="Your rule files and problems">
        <ul class="own-files">
          <For each={rules.userFiles()}>
            {({ path, text }) => (
              <li class="own-file">
                <Icon path={ICONS.file} size={14} />
                <span class="code truncate">{visibleText(path)}</span>
                <IconButton label={`Remove ${path}`} icon={ICONS.trash} onClick={() => remove(path, text)} />
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
        <InlineCode text={props.problem.message} />{' '}
        <span class="dim">
          <InlineCode text={props.problem.help ?? ''} />
        </span>
      </span>
    </li>
  );
}
