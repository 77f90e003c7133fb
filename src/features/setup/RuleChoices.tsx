/** The rules that found something, one by one: each can be turned off, and says what it is about. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { FoundRule } from '../../../workers/protocol';
import { formatCount, formatMs } from '../../kernel/format';
import type { Preview } from '../../share';
import { Button } from '../../ui/Button';
import { InlineCode } from '../../ui/InlineCode';
import { Markdown } from '../../ui/Markdown';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { change, choice, put } from './state';

/** More are shown when they are asked for. */
const FIRST = 8;

export function RuleChoices(props: {
  found: Preview['rules'];
  rules: ReadonlyMap<string, FoundRule>;
}): JSX.Element {
  const [isWhole, setWhole] = createSignal(false);
  const shown = () => (isWhole() ? props.found : props.found.slice(0, FIRST));
  return (
    <>
      <ul class="setup-rules">
        <For each={shown().map(({ ruleId }) => ruleId)}>
          {(id) => (
            <RuleChoice
              id={id}
              count={props.found.find(({ ruleId }) => ruleId === id)?.count ?? 0}
              rule={props.rules.get(id)}
            />
          )}
        </For>
      </ul>
      <Show when={!isWhole() && props.found.length > FIRST}>
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all {formatCount(props.found.length)} rules that found something
        </Button>
      </Show>
    </>
  );
}

function RuleChoice(props: { id: string; count: number; rule: FoundRule | undefined }): JSX.Element {
  const isOn = () => !choice().off.includes(props.id);
  return (
    <li class="setup-rule">
      <label class="setup-option">
        <input
          type="checkbox"
          checked={isOn()}
          onChange={(event) => change({ off: put(choice().off, props.id, !event.currentTarget.checked) })}
        />
        <span class="setup-option-text">
          <span class="setup-option-title">
            <Show when={props.rule?.severity}>{(severity) => <SeverityIcon severity={severity()} />}</Show>{' '}
            {props.rule?.title ?? props.id}
          </span>
          <span class="setup-note code">{props.id}</span>
        </span>
        <span class="setup-count number">
          {formatCount(props.count)}
          <span class="unseen"> findings</span>
          <Show when={props.rule?.cost}>
            {(cost) => <span class="setup-cost">{formatMs(cost().ms)}</span>}
          </Show>
        </span>
      </label>
      <Show when={props.rule}>
        {(rule) => (
          <details class="setup-why">
            <summary>What it finds</summary>
            <p>
              <InlineCode text={rule().message} isTemplate />
            </p>
            <Show when={rule().doc}>{(doc) => <Markdown text={doc()} />}</Show>
          </details>
        )}
      </Show>
    </li>
  );
}
