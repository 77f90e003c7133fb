/** The filters as counts: a click narrows the list to a value or leaves it out, another takes that back. */
import './facets.css';
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { type Facets, type FacetValue, type Severity, WORST_FIRST } from '../../../workers/protocol';
import { isScanning } from '../../data';
import { owaspName } from '../../kernel/classes';
import { formatCount } from '../../kernel/format';
import { ICONS, Icon } from '../../ui/Icon';
import { roving } from '../../ui/roving';
import { SeverityBar } from '../../ui/SeverityBar';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { ClassFacet } from './ClassFacet';
import { type ListName, toggleUnwanted, toggleWanted, unwanted, valueName, wanted } from './filters';
import { folderChoices } from './folder-choices';

/** Values shown before "N more". */
const SHOWN = 6;
/** All of a facet is at most this; whoever has more narrows by text. */
const MOST = 300;
/** Rows that are kept free for what a scan may find, so that nothing moves when it does. */
const KEPT_FREE: Partial<Record<ListName, number>> = { rules: SHOWN, paths: SHOWN, languages: 4, states: 2 };

export function FacetPanel(props: { facets: Facets | undefined }): JSX.Element {
  const counts = createMemo((): Record<Severity, number> => {
    const found = new Map(props.facets?.severity.map(({ value, count }) => [value, count]));
    const entries = WORST_FIRST.map((severity) => [severity, found.get(severity) ?? 0] as const);
    return Object.fromEntries(entries) as Record<Severity, number>;
  });
  /** A project may have thousands of folders: they are gone through for every answer, not for every key. */
  const chosenPaths = createMemo(() => wanted('paths'), undefined, {
    equals: (a, b) => a.length === b.length && a.every((path, at) => path === b[at]),
  });
  const folders = createMemo(() => folderChoices(props.facets?.folder ?? [], chosenPaths()));
  /** Its room stays after a scan until a person does something: nothing moves by itself. */
  const [keepsFree, setKeepsFree] = createSignal(isScanning());
  createEffect(() => {
    if (isScanning()) return setKeepsFree(true);
    if (!keepsFree()) return;
    const tidy = () => setKeepsFree(false);
    for (const type of ['click', 'keyup']) addEventListener(type, tidy);
    onCleanup(() => {
      for (const type of ['click', 'keyup']) removeEventListener(type, tidy);
    });
  });
  const free = (filter: ListName) => (keepsFree() ? (KEPT_FREE[filter] ?? 0) : 0);
  const severities = (): FacetValue[] => WORST_FIRST.map((value) => ({ value, count: counts()[value] }));
  return (
    <nav class="facets scroll" aria-label="Filters" ref={roving}>
      <Facet
        title="Severity"
        filter="severities"
        values={severities()}
        lead={<SeverityBar counts={counts()} />}
      >
        {(value) => <SeverityIcon severity={value as Severity} label={false} />}
      </Facet>
      <Facet title="Rule" filter="rules" values={props.facets?.rule ?? []} free={free('rules')} />
      <Facet title="Tool" filter="tools" values={props.facets?.tool ?? []} />
      <Facet title="Folder" filter="paths" values={folders()} free={free('paths')} />
      <Facet
        title="Language"
        filter="languages"
        values={props.facets?.language ?? []}
        free={free('languages')}
      />
      <Facet title="State" filter="states" values={props.facets?.state ?? []} free={free('states')} />
      <ClassFacet
        title="OWASP Top 10 (2025)"
        values={props.facets?.rule ?? []}
        classesOf={({ owasp = [] }) => owasp.filter((id) => id.endsWith(':2025'))}
        nameOf={(id) => `${id.slice(0, id.indexOf(':'))} ${owaspName(id) ?? ''}`.trim()}
      />
      <ClassFacet
        title="CWE"
        values={props.facets?.rule ?? []}
        classesOf={({ cwe = [] }) => cwe}
        nameOf={(id) => id}
      />
    </nav>
  );
}

