/** Texts as words that can be compared: lower case, without endings, in the spelling of one country. */

/** Names with signs that would be lost. */
const SIGNS: readonly [RegExp, string][] = [
  [/(?<![a-z0-9])c\+\+/g, ' cpp '],
  [/(?<![a-z0-9])c#/g, ' csharp '],
  [/(?<![a-z0-9])\.net\b/g, ' dotnet '],
  [/\.\.\//g, ' dotdot '],
];

/** The words of a text as they are written, in lower case. */
export function wordsOf(text: string): string[] {
  let plain = text.toLowerCase();
  for (const [sign, name] of SIGNS) plain = plain.replace(sign, name);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Names as code has them, in lower case: of several words (`os.system`, `mark_safe`), or with capitals inside. */
export function identifiersOf(text: string): string[] {
  const names = text.match(/[\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)+|\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}]*/gu) ?? [];
  return names.map((name) => name.toLowerCase());
}

/** Endings, the longest first, and what is left of them. */
const ENDINGS: readonly [ending: string, left: string][] = [
  ['izations', 'iz'],
  ['ization', 'iz'],
  ['izers', 'iz'],
  ['izer', 'iz'],
  ['ations', 'at'],
  ['ation', 'at'],
  ['ments', ''],
  ['ness', ''],
  ['ment', ''],
  ['able', ''],
  ['ible', ''],
  ['ions', ''],
  ['ings', ''],
  ['ion', ''],
  ['ing', ''],
  ['ies', 'i'],
  ['ied', 'i'],
  ['ity', ''],
  ['als', ''],
  ['al', ''],
  ['ed', ''],
  ['es', ''],
  ['ly', ''],
];
const SHORTEST = 3;

/** A word without its ending, so that `deserialise`, `deserialized` and `deserialization` are one. */
export function stem(word: string): string {
  if (word.length <= SHORTEST || /\d/.test(word)) return word;
  const american = word.replace(/is(e|ed|er|ers|es|ing|ation|ations)$/, 'iz$1');
  const found = ENDINGS.find(
    ([ending]) => american.endsWith(ending) && american.length - ending.length >= SHORTEST,
  );
  const bare = found ? american.slice(0, -found[0].length) + found[1] : singular(american);
  return bare
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/([^aeiou])y$/, '$1i')
    .replace(/(.{3})e$/, '$1');
}

function singular(word: string): string {
  return word.endsWith('s') && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}
