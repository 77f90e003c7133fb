/** What is found in a text that is edited, beside what is known of the same findings from the last scan. */
import type { FileReport, Finding, FindingDetail } from '../../../workers/protocol';

/** Findings that no scan knows yet have numbers below 0, by rule and identity, for as long as the page lives. */
const numbers = new Map<string, number>();

function numberOf({ ruleId, identity }: Finding): number {
  const key = `${ruleId} ${identity}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = -1 - numbers.size;
  numbers.set(key, number);
  return number;
}

/** The findings of a check, in its order; behind them those that no check of one file can find. */
export function liveFindings(report: FileReport, stored: readonly FindingDetail[]): FindingDetail[] {
  const known = new Map(stored.map((detail) => [detail.finding.identity, detail]));
  const found = report.findings.map((finding): FindingDetail => {
    const same = known.get(finding.identity);
    const { kind } = finding.status;
    if (same?.finding.ruleId !== finding.ruleId) {
      return { id: numberOf(finding), path: report.path, state: kind, finding };
    }
    const wasDecided = same.finding.status.kind === 'open';
    return { ...same, finding, state: kind === 'open' && wasDecided ? same.state : kind };
  });
  return [...found, ...stored.filter(({ finding }) => finding.origin !== 'file')];
}
