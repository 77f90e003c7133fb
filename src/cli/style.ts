/** Colours of the terminal, only where they are seen as such. See no-color.org. */
import type { Severity } from '../../workers/protocol';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  mark(text: string): string;
  severity(severity: Severity, text: string): string;
}

const CODES: Record<Severity, string> = { critical: '1;31', high: '31', medium: '33', low: '36', info: '34' };

/** @param isTerminal whether the output goes to one. */
export function makeStyle(isTerminal: boolean, environment: NodeJS.ProcessEnv): Style {
  const forced = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0';
  const refused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  const paint = (code: string, text: string) =>
    forced || (isTerminal && !refused) ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: (text) => paint('1', text),
    dim: (text) => paint('2', text),
    mark: (text) => paint('1;31', text),
    severity: (severity, text) => paint(CODES[severity], text),
  };
}
