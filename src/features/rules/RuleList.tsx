/** The rules that match, each on two lines; one tab stop, the arrows move and show. */
import { createEffect, For, type JSX, on, Show } from 'solid-js';
import { formatCount, formatMs } from '../../kernel/format';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { createVirtualRows } from '../../ui/virtual-rows';
import type { RuleRow } from './rule-filter';

interface RuleListProps {
  rules: readonly RuleRow[];
  selected: string | undefined;
  /** Ids of rules with an error. */
  broken: ReadonlySet<string>;
  /** Whether rows say what their rules cost. */
  showsCost: boolean;
  onSelect: (id: string) => void;
  onToggle: (rule: RuleRow) => void;
}

const rowHeight = () => 50;

export function RuleList(props: RuleListProps): JSX.Element {
  const rows = createVirtualRows(() => props.rules.length, rowHeight);
  const at = () => props.rules.findIndex((rule) => rule.id === props.selected);
  const goTo = (index: number) => {
    const rule = props.rules[Math.min(Math.max(index, 0), props.rules.length - 1)];
    if (rule) props.onSelect(rule.id);
  };
  createEffect(on(at, (index) => rows.reveal(index)));
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(at() + 1),
      ArrowUp: () => goTo(at() - 1),
      PageDown: () => goTo(at() + rows.pageRows()),
      PageUp: () => goTo(at() - rows.pageRows()),
      Home: () => goTo(0),
      End: () => goTo(props.rules.length - 1),
      ' ': () => {
        const rule = props.rules[at()];
        if (rule) props.onToggle(rule);
      },
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  };
  return (
    <div
      class="rule-list scroll"
      ref={rows.ref}
      role="listbox"
      aria-label="Rules"
      tabindex="0"
      aria-activedescendant={at() >= 0 ? `rule-${at()}` : undefined}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="rule-canvas" role="presentation" style={{ height: `${rows.height()}px` }}>
        <For each={rows.visible()}>
          {(index) => (
            <Show when={props.rules[index]}>
              {(rule) => (
                <RuleRowView
                  rule={rule()}
                  index={index}
                  count={props.rules.length}
                  isSelected={rule().id === props.selected}
                  isBroken={props.broken.has(rule().id)}
                  showsCost={props.showsCost}
                  onSelect={() => props.onSelect(rule().id)}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}

interface RuleRowViewProps {
  rule: RuleRow;
  index: number;
  count: number;
  isSelected: boolean;
  isBroken: boolean;
  showsCost: boolean;
  onSelect: () => void;
}

function RuleRowView(props: RuleRowViewProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows
    <div
      id={`rule-${props.index}`}
      class="rule-row"
      classList={{ selected: props.isSelected, off: !props.rule.enabled }}
      role="option"
      aria-selected={props.isSelected}
      aria-posinset={props.index + 1}
      aria-setsize={props.count}
      style={{ transform: `translateY(${props.index * rowHeight()}px)` }}
      onClick={() => props.onSelect()}
    >
      <span class="rule-mark">
        <Show when={props.rule.severity}>{(severity) => <SeverityIcon severity={severity()} />}</Show>
      </span>
      <span class="rule-text">
        <span class="rule-name" title={props.rule.id}>
          <Show when={props.rule.title} fallback={<span class="truncate">{props.rule.id}</span>}>
            {(title) => (
              <>
                <span class="truncate">{title()}</span>{' '}
                <span class="rule-id truncate dim">{props.rule.id}</span>
              </>
            )}
          </Show>
        </span>
        <span class="rule-message truncate dim">
          <InlineCode text={props.rule.message} isTemplate />
        </span>
      </span>
      <span class="rule-side">
        <Show when={props.isBroken}>
          <span class="rule-badge broken">broken</span>
        </Show>
        <Show when={!props.rule.enabled}>
          <span class="rule-badge">off</span>
        </Show>
        <Show when={props.rule.origin !== 'builtin'}>
          <span class="rule-badge">{props.rule.origin === 'user' ? 'yours' : 'project'}</span>
        </Show>
        <Show when={props.showsCost && props.rule.cost}>
          {(cost) => <span class="number dim">{formatMs(cost().ms)}</span>}
        </Show>
        <Show when={props.rule.findings > 0}>
          <span class="number">
            {formatCount(props.rule.findings)}
            <span class="unseen"> {props.rule.findings === 1 ? 'finding' : 'findings'}</span>
          </span>
        </Show>
      </span>
    </div>
  );
}
