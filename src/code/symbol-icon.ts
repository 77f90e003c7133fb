/** What stands before the names of symbols: a letter, and the colour that such a name has in code. */

const TYPES = new Set(['class', 'struct', 'interface', 'enum', 'typealias', 'extension', 'module']);
const FUNCTIONS = new Set(['function', 'method', 'constructor', 'macro']);

/** The class that colours a kind. */
export function toneOf(kind: string): 'type' | 'function' | 'value' {
  if (TYPES.has(kind)) return 'type';
  return FUNCTIONS.has(kind) ? 'function' : 'value';
}

/** The letter of a kind: a large one for types, a small one for values. */
export function signOf(kind: string): string {
  const tone = toneOf(kind);
  if (tone === 'function') return 'ƒ';
  return tone === 'type' ? kind.charAt(0).toUpperCase() : kind.charAt(0);
}
