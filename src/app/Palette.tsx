/** One box to go anywhere: files, rules and commands, found by a few letters. `>` looks among commands only. */

import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { createQuery, currentProjectId, navigate, setFindingsFilter } from '../data';
import { type Command, commands, isAvailable } from '../kernel/commands';
import { countOf } from '../kernel/format';
import { namesIt, rank } from '../kernel/fuzzy';
import { describeKeys } from '../kernel/hotkeys';
import { plainMessage } from '../kernel/inline-code';
import { ICONS, Icon } from '../ui/Icon';
import { Kbd } from '../ui/Kbd';
import { runSafely } from './keys';
import './palette.css';
import { visibleText } from '../kernel/visible-text';

interface Choice {
  key: string;
  kind: 'command' | 'file' | 'rule';
  /** What the letters are matched against, and shown. */
  name: string;
  note: string;
  keys?: string;
  go: () => void;
}

interface PaletteProps {
  open: boolean;
  /** The text it opens with. */
  initial: string;
  onClose: () => void;
}

export function Palette(props: PaletteProps) {
  let dialog!: HTMLDialogElement;
  createEffect(() => {
    if (props.open && !dialog.open) dialog.showModal();
    else if (!props.open && dialog.open) dialog.close();
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click outside does, by the element itself
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Go to file, rule or command"
      onClose={() => props.onClose()}
      onClick={(event) => event.target === dialog && props.onClose()}
    >
      <Show when={props.open}>
        <PaletteBox initial={props.initial} close={props.onClose} />
      </Show>
    </dialog>
  );
}

const ICON_OF: Record<Choice['kind'], string> = {
  command: ICONS.chevron,
  file: ICONS.file,
  rule: ICONS.filter,
};
const LIMIT = 50;

function PaletteBox(props: { initial: string; close: () => void }) {
  const [typed, setTyped] = createSignal(props.initial);
  const [active, setActive] = createSignal(0);
  const choices = useChoices();
  const found = useRanked(typed, choices);
  createEffect(on(found, () => setActive(0)));

  const pick = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    props.close();
    choice.go();
  };
  const move = (step: number) => {
    const size = found().length;
    if (size > 0) setActive((at) => (at + step + size) % size);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') pick(found()[active()]?.choice);
    else return;
    event.preventDefault();
  };
  return (
    <div class="palette-frame">
      <div class="palette-field">
        <Icon path={ICONS.search} />
        <input
          type="text"
          role="combobox"
          autofocus
          aria-label="Go to file, rule or command"
          aria-expanded={found().length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={found().length > 0 ? `palette-${active()}` : undefined}
          placeholder="Go to file, rule or command"
          autocomplete="off"
          spellcheck={false}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <div class="palette-list scroll" id="palette-list" role="listbox" aria-label="Matches">
        <For each={found()}>
          {({ choice, at }, index) => (
            <PaletteRow
              choice={choice}
              at={at}
              index={index()}
              active={index() === active()}
              pick={() => pick(choice)}
              point={() => setActive(index())}
            />
          )}
        </For>
      </div>
      <p class="palette-foot dim" role="status">
        <Show
          when={found().length === 0}
          fallback="Type > for commands only, or :20 after a file to go to a line"
        >
          No matches for “{typed()}”
        </Show>
      </p>
    </div>
  );
}

interface PaletteRowProps {
  choice: Choice;
  at: readonly number[];
  index: number;
  active: boolean;
  pick: () => void;
  point: () => void;
}

function PaletteRow(props: PaletteRowProps) {
  let row!: HTMLDivElement;
  createEffect(() => props.active && row.scrollIntoView({ block: 'nearest' }));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keyboard, as the combobox pattern says
    <div
      ref={row}
      id={`palette-${props.index}`}
      class="palette-row"
      role="option"
      tabIndex={-1}
      aria-selected={props.active}
      onClick={() => props.pick()}
      onPointerMove={() => props.point()}
    >
      <span class="dim">
        <Icon path={ICON_OF[props.choice.kind]} size={14} />
      </span>
      <span class="truncate">
        <Highlighted text={props.choice.name} at={props.at} />
      </span>
      <span class="palette-note dim truncate">{visibleText(props.choice.note)}</span>
      <Show when={props.choice.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
    </div>
  );
}

/** The text with the letters at these indexes set off. */
function Highlighted(props: { text: string; at: readonly number[] }) {
  const marked = createMemo(() => new Set(props.at));
  return (
    <For each={[...props.text]}>
      {(letter, index) => {
        const shown = visibleText(letter);
        return marked().has(index()) ? <mark class="palette-hit">{shown}</mark> : shown;
      }}
    </For>
  );
}

function useChoices(): () => Choices {
  const inProject = () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  };
  const files = createQuery('treeFiles', inProject);
  const rules = createQuery('rules', () => ({ text: '', ...inProject() }));
  return createMemo(() => ({
    commands: commands().filter(isAvailable).map(commandChoice),
    places: [...(files() ?? []).map(({ path }) => fileChoice(path)), ...(rules() ?? []).map(ruleChoice)],
  }));
}

