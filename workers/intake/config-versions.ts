/** Older versions of the format of configurations, step by step to the present one. */
import { CONFIG_VERSION } from '../protocol';

type Table = Record<string, unknown>;

/**
 * What makes of a file of one version a file of the next one, by the version that it has. Files from before versions have
 * none and count as 0: all of their keys mean the same in version 1.
 */
const STEPS: Readonly<Record<number, (table: Table) => Table>> = {
  0: (table) => table,
};

/** The same in the present version. */
export function migrated(table: Table): Table {
  const { version = 0 } = table;
  let now = table;
  // What else it may be the schema names.
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) return now;
  for (let at = version; at < CONFIG_VERSION; at++) now = STEPS[at]?.(now) ?? now;
  return version < CONFIG_VERSION ? { ...now, version: CONFIG_VERSION } : now;
}

/** The text of a file in the present version, comments and all; undefined where it is that already. */
export async function migratedText(text: string): Promise<string | undefined> {
  const { parse } = await import('smol-toml');
  const { version } = parse(text);
  // A step that changes more than the version would be made on the text here.
  return version === undefined ? `version = ${CONFIG_VERSION}\n${text}` : undefined;
}
