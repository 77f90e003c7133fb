/** The versions of rules that were saved here, the newest first; kept in this browser. */
import { createSetting } from '../../kernel/settings';
import type { WrittenRule } from '../../share';

export interface RuleVersion extends WrittenRule {
  /** When it was saved; ms since 1970. */
  savedMs: number;
}

/** So many versions of all rules are kept, and so many characters of them. */
const MOST = 60;
const MOST_CHARS = 1_000_000;

const [versions, setVersions, readAgain] = createSetting<readonly RuleVersion[]>('workshop-versions', [], {
  read(text) {
    try {
      const read: unknown = JSON.parse(text);
      return Array.isArray(read) ? read.flatMap(versionFrom) : undefined;
    } catch {
      return undefined;
    }
  },
  write: (all) => JSON.stringify(all),
});

function versionFrom(value: unknown): RuleVersion[] {
  if (typeof value !== 'object' || value === null) return [];
  const { path, text, cases, savedMs } = value as Record<string, unknown>;
  const isOne =
    typeof path === 'string' &&
    typeof text === 'string' &&
    typeof cases === 'string' &&
    typeof savedMs === 'number';
  return isOne ? [{ path, text, cases, savedMs }] : [];
}

/** All of them. A signal. */
export { versions };

/** Those of one file; a signal. */
function versionsOf(path: string): readonly RuleVersion[] {
  return versions().filter((one) => one.path === path);
}

/** Whether a text and cases of a file are kept, be it of different versions. */
export function isKept({ path, text, cases }: WrittenRule): boolean {
  const all = versionsOf(path);
  return all.some((one) => one.text === text) && all.some((one) => one.cases.trim() === cases.trim());
}

/** Keeps a version, unless it is the latest one of its file. */
export function keepVersion(rule: WrittenRule, savedMs: number): void {
  // Another tab may have kept some since this one began.
  readAgain();
  const [latest] = versionsOf(rule.path);
  if (latest?.text === rule.text && latest.cases === rule.cases) return;
  let room = MOST_CHARS;
  const all = [{ ...rule, savedMs }, ...versions()].slice(0, MOST);
  const fits = ({ text, cases }: RuleVersion) => {
    room -= text.length + cases.length;
    return room >= 0;
  };
  setVersions(all.filter(fits));
}
