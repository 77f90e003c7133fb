/** The comment that hides a finding. It goes on a line of its own above the match, indented like it. */
import languages from 'virtual:languages';

const SIGNS = new Map(languages.map(({ id, comment }) => [id, comment]));
/** Languages with elements in the midst of code, between which `//` would be text. */
const JSX = new Set(['javascript', 'tsx']);

/** The line that a finding starts on, and the last line with code above it. */
export interface Surroundings {
  line: string;
  above: string;
}

/** The comment for a rule in a language; undefined where the language has no comments. */
export function suppressionComment(
  ruleId: string,
  language: string,
  around: Surroundings = { line: '', above: '' },
): string | undefined {
  const words = `assay-ignore: ${ruleId}`;
  const signs = SIGNS.get(language);
  if (!signs) return undefined;
  if (JSX.has(language) && isBetweenElements(around)) return `{/* ${words} */}`;
  return [signs.open, words, signs.close].filter(Boolean).join(' ');
}

/** Whether an element starts on the line and is not the value of what stands above, such as `return (`. */
function isBetweenElements({ line, above }: Surroundings): boolean {
  return /^\s*<[\w>]/.test(line) && above.trim() !== '' && !/(?:[([{,?:;=&|]|=>|\breturn)\s*$/.test(above);
}
