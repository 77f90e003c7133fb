/** How a text is written: its indentation and its line ends. The editor is not needed to know it. */

/** How a text's lines end: what is typed or pasted into it ends its lines in the same way. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';
}

/** Lines that are looked at for how the text is indented. */
const MOST_LINES = 1000;

/** What most of the text's first indented lines begin with: a tab, or the smallest number of spaces. */
export function indentOf(text: string): string {
  let [tabs, spaces, least, seen] = [0, 0, 8, 0];
  for (const [, white = ''] of text.matchAll(/^([ \t]+)(?=\S)/gm)) {
    if (++seen > MOST_LINES) break;
    if (white.startsWith('\t')) tabs++;
    else {
      spaces++;
      // One space is what comments of C and the like begin with.
      if (white.length > 1) least = Math.min(least, white.length);
    }
  }
  if (tabs > spaces) return '\t';
  return ' '.repeat(spaces === 0 ? 2 : least);
}
