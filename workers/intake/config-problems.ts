/** What is wrong with a project's configuration, put in words. */
import { CONFIG_PATH, nearestOf, type Problem } from '../protocol';

/** More known names than these are not listed. */
const MOST_LISTED = 12;

export class ConfigProblems {
  readonly all: Problem[] = [];

  tell(message: string, help: string | undefined): void {
    this.all.push({ kind: 'unsupported', message, path: CONFIG_PATH, ...(help && { help }) });
  }

  /** A name that means nothing, with what was probably meant. */
  unknown(what: string, name: string, known: readonly string[]): void {
    const nearest = nearestOf(name, known);
    const listed = known.map((one) => `\`${one}\``).join(', ');
    const shown = known.length > MOST_LISTED ? undefined : `Known: ${listed}.`;
    this.tell(`unknown ${what} \`${name}\``, nearest ? `Did you mean \`${nearest}\`?` : shown);
  }
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
