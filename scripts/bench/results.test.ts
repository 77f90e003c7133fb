import { describe, expect, it } from 'vitest';
import { withSection } from './results';

describe('the text of results', () => {
  const text = 'Sizes (monday)\na: 1\n\nSpeed, b (monday)\nc: 2\n';

  it('gets a section in the place of its older self', () => {
    const section = { name: 'Sizes', how: 'today', lines: ['a: 3'] };
    expect(withSection(text, section)).toBe('Sizes (today)\na: 3\n\nSpeed, b (monday)\nc: 2\n');
  });

  it('keeps the others and takes new ones at its end', () => {
    const section = { name: 'Speed, d', how: 'today', lines: ['e: 4', '  f: 5'] };
    expect(withSection(text, section)).toBe(`${text}\nSpeed, d (today)\ne: 4\n  f: 5\n`);
    expect(withSection('', section)).toBe('Speed, d (today)\ne: 4\n  f: 5\n');
  });
});
