/** Open findings that have the words which are typed, for the palette. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { currentProjectId, navigate, store } from '../../data';
import type { Row } from './rows';

/** There are more in the findings view. */
const MOST = 8;
/** Fewer letters are in too many of them. */
const LETTERS = 3;
/** So long somebody types on before anything is asked; ms. */
const REST_MS = 60;

/** Findings for what is typed, as soon as they are there; a signal. */
export function createFoundFindings(typed: Accessor<string>): Accessor<Row[]> {
  const [found, setFound] = createSignal<Row[]>([]);
  createEffect(() => {
    const [text, projectId] = [typed().trim(), currentProjectId()];
    let isOver = false;
    const show = (rows: Row[]) => isOver || (rows.length === 0 && found().length === 0) || setFound(rows);
    const canMatch = text.length >= LETTERS && /^[\p{L}\p{N}]/u.test(text);
    const look = () =>
      canMatch && projectId !== undefined ? findingRows(projectId, text).then(show, () => {}) : show([]);
    const timer = setTimeout(look, REST_MS);
    onCleanup(() => {
      isOver = true;
      clearTimeout(timer);
    });
  });
  return found;
}

async function findingRows(projectId: number, text: string): Promise<Row[]> {
  const filter = { projectId, text };
  const { ids } = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'severity' });
  const rows = await store.query('findingRows', { projectId, ids: [...ids.subarray(0, MOST)] });
  return rows.map(({ id, message, path, line }) => ({
    key: `finding ${id}`,
    kind: 'finding',
    name: message,
    note: `${path}:${line}`,
    go: () => navigate('/findings', { finding: String(id) }),
  }));
}
