import { describe, expect, it } from 'vitest';
import type { KnownFinding } from '../protocol';
import { compareFindings } from './compare';

/** `path:line code scope`, all of one rule. */
function finding(text: string): KnownFinding {
  const [place = '', code = '', scope = ''] = text.split(' ');
  const [path = '', line = ''] = place.split(':');
  const identity = `${code.padEnd(16, '0')}-${scope.padEnd(8, '0')}-0`;
  return { rule: 'r', path, line: Number(line), identity, surroundings: '' };
}

async function compare(before: string[], after: string[]) {
  const { same, ...rest } = await compareFindings(before.map(finding), after.map(finding));
  return { same: [...same], ...rest };
}

describe('two scans', () => {
  it('have the same findings whatever their order and lines', async () => {
    const { same, added, gone, moved } = await compare(
      ['a:1 aa 11', 'b:2 bb 22'],
      ['b:30 bb 22', 'a:9 aa 11'],
    );
    expect(same).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect([added, gone, moved]).toEqual([[], [], []]);
  });

  it('tell what is new and what is gone', async () => {
    const { added, gone } = await compare(
      ['a:1 aa 11', 'a:2 bb 11'],
      ['a:1 aa 11', 'a:2 cc 11', 'c:1 dd 11'],
    );
    expect(added).toEqual([1, 2]);
    expect(gone).toEqual([1]);
  });

  it('follow a file to another folder', async () => {
    const { same, moved, gone } = await compare(
      ['x/a:1 aa 11', 'x/a:5 bb 22'],
      ['y/a:1 aa 11', 'y/a:6 bb 22'],
    );
    expect(same).toHaveLength(2);
    expect(moved).toEqual([0, 1]);
    expect(gone).toEqual([]);
  });

  it('do not take twins in another file for findings that went', async () => {
    const { added, gone } = await compare(['a:1 aa 11', 'b:1 aa 11'], ['a:1 aa 11']);
    expect(added).toEqual([]);
    expect(gone).toEqual([1]);
  });

  it('do not count one finding twice', async () => {
    const { added, same } = await compare(['a:1 aa 11'], ['a:1 aa 11', 'a:2 aa 11']);
    expect(same).toHaveLength(1);
    expect(added).toHaveLength(1);
  });
});
