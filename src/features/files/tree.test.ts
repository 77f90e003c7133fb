import { describe, expect, it } from 'vitest';
import type { Severity, TreeFile } from '../../../workers/protocol';
import { buildTree, buildTreeInSlices, filterFiles, flattenTree, parentsOf, type TreeRow } from './tree';

const file = (path: string, findings = 0, worst?: Severity): TreeFile => ({
  path,
  size: 10,
  findings,
  status: 'done',
  ...(worst && { worst }),
});
const draw = (rows: TreeRow[]) =>
  rows.map((row) => `${'  '.repeat(row.depth)}${row.name}${row.kind === 'folder' ? '/' : ''}`);

describe('buildTree', () => {
  it('counts files and findings and keeps the worst severity, up to the root', () => {
    const root = buildTree([file('a/b/x', 2, 'low'), file('a/y', 1, 'high'), file('z')]);
    expect(root).toMatchObject({ fileCount: 3, findings: 3, worst: 'high' });
    expect(root.folders.get('a')).toMatchObject({ path: 'a/', fileCount: 2, findings: 3, worst: 'high' });
    expect(root.folders.get('a')?.folders.get('b')).toMatchObject({ findings: 2, worst: 'low' });
  });

  it('finds its folders again when the list is not in order', () => {
    const root = buildTree([file('a/x'), file('b/x'), file('a/y')]);
    expect(root.folders.get('a')?.fileCount).toBe(2);
  });

  it('builds and shows 100,000 files', () => {
    const files = Array.from({ length: 100_000 }, (_, i) => file(`p${i % 50}/q${i % 997}/f${i}.ts`, i % 3));
    const root = buildTree(files);
    const rows = flattenTree(root, () => true);
    expect(rows.filter((row) => row.kind === 'file')).toHaveLength(100_000);
  });
});

describe('buildTreeInSlices', () => {
  const files = Array.from({ length: 20_000 }, (_, i) => file(`a${i % 7}/f${i}`, 1));

  it('builds the same tree', async () => {
    const root = await buildTreeInSlices(files, () => true);
    expect(root && draw(flattenTree(root, () => true))).toEqual(
      draw(flattenTree(buildTree(files), () => true)),
    );
    expect(root?.findings).toBe(20_000);
  });

  it('stops when it is no longer wanted', async () => {
    let isWanted = true;
    const building = buildTreeInSlices(files, () => isWanted);
    isWanted = false;
    expect(await building).toBeUndefined();
  });
});

describe('flattenTree', () => {
  const files = ['b.ts', 'A.ts', 'src/main/java/App.java', 'src/main/java/B.java', 'lib/x/y.c', 'lib/z.c'];
  const root = () => buildTree(files.map((path) => file(path)));

  it('puts folders first, sorts by name, and joins folders that hold one folder alone', () => {
    expect(draw(flattenTree(root(), () => false))).toEqual(['lib/', 'src/main/java/', 'A.ts', 'b.ts']);
  });

  it('shows the children of open folders', () => {
    const rows = flattenTree(root(), (path) => path === 'src/main/java/');
    expect(draw(rows)).toEqual(['lib/', 'src/main/java/', '  App.java', '  B.java', 'A.ts', 'b.ts']);
    expect(rows[3]).toMatchObject({ position: 2, setSize: 2 });
  });
});

it('filters by words in any order and case', () => {
  const files = [file('src/App.tsx'), file('src/app.css'), file('lib/x.ts')];
  expect(filterFiles(files, 'TSX app').map(({ path }) => path)).toEqual(['src/App.tsx']);
  expect(filterFiles(files, ' ')).toHaveLength(3);
});

it('names the folders above a file', () => {
  expect(parentsOf('a/b/c.ts')).toEqual(['a/', 'a/b/']);
});
