/**
 * What findings are beside an earlier scan, in SARIF's words. Findings that are gone are not written: services that do
 * not know the state would take them for present.
 */
import type { Result } from 'sarif';
import type { BaselineState } from '../../../workers/protocol';

export const BASELINE_STATES = { new: 'new', known: 'unchanged' } as const satisfies Record<
  BaselineState,
  Result['baselineState']
>;
