import { expect, it } from 'vitest';
import { meet, nextVersion } from './draft-versions';

const typed = (before: Parameters<typeof nextVersion>[0], tab: string, text: string) => ({
  ...nextVersion(before, tab),
  text,
});

it('takes what another tab types where nobody types here', () => {
  const one = typed(undefined, 'a', '1');
  expect(meet(undefined, one, 'b')).toBe('take');
  expect(meet(one, typed(one, 'a', '12'), 'b')).toBe('take');
});

it('takes what goes on from the own text, and keeps what goes on from the other', () => {
  const mine = typed(undefined, 'a', '1');
  const first = typed(mine, 'b', '12');
  const second = typed(first, 'b', '123');
  expect(meet(mine, first, 'a')).toBe('take');
  expect(meet(mine, second, 'a')).toBe('take');
  expect(meet(second, mine, 'b')).toBe('keep');
});

it('keeps both where two tabs have typed at once', () => {
  const start = typed(undefined, 'a', '1');
  const mine = typed(start, 'a', '1a');
  const theirs = typed(start, 'b', '1b');
  expect(meet(mine, theirs, 'a')).toBe('both');
  expect(meet(theirs, mine, 'b')).toBe('both');
  expect(meet(mine, { ...theirs, text: '1a' }, 'a')).toBe('take');
});
