/**
 * The answer to a filter over the index: every id in order, the groups over them and all facets, in one pass over the
 * findings and a bucket sort. Rows of a file lie together in the order of the text, so walking the files by path
 * gives the order by path with no comparison of findings.
 */

import {
  type Facets,
  type FacetValue,
  type FindingGroup,
  type FindingsFilter,
  type FindingsLists,
  type FindingsView,
  type GroupBy,
  SEVERITIES,
  type SortBy,
} from '../protocol';
import { FINDING_STATES, flagsSeverity, flagsState } from './finding-codec';
import { type CompiledFilter, compileFilter, Part } from './finding-filter';
import type { IndexedFile, ProjectIndex } from './project-index';

/** Rows that pass, by path and place, with the rank of the file of each. */
interface Selection {
  rows: Uint32Array;
  fileRanks: Uint32Array;
  count: number;
  /** Rows in a wanted state, whatever the rest of the filter says. */
  total: number;
}

interface Counts {
  severity: Uint32Array;
  state: Uint32Array;
  rule: Uint32Array;
  /** By rule, too: a tool is told by its rules. */
  tool: Uint32Array;
  language: Uint32Array;
  /** By the rank of the file. */
  file: Uint32Array;
}

export function viewFindings(
  index: ProjectIndex,
  filter: FindingsFilter,
  groupBy: GroupBy,
  sortBy: SortBy,
  isNew?: ReadonlySet<number>,
): FindingsView {
  const files = index.files;
  const counts = makeCounts(index, files.length);
  const selection = select(index, files, compileFilter(index, filter, isNew), counts);
  const order = sortBy === 'severity' ? worstFirst(index, selection) : naturalOrder(selection);
  const groups = makeGroups(index, files, selection, order, groupBy, sortBy);
  return {
    ids: idsOf(index, selection, groups.order),
    groups: groups.groups,
    facets: makeFacets(index, files, filter, counts),
    total: selection.total,
  };
}

function makeCounts(index: ProjectIndex, files: number): Counts {
  return {
    severity: new Uint32Array(SEVERITIES.length),
    state: new Uint32Array(FINDING_STATES.length),
    rule: new Uint32Array(index.rules.values.length),
    tool: new Uint32Array(index.rules.values.length),
    language: new Uint32Array(index.languages.values.length),
    file: new Uint32Array(files),
  };
}

function select(
  index: ProjectIndex,
  files: readonly IndexedFile[],
  compiled: CompiledFilter,
  counts: Counts,
): Selection {
  const rows = new Uint32Array(index.liveRows);
  const fileRanks = new Uint32Array(index.liveRows);
  let count = 0;
  let total = 0;
  files.forEach((file, rank) => {
    if (file.count === 0) return;
    const fileMark = compiled.file(file);
    for (let row = file.start; row < file.start + file.count; row++) {
      const mark = compiled.row(row, fileMark);
      tally(index, counts, row, rank, mark);
      if ((mark & Part.state) === 0) total++;
      if (mark !== 0) continue;
      rows[count] = row;
      fileRanks[count++] = rank;
    }
  });
  return { rows, fileRanks, count, total };
}

/** Counts the row in every facet whose own part is the only one it fails, or in all if it passes. */
function tally(index: ProjectIndex, counts: Counts, row: number, fileRank: number, mark: number): void {
  const flags = index.flags[row] ?? 0;
  if ((mark & ~Part.severity) === 0) increment(counts.severity, flagsSeverity(flags));
  if ((mark & ~Part.state) === 0) increment(counts.state, flagsState(flags));
  if ((mark & ~Part.rule) === 0) increment(counts.rule, index.rule[row] ?? 0);
  if ((mark & ~Part.tool) === 0) increment(counts.tool, index.rule[row] ?? 0);
  if ((mark & ~Part.language) === 0) increment(counts.language, index.language[row] ?? 0);
  if ((mark & ~Part.path) === 0) increment(counts.file, fileRank);
}

