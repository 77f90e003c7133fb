/**
 * What was open after each run, so that any two can be compared: settings of the project, which go with it. The oldest
 * are dropped where they grow too large. The baseline that a project brings is one of them.
 */

import { type KnownFinding, SEVERITIES, type Snapshot } from '../../protocol';
import type { Sql } from '../connection';
import { flagsOf, flagsSeverity, flagsState, HEAD_FIELDS, type Head, unpackRuns } from '../finding-codec';
import { readSetting, writeSetting } from './settings';

/** So many runs are kept of a project, as far as they have room. */
const MOST_RUNS = 100;
/** Of all of a project; characters. */
const MAX_SIZE = 50_000_000;
/** The number of the baseline among those of runs. */
export const BASELINE_RUN = 0;

const listKey = (projectId: number) => `project.${projectId}.snapshots`;
const textKey = (projectId: number, runId: number) => `project.${projectId}.snapshot.${runId}`;

/** An open finding with its id. */
export interface OpenFinding extends KnownFinding {
  id: number;
  /** Its place in `SEVERITIES`; not known of a baseline. */
  rank?: number;
}

/** Lists of rules and paths, and for each finding their places, line, place of the severity or -1, identity and surroundings. */
type Packed = [rules: string[], paths: string[], ...findings: (number | string)[][]];

interface Listed extends Snapshot {
  size: number;
}

/** Notes what is open now. */
export async function keepSnapshot(
  sql: Sql,
  projectId: number,
  runId: number,
  madeMs: number,
): Promise<void> {
  await putSnapshot(sql, projectId, runId, madeMs, await selectOpen(sql, projectId));
}

/** Replaces the baseline that the project brings, or takes it away. False where there is nothing to be done. */
export async function putBaseline(
  sql: Sql,
  projectId: number,
  findings: readonly KnownFinding[] | undefined,
  madeMs: number,
): Promise<boolean> {
  if (findings) {
    await putSnapshot(sql, projectId, BASELINE_RUN, madeMs, findings);
    return true;
  }
  const all = await readList(sql, projectId);
  const rest = all.filter(({ runId }) => runId !== BASELINE_RUN);
  if (rest.length === all.length) return false;
  await writeSetting(sql, textKey(projectId, BASELINE_RUN), undefined);
  await writeSetting(sql, listKey(projectId), JSON.stringify(rest));
  return true;
}

async function putSnapshot(
  sql: Sql,
  projectId: number,
  runId: number,
  madeMs: number,
  findings: readonly (KnownFinding & { rank?: number })[],
): Promise<void> {
  const text = pack(findings);
  const counts = SEVERITIES.map((_, rank) => findings.filter((one) => one.rank === rank).length);
  const others = (await readList(sql, projectId)).filter((one) => one.runId !== runId);
  const all: Listed[] = [...others, { runId, madeMs, findings: findings.length, counts, size: text.length }];
  const kept = newestThatFit(all);
  for (const one of all) {
    if (!kept.includes(one)) await writeSetting(sql, textKey(projectId, one.runId), undefined);
  }
  if (kept.some((one) => one.runId === runId)) await writeSetting(sql, textKey(projectId, runId), text);
  await writeSetting(sql, listKey(projectId), JSON.stringify(kept));
}

/** The baseline goes first, then the newest. */
function newestThatFit(all: readonly Listed[]): Listed[] {
  const newest = [...all].sort((a, b) =>
    a.runId === BASELINE_RUN ? -1 : b.runId === BASELINE_RUN ? 1 : b.runId - a.runId,
  );
  const kept: Listed[] = [];
  let size = 0;
  for (const one of newest.slice(0, MOST_RUNS)) {
    size += one.size;
    if (size <= MAX_SIZE) kept.push(one);
  }
  return kept.sort((a, b) => a.runId - b.runId);
}

/** The runs that can be compared, the oldest first; the baseline before them. */
export async function listSnapshots(sql: Sql, projectId: number): Promise<Snapshot[]> {
  return (await readList(sql, projectId)).map(({ size: _, ...snapshot }) => snapshot);
}

