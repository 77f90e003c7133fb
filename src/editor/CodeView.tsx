/** The viewer as a component: give it a text and marks, and a place to look at. */

import type { Extension } from '@codemirror/state';
import { createEffect, onCleanup, onMount } from 'solid-js';
import { wrapsLines } from '../kernel/wrap-lines';
import './code-view.css';
import type { OnEdit } from './editing';
import type { MarkedFinding } from './marks';
import type { NameSource } from './name-source';
import type { Place } from './positions';
import { makeViewer, type ShownText, type Viewer } from './viewer';

export interface CodeViewProps {
  /** Set anew it is drawn anew, so path, text and language come as one. */
  shown: ShownText;
  /** The text in which others know places, such as those of names, where that is not the one that is edited. */
  scanned?: string | undefined;
  findings: readonly MarkedFinding[];
  selected: number | undefined;
  /** Which step of the selected finding's flow is looked at. */
  step?: number | undefined;
  /** Where to look; scrolled to whenever it changes and when the text does. */
  place: Place | undefined;
  onPick: (id: number) => void;
  onStep?: (index: number) => void;
  /** Whom to ask about the names in the text; the same for as long as the viewer lives. */
  names?: NameSource;
  onCaret?: (place: Place) => void;
  onEdit?: OnEdit;
  onFix?: (found: readonly MarkedFinding[]) => void;
  /** What else an editor has; the same for as long as the viewer lives. */
  more?: Extension;
  /** Hands over the viewer itself. */
  viewer?: (viewer: Viewer) => void;
}

type Drawn = Pick<CodeViewProps, 'shown' | 'findings' | 'selected' | 'step' | 'place'>;

export function CodeView(props: CodeViewProps) {
  let host!: HTMLDivElement;
  onMount(() => {
    const viewer = makeViewer(host, {
      onPick: (id) => props.onPick(id),
      onStep: (index) => props.onStep?.(index),
      onCaret: (place) => props.onCaret?.(place),
      names: props.names,
      onEdit: (text) => props.onEdit?.(text),
      onFix: (found) => props.onFix?.(found),
      more: props.more,
    });
    props.viewer?.(viewer);
    onCleanup(() => viewer.destroy());
    createEffect(() => viewer.wrap(wrapsLines()));
    // One effect for all: a new text takes the marks away, so the marks must come after it.
    createEffect<Drawn | undefined>((before) => {
      const { shown, findings, selected, step, place } = props;
      const isNewText = shown !== before?.shown;
      const isOther = isNewText && viewer.show(shown);
      const isMarked = findings === before?.findings && selected === before.selected && step === before.step;
      if (isNewText || !isMarked) {
        viewer.mark({ findings, selected, step });
      }
      if (place && (isOther || place !== before?.place)) viewer.reveal(place);
      return { shown, findings, selected, step, place };
    });
    createEffect(() => {
      if (props.shown.isEditable && props.scanned !== undefined) viewer.scannedAs(props.scanned);
    });
  });
  return <div class="code-view" ref={host} />;
}
