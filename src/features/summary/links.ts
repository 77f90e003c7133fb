/** Addresses of the findings behind a mark, so that every mark is a link like any other. */
import type { Severity } from '../../../workers/protocol';
import { formatHash } from '../../kernel/router';

/** A comma separates values in the address, so one inside a value is escaped. */
const escapeValue = (value: string) => value.replaceAll('\\', '\\\\').replaceAll(',', '\\,');

export interface FindingsLink {
  severity?: Severity;
  rule?: string;
  language?: string;
  /** A folder with its last slash, or a file. */
  path?: string;
}

/** `#/findings` narrowed to what is asked for. */
export function findingsHref({ severity, rule, language, path }: FindingsLink): string {
  const params = {
    severity: severity ?? '',
    rule: escapeValue(rule ?? ''),
    language: escapeValue(language ?? ''),
    in: escapeValue(path ?? ''),
    group: rule ? 'file' : '',
  };
  return formatHash({ path: '/findings', params });
}

/** `#/files` with a file open. */
export function fileHref(path: string, line?: number): string {
  return formatHash({ path: '/files', params: { path, line: line ? String(line) : '' } });
}
