/** The gate of a project on the command line: its verdict in words, and the badge. */
import { systemMessage } from '../../workers/intake/node';
import type { Completeness, Gate } from '../../workers/protocol';
import { badgeOf, describeVerdict, judge, type Verdict, visibleText } from '../share';
import { type Compared, withBaseline } from './baseline';
import { OutputError } from './errors';
import { replaceFile, writeAll } from './output';
import type { Results } from './results';

/** Nothing where the project has no gate, or one that cannot be used, which its problems tell. */
export function gateVerdict(
  gate: Gate | undefined,
  results: Results,
  compared: Compared | undefined,
  completeness: Completeness,
): Verdict | undefined {
  if (gate === undefined || gate === 'unusable') return undefined;
  const findings = withBaseline(results.reports(), compared);
  return judge(gate, findings, completeness, compared !== undefined);
}

/** On standard error, whatever the report is written as. */
export function sayVerdict(verdict: Verdict): void {
  const [headline = '', ...lines] = describeVerdict(verdict).map(visibleText);
  process.stderr.write(`assay: ${headline}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

export async function writeBadge(
  path: string,
  findings: number,
  { state }: Completeness,
  verdict: Verdict | undefined,
): Promise<void> {
  const picture = badgeOf({ findings, isWhole: state === 'whole', verdict });
  try {
    await replaceFile(path, (file) => writeAll(file, Buffer.from(picture)));
  } catch (error) {
    throw new OutputError(`Could not write the badge to ${path}: ${systemMessage(error)}.`);
  }
}
