/** What is wrong with a project's configuration, put in words. */
import { nearestOf, type Problem } from '../protocol';

/** More known names than these are not listed. */
const MOST_LISTED = 16;

export class ConfigProblems {
  readonly all: Problem[] = [];

  /** @param path the file that they are about */
  constructor(readonly path: string) {}

  tell(message: string, help: string | undefined): void {
    this.all.push({ kind: 'unsupported', message, path: this.path, ...(help && { help }) });
  }

  /** What makes the file mean nothing at all: nobody knows what it would have changed, as with a rule that cannot be used. */
  refuse(message: string, more: { line?: number; col?: number; help?: string } = {}): void {
    this.all.push({ kind: 'bad-rule', message, path: this.path, ...more });
  }

  /** A name that means nothing, with what was probably meant. */
  unknown(what: string, name: string, known: readonly string[]): void {
    this.tell(`unknown ${what} \`${name}\``, meantBy(name, known));
  }

  /** The same of what would have changed something, and nobody knows what. */
  refuseUnknown(what: string, name: string, known: readonly string[]): void {
    const help = meantBy(name, known);
    this.refuse(`unknown ${what} \`${name}\``, help === undefined ? {} : { help });
  }
}

function meantBy(name: string, known: readonly string[]): string | undefined {
  const nearest = nearestOf(name, known);
  if (nearest) return `Did you mean \`${nearest}\`?`;
  const listed = known.map((one) => `\`${one}\``).join(', ');
  return known.length > MOST_LISTED ? undefined : `Known: ${listed}.`;
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
