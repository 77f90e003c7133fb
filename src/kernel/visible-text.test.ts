import { expect, it } from 'vitest';
import { maskHidden, visibleText } from './visible-text';

it.each([
  ['src/é ü 😀 ❤️ 名前.py', 'src/é ü 😀 ❤️ 名前.py'],
  ['a\tb\nc\u001b[31m.py', 'a\\u{9}b\\u{a}c\\u{1b}[31m.py'],
  ['\u009b31m', '\\u{9b}31m'],
  ['evil\u202egpj.py', 'evil\\u{202e}gpj.py'],
  ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
  ['a\u200b\u200d\u2060\ufeff\u00adb', 'a\\u{200b}\\u{200d}\\u{2060}\\u{feff}\\u{ad}b'],
  ['x\u2028y\u3164z\u{e0041}', 'x\\u{2028}y\\u{3164}z\\u{e0041}'],
  ['\ud800', '\\u{d800}'],
])('makes %j visible', (name, shown) => {
  expect(visibleText(name)).toBe(shown);
});

it('keeps columns where it masks', () => {
  expect(maskHidden('a\u001b\u202e\u200bé')).toBe('a\ufffd\ufffd\ufffdé');
});
