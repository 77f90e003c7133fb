import { describe, expect, it } from 'vitest';
import { messageParts, plainMessage } from './inline-code';

describe('messageParts', () => {
  it('sets code apart, and leaves a lone backtick alone', () => {
    expect(messageParts('Use `a` or ` b')).toEqual([
      { text: 'Use ', kind: 'text' },
      { text: 'a', kind: 'code' },
      { text: ' or ` b', kind: 'text' },
    ]);
  });

  it('shows a metavariable of a rule as a placeholder, without its sign', () => {
    expect(messageParts('console.$METHOD($$$ARGS)', true)).toEqual([
      { text: 'console.', kind: 'text' },
      { text: 'METHOD', kind: 'placeholder' },
      { text: '(', kind: 'text' },
      { text: 'ARGS', kind: 'placeholder' },
      { text: ')', kind: 'text' },
    ]);
  });

  it('changes no code: not between backticks, and not in a finding', () => {
    expect(plainMessage('`$HOME` is $5', true)).toBe('$HOME is $5');
    expect(plainMessage('$HOME is not quoted')).toBe('$HOME is not quoted');
  });
});
