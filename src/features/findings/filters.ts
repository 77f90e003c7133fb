/** Filters of the list, one value at a time: narrowed to, or left out; never both. */
import type { FindingState, FindingsLists, Severity } from '../../../workers/protocol';
import { findingsFilter, type SessionFilter, setFindingsFilter } from '../../data';
import { languageName } from '../../kernel/languages';
import { visibleText } from '../../kernel/visible-text';
import { severityName } from '../../ui/SeverityIcon';

/** A part of the filter that lists values. */
export type ListName = keyof FindingsLists;

export const LIST_NAMES: readonly ListName[] = [
  'severities',
  'rules',
  'tools',
  'languages',
  'paths',
  'states',
];

const STATE_NAMES: Record<FindingState, string> = {
  open: 'Open',
  suppressed: 'Suppressed in code',
  dismissed: 'Dismissed',
  gone: 'No longer there',
  accepted: 'Accepted',
  'false-positive': 'False positive',
  fixed: 'Fixed',
};

/** Values the list is narrowed to. */
export function wanted(list: ListName): readonly string[] {
  return findingsFilter()[list] ?? [];
}

/** Values that are left out of it. */
export function unwanted(list: ListName): readonly string[] {
  return findingsFilter().not?.[list] ?? [];
}

/** Narrows the list to a value, or takes that back. */
export function toggleWanted(list: ListName, value: string): void {
  set(list, flipped(wanted(list), value), without(unwanted(list), value));
}

/** Narrows the list to a value, whatever it showed of that kind before. */
export function narrowTo(list: ListName, value: string): void {
  set(list, [value], without(unwanted(list), value));
}

/** Narrows the list to rules beside those that it is narrowed to, or takes that back. */
export function toggleRules(ids: readonly string[], on: boolean): void {
  const others = wanted('rules').filter((id) => !ids.includes(id));
  const unwantedRules = unwanted('rules').filter((id) => !ids.includes(id));
  set('rules', on ? [...others, ...ids] : others, unwantedRules);
}

/** Leaves a value out of the list, or takes that back. */
export function toggleUnwanted(list: ListName, value: string): void {
  set(list, without(wanted(list), value), flipped(unwanted(list), value));
}

/** Switches all filters off. */
export function clearFilters(): void {
  const off = Object.fromEntries(LIST_NAMES.map((list) => [list, undefined]));
  setFindingsFilter({
    ...(off as Partial<SessionFilter>),
    text: undefined,
    not: undefined,
    since: undefined,
  });
}

/** Whether any filter is on. */
export function isFiltered(): boolean {
  const isOn = (list: ListName) => wanted(list).length > 0 || unwanted(list).length > 0;
  return Boolean(findingsFilter().text) || findingsFilter().since !== undefined || LIST_NAMES.some(isOn);
}

/** A value as people read it. */
export function valueName(list: ListName, value: string): string {
  if (list === 'severities') return severityName(value as Severity);
  if (list === 'states') return STATE_NAMES[value as FindingState] ?? value;
  return list === 'languages' ? languageName(value) : visibleText(value);
}

function set(list: ListName, now: readonly string[], not: readonly string[]): void {
  const orOff = (values: readonly string[]) => (values.length > 0 ? values : undefined);
  setFindingsFilter({
    [list]: orOff(now),
    not: { ...findingsFilter().not, [list]: orOff(not) },
  } as Partial<SessionFilter>);
}

function flipped(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? without(values, value) : [...values, value];
}

function without(values: readonly string[], value: string): readonly string[] {
  return values.filter((one) => one !== value);
}
