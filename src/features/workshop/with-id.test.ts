import { expect, it } from 'vitest';
import { withId } from './with-id';

it('gives a rule another id in each dialect, and no other rule', () => {
  expect(withId('rules:\n  - id: a/b.c\n  - id: a/b-c # x\n', 'a/b.c', 'my')).toBe(
    'rules:\n  - id: my\n  - id: a/b-c # x\n',
  );
  expect(withId('[[pattern]]\nid = "a"\n', 'a', 'my')).toBe('[[pattern]]\nid = "my"\n');
  expect(withId("id: 'a'\nmetadata:\n  id: aa\n", 'a', '$&')).toBe("id: '$&'\nmetadata:\n  id: aa\n");
});
