/** The programs that found something, as one text: a finding that several of them made is of all of them. */

const SEPARATOR = ', ';

/** The text for these programs. */
export function joinTools(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(SEPARATOR, ' ')).join(SEPARATOR);
}

/** The programs that such a text names. */
export function toolsIn(text: string): string[] {
  return text.split(SEPARATOR);
}
