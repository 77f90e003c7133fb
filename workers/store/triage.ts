/** What people say of a finding, as a row and as what it means. */

import { DECISIONS, type Triage, type TriageChange } from '../protocol';

/** Identity and path; then state, reason, note, owner and end where anything is said. Kept as JSON in `triage_changes`. */
export type TriageRow =
  | [identity: string, path: string]
  | [
      identity: string,
      path: string,
      state: string,
      reason: string | null,
      note: string | null,
      owner: string | null,
      expiresMs: number | null,
    ];

/** The state of a finding that something is said of and nothing decided. */
const OPEN = 'open';

/** Of which nothing is said if all of it is empty. */
export function toRow(identity: string, path: string, triage: Triage): TriageRow {
  const { decision = OPEN, reason, note, owner, expiresMs } = triage;
  if (decision === OPEN && !note && !owner) return [identity, path];
  return [identity, path, decision, reason || null, note || null, owner || null, expiresMs ?? null];
}

export function toTriage([, , state, reason, note, owner, expiresMs]: TriageRow): Triage {
  const decision = DECISIONS.find((one) => one === state);
  return {
    ...(decision && { decision }),
    ...(reason && { reason }),
    ...(note && { note }),
    ...(owner && { owner }),
    ...(expiresMs && { expiresMs }),
  };
}

/** What is said after a change. */
export function changed(former: Triage, { decision, ...said }: TriageChange): Triage {
  if (decision === undefined) return { ...former, ...said };
  const { note, owner } = former;
  const kept: Triage = { ...(note && { note }), ...(owner && { owner }), ...said };
  return decision === OPEN ? kept : { ...kept, decision };
}
