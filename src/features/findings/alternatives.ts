/** Which of several ways of the data, and of several fixes, is shown. Each finding begins with the first of each. */
import { createMemo, createSignal } from 'solid-js';
import type { FindingDetail } from '../../../workers/protocol';

/** One of several, from 0; to be chosen where there is more than one. */
export interface Alternative {
  at: number;
  count: number;
  choose: (at: number) => void;
}

interface Chosen {
  finding: number | undefined;
  flow: number;
  fix: number;
}

/** The finding with the flow and the fix that were chosen, as if it had no others. */
export function createAlternatives(detail: () => FindingDetail | undefined) {
  const [last, setLast] = createSignal<Chosen>({ finding: undefined, flow: 0, fix: 0 });
  const chosen = (): Chosen => {
    const finding = detail()?.id;
    return last().finding === finding ? last() : { finding, flow: 0, fix: 0 };
  };
  const shown = createMemo((): FindingDetail | undefined => {
    const now = detail();
    if (!now?.others) return now;
    const { flow: ownFlow, fix: ownFix } = now.finding;
    const flow = chosen().flow === 0 ? ownFlow : now.others.flows[chosen().flow - 1];
    const fix = chosen().fix === 0 ? ownFix : now.others.fixes[chosen().fix - 1];
    return { ...now, finding: { ...now.finding, ...(flow && { flow }), ...(fix && { fix }) } };
  });
  const alternative = (kind: 'flow' | 'fix'): Alternative => ({
    at: chosen()[kind],
    count: 1 + (detail()?.others?.[kind === 'flow' ? 'flows' : 'fixes'].length ?? 0),
    choose: (at) => setLast({ ...chosen(), [kind]: at }),
  });
  return { shown, flow: () => alternative('flow'), fix: () => alternative('fix') };
}
