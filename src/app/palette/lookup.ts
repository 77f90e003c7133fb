/** What the palette looks up in the project: symbols behind `@`, text behind `#`, a line of the shown file behind `:`. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { explain, type FoundFile } from '../../../workers/protocol';
import { activeCode } from '../../code/active';
import { goToPlace } from '../../code/go';
import { askNames, currentProjectId, searchTexts } from '../../data';
import type { Row } from './rows';

/** What was found for what is typed. */
export interface Lookup {
  typed: string;
  rows: Row[];
  /** Why there is nothing, where that is no matter of what is typed. */
  problem: string;
}

const MOST = 50;
/** So long somebody types on before anything is asked; ms. */
const REST_MS = 60;

/** Whether what is typed is looked up and not chosen from a list. */
export function isLookedUp(typed: string): boolean {
  return /^[@#:]/.test(typed);
}

/** What is found for what is typed, as soon as it is there; a signal. */
export function createLookup(typed: Accessor<string>): Accessor<Lookup> {
  const [found, setFound] = createSignal<Lookup>({ typed: '', rows: [], problem: '' });
  createEffect(() => {
    const text = typed();
    const stop = new AbortController();
    onCleanup(() => stop.abort());
    if (!isLookedUp(text)) return;
    const show = (rows: Row[], problem = '') =>
      stop.signal.aborted || setFound({ typed: text, rows, problem });
    const look = () =>
      lookUp(text, stop.signal).then(show, (error: unknown) => show([], explain(error).message));
    const timer = setTimeout(look, REST_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return found;
}

function lookUp(text: string, signal: AbortSignal): Promise<Row[]> {
  const words = text.slice(1).trim();
  if (text.startsWith('@')) return symbols(words, signal);
  if (text.startsWith('#')) return texts(words, signal);
  return Promise.resolve(lines(words));
}

/** Those of the shown file in their order, then those of the project that have the words. */
async function symbols(words: string, signal: AbortSignal): Promise<Row[]> {
  const own = await ownSymbols(words, signal);
  const names = words.replace(/[^\p{L}\p{N}_$]+/gu, ' ').trim();
  if (names === '') return own.slice(0, MOST);
  const keys = new Set(own.map(({ key }) => key));
  const files = await found(`type:symbol ${names}`, signal);
  const others = rowsOf(files, 'symbol').filter(({ key }) => !keys.has(key));
  return [...own, ...others].slice(0, MOST);
}

async function ownSymbols(words: string, signal: AbortSignal): Promise<Row[]> {
  const path = activeCode()?.path();
  if (path === undefined) return [];
  const outline = (await askNames('outline', { path }, signal))?.found ?? [];
  const fits = outline.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return fits.map(({ name, kind, container, nameRange: { start } }) => ({
    key: keyOf(path, start),
    kind: 'symbol',
    name,
    note: container ? `${kind} of ${container}` : kind,
    go: () => goToPlace({ path, line: start.line, col: start.col }),
  }));
}

async function texts(words: string, signal: AbortSignal): Promise<Row[]> {
  return words === '' ? [] : rowsOf(await found(words, signal), 'text');
}

async function found(query: string, signal: AbortSignal): Promise<readonly FoundFile[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  return (await searchTexts(projectId, `count:${MOST} ${query}`, signal)).found.files;
}

function rowsOf(files: readonly FoundFile[], kind: 'symbol' | 'text'): Row[] {
  return files.flatMap(({ path, matches }) =>
    matches.map((match) => ({
      key: keyOf(path, match),
      kind,
      name: kind === 'text' ? match.text : match.text.slice(match.from, match.from + match.length),
      note: `${path}:${match.line}`,
      go: () => goToPlace({ path, line: match.line, col: match.col }),
    })),
  );
}

/** The line of the shown file that is typed. */
function lines(words: string): Row[] {
  const [, line, col = '1'] = /^(\d{1,9})(?:[:,](\d{1,9}))?$/.exec(words) ?? [];
  const path = activeCode()?.path();
  if (line === undefined || path === undefined) return [];
  const place = { line: Math.max(1, Number(line)), col: Math.max(1, Number(col)) };
  return [
    {
      key: keyOf(path, place),
      kind: 'line',
      name: `Line ${place.line}`,
      note: path,
      go: () => goToPlace({ path, ...place }),
    },
  ];
}

const keyOf = (path: string, { line, col }: { line: number; col: number }) => `${path}:${line}:${col}`;