interface FacetProps {
  title: string;
  filter: ListName;
  values: FacetValue[];
  /** Rows that it has room for, whether there are so many or not. */
  free?: number;
  /** Above the values. */
  lead?: JSX.Element;
  /** Before the name of a value. */
  children?: (value: string) => JSX.Element;
}

function Facet(props: FacetProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const chosen = () => [...wanted(props.filter), ...unwanted(props.filter)];
  /** What is chosen is always there, even where nothing is left of it. */
  const values = createMemo((): FacetValue[] => {
    const known = new Set(props.values.map(({ value }) => value));
    const missing = chosen().filter((value) => !known.has(value));
    const there = props.values.filter(
      ({ value, count }) => count > 0 || props.filter === 'severities' || chosen().includes(value),
    );
    return [...missing.map((value) => ({ value, count: 0 })), ...there];
  });
  /** Most first; during a scan in the order in which they came, so that no row takes the place of another. */
  const inOrder = createMemo(
    (before: FacetValue[]) => (isScanning() ? asBefore(before, values()) : values()),
    [],
  );
  const shown = () => inOrder().slice(0, isOpen() ? MOST : SHOWN);
  const hidden = () => Math.min(values().length, MOST) - shown().length;
  return (
    <Show when={values().length > 0 || props.free}>
      <section class="facet" aria-label={props.title}>
        <h2 class="facet-title">{props.title}</h2>
        {props.lead}
        <ul class="facet-values" style={{ '--free': props.free ?? 0 }}>
          <For each={shown().map(({ value }) => value)}>
            {(value) => (
              <Value filter={props.filter} value={value} count={countOf(values(), value)}>
                {props.children?.(value)}
              </Value>
            )}
          </For>
        </ul>
        <Show
          when={hidden() > 0 || isOpen()}
          fallback={
            <Show when={props.free === SHOWN}>
              <span class="facet-more" />
            </Show>
          }
        >
          <button type="button" class="facet-more link" onClick={() => setOpen(!isOpen())}>
            {isOpen() ? 'Fewer' : `${formatCount(hidden())} more`}
          </button>
        </Show>
      </section>
    </Show>
  );
}

/** The values of now: those of before in their old order, then the new ones. */
function asBefore(before: readonly FacetValue[], now: readonly FacetValue[]): FacetValue[] {
  const left = new Map(now.map((one) => [one.value, one]));
  const known = before.flatMap(({ value }) => left.get(value) ?? []);
  for (const { value } of known) left.delete(value);
  return [...known, ...left.values()];
}

interface ValueProps {
  filter: ListName;
  value: string;
  count: number;
  children: JSX.Element;
}

function Value(props: ValueProps): JSX.Element {
  const isWanted = () => wanted(props.filter).includes(props.value);
  const isUnwanted = () => unwanted(props.filter).includes(props.value);
  const name = () => valueName(props.filter, props.value);
  const isEmpty = () => props.count === 0 && !isWanted() && !isUnwanted();
  const pick = (event: MouseEvent) => {
    if (event.altKey) toggleUnwanted(props.filter, props.value);
    else toggleWanted(props.filter, props.value);
  };
  return (
    <li class="facet-row" classList={{ unwanted: isUnwanted() }}>
      <button
        type="button"
        class="facet-value"
        aria-pressed={isWanted()}
        disabled={isEmpty()}
        title={name()}
        onClick={pick}
      >
        <span class="facet-name truncate">
          {props.children}
          <span class="truncate">{name().replace(/\/$/, '')}</span>
        </span>
        <span class="facet-count number">{formatCount(props.count)}</span>
      </button>
      <button
        type="button"
        class="facet-exclude"
        aria-pressed={isUnwanted()}
        aria-label={`Exclude ${name()}`}
        title="Exclude (Alt click)"
        disabled={isEmpty()}
        onClick={() => toggleUnwanted(props.filter, props.value)}
      >
        <Icon path={ICONS.exclude} size={13} />
      </button>
    </li>
  );
}

function countOf(values: FacetValue[], wanted: string): number {
  return values.find(({ value }) => value === wanted)?.count ?? 0;
}
