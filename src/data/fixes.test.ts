/** Undoing what was written: nothing that came meanwhile is written over. */
import { expect, it, vi } from 'vitest';

const disk = new Map<string, string>();
const warned: string[] = [];
let undo: () => unknown = () => {};

vi.mock('./backend', () => ({ store: {}, intake: () => ({}) }));
vi.mock('./engine', () => ({ pool: {} }));
vi.mock('./project', () => ({ openHandle: () => ({}), isAttached: () => true }));
vi.mock('./project-checks', () => ({}));
vi.mock('./scan', () => ({ scan: { rescan: async () => {} } }));
vi.mock('../kernel/undo', () => ({ undoable: (back: () => unknown) => (undo = back) }));
vi.mock('../kernel/operations/run', () => ({}));
vi.mock('../kernel/notices', () => ({
  notify: (kind: string, text: string) => kind === 'warning' && warned.push(text),
  notifyError: (error: unknown) => warned.push(String(error)),
}));
vi.mock('../platform', () => {
  const move = (from: string, to: string, text: string) => {
    disk.delete(from);
    disk.set(to, text);
  };
  return {
    requestWrite: async () => true,
    hasFile: async (_: unknown, path: string) => disk.has(path),
    readBytes: async (_: unknown, path: string) => new TextEncoder().encode(disk.get(path)),
    moveFile: async (_: unknown, from: string, to: string) => move(from, to, disk.get(from) ?? ''),
    putInstead: async (_: unknown, from: string, to: string, content: Blob) =>
      move(from, to, await content.text()),
  };
});

it('leaves a file that is at the old path again as it is', async () => {
  const { writeChanges } = await import('./fixes');
  const bytes = (text: string) => new TextEncoder().encode(text);
  disk.set('a.ts', 'a').set('a.png', 'p');
  const change = { path: 'a.ts', to: 'b/a.ts', before: bytes('a'), after: bytes('A') };
  const along = [{ from: 'a.png', to: 'b/a.png' }];
  await writeChanges([change], () => ['success', ''], { isWhole: true, along });
  disk.set('a.ts', 'new').set('a.png', 'new');
  await undo();
  expect(Object.fromEntries(disk)).toEqual({
    ...{ 'a.ts': 'new', 'a.png': 'new' },
    ...{ 'b/a.ts': 'A', 'b/a.png': 'p' },
  });
  expect(warned).toEqual(['a.png', 'a.ts'].map((path) => `${path} is there again; it is left as it is.`));
});
