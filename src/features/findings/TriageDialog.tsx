/** What is decided of the marked findings, or of the one that is read, with reason, owner, end and note. */
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { Decision, TriageChange } from '../../../workers/protocol';
import { countOf } from '../../kernel/format';
import { notifyError } from '../../kernel/notices';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { shownFinding } from './shown-finding';
import { decide, decidingAbout, NOT_DECIDED, setDecidingAbout } from './triage';
import { endOfDay } from './triage-operations';

/** Its buttons stand outside of it. */
const FORM = 'triage';

type Choice = Decision | 'open';

const CHOICES: readonly (readonly [Choice, title: string, what: string])[] = [
  ['open', 'Open', 'To be looked at.'],
  ['accepted', 'Accepted', 'The risk is known and taken.'],
  ['false-positive', 'False positive', 'The code is fine.'],
  ['fixed', 'Fixed', 'Opens again if a scan still finds it.'],
];

export function TriageDialog(): JSX.Element {
  const [choice, setChoice] = createSignal<Choice>('accepted');
  const [reason, setReason] = createSignal('');
  const [owner, setOwner] = createSignal('');
  const [until, setUntil] = createSignal('');
  const [note, setNote] = createSignal('');
  const only = () => {
    const detail = shownFinding()?.detail;
    const about = decidingAbout();
    return about.length === 1 && detail?.id === about[0] ? detail : undefined;
  };
  createEffect(
    on(decidingAbout, (about) => {
      if (about.length === 0) return;
      const { decision, ...said } = only()?.triage ?? {};
      setChoice(decision ?? 'accepted');
      setReason(said.reason ?? '');
      setOwner(said.owner ?? '');
      setUntil(said.expiresMs === undefined ? '' : dayOf(said.expiresMs));
      setNote(said.note ?? '');
    }),
  );
  const needsReason = () => choice() === 'accepted' || choice() === 'false-positive';
  const isMissing = () => needsReason() && reason().trim() === '';
  const close = () => setDecidingAbout([]);
  const save = () => {
    if (isMissing()) return;
    const change: TriageChange = { decision: choice() };
    if (needsReason()) change.reason = reason().trim();
    if (choice() === 'accepted' && until() !== '') change.expiresMs = endOfDay(until());
    // Of several, what is left empty stays as it is.
    if (owner() !== '' || only()) change.owner = owner().trim();
    if (note() !== '' || only()) change.note = note().trim();
    const about = decidingAbout();
    close();
    attempt(change, about);
  };
  /** What has been written must not be lost with a database that was just gone. */
  const attempt = (change: TriageChange, about: readonly number[]) => {
    decide(change, about).catch((error: unknown) => {
      notifyError(error, NOT_DECIDED, { label: 'Try again', run: () => attempt(change, about) });
    });
  };
  return (
    <Dialog
      open={decidingAbout().length > 0}
      onClose={close}
      title={`Decide about ${countOf(decidingAbout().length, 'finding')}`}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" form={FORM} title="You can undo it" disabled={isMissing()}>
            Save
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        class="triage"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <fieldset class="triage-choices">
          <legend class="unseen">State</legend>
          <For each={CHOICES}>
            {([value, title, what]) => (
              <label class="triage-choice">
                <input
                  type="radio"
                  name="state"
                  checked={choice() === value}
                  onChange={() => setChoice(value)}
                />
                <span>
                  {title} <span class="dim">{what}</span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={needsReason()}>
          <TextRow label="Reason" value={reason()} onText={setReason} isRequired />
        </Show>
        <Show when={choice() === 'accepted'}>
          <label class="triage-row">
            <span>Until (optional)</span>
            <input type="date" value={until()} onInput={(event) => setUntil(event.currentTarget.value)} />
          </label>
        </Show>
        <TextRow label="Owner (optional)" value={owner()} onText={setOwner} />
        <TextRow label="Note (optional)" value={note()} onText={setNote} />
      </form>
    </Dialog>
  );
}

function TextRow(props: {
  label: string;
  value: string;
  onText: (text: string) => void;
  isRequired?: boolean;
}): JSX.Element {
  return (
    <label class="triage-row">
      <span>{props.label}</span>
      <input
        type="text"
        autocomplete="off"
        autofocus={props.isRequired}
        required={props.isRequired}
        value={props.value}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </label>
  );
}

/** As a date field has it, where the person is. */
function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
