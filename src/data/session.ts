/**
 * What the person is looking at: filters, grouping, the selected finding. Shared by all views and
 * mirrored in the address, so that a reload, Back and a copied address show the same thing.
 */
import { createEffect, createRoot, createSignal, on } from 'solid-js';
import {
  DECISIONS,
  type FindingState,
  type FindingsFilter,
  type FindingsLists,
  type GroupBy,
  type SortBy,
  WORST_FIRST,
} from '../../workers/protocol';
import { currentRoute, type Place, type RouteParams, replaceParams } from '../kernel/router';

/** The filters of the findings list; the project they apply to is always the open one. */
export type SessionFilter = Omit<FindingsFilter, 'projectId'>;

interface Session {
  filter: SessionFilter;
  groupBy: GroupBy;
  sortBy: SortBy;
  selected: number | undefined;
}

const STATES: readonly FindingState[] = ['open', 'suppressed', 'dismissed', 'gone', ...DECISIONS];
const GROUPS: readonly GroupBy[] = ['rule', 'file', 'severity', 'none'];
const SORTS: readonly SortBy[] = ['severity', 'path'];

/** Routes whose address carries the session. */
const MIRRORED: ReadonlySet<string> = new Set(['/findings']);

const sameParams = { equals: (a: Session, b: Session) => same(toParams(a), toParams(b)) };
const [session, setSession] = createSignal<Session>(fromPlace(currentRoute()), sameParams);
/** Present ids of rules by their former ones, which addresses may have. */
let renamed: ReadonlyMap<string, string> = new Map();
const [marked, setMarked] = createSignal<ReadonlySet<number>>(new Set());

/** The filters that are on; a signal. */
export function findingsFilter(): SessionFilter {
  return session().filter;
}

/** Changes some filters; `undefined` or an empty list switches one off. */
export function setFindingsFilter(patch: Partial<SessionFilter>): void {
  setSession((now) => ({ ...now, filter: { ...now.filter, ...patch } }));
}

/** How the list is grouped; a signal. */
export function groupBy(): GroupBy {
  return session().groupBy;
}

export function setGroupBy(groupBy: GroupBy): void {
  setSession((now) => ({ ...now, groupBy }));
}

/** How the list is sorted; a signal. */
export function sortBy(): SortBy {
  return session().sortBy;
}

export function setSortBy(sortBy: SortBy): void {
  setSession((now) => ({ ...now, sortBy }));
}

/** The finding that is shown; a signal. */
export function selectedFinding(): number | undefined {
  return session().selected;
}

export function selectFinding(selected: number | undefined): void {
  setSession((now) => ({ ...now, selected }));
}

/** The findings marked for sharing or export; a signal. */
export function selectedFindings(): ReadonlySet<number> {
  return marked();
}

export function setSelectedFindings(ids: Iterable<number>): void {
  setMarked(new Set(ids));
}

/** From now on filters by former ids of rules mean the present ones. */
export function noteRenamedRules(ids: ReadonlyMap<string, string>): void {
  renamed = ids;
  setSession((now) => ({ ...now, filter: withPresentRules(now.filter) }));
}

function withPresentRules(filter: SessionFilter): SessionFilter {
  const present = (lists: FindingsLists): FindingsLists => {
    if (!lists.rules?.some((id) => renamed.has(id))) return lists;
    return { ...lists, rules: [...new Set(lists.rules.map((id) => renamed.get(id) ?? id))] };
  };
  return { ...filter, ...present(filter), ...(filter.not && { not: present(filter.not) }) };
}

/** Forgets what belonged to another project. */
export function resetSession(): void {
  setMarked(new Set<number>());
  setSession((now) => ({ ...now, filter: {}, selected: undefined }));
}

/**
 * Keeps the address and the session in step, both ways, for as long as the page lives. One effect for both: which of
 * two would run first is not said, and the session must not be written over an address that has just come.
 */
export function mirrorSession(): () => void {
  return createRoot((dispose) => {
    createEffect(
      on([currentRoute, session], ([place, now], before) => {
        if (before && place !== before[0] && isOurs(place)) setSession(fromPlace(place));
        else if (MIRRORED.has(place.path)) replaceParams(toParams(now));
      }),
    );
    return dispose;
  });
}

function isOurs({ path, params }: Place): boolean {
  return MIRRORED.has(path) && Object.keys(params).length > 0;
}

/** What an address says of the session: nothing where its parameters are those of another view. */
function fromPlace(place: Place): Session {
  return fromParams(MIRRORED.has(place.path) ? place.params : {});
}

/** The session as parameters; every key is there, so that one that is off takes its parameter out. */
export function toParams({ filter, groupBy, sortBy, selected }: Session): RouteParams {
  return {
    q: filter.text ?? '',
    ...listParams(filter),
    ...Object.fromEntries(
      Object.entries(listParams(filter.not ?? {})).map(([name, value]) => [`not-${name}`, value]),
    ),
    group: groupBy === 'rule' ? '' : groupBy,
    sort: sortBy === 'severity' ? '' : sortBy,
    since: filter.since === undefined ? '' : String(filter.since),
    finding: selected === undefined ? '' : String(selected),
  };
}

/** Reads parameters; what makes no sense is left out, since anyone can write an address. */
export function fromParams(params: RouteParams): Session {
  const id = Number(params.finding);
  const since = params.since ? Number(params.since) : -1;
  const filter: SessionFilter = {
    text: params.q || undefined,
    ...readLists((name) => params[name]),
    not: readLists((name) => params[`not-${name}`]),
    ...(Number.isSafeInteger(since) && since >= 0 && { since }),
  };
  return {
    filter: withPresentRules(filter),
    groupBy: GROUPS.find((group) => group === params.group) ?? 'rule',
    sortBy: SORTS.find((sort) => sort === params.sort) ?? 'severity',
    selected: Number.isSafeInteger(id) && id > 0 ? id : undefined,
  };
}

function listParams(lists: FindingsLists): RouteParams {
  return {
    severity: list(lists.severities),
    rule: list(lists.rules),
    language: list(lists.languages),
    in: list(lists.paths),
    state: list(lists.states),
    tool: list(lists.tools),
  };
}

function readLists(param: (name: string) => string | undefined): FindingsLists {
  return {
    severities: oneOf(WORST_FIRST, param('severity')),
    rules: values(param('rule')),
    languages: values(param('language')),
    paths: values(param('in')),
    states: oneOf(STATES, param('state')),
    tools: values(param('tool')),
  };
}

/** Values may hold commas (paths do), so a comma inside one is escaped. */
function list(items: readonly string[] | undefined): string {
  return (items ?? []).map((item) => item.replaceAll('\\', '\\\\').replaceAll(',', '\\,')).join(',');
}

function values(text: string | undefined): string[] | undefined {
  if (!text) return undefined;
  const items = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return items.map((item) => item.replace(/\\(.)/g, '$1'));
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T[] | undefined {
  const items = values(text)?.filter((item): item is T => known.some((one) => one === item));
  return items?.length ? items : undefined;
}

function same(a: RouteParams, b: RouteParams): boolean {
  return Object.keys(a).every((key) => a[key] === b[key]);
}
