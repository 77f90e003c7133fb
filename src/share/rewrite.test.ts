/** Templates that can be filled in with what a pattern binds, and those that cannot. */
import { expect, it } from 'vitest';
import { faultOfRewrite } from './rewrite';

it.each([
  ['f($X)', 'g($X)'],
  ['f($X)', 'nothing()'],
  ['f($X)', ''],
  ['$X == $Y', '$Y == $X'],
  ['f($$$ARGS)', 'g($$$ARGS, 1)'],
  ['f($...ARGS)', 'g($...ARGS)'],
  ['f($X)', 'f(...$X)'],
  ['f($X)', 'f([...rest, $X])'],
  // A body that does nothing.
  ['f($X)', 'def $X(): ...'],
  ['f($X)', 'jQuery($X).$each($price)'],
])('%s becomes %s', (pattern, rewrite) => {
  expect(faultOfRewrite(pattern, rewrite)).toBeUndefined();
});

it.each([
  ['f($X)', 'g($Y)', '$Y'],
  ['f($X)', 'g($X, $X2)', '$X2'],
  ['f($X)', 'g($$$X)', '$$$X'],
  ['f($$$X)', 'g($X)', '$X'],
  ['f($...X)', 'g($$$X)', '$$$X'],
  ['f($_)', 'g($_)', '$_'],
  ['f(...)', 'g(...)', '..., which has no name: write $...ARGS'],
  ['f($$$)', 'g($$$)', '$$$, which has no name: write $$$ARGS'],
])('%s does not become %s', (pattern, rewrite, told) => {
  expect(faultOfRewrite(pattern, rewrite)).toContain(`The replacement has ${told}`);
});
