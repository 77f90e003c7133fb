/** Why a finding is less sure than its rule. */
import type { Doubt, Finding } from './engine';

export const DOUBTS: readonly Doubt[] = ['test', 'vendored', 'generated', 'unfollowed'];

const REASONS: Record<Doubt, string> = {
  test: 'the file is a test, an example or a document',
  vendored: 'the file is third-party code: update it rather than change it here',
  generated: 'the file is generated: mend what it is made from',
  unfollowed: 'its data goes through a call or a check whose code is not in this file',
};

/** The reason as a sentence; undefined where the finding is as sure as its rule. */
export function doubtOf({ doubt, flow }: Pick<Finding, 'doubt' | 'flow'>): string | undefined {
  if (doubt === undefined) return undefined;
  const guess = flow?.find(({ kind }) => kind === 'guess')?.note;
  const reason = doubt === 'unfollowed' ? (guess ?? REASONS[doubt]) : REASONS[doubt];
  return `Confidence is low because ${reason}.`;
}