function increment(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** Places in the selection, as they are. */
function naturalOrder(selection: Selection): Uint32Array {
  const places = new Uint32Array(selection.count);
  for (let at = 0; at < places.length; at++) places[at] = at;
  return places;
}

function idsOf(index: ProjectIndex, selection: Selection, order: Uint32Array): Uint32Array<ArrayBuffer> {
  const ids = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    ids[place] = index.ids[selection.rows[order[place] ?? 0] ?? 0] ?? 0;
  }
  return ids;
}

function worstFirst(index: ProjectIndex, selection: Selection): Uint32Array {
  const last = SEVERITIES.length - 1;
  return bucketSort(
    naturalOrder(selection),
    SEVERITIES.length,
    (at) => last - severityAt(index, selection, at),
  );
}

function severityAt(index: ProjectIndex, selection: Selection, at: number): number {
  return flagsSeverity(index.flags[selection.rows[at] ?? 0] ?? 0);
}

/** A stable counting sort. */
function bucketSort(places: Uint32Array, buckets: number, bucketOf: (at: number) => number): Uint32Array {
  const starts = new Uint32Array(buckets + 1);
  for (const at of places) increment(starts, bucketOf(at) + 1);
  for (let bucket = 1; bucket <= buckets; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  const sorted = new Uint32Array(places.length);
  for (const at of places) {
    const bucket = bucketOf(at);
    sorted[starts[bucket] ?? 0] = at;
    increment(starts, bucket);
  }
  return sorted;
}

/** What rows are grouped by: a small number per row, and its name. */
interface Grouping {
  size: number;
  key(at: number): number;
  name(key: number): string;
}

function makeGrouping(
  index: ProjectIndex,
  files: readonly IndexedFile[],
  selection: Selection,
  groupBy: Exclude<GroupBy, 'none'>,
): Grouping {
  switch (groupBy) {
    case 'rule':
      return {
        size: index.rules.values.length,
        key: (at) => index.rule[selection.rows[at] ?? 0] ?? 0,
        name: (key) => index.rules.values[key] ?? '',
      };
    case 'file':
      return {
        size: files.length,
        key: (at) => selection.fileRanks[at] ?? 0,
        name: (key) => files[key]?.path ?? '',
      };
    case 'severity':
      return {
        size: SEVERITIES.length,
        key: (at) => severityAt(index, selection, at),
        name: (key) => SEVERITIES[key] ?? '',
      };
  }
}

function makeGroups(
  index: ProjectIndex,
  files: readonly IndexedFile[],
  selection: Selection,
  order: Uint32Array,
  groupBy: GroupBy,
  sortBy: SortBy,
): { order: Uint32Array; groups: FindingGroup[] } {
  if (groupBy === 'none') return { order, groups: [{ key: '', start: 0, count: order.length }] };
  const grouping = makeGrouping(index, files, selection, groupBy);
  const stats = groupStats(index, selection, grouping);
  const keys = stats.keys.sort(groupOrder(grouping, stats, groupBy, sortBy));
  const rankOf = new Uint32Array(grouping.size);
  keys.forEach((key, rank) => {
    rankOf[key] = rank;
  });
  const sorted = bucketSort(order, keys.length, (at) => rankOf[grouping.key(at)] ?? 0);
  const groups = nameGroups(grouping, stats, keys);
  if (groupBy === 'rule') for (const group of groups) addMessage(index, selection, sorted, group);
  return { order: sorted, groups };
}

function addMessage(
  index: ProjectIndex,
  selection: Selection,
  order: Uint32Array,
  group: FindingGroup,
): void {
  const messageAt = (place: number) => index.message[selection.rows[order[place] ?? 0] ?? 0] ?? 0;
  const first = messageAt(group.start);
  for (let place = group.start + 1; place < group.start + group.count; place++) {
    if (messageAt(place) !== first) return;
  }
  group.message = index.messages.values[first] ?? '';
}

interface GroupStats {
  /** Keys that have rows. */
  keys: number[];
  count: Uint32Array;
  worst: Uint8Array;
}

function groupStats(index: ProjectIndex, selection: Selection, grouping: Grouping): GroupStats {
  const stats: GroupStats = {
    keys: [],
    count: new Uint32Array(grouping.size),
    worst: new Uint8Array(grouping.size),
  };
  for (let at = 0; at < selection.count; at++) {
    const key = grouping.key(at);
    if (stats.count[key] === 0) stats.keys.push(key);
    increment(stats.count, key);
    stats.worst[key] = Math.max(stats.worst[key] ?? 0, severityAt(index, selection, at));
  }
  return stats;
}

/** By severity: the group with the worst finding first, then the largest. By path: by name. Severities are always worst first. */
function groupOrder(grouping: Grouping, stats: GroupStats, groupBy: GroupBy, sortBy: SortBy) {
  const byName = (a: number, b: number) => (grouping.name(a) < grouping.name(b) ? -1 : 1);
  const byWorst = (a: number, b: number) =>
    (stats.worst[b] ?? 0) - (stats.worst[a] ?? 0) ||
    (stats.count[b] ?? 0) - (stats.count[a] ?? 0) ||
    byName(a, b);
  return sortBy === 'severity' || groupBy === 'severity' ? byWorst : byName;
}

function nameGroups(grouping: Grouping, stats: GroupStats, keys: number[]): FindingGroup[] {
  let start = 0;
  return keys.map((key): FindingGroup => {
    const count = stats.count[key] ?? 0;
    const group = { key: grouping.name(key), start, count };
    start += count;
    return group;
  });
}

function makeFacets(
  index: ProjectIndex,
  files: readonly IndexedFile[],
  filter: FindingsFilter,
  counts: Counts,
): Facets {
  const chosen = (part: keyof FindingsLists): string[] => [
    ...(filter[part] ?? []),
    ...(filter.not?.[part] ?? []),
  ];
  return {
    severity: facet(SEVERITIES, counts.severity, chosen('severities')).reverse(),
    state: facet(FINDING_STATES, counts.state, chosen('states')),
    rule: mostFirst(facet(index.rules.values, counts.rule, chosen('rules'))),
    language: mostFirst(facet(index.languages.values, counts.language, chosen('languages'))),
    folder: folderFacet(files, counts.file, chosen('paths')),
    tool: toolFacet(index, counts.tool, chosen('tools')),
  };
}

/** Values with findings, and those that are chosen, so that a choice can be taken back. */
function facet(values: readonly string[], counts: Uint32Array, chosen: readonly string[]): FacetValue[] {
  return values
    .map((value, at) => ({ value, count: counts[at] ?? 0 }))
    .filter(({ value, count }) => count > 0 || chosen.includes(value));
}

/** Programs with what their rules have found; what several of them found counts for each. */
function toolFacet(index: ProjectIndex, counts: Uint32Array, chosen: readonly string[] = []): FacetValue[] {
  if (index.tools.size === 0) return [];
  const tools = new Map(chosen.map((tool) => [tool, 0]));
  index.rules.values.forEach((id, rule) => {
    const count = counts[rule] ?? 0;
    if (count === 0) return;
    for (const tool of index.toolsOf(id)) tools.set(tool, (tools.get(tool) ?? 0) + count);
  });
  return mostFirst([...tools].map(([value, count]) => ({ value, count })));
}

function mostFirst(values: FacetValue[]): FacetValue[] {
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Every folder (`src/`, `src/app/`) with what is in it and below; by path. */
function folderFacet(
  files: readonly IndexedFile[],
  counts: Uint32Array,
  chosen: readonly string[],
): FacetValue[] {
  const folders = new Map<string, number>(chosen.map((path) => [path, 0]));
  files.forEach((file, rank) => {
    const count = counts[rank] ?? 0;
    if (count === 0) return;
    for (let end = file.path.indexOf('/'); end >= 0; end = file.path.indexOf('/', end + 1)) {
      const folder = file.path.slice(0, end + 1);
      folders.set(folder, (folders.get(folder) ?? 0) + count);
    }
    if (chosen.includes(file.path)) folders.set(file.path, count);
  });
  return [...folders]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
