import { describe, expect, it } from 'vitest';
import { Recent } from './recent';

describe('what is kept for a while', () => {
  it('gives each thing out once', () => {
    const take = new Recent<string>(2).keep('a');
    expect([take(), take()]).toEqual(['a', undefined]);
  });

  it('lets go of the oldest', () => {
    const recent = new Recent<number>(3);
    const takes = [1, 2, 3, 4, 5].map((value) => recent.keep(value));
    expect(takes.map((take) => take())).toEqual([undefined, undefined, 3, 4, 5]);
  });

  it('is not used up by what nobody asks for', () => {
    const recent = new Recent<number>(2);
    for (let value = 0; value < 100; value++) recent.keep(value);
    expect(recent.keep(100)()).toBe(100);
  });
});
