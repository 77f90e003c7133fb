/**
 * Above which sizes the viewer stops colouring a file. The text itself is always shown: CodeMirror draws
 * only what is on the screen, but its parsers read everything before it.
 */
import { formatCount } from '../kernel/format';

/** UTF-16 units. */
const MAX_TEXT = 3_000_000;
const MAX_LINE = 20_000;

/** Why a text is shown without highlighting, in a sentence; undefined if it is highlighted. */
export function plainTextReason(text: string): string | undefined {
  if (text.length > MAX_TEXT) {
    const megabytes = (text.length / 1e6).toFixed(1);
    return `Highlighting is off: this file has ${megabytes} million characters, more than ${MAX_TEXT / 1e6} million.`;
  }
  const longest = longestLine(text);
  if (longest <= MAX_LINE) return undefined;
  return `Highlighting is off: a line has ${formatCount(longest)} characters, more than ${formatCount(MAX_LINE)}.`;
}

function longestLine(text: string): number {
  let longest = 0;
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return longest;
}
