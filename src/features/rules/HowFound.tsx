/** How a rule works, for those who want to know: what a file must contain, what trying cost, and the rule's source. */
import { createMemo, createResource, createSignal, type JSX, Show } from 'solid-js';
import { rules } from '../../data';
import { CodeView, type ShownText } from '../../editor';
import { countOf, formatMs } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { InlineCode } from '../../ui/InlineCode';
import type { RuleRow } from './rule-filter';

export function HowFound(props: { rule: RuleRow }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details class="rule-how" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>How it is found</summary>
      <Show when={isOpen()}>
        <Workings rule={props.rule} />
        <Source rule={props.rule} />
      </Show>
    </details>
  );
}

function Workings(props: { rule: RuleRow }): JSX.Element {
  return (
    <dl class="rule-workings">
      <dt>Prefilter</dt>
      <dd>
        <Show when={props.rule.needs} fallback="None: it checks every file in its languages">
          {(needs) => (
            <>
              Only files that contain <InlineCode text={needs()} />
            </>
          )}
        </Show>
      </dd>
      <dt>Time</dt>
      <dd class="number">
        <Show when={props.rule.cost} fallback={<span class="dim">Not measured yet</span>}>
          {(cost) => (
            <>
              {formatMs(cost().ms)} in {countOf(cost().files, 'file')}
              <span class="dim"> in the last scan</span>
            </>
          )}
        </Show>
      </dd>
    </dl>
  );
}

/** Lines of the source that are seen without scrolling. */
const MOST_LINES = 24;
const LINE_PX = 20;

function Source(props: { rule: RuleRow }): JSX.Element {
  const [text] = createResource(
    () => props.rule.path,
    (path) => rules.sourceOf(path, props.rule.origin),
  );
  const shown = createMemo<ShownText | undefined>(() => {
    const source = text.state === 'ready' ? text() : undefined;
    if (source === undefined) return undefined;
    const language = props.rule.path.endsWith('.toml') ? 'toml' : 'yaml';
    return { path: props.rule.path, text: source, language };
  });
  const height = () => {
    const lines = shown()?.text.split('\n').length ?? 1;
    return `${Math.min(lines, MOST_LINES) * LINE_PX + 36}px`;
  };
  return (
    <section class="rule-source" aria-label="Source">
      <p class="code dim">{visibleText(props.rule.path)}</p>
      <Show
        when={shown()}
        fallback={<p class="dim">{text.loading ? 'Loading…' : 'The rule file is not available.'}</p>}
      >
        {(source) => (
          <div class="rule-source-code" style={{ 'block-size': height() }}>
            <CodeView
              shown={source()}
              findings={[]}
              selected={undefined}
              place={{ line: props.rule.line, col: 1 }}
              onPick={() => {}}
            />
          </div>
        )}
      </Show>
    </section>
  );
}
