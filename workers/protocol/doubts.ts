/** Why a finding is less sure than its rule. */
import type { Finding } from './engine';

/** The reason as a sentence; undefined where the finding is as sure as its rule. */
export function doubtOf({ flow, confidence }: Pick<Finding, 'flow' | 'confidence'>): string | undefined {
  const why = flow?.find(({ kind }) => kind === 'guess')?.note;
  return confidence === 'low' && why !== undefined ? `Confidence is low because ${why}.` : undefined;
}
