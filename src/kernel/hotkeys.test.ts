import { describe, expect, it } from 'vitest';
import { describeKeys, type KeyStroke, matchesKeys, normalizeKeys } from './hotkeys';

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('matchesKeys', () => {
  it.each<[string, KeyStroke, boolean]>([
    ['F8', stroke('F8'), true],
    ['F8', stroke('F8', { shiftKey: true }), false],
    ['Shift-F8', stroke('F8', { shiftKey: true }), true],
    ['Mod-p', stroke('p', { ctrlKey: true }), true],
    ['Mod-p', stroke('p', { metaKey: true }), false],
    ['Mod-p', stroke('p'), false],
    ['Mod-Shift-p', stroke('P', { ctrlKey: true, shiftKey: true }), true],
    ['Mod-.', stroke('.', { ctrlKey: true }), true],
    ['?', stroke('?', { shiftKey: true }), true],
    ['/', stroke('/'), true],
    ['/', stroke('/', { altKey: true }), false],
    ['Mod--', stroke('-', { ctrlKey: true }), true],
  ])('%s with %j', (keys, event, expected) => {
    expect(matchesKeys(keys, event, false)).toBe(expected);
  });

  it('takes Cmd for Mod on a Mac', () => {
    expect(matchesKeys('Mod-p', stroke('p', { metaKey: true }), true)).toBe(true);
    expect(matchesKeys('Mod-p', stroke('p', { ctrlKey: true }), true)).toBe(false);
  });
});

it('spells a binding in one way', () => {
  expect(normalizeKeys('shift-mod-M')).toBe(normalizeKeys('Mod-Shift-m'));
});

it('says a binding as people read it', () => {
  expect(describeKeys('Mod-Shift-m', false)).toBe('Ctrl Shift M');
  expect(describeKeys('Mod-k', true)).toBe('⌘ K');
  expect(describeKeys('Escape', false)).toBe('Esc');
});
