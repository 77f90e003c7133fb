/** What the findings page shows: the view of the store under the session's filters, and a way through it. */
import { createMemo } from 'solid-js';
import type { FindingsView, StoreQueries } from '../../../workers/protocol';
import {
  createQuery,
  currentProjectId,
  findingsFilter,
  groupBy,
  type Query,
  selectedFinding,
  selectFinding,
  sortBy,
} from '../../data';

/** Findings that are hidden in the code or decided are listed when they are asked for. */
const SHOWN_STATES = ['open', 'gone'] as const;

type ViewParams = StoreQueries['findingsView']['params'];

/** What the view asks the store for; undefined without a project. */
export function viewParams(): ViewParams | undefined {
  const id = currentProjectId();
  if (id === undefined) return undefined;
  const filter = findingsFilter();
  const states = filter.states?.length ? filter.states : [...SHOWN_STATES];
  return { filter: { ...filter, projectId: id, states }, groupBy: groupBy(), sortBy: sortBy() };
}

/** The view as a live query. Choosing another finding does not ask again. */
export function createFindingsView(): Query<FindingsView> {
  const params = createMemo(viewParams, undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  return createQuery('findingsView', params);
}

/** Selects the finding `by` places further on, around the end; the first one if none is selected. */
export function stepThrough(ids: Uint32Array, by: 1 | -1): number | undefined {
  if (ids.length === 0) return undefined;
  const selected = selectedFinding();
  const at = selected === undefined ? -1 : ids.indexOf(selected);
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
  const id = ids[next];
  selectFinding(id);
  return id;
}

/** Goes on from a finding that is about to be gone: to the next one, at the end of the list to the one before. */
export function leaveFinding(ids: Uint32Array): void {
  const selected = selectedFinding();
  const at = selected === undefined ? -1 : ids.indexOf(selected);
  if (at >= 0) selectFinding(ids[at + 1] ?? ids[at - 1]);
}
