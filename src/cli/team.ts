/** Decisions that come with the project: findings that its people accepted or found to be none do not count. */
import type { DecidedFinding, FileReport, Finding, Status, Triage } from '../../workers/protocol';
import { nameOf } from '../share';

/**
 * What was decided of each finding, by `nameOf`. A finding whose file was moved is known by its identity, where only one
 * decision lacks its finding and only one finding a decision.
 */
export function decidedNow(
  decisions: ReadonlyMap<string, DecidedFinding>,
  reports: Iterable<FileReport>,
): Map<string, Triage> {
  const decided = new Map<string, Triage>();
  if (decisions.size === 0) return decided;
  const undecided = new Map<string, string[]>();
  const found = new Set<string>();
  for (const { path, findings } of reports) {
    for (const { identity } of findings) {
      const name = nameOf({ identity, path });
      const known = decisions.get(name);
      found.add(name);
      if (known) decided.set(name, known.triage);
      else undecided.set(identity, [...(undecided.get(identity) ?? []), name]);
    }
  }
  const lost = new Map<string, DecidedFinding[]>();
  for (const [name, one] of decisions) {
    if (!found.has(name)) lost.set(one.identity, [...(lost.get(one.identity) ?? []), one]);
  }
  for (const [identity, [one, ...others]] of lost) {
    const [name, ...more] = undecided.get(identity) ?? [];
    if (one && name !== undefined && others.length + more.length === 0) decided.set(name, one.triage);
  }
  return decided;
}

/** A finding as it is by what was decided of it. What was said to be fixed and was found is not. */
export function asDecided(finding: Finding, triage: Triage | undefined, nowMs: number): Finding {
  const { decision, reason = '', expiresMs } = triage ?? {};
  const holds = expiresMs === undefined || expiresMs > nowMs;
  if (finding.status.kind !== 'open' || !decision || decision === 'fixed' || !holds) return finding;
  const status: Status = { kind: 'dismissed', step: decision, why: reason };
  return { ...finding, status };
}
