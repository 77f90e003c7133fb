/**
 * Names from projects and archives as people can trust them: what is invisible in them, what turns the direction of
 * writing around and what steers a terminal is written out. For showing only; links, paths and exports keep the name.
 */

/**
 * Controls, format characters (bidirectional, zero-width, tags), line separators, lone surrogates, and letters that are
 * drawn as nothing. The selectors that choose between text and picture stay: they come with every other emoji.
 */
const HIDDEN = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** With each hidden character as its number, such as `\u{202e}`. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** With a sign in the place of each hidden character, so that what stands behind it keeps its column. */
export function maskHidden(text: string): string {
  return text.replace(HIDDEN, '\ufffd');
}

/** The same JSON, which may be printed anywhere: hidden characters, which can only stand in its strings, are written as `\\u202e`. */
export function printableJson(json: string): string {
  return json.replace(HIDDEN, (character) => (character === '\n' ? character : jsonEscape(character)));
}

/** A character beyond the first plane takes two. */
function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
