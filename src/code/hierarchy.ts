/** Who calls a function and what it calls, and which types are above and below one: looked up one step at a time. */
import type { DefinitionRow, OutlineRow } from '../../workers/protocol';
import { askNames } from '../data';
import { splitPath } from '../kernel/format';
import type { FilePlace } from './go';
import { around } from './outline';
import { partOfProject } from './peek';
import { toneOf } from './symbol-icon';

/** Which way is looked from a thing. */
export type Direction = 'callers' | 'callees' | 'supertypes' | 'subtypes';

/** A function or a type, or a file whose own code calls one. */
export interface Relative {
  name: string;
  kind: string;
  /** Where its name stands. */
  place: FilePlace;
  /** Where one gets to from here: the first of the calls, or the type. */
  shown: FilePlace;
  /** 0 where nothing is called. */
  calls: number;
}

interface Relatives {
  relatives: Relative[];
  /** How much of the project they come from; empty if from all of it. */
  note: string;
}

/** The next ones in a direction. What only shares its name is left out. */
export function relativesOf(of: FilePlace, direction: Direction, signal: AbortSignal): Promise<Relatives> {
  if (direction === 'callers') return callersOf(of, signal);
  return direction === 'callees' ? calleesOf(of, signal) : typesOf(of, direction, signal);
}

const NONE: Relatives = { relatives: [], note: '' };

async function calleesOf(of: FilePlace, signal: AbortSignal): Promise<Relatives> {
  const answer = await askNames('callees', of, signal);
  if (!answer) return NONE;
  // Calls stand where the function is defined, which may be elsewhere.
  const [own] = (await askNames('definitionsAt', of, signal))?.found ?? [];
  const path = own?.file ?? of.path;
  const relatives = answer.found.map(({ definition, line, col, calls }) => ({
    ...relativeOf(definition),
    ...{ shown: { path, line, col }, calls },
  }));
  return { relatives, note: partOfProject(answer) };
}

async function typesOf(
  of: FilePlace,
  direction: 'supertypes' | 'subtypes',
  signal: AbortSignal,
): Promise<Relatives> {
  const answer = await askNames(direction, of, signal);
  return answer ? { relatives: answer.found.map(relativeOf), note: partOfProject(answer) } : NONE;
}

function relativeOf({ name, kind, file: path, line, col }: DefinitionRow): Relative {
  const place = { path, line, col };
  return { name, kind, place, shown: place, calls: 0 };
}

/** Uses that are looked at. */
const MOST = 500;

async function callersOf(of: FilePlace, signal: AbortSignal): Promise<Relatives> {
  const answer = await askNames('referencesAt', { ...of, limit: MOST }, signal);
  if (!answer) return NONE;
  const relatives: Relative[] = [];
  for (const { path, uses } of answer.found.files) {
    const calls = uses.filter(({ role, certain }) => role === 'call' && certain);
    if (calls.length === 0) continue;
    const outline = (await askNames('outline', { path }, signal))?.found ?? [];
    const byCaller = new Map<OutlineRow | undefined, Relative>();
    for (const { line, col } of calls) {
      const row = functionAround(outline, { line, col });
      const known = byCaller.get(row);
      if (known) known.calls += 1;
      else byCaller.set(row, callerOf(row, { path, line, col }));
    }
    relatives.push(...byCaller.values());
  }
  return { relatives, note: partOfProject(answer) };
}

function functionAround(outline: readonly OutlineRow[], place: { line: number; col: number }) {
  const rows = around(outline, place).flatMap((at) => outline[at] ?? []);
  return rows.findLast(({ kind }) => toneOf(kind) === 'function') ?? rows.at(-1);
}

function callerOf(row: OutlineRow | undefined, call: FilePlace): Relative {
  const { path } = call;
  const about = row
    ? { name: row.container ? `${row.container}.${row.name}` : row.name, kind: row.kind }
    : { name: splitPath(path).name, kind: 'file' };
  const start = row?.nameRange.start ?? { line: 1, col: 1 };
  return { ...about, place: { path, line: start.line, col: start.col }, shown: call, calls: 1 };
}
