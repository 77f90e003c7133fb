/** Asks for what an operation has not been told, one field after the other; Escape goes back to the one before. */
import { createEffect, createMemo, createResource, createSignal, Show } from 'solid-js';
import { type Field, missingFields, readText, whatIsWrong } from '../../kernel/operations/input';
import type { Choice, Operation } from '../../kernel/operations/operation';
import { type Asked, ask, runOperation } from '../../kernel/operations/run';
import { Combobox } from './Combobox';
import { createRanked, type Row } from './rows';

export function OperationPrompt(props: { asked: Asked }) {
  /** What has been answered here, in the order of the questions. */
  const [answers, setAnswers] = createSignal<readonly [string, unknown][]>([]);
  const input = () => ({ ...props.asked.input, ...Object.fromEntries(answers()) });
  const field = createMemo(() => missingFields(props.asked.operation.input, input())[0]);
  const answer = (name: string, value: unknown) => {
    setAnswers((all) => [...all, [name, value]]);
    if (field() !== undefined) return;
    const whole = input();
    const { operation } = props.asked;
    ask(undefined);
    void runOperation(operation, whole);
  };
  const back = () => {
    if (answers().length === 0) ask(undefined);
    else setAnswers((all) => all.slice(0, -1));
  };
  return (
    <Show when={field()} keyed>
      {(asking) => (
        <FieldPrompt
          operation={props.asked.operation}
          field={asking}
          soFar={input()}
          onAnswer={(value) => answer(asking.name, value)}
          onBack={back}
        />
      )}
    </Show>
  );
}

interface FieldPromptProps {
  operation: Operation;
  field: Field;
  soFar: Readonly<Record<string, unknown>>;
  onAnswer: (value: unknown) => void;
  onBack: () => void;
}

function FieldPrompt(props: FieldPromptProps) {
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal('');
  /** Enter came before the choices did: the best one is taken when they are there. */
  const [isPicked, setPicked] = createSignal(false);
  const [choices] = createResource(() => choicesOf(props.operation, props.field, props.soFar));
  const rows = createMemo(() => ({
    ...{ commands: [], rules: [] },
    files: (choices.error ? [] : (choices() ?? [])).map(
      (choice): Row => ({
        key: String(choice.value),
        kind: 'value',
        name: choice.title,
        note: choice.note ?? '',
        go: () => props.onAnswer(choice.value),
      }),
    ),
  }));
  const found = createRanked(typed, rows);
  const isReady = () => !choices.loading && found.isCurrent();
  const pick = (row: Row | undefined) => {
    if (row !== undefined) return row.go();
    if (!isReady()) return setPicked(true);
    if (isChosen(props.operation, props.field)) return setProblem(`No matches for “${typed()}”.`);
    const value = readText(props.field.schema, typed());
    const wrong = whatIsWrong(props.field.schema, value);
    if (wrong === undefined) props.onAnswer(value);
    else setProblem(`${props.field.title} ${wrong}.`);
  };
  createEffect(() => {
    if (!isPicked() || !isReady()) return;
    setPicked(false);
    pick(found()[0]?.row);
  });
  const foot = () => {
    if (problem() !== '') return problem();
    if (choices.error) return `The choices could not be loaded: ${choices.error.message}`;
    if (!choices.loading && isChosen(props.operation, props.field) && choices()?.length === 0) {
      return 'There is nothing to choose from.';
    }
    return props.field.schema.description ?? props.operation.description;
  };
  return (
    <Combobox
      label={`${props.operation.title}: ${props.field.title}`}
      typed={typed()}
      onType={(text) => {
        setTyped(text);
        setPicked(false);
        setProblem('');
      }}
      found={found()}
      onPick={pick}
      onBack={props.onBack}
      isInvalid={problem() !== ''}
    >
      {foot()}
    </Combobox>
  );
}

/** Whether only the values that are offered will do. */
function isChosen({ choices }: Operation, { name, schema }: Field): boolean {
  return choices?.[name] !== undefined || schema.enum !== undefined || schema.type === 'boolean';
}

/** The values to choose from; none where any text will do. */
async function choicesOf(
  { choices }: Operation,
  { name, schema }: Field,
  soFar: Readonly<Record<string, unknown>>,
): Promise<Choice[]> {
  const given = choices?.[name];
  if (given !== undefined) return given(soFar);
  if (schema.type === 'boolean') {
    return [
      { value: true, title: 'Yes' },
      { value: false, title: 'No' },
    ];
  }
  return (schema.enum ?? []).map((value) => ({
    value,
    title: value.charAt(0).toUpperCase() + value.slice(1),
  }));
}
