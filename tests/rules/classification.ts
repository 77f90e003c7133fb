/** The lists of weaknesses that rules are checked against; crates/rules/builtin/README.md says where they are from. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths';

/** Ids of the Common Weakness Enumeration that a rule may have. */
export const WEAKNESSES: ReadonlySet<string> = new Set(read('cwe.csv').map(([id = '']) => id));

const CATEGORIES = new Map(
  read('owasp.csv').map(([cwe = '', in2021 = '', in2025 = '']) => [cwe, { 2021: in2021, 2025: in2025 }]),
);

/** The categories of the Top 10 of both years that weaknesses fall under: of each year that of the first one that has any. */
export function owaspOf(cwes: readonly string[]): string[] {
  return ([2021, 2025] as const).flatMap((year) => {
    const category = cwes.map((cwe) => CATEGORIES.get(cwe)?.[year]).find(Boolean);
    return category ? [`${category}:${year}`] : [];
  });
}

/** The rows of a file below its head; only the last column of a row may have commas. */
function read(name: string): string[][] {
  const [, ...rows] = readFileSync(inRoot(`crates/rules/builtin/${name}`), 'utf8')
    .trimEnd()
    .split('\n');
  return rows.map((row) => row.split(','));
}
