/** The rule itself: its text with help while it is typed, what is wrong with it, and what can be done with it. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { CodeView, ruleHelp, type ShownText } from '../../editor';
import { formatCount } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { Button } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { Menu } from '../../ui/Menu';
import { OperationButton } from '../../ui/OperationButton';
import { versionsOf } from './history';
import { problemMarks } from './marks';
import { copyRuleLink, restoreVersion, saveRule, startRule } from './operations';
import { dialectOf, SCHEMAS } from './schema';
import { changeRule, judgement, opened, written } from './state';
import { canSay, DIALECT_NAMES, DIALECTS, SHAPE_NAMES, SHAPES } from './templates';

const TEMPLATES = DIALECTS.flatMap((dialect) =>
  SHAPES.filter((shape) => canSay(dialect, shape)).map((shape) => ({
    id: `${dialect} ${shape}`,
    label: `${DIALECT_NAMES[dialect]}: ${SHAPE_NAMES[shape]}`,
  })),
);

export function RulePane(): JSX.Element {
  const isToml = () => written().path.endsWith('.toml');
  const help = ruleHelp(() => SCHEMAS[dialectOf(written().path, written().text)](), isToml);
  let lastOpened = -1;
  const shown = createMemo<ShownText>((last) => {
    // What is typed is in the editor already.
    const [count, rule] = [opened(), written()];
    if (last && count === lastOpened) return last;
    lastOpened = count;
    return { path: rule.path, text: rule.text, language: isToml() ? 'toml' : 'yaml', isEditable: true };
  });
  const problems = createMemo(() => judgement()?.problems ?? []);
  const marks = createMemo(() =>
    judgement()?.of === written().text ? problemMarks(problems(), written().text) : [],
  );
  return (
    <div class="pane-column workshop-rule">
      <div class="workshop-bar">
        <Menu
          label="New rule"
          title="Begin a rule with a template"
          items={TEMPLATES}
          onPick={(id) => {
            const [dialect, shape] = id.split(' ');
            void runOperation(startRule, { dialect: dialect as 'semgrep', shape: shape as 'call' });
          }}
        />
        <OperationButton operation={saveRule} input={{}} kind="primary">
          Save
        </OperationButton>
        <OperationButton operation={copyRuleLink} input={{}}>
          Copy link
        </OperationButton>
        <Show when={versionsOf(written().path).length > 0}>
          <Button kind="quiet" onClick={() => void runOperation(restoreVersion, { version: 0 })}>
            Versions ({formatCount(versionsOf(written().path).length)})
          </Button>
        </Show>
        <span class="workshop-path code truncate dim">{written().path}</span>
      </div>
      <div class="workshop-editor">
        <CodeView
          shown={shown()}
          findings={marks()}
          selected={undefined}
          place={undefined}
          onPick={() => {}}
          onEdit={(text) => changeRule({ text: text() })}
          more={help}
        />
      </div>
      <div class="workshop-problems scroll" role="status" aria-label="Problems of the rule">
        <Show
          when={problems().length > 0}
          fallback={
            <p class="dim">
              {(judgement()?.rules.length ?? 0) === 0 ? 'No rule yet.' : 'The rule can be read.'}
            </p>
          }
        >
          <ul>
            <For each={problems()}>
              {(problem) => (
                <li>
                  <Icon path={ICONS.warning} size={14} />
                  <span>
                    <Show when={problem.line}>
                      <span class="code">
                        {problem.line}:{problem.col}{' '}
                      </span>
                    </Show>
                    <InlineCode text={problem.message} />{' '}
                    <span class="dim">
                      <InlineCode text={problem.help ?? ''} />
                    </span>
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </div>
  );
}
