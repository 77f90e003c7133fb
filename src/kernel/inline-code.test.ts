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

  it('shows it so between backticks too, where it stands for a part of the code', () => {
    expect(messageParts('Use `f($X)`', true)).toEqual([
      { text: 'Use ', kind: 'text' },
      { text: 'f(', kind: 'code' },
      { text: 'X', kind: 'placeholder' },
      { text: ')', kind: 'code' },
    ]);
  });

  it('changes nothing that is no metavariable, and no finding', () => {
    expect(plainMessage('`$_GET` costs $5', true)).toBe('$_GET costs $5');
    expect(plainMessage('$HOME is not quoted')).toBe('$HOME is not quoted');
  });
});
