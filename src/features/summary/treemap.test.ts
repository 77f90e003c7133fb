import { describe, expect, it } from 'vitest';
import { type FolderSummary, layoutTreemap } from './treemap';

const folder = (
  path: string,
  lines: number,
  findings = 0,
  worst?: FolderSummary['worst'],
): FolderSummary => ({
  path,
  files: 1,
  lines,
  findings,
  ...(worst && { worst }),
});

describe('layoutTreemap', () => {
  it('gives each folder an area in proportion to its lines', () => {
    const cells = layoutTreemap([folder('', 400), folder('a', 300), folder('b', 100)], 400, 200);
    const area = (name: string) => {
      const cell = cells.find((one) => one.name === name);
      return cell ? cell.width * cell.height : 0;
    };
    expect(area('a') / area('b')).toBeCloseTo(3, 0);
  });

  it('shows the files of a folder beside its folders', () => {
    const cells = layoutTreemap([folder('', 100, 3, 'high'), folder('a', 60, 1, 'low')], 400, 200);
    expect(cells.map(({ name, lines, findings }) => [name, lines, findings])).toEqual([
      ['a', 60, 1],
      ['files', 40, 2],
    ]);
  });

  it('opens large folders and draws them as frames', () => {
    const folders = [folder('', 100), folder('src', 100), folder('src/a', 50), folder('src/b', 50)];
    const cells = layoutTreemap([...folders, folder('src/b/c', 20)], 1000, 400);
    // `src` is all there is, so it is not drawn; `src/b` is a frame around its folder and its files.
    expect(cells.map(({ name, isFrame }) => `${name}${isFrame ? ' frame' : ''}`).sort()).toEqual([
      'a',
      'b frame',
      'c',
      'files',
    ]);
  });

  it('keeps every rectangle inside the plot', () => {
    const folders = [
      folder('', 5000),
      ...Array.from({ length: 300 }, (_, i) => folder(`d${i}`, 1 + (i % 30))),
    ];
    for (const { x, y, width, height } of layoutTreemap(folders, 800, 300)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(800);
      expect(y + height).toBeLessThanOrEqual(300);
    }
  });

  it('draws nothing for a project without code', () => {
    expect(layoutTreemap([folder('', 0)], 400, 200)).toEqual([]);
    expect(layoutTreemap([], 400, 200)).toEqual([]);
  });
});
