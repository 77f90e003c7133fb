/** Who calls a function, and who calls those: looked up when somebody asks, one function at a time. */
import type { OutlineRow } from '../../workers/protocol';
import { askNames } from '../data';
import { splitPath } from '../kernel/format';
import type { FilePlace } from './go';
import { around } from './outline';
import { partOfProject } from './peek';
import { toneOf } from './symbol-icon';

/** A function, or a file whose own code calls one. */
export interface Caller {
  name: string;
  kind: string;
  /** Where its name stands. */
  place: FilePlace;
  /** Where the first of its calls stands. */
  call: FilePlace;
  calls: number;
}

interface Callers {
  callers: Caller[];
  /** How much of the project they come from; empty if from all of it. */
  note: string;
}

/** Uses that are looked at. */
const MOST = 500;

/** The callers of what the name at a place refers to. What only shares its name with a call is left out. */
export async function callersOf(of: FilePlace, signal: AbortSignal): Promise<Callers> {
  const answer = await askNames('referencesAt', { ...of, limit: MOST }, signal);
  if (!answer) return { callers: [], note: '' };
  const callers: Caller[] = [];
  for (const { path, uses } of answer.found.files) {
    const calls = uses.filter(({ role, certain }) => role === 'call' && certain);
    if (calls.length === 0) continue;
    const outline = (await askNames('outline', { path }, signal))?.found ?? [];
    const byCaller = new Map<OutlineRow | undefined, Caller>();
    for (const { line, col } of calls) {
      const row = functionAround(outline, { line, col });
      const known = byCaller.get(row);
      if (known) known.calls += 1;
      else byCaller.set(row, callerOf(row, { path, line, col }));
    }
    callers.push(...byCaller.values());
  }
  return { callers, note: partOfProject(answer) };
}

function functionAround(outline: readonly OutlineRow[], place: { line: number; col: number }) {
  const rows = around(outline, place).flatMap((at) => outline[at] ?? []);
  return rows.findLast(({ kind }) => toneOf(kind) === 'function') ?? rows.at(-1);
}

function callerOf(row: OutlineRow | undefined, call: FilePlace): Caller {
  const { path } = call;
  const about = row
    ? { name: row.container ? `${row.container}.${row.name}` : row.name, kind: row.kind }
    : { name: splitPath(path).name, kind: 'file' };
  const start = row?.nameRange.start ?? { line: 1, col: 1 };
  return { ...about, place: { path, line: start.line, col: start.col }, call, calls: 1 };
}
