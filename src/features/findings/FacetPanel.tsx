/** The filters as counts: a click narrows the list to a value, another clears it again. */
import './facets.css';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Facets, FacetValue, FindingState, Severity } from '../../../workers/protocol';
import { findingsFilter, type SessionFilter, setFindingsFilter } from '../../data';
import { formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/language-names';
import { SeverityBar } from '../../ui/SeverityBar';
import { SEVERITIES, SeverityIcon, severityName } from '../../ui/SeverityIcon';
import { folderChoices } from './folder-choices';

type ListFilter = 'severities' | 'rules' | 'languages' | 'paths' | 'states';

const STATE_NAMES: Record<FindingState, string> = {
  open: 'Open',
  suppressed: 'Suppressed in code',
  gone: 'Not there any more',
};
/** Values shown before "N more". */
const SHOWN = 6;
/** All of a facet is at most this; whoever has more narrows by text. */
const MOST = 300;

function toggle(filter: ListFilter, value: string): void {
  const now: readonly string[] = findingsFilter()[filter] ?? [];
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  setFindingsFilter({ [filter]: next.length > 0 ? next : undefined } as Partial<SessionFilter>);
}

export function FacetPanel(props: { facets: Facets | undefined }): JSX.Element {
  const counts = createMemo((): Record<Severity, number> => {
    const found = new Map(props.facets?.severity.map(({ value, count }) => [value, count]));
    const entries = SEVERITIES.map((severity) => [severity, found.get(severity) ?? 0] as const);
    return Object.fromEntries(entries) as Record<Severity, number>;
  });
  /** A project may have thousands of folders: they are gone through for every answer, not for every key. */
  const chosenPaths = createMemo(() => findingsFilter().paths ?? [], undefined, {
    equals: (a, b) => a.length === b.length && a.every((path, at) => path === b[at]),
  });
  const folders = createMemo(() => folderChoices(props.facets?.folder ?? [], chosenPaths()));
  const severities = (): FacetValue[] => SEVERITIES.map((value) => ({ value, count: counts()[value] }));
  return (
    <nav class="facets scroll" aria-label="Filters">
      <Facet
        title="Severity"
        filter="severities"
        values={severities()}
        lead={<SeverityBar counts={counts()} />}
      >
        {(value) => (
          <>
            <SeverityIcon severity={value as Severity} label={false} />
            {severityName(value as Severity)}
          </>
        )}
      </Facet>
      <Facet title="Rule" filter="rules" values={props.facets?.rule ?? []} />
      <Facet title="Folder" filter="paths" values={folders()}>
        {(value) => (
          <span class="truncate">{value === '' ? 'files at the top' : value.replace(/\/$/, '')}</span>
        )}
      </Facet>
      <Facet title="Language" filter="languages" values={props.facets?.language ?? []}>
        {(value) => <span class="truncate">{languageName(value)}</span>}
      </Facet>
      <Facet title="State" filter="states" values={props.facets?.state ?? []}>
        {(value) => STATE_NAMES[value as FindingState] ?? value}
      </Facet>
    </nav>
  );
}

interface FacetProps {
  title: string;
  filter: ListFilter;
  values: FacetValue[];
  /** Above the values. */
  lead?: JSX.Element;
  children?: (value: string) => JSX.Element;
}

function Facet(props: FacetProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const chosen = (): readonly string[] => findingsFilter()[props.filter] ?? [];
  /** What is chosen is always there, even where nothing is left of it. */
  const values = createMemo((): FacetValue[] => {
    const known = new Set(props.values.map(({ value }) => value));
    const missing = chosen().filter((value) => !known.has(value));
    const there = props.values.filter(
      ({ value, count }) => count > 0 || props.filter === 'severities' || chosen().includes(value),
    );
    return [...missing.map((value) => ({ value, count: 0 })), ...there];
  });
  const shown = () => values().slice(0, isOpen() ? MOST : SHOWN);
  const hidden = () => Math.min(values().length, MOST) - shown().length;
  return (
    <Show when={values().length > 0}>
      <section class="facet" aria-label={props.title}>
        <h2 class="facet-title">{props.title}</h2>
        {props.lead}
        <ul class="facet-values">
          <For each={shown().map(({ value }) => value)}>
            {(value) => (
              <li>
                <button
                  type="button"
                  class="facet-value"
                  aria-pressed={chosen().includes(value)}
                  disabled={countOf(values(), value) === 0 && !chosen().includes(value)}
                  title={value}
                  onClick={() => toggle(props.filter, value)}
                >
                  <span class="facet-name truncate">
                    {props.children?.(value) ?? <span class="truncate">{value}</span>}
                  </span>
                  <span class="facet-count number">{formatCount(countOf(values(), value))}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={hidden() > 0 || isOpen()}>
          <button type="button" class="facet-more link" onClick={() => setOpen(!isOpen())}>
            {isOpen() ? 'Fewer' : `${formatCount(hidden())} more`}
          </button>
        </Show>
      </section>
    </Show>
  );
}

function countOf(values: FacetValue[], wanted: string): number {
  return values.find(({ value }) => value === wanted)?.count ?? 0;
}