function commandChoice(command: Command): Choice {
  const keys = command.keys?.[0];
  return {
    key: command.id,
    kind: 'command',
    name: command.title,
    note: command.group,
    ...(keys !== undefined && { keys: describeKeys(keys) }),
    go: () => void runSafely(command),
  };
}

function fileChoice(path: string): Choice {
  return { key: path, kind: 'file', name: path, note: '', go: () => navigate('/files', { path }) };
}

function ruleChoice(rule: { id: string; message: string; findings: number }): Choice {
  const go = () => {
    if (rule.findings === 0) return navigate('/rules', { rule: rule.id });
    setFindingsFilter({ rules: [rule.id] });
    navigate('/findings');
  };
  const note = rule.findings === 0 ? plainMessage(rule.message, true) : countOf(rule.findings, 'finding');
  return { key: rule.id, kind: 'rule', name: rule.id, note, go };
}

interface Match {
  choice: Choice;
  at: readonly number[];
}

interface Choices {
  commands: Choice[];
  places: Choice[];
}

/** Ranks in slices; a newer text stops the ranking of an older one. */
function useRanked(typed: () => string, choices: () => Choices): () => Match[] {
  const [found, setFound] = createSignal<Match[]>([]);
  let turn = 0;
  const search = async (text: string, all: Choices) => {
    const mine = ++turn;
    const { words, parts } = question(text, all);
    const ranked: Match[] = [];
    for (const items of parts) {
      const part = await rank(
        words,
        items,
        ({ name }) => name,
        LIMIT - ranked.length,
        () => mine !== turn,
      );
      if (part === undefined) return;
      ranked.push(...part.map(({ item, fit }) => ({ choice: item, at: fit.at })));
    }
    if (mine === turn) setFound(ranked);
  };
  createEffect(() => void search(typed(), choices()));
  onCleanup(() => {
    turn += 1;
  });
  return found;
}

/** What to look for, and among what; all that fits in a part stands before what fits in the next. */
function question(text: string, { commands, places }: Choices): { words: string; parts: Choice[][] } {
  if (text.startsWith('>')) return { words: text.slice(1), parts: [commands] };
  const [, file, line] = /^(.+?):(\d+)(?::\d*)?$/.exec(text) ?? [];
  if (file !== undefined && line !== undefined) {
    const files = places.filter(({ kind }) => kind === 'file');
    return { words: file, parts: [files.map((choice) => atLine(choice, line))] };
  }
  // Who types the name of a command wants it, whatever files have the same letters.
  const typed = text.trim().toLowerCase();
  const isFirstWord = ({ name }: Choice) => typed !== '' && name.toLowerCase().startsWith(typed);
  const first = commands.filter(isFirstWord);
  const named = commands.filter((one) => !isFirstWord(one) && namesIt(text, one.name));
  const rest = commands.filter((one) => !first.includes(one) && !named.includes(one));
  return { words: text, parts: [first, named, [...rest, ...places]] };
}

function atLine(file: Choice, line: string): Choice {
  return { ...file, note: `line ${line}`, go: () => navigate('/files', { path: file.name, line }) };
}
