/** The cases of the rule: what is said of each, above the text that holds them. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { CodeView, type EditedText, type ShownText, type Viewer } from '../../editor';
import { countOf, formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { casesPath, parseCases, type RuleCase } from '../../share';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { OperationButton } from '../../ui/OperationButton';
import { noteAsked } from './asked';
import { marksOf } from './marks';
import { acceptFound, addCase, learnFromCases } from './operations';
import { type CaseResult, changeRule, judgeError, judgement, opened, written } from './state';

const WORDS = {
  validated: 'validated: nothing is found, as it should be',
  reported: 'reported: it is found, as it should be',
  noisy: 'noisy: it is found and should not be',
  missing: 'missing: it should be found',
} as const;

export function CasesPane(): JSX.Element {
  let viewer: Viewer | undefined;
  let lastOpened = -1;
  const shown = createMemo<ShownText>((last) => {
    const [count, rule] = [opened(), written()];
    if (last && count === lastOpened) return last;
    lastOpened = count;
    return { path: casesPath(rule.path), text: rule.cases, language: 'markdown', isEditable: true };
  });
  const cases = () => judgement()?.cases ?? [];
  const marks = createMemo(() =>
    cases().flatMap(({ one, result }, at) => marksOf(result.findings, one.line, at * 1000)),
  );
  const edit = (text: EditedText) => {
    changeRule({ cases: text.now() });
    note();
  };
  const note = () => {
    const at = viewer?.marked();
    if (at) noteAsked(placeIn(parseCases(written().cases), at));
  };
  return (
    <div class="pane-column">
      <div class="workshop-bar">
        <OperationButton operation={addCase} input={{ kind: 'invalid' }}>
          Add invalid code
        </OperationButton>
        <OperationButton operation={addCase} input={{ kind: 'valid' }}>
          Add valid code
        </OperationButton>
        <Show when={cases().length > 0}>
          <OperationButton
            operation={acceptFound}
            input={{}}
            kind="quiet"
            title="Writes into the cases what is found in them now"
          >
            Keep as expected
          </OperationButton>
          <OperationButton
            operation={learnFromCases}
            input={{}}
            kind="quiet"
            title="Writes a rule that finds what is marked in the cases, and nothing else in them"
          >
            Make a rule from the cases
          </OperationButton>
        </Show>
      </div>
      <Show when={judgeError()}>
        {(error) => (
          <p class="workshop-wrong" role="alert">
            {error().message}
          </p>
        )}
      </Show>
      <Show
        when={cases().length > 0}
        fallback={
          <Show when={parseCases(written().cases).length === 0}>
            <EmptyState title="No cases yet">
              A case is code between <code>```python invalid</code> and <code>```</code>: the rule must find
              it. With <code>valid</code> in place of <code>invalid</code> it must not.
            </EmptyState>
          </Show>
        }
      >
        <ul class="workshop-cases scroll" aria-label="What the rule makes of its cases">
          <For each={cases()}>
            {(one) => (
              <li classList={{ wrong: !one.isRight }}>
                <Button kind="quiet" onClick={() => viewer?.reveal({ line: one.one.line, col: 1 })}>
                  <span class="workshop-verdict" data-verdict={one.verdict} title={WORDS[one.verdict]}>
                    {one.verdict}
                  </span>
                  <span class="dim">
                    {languageName(one.one.language)}, line {one.one.line}
                  </span>
                  <span>{summary(one)}</span>
                </Button>
              </li>
            )}
          </For>
        </ul>
        <Show when={judgement()?.untried}>
          {(count) => (
            <p class="workshop-status dim">
              {countOf(count(), 'case is', 'cases are')} not tried: the first {formatCount(cases().length)}{' '}
              are.
            </p>
          )}
        </Show>
      </Show>
      <div class="workshop-editor">
        <CodeView
          shown={shown()}
          scanned={written().cases}
          findings={marks()}
          selected={undefined}
          place={undefined}
          onPick={() => {}}
          onEdit={edit}
          onCaret={note}
          viewer={(made) => {
            viewer = made;
          }}
        />
      </div>
    </div>
  );
}

function summary({ faults, result }: CaseResult): string {
  if (faults.length > 0) return faults.join(' ');
  const { findings, fixed } = result;
  if (findings.length === 0) return '';
  const lines = findings.map(({ range }) => `${range.start.line}:${range.start.col}`);
  return `${countOf(findings.length, 'match', 'matches')} at ${lines.slice(0, 5).join(', ')}${fixed === undefined ? '' : ', with a fix'}`;
}

type Marked = ReturnType<Viewer['marked']>;

/** The case in which the caret is, and where in it. */
function placeIn(cases: readonly RuleCase[], { from, to }: Marked) {
  const one = cases.find(({ line, lines }) => from.line >= line && from.line < line + lines);
  if (!one) return undefined;
  const move = ({ line, col }: Marked['from']) => ({ line: line - one.line + 1, col });
  const code = { path: `case.${one.language}`, text: one.code, language: one.language };
  return { code, from: move(from), to: move(to), what: 'the case' };
}
