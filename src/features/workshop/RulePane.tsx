/** The rule itself: its text with help while it is typed, what is wrong with it, and what can be done with it. */
import { createMemo, type JSX, Show } from 'solid-js';
import { notify } from '../../data';
import { CodeView, ruleHelp, type ShownText } from '../../editor';
import { runOperation } from '../../kernel/operations/run';
import { canSay, DIALECT_NAMES, DIALECTS, isRulePath, SHAPE_NAMES, SHAPES } from '../../share';
import { Menu } from '../../ui/Menu';
import { OperationButton } from '../../ui/OperationButton';
import { ProblemList } from '../../ui/ProblemList';
import { problemMarks } from './marks';
import { copyRuleLink, saveRule, startRule } from './operations';
import { PartsBar } from './PartsBar';
import { dialectOf, SCHEMAS } from './schema';
import { changeRule, judgeError, judgement, opened, written } from './state';

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
    judgement()?.of.text === written().text ? problemMarks(problems(), written().text) : [],
  );
  const state = () => {
    const error = judgeError();
    if (error) return `The rule could not be tried: ${error.message}`;
    const now = judgement();
    if (!now) return '';
    return now.rules.length === 0 ? 'No rule yet.' : 'The rule can be read.';
  };
  const rename = (input: HTMLInputElement) => {
    const path = input.value.trim();
    if (isRulePath(path)) changeRule({ path });
    else {
      notify(
        'warning',
        `${path || 'This'} is no name for a file of rules.`,
        undefined,
        'It ends in .yml or .toml.',
      );
      input.value = written().path;
    }
  };
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
        <label class="workshop-path">
          <span class="unseen">File name</span>
          <input
            class="code"
            value={written().path}
            spellcheck={false}
            onChange={(event) => rename(event.currentTarget)}
          />
        </label>
      </div>
      <PartsBar />
      <div class="workshop-editor">
        <CodeView
          shown={shown()}
          findings={marks()}
          selected={undefined}
          place={undefined}
          onPick={() => {}}
          onEdit={(text) => changeRule({ text: text.now() })}
          more={help}
        />
      </div>
      <div class="workshop-problems scroll" role="status" aria-label="Problems of the rule">
        <Show when={problems().length > 0} fallback={<p class="dim">{state()}</p>}>
          <ProblemList problems={problems()} path={false} />
        </Show>
      </div>
    </div>
  );
}
