/** The way of data from where it comes in to where it does harm: steps to go through by click or arrow key. */

import { createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { FlowKind, FlowStep } from '../../../workers/protocol';
import { countOf } from '../../kernel/format';
import { InlineCode } from '../../ui/InlineCode';
import { Kbd } from '../../ui/Kbd';
import './flow-steps.css';

const KINDS: Record<FlowKind, string> = {
  source: 'Source',
  propagation: 'Step',
  sink: 'Sink',
  guess: 'Guess',
};

/** Where a step is: a path may lead through other files. */
function placeOf({ file, range }: FlowStep): string {
  return file === undefined ? `line ${range.start.line}` : `${file}:${range.start.line}`;
}

interface FlowStepsProps {
  flow: readonly FlowStep[];
  /** The text of the file, where it could be read. */
  text: string | undefined;
  /** Index of the step that the code shows. */
  current: number | undefined;
  onStep: (index: number) => void;
  /** Chooses among several. */
  choice: JSX.Element;
}

export function FlowSteps(props: FlowStepsProps): JSX.Element {
  let list!: HTMLOListElement;
  // The list is one stop of the Tab key: at the step looked at, at first at the source.
  const [focused, setFocused] = createSignal(0);
  const stop = createMemo(() => Math.min(props.current ?? focused(), props.flow.length - 1));
  const goTo = (index: number) => {
    const target = Math.min(Math.max(index, 0), props.flow.length - 1);
    setFocused(target);
    props.onStep(target);
    list.querySelectorAll('button')[target]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(props.current === undefined ? stop() : stop() + 1),
      ArrowUp: () => goTo(stop() - 1),
      Home: () => goTo(0),
      End: () => goTo(props.flow.length - 1),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  /** Nothing at first: only going to a step is news. */
  const news = createMemo(
    on(
      () => props.current,
      (current) => {
        const step = current === undefined ? undefined : props.flow[current];
        return step && `Step ${(current ?? 0) + 1} of ${props.flow.length}, ${placeOf(step)}`;
      },
    ),
  );
  return (
    <section class="flow" aria-label="Data flow">
      <header class="flow-head">
        <h3>Data flow</h3>
        <span class="dim number">{countOf(props.flow.length, 'step')}</span>
        {props.choice}
        <span class="flow-hint dim">
          <Kbd keys="↑" /> <Kbd keys="↓" /> go through
        </span>
      </header>
      <ol class="flow-steps" ref={list} onKeyDown={onKeyDown}>
        <For each={props.flow}>
          {(step, index) => (
            <li class="flow-step" classList={{ [step.kind]: true, current: index() === props.current }}>
              <button
                type="button"
                tabindex={index() === stop() ? 0 : -1}
                aria-current={index() === props.current ? 'step' : undefined}
                onFocus={() => setFocused(index())}
                onClick={() => goTo(index())}
              >
                <span class="flow-number number" aria-hidden="true">
                  {index() + 1}
                </span>
                <span class="flow-kind">{KINDS[step.kind]}</span>
                <span class="flow-line dim number">
                  {isSameLine(step, props.flow[index() - 1]) ? '' : placeOf(step)}
                </span>
                <Show when={codeOf(step, props.flow[index() - 1], props.text)}>
                  {(code) => <span class="flow-code code truncate">{code()}</span>}
                </Show>
                <Show when={step.note}>
                  {(note) => (
                    <span class="flow-note dim">
                      <InlineCode text={note()} />
                    </span>
                  )}
                </Show>
              </button>
            </li>
          )}
        </For>
      </ol>
      <span class="unseen" role="status">
        {news()}
      </span>
    </section>
  );
}

/** The line of a step; where the step before is on it too, only the part that this one is about. */
function codeOf(step: FlowStep, before: FlowStep | undefined, text: string | undefined): string {
  if (!isSameLine(step, before)) return step.excerpt;
  const { start, end } = step.range;
  const line = text?.split('\n', start.line)[start.line - 1] ?? '';
  return line.slice(start.col - 1, end.line === start.line ? end.col - 1 : undefined).trim();
}

function isSameLine(step: FlowStep, before: FlowStep | undefined): boolean {
  return step.range.start.line === before?.range.start.line && step.file === before.file;
}
