/**
 * The way of data drawn into the code: each step boxed, its number beside the line, the one looked at set off. Steps
 * in other files are left to the list of steps.
 */
import { type EditorState, RangeSet } from '@codemirror/state';
import { Decoration, GutterMarker } from '@codemirror/view';
import type { FlowStep } from '../../workers/protocol';
import { offsetsOf } from './positions';
import { StepBadge, type Stretch } from './step-badge';

const WORDS: Record<FlowStep['kind'], string | undefined> = {
  source: 'source',
  propagation: undefined,
  guess: 'guess',
  sink: 'sink',
};

const step = Decoration.mark({ class: 'cm-label-secondary' });
const sink = Decoration.mark({ class: 'cm-match' });
const current = Decoration.mark({ class: 'cm-step-current' });

/** A step on its first line: a call may go on over many more. */
function placeOf(state: EditorState, { range }: FlowStep): { from: number; to: number } {
  const { from, to } = offsetsOf(state.doc, range);
  return { from, to: Math.min(to, state.doc.lineAt(from).to) };
}

export function drawFlow(state: EditorState, flow: readonly FlowStep[], at: number | undefined): Stretch[] {
  const stretches: Stretch[] = [];
  flow.forEach((one, index) => {
    if (one.file !== undefined) return;
    const { from, to } = placeOf(state, one);
    if (to > from) {
      stretches.push({ from, to, decoration: one.kind === 'sink' ? sink : step });
      if (index === at) stretches.push({ from, to, decoration: current });
    }
    const words = WORDS[one.kind];
    if (words === undefined) return;
    const end = state.doc.lineAt(from).to;
    const widget = new StepBadge(undefined, words);
    stretches.push({ from: end, to: end, decoration: Decoration.widget({ widget, side: index + 1 }) });
  });
  return stretches;
}

/** The numbers of the steps of one line. */
export class StepNumbers extends GutterMarker {
  constructor(
    readonly steps: readonly number[],
    readonly isCurrent: boolean,
  ) {
    super();
  }

  override eq(other: StepNumbers): boolean {
    return other.isCurrent === this.isCurrent && other.steps.join() === this.steps.join();
  }

  override toDOM(): HTMLElement {
    const host = document.createElement('span');
    host.className = this.isCurrent ? 'cm-step-mark cm-step-mark-current' : 'cm-step-mark';
    // A loop passes the same line again and again.
    const [first = 0] = this.steps;
    host.textContent = this.steps.length > 1 ? `${first + 1}+` : String(first + 1);
    host.title = this.steps.map((index) => `Step ${index + 1}`).join(', ');
    return host;
  }
}

export function stepMarkers(
  state: EditorState,
  flow: readonly FlowStep[],
  at: number | undefined,
): RangeSet<GutterMarker> {
  const lines = new Map<number, number[]>();
  flow.forEach((one, index) => {
    if (one.file !== undefined) return;
    const start = state.doc.lineAt(placeOf(state, one).from).from;
    lines.set(start, [...(lines.get(start) ?? []), index]);
  });
  const markers = [...lines].map(([start, steps]) =>
    new StepNumbers(steps, at !== undefined && steps.includes(at)).range(start),
  );
  return RangeSet.of(markers, true);
}