async function readList(sql: Sql, projectId: number): Promise<Listed[]> {
  const text = await readSetting(sql, listKey(projectId));
  return text === undefined ? [] : (JSON.parse(text) as Listed[]);
}

/** What was open after a run; undefined if it is not kept. Of the last one, findings have their ids. */
export async function readSnapshot(
  sql: Sql,
  projectId: number,
  runId: number,
): Promise<OpenFinding[] | undefined> {
  const text = await readSetting(sql, textKey(projectId, runId));
  if (text === undefined) return undefined;
  const found = unpack(text);
  const last = (await readList(sql, projectId)).at(-1);
  if (last?.runId !== runId) return found;
  const ids = new Map((await selectOpen(sql, projectId)).map((one) => [keyOf(one), one.id]));
  return found.map((one) => ({ ...one, id: ids.get(keyOf(one)) ?? 0 }));
}

function keyOf({ identity, path, rule }: KnownFinding): string {
  return JSON.stringify([identity, path, rule]);
}

function pack(findings: readonly (KnownFinding & { rank?: number })[]): string {
  const [rules, paths] = [new Map<string, number>(), new Map<string, number>()];
  const placeOf = (places: Map<string, number>, value: string) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  };
  const rows = findings.map(({ rule, path, line, rank = -1, identity, surroundings }) => [
    ...[placeOf(rules, rule), placeOf(paths, path), line, rank],
    ...[identity, surroundings],
  ]);
  const packed: Packed = [[...rules.keys()], [...paths.keys()], ...rows];
  return JSON.stringify(packed);
}

function unpack(text: string): OpenFinding[] {
  const [rules, paths, ...rows] = JSON.parse(text) as Packed;
  return rows.map(([rule, path, line, rank, identity, surroundings]) => ({
    id: 0,
    rule: rules[Number(rule)] ?? '',
    path: paths[Number(path)] ?? '',
    line: Number(line),
    ...(Number(rank) >= 0 && { rank: Number(rank) }),
    identity: String(identity),
    surroundings: String(surroundings),
  }));
}

/** Everything that is open now, by path and place. */
export async function selectOpen(sql: Sql, projectId: number): Promise<OpenFinding[]> {
  return (await selectFound(sql, projectId)).filter(({ isDecided }) => !isDecided);
}

/** The same with what people have decided about. */
export async function selectFound(
  sql: Sql,
  projectId: number,
): Promise<(OpenFinding & { isDecided: boolean })[]> {
  const rows = await sql.all<[string, string, string, string | null, string | null]>(SELECT_BLOCKS, [
    projectId,
  ]);
  return rows.flatMap(([path, runs, headText, identityText, decisionText]) => {
    const head = JSON.parse(headText) as Head;
    const [, rules, , , numbers] = head;
    const identities = JSON.parse(identityText ?? '[]') as string[];
    const decisions = JSON.parse(decisionText ?? '[]') as number[];
    const decided = new Set(decisions.filter((_, at) => at % 2 === 0));
    const ids = unpackRuns(JSON.parse(runs) as number[]);
    return flagsOf(head).flatMap((flags, at) => {
      const identity = identities[at * 2];
      if (flagsState(flags) !== 0 || !identity) return [];
      const first = at * HEAD_FIELDS;
      const place = { id: ids[at] ?? 0, path, line: numbers[first + 3] ?? 1, rank: flagsSeverity(flags) };
      const rule = rules[numbers[first] ?? 0] ?? '';
      const traces = { identity, surroundings: identities[at * 2 + 1] ?? '' };
      return [{ ...place, rule, ...traces, isDecided: decided.has(at) }];
    });
  });
}

const SELECT_BLOCKS = `SELECT f.path, d.ids, d.head, d.identities, d.decisions
  FROM files f CROSS JOIN findings d ON d.file_id = f.id WHERE f.project_id = ? ORDER BY f.path, d.block`;
