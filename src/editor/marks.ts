/**
 * Findings drawn into the code: every match of the file is underlined in its severity's colour; the one
 * being read has its lines tinted, its match and labels boxed, and its steps numbered at the line's end, or beside
 * the line where they are the way of data.
 */
import {
  type ChangeDesc,
  type EditorState,
  Prec,
  RangeSet,
  RangeValue,
  StateEffect,
  StateField,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';
import type { Finding } from '../../workers/protocol';
import { drawFlow, stepMarkers } from './flow-marks';
import { offsetsOf } from './positions';
import { StepBadge, type Stretch } from './step-badge';

/** A finding of the shown file. */
export interface MarkedFinding {
  id: number;
  finding: Pick<Finding, 'severity' | 'message' | 'range' | 'labels' | 'ruleId' | 'flow' | 'fix'>;
}

/** What is marked: all findings of the file, and which of them is being read. */
export interface Marks {
  findings: readonly MarkedFinding[];
  selected?: number | undefined;
  /** Which step of its flow is looked at. */
  step?: number | undefined;
}

export const setMarks = StateEffect.define<Marks>();

/** Where a finding is in the text, which may have been edited since it was found. */
export class FindingPlace extends RangeValue {
  constructor(readonly marked: MarkedFinding) {
    super();
  }
}

interface MarksState extends Marks {
  places: RangeSet<FindingPlace>;
  decorations: DecorationSet;
  /** The tint of the matched lines in the gutters. */
  gutters: RangeSet<GutterMarker>;
  /** The numbers of steps, beside their lines. */
  steps: RangeSet<GutterMarker>;
}

class MatchedGutter extends GutterMarker {
  override elementClass = 'cm-matched-gutter';
}

const matchedGutter = new MatchedGutter();

const matchedLine = Decoration.line({ class: 'cm-matched-line' });
const match = Decoration.mark({ class: 'cm-match' });
const primary = Decoration.mark({ class: 'cm-match cm-label-primary' });
const secondary = Decoration.mark({ class: 'cm-label-secondary' });
/** A match over more lines than this is tinted without a box around each of its lines. */
const MAX_BOXED_LINES = 12;

function underlines(state: EditorState, { findings, selected }: Marks): Stretch[] {
  return findings.flatMap(({ id, finding }) => {
    if (id === selected) return [];
    const { from, to } = offsetsOf(state.doc, finding.range);
    // A long match is underlined on its first line only, or a class body would be one wavy carpet.
    const end = Math.min(to, state.doc.lineAt(from).to);
    if (end <= from) return [];
    const decoration = Decoration.mark({
      class: `cm-finding cm-finding-${finding.severity}`,
      attributes: { 'data-finding': String(id) },
    });
    return [{ from, to: end, decoration }];
  });
}

function matchedLines(state: EditorState, ranges: { from: number; to: number }[]): number[] {
  const starts = new Set<number>();
  for (const { from, to } of ranges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last; number++) {
      starts.add(state.doc.line(number).from);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function boxes(state: EditorState, from: number, to: number, decoration: Decoration): Stretch[] {
  const { doc } = state;
  const first = doc.lineAt(from).number;
  const last = doc.lineAt(to).number;
  if (last - first >= MAX_BOXED_LINES) return [];
  const stretches: Stretch[] = [];
  for (let number = first; number <= last; number++) {
    const line = doc.line(number);
    const indent = number === first ? 0 : line.text.length - line.text.trimStart().length;
    const start = Math.max(from, line.from + indent);
    const end = Math.min(to, line.to);
    if (end > start) stretches.push({ from: start, to: end, decoration });
  }
  return stretches;
}

/** Labels that say something are the steps of the finding, in the order of the code; others are only marked. */
function selectedMarks(state: EditorState, { finding }: MarkedFinding, step: number | undefined): Stretch[] {
  if (finding.flow?.length) return drawFlow(state, finding.flow, step);
  const whole = offsetsOf(state.doc, finding.range);
  const labels = labelsOf(state, finding);
  const hasPrimary = labels.some((label) => label.style === 'primary');
  const stretches = hasPrimary ? [] : boxes(state, whole.from, whole.to, match);
  for (const label of labels) {
    stretches.push(...boxes(state, label.from, label.to, label.style === 'primary' ? primary : secondary));
  }
  const steps = labels.filter((label) => label.message);
  const numbered = steps.length > 1;
  steps.forEach((label, index) => {
    const at = state.doc.lineAt(label.to).to;
    const widget = new StepBadge(numbered ? index + 1 : undefined, label.message);
    stretches.push({ from: at, to: at, decoration: Decoration.widget({ widget, side: index + 1 }) });
  });
  return stretches;
}

/** In the order of the code. What surrounds the match without a word of its own is marked on its first line alone. */
function labelsOf(state: EditorState, finding: MarkedFinding['finding']) {
  return finding.labels
    .filter(({ file }) => file === undefined)
    .map((label) => {
      const { from, to } = offsetsOf(state.doc, label.range);
      const isContext = label.style === 'secondary' && !label.message;
      return { ...label, from, to: isContext ? Math.min(to, state.doc.lineAt(from).to) : to };
    })
    .sort((a, b) => a.from - b.from);
}

type Drawn = Pick<MarksState, 'places' | 'decorations' | 'gutters' | 'steps'>;

function decorate(state: EditorState, marks: Marks): Drawn {
  const chosen = marks.findings.find((one) => one.id === marks.selected);
  const lines = chosen
    ? matchedLines(state, [offsetsOf(state.doc, chosen.finding.range), ...labelsOf(state, chosen.finding)])
    : [];
  const stretches = [
    ...underlines(state, marks),
    ...(chosen ? selectedMarks(state, chosen, marks.step) : []),
    ...lines.map((start) => ({ from: start, to: start, decoration: matchedLine })),
  ];
  const places = marks.findings.map((marked) => {
    const { from, to } = offsetsOf(state.doc, marked.finding.range);
    return new FindingPlace(marked).range(from, to);
  });
  return {
    places: RangeSet.of(places, true),
    decorations: Decoration.set(
      stretches.map(({ from, to, decoration }) => decoration.range(from, to)),
      true,
    ),
    gutters: RangeSet.of(lines.map((start) => matchedGutter.range(start))),
    steps: stepMarkers(state, chosen?.finding.flow ?? [], marks.step),
  };
}

/** The same marks in the text as it has become. */
function carried(value: MarksState, changes: ChangeDesc): MarksState {
  return {
    ...value,
    places: value.places.map(changes),
    decorations: value.decorations.map(changes),
    gutters: value.gutters.map(changes),
    steps: value.steps.map(changes),
  };
}

export const marksField = StateField.define<MarksState>({
  create: () => ({
    findings: [],
    places: RangeSet.empty,
    decorations: Decoration.none,
    gutters: RangeSet.empty,
    steps: RangeSet.empty,
  }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        return { ...effect.value, ...decorate(transaction.state, effect.value) };
      }
    }
    return transaction.docChanged ? carried(value, transaction.changes) : value;
  },
  provide: (field) => [
    // Around whatever else marks the code, so that a box is drawn whole.
    Prec.lowest(EditorView.decorations.from(field, (value) => value.decorations)),
    gutterLineClass.from(field, (value) => value.gutters),
  ],
});

/** Calls back with the finding whose mark was clicked. */
export function markClicks(onPick: (id: number) => void) {
  return EditorView.domEventHandlers({
    click(event) {
      const target = event.target instanceof Element ? event.target.closest('[data-finding]') : null;
      if (!target) return false;
      onPick(Number(target.getAttribute('data-finding')));
      return true;
    },
  });
}
