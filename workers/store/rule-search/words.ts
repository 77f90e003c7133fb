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

/** How many letters must be put in, taken out, replaced or swapped to make one word of the other; `limit` + 1 if more than that. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cell = (up: number, left: number) => rows[i - up]?.[j - left] ?? Infinity;
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(cell(1, 0) + 1, (row[j - 1] ?? Infinity) + 1, cell(1, 1) + cost);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, cell(2, 2) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return Math.min(rows[one.length]?.[other.length] ?? Infinity, limit + 1);
}
