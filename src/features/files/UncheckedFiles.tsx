/** What the last scan came by and did not read or check whole, each with its reason. */
import { createMemo, type JSX } from 'solid-js';
import type { GapKind, Unchecked } from '../../../workers/protocol';
import { EmptyState } from '../../ui/EmptyState';
import { ReasonList, withPath } from './ReasonList';

const REASONS: Record<GapKind, string> = {
  cancelled: 'Not checked: the scan was cancelled',
  interrupted: 'Not checked: the scan was interrupted',
  listing: 'This folder could not be read',
  unreadable: 'Could not be read',
  'timed-out': 'Time limit exceeded',
  'too-deep': 'Nested too deeply to be checked completely',
  'no-grammar': 'The grammar for this language did not load',
  crashed: 'The analysis crashed',
  'bad-rule': 'A rule could not be used',
  'not-loaded': 'The analysis did not load',
  'not-stored': 'The results were not stored',
  'not-indexed': 'Not seen by the rules about the whole project',
  unrecorded: 'Not recorded',
};

export function UncheckedFiles(props: { unchecked: readonly Unchecked[]; filter: string }): JSX.Element {
  const shown = createMemo(() => withPath(props.unchecked, props.filter));
  return (
    <ReasonList
      label="Files that were not checked"
      files={shown()}
      why={({ kind, detail }) => [REASONS[kind], detail].filter(Boolean).join(': ')}
    >
      <EmptyState title={props.unchecked.length > 0 ? 'No matches' : 'Everything was checked'} role="status">
        Files that the last scan could not read or check completely are listed here.
      </EmptyState>
    </ReasonList>
  );
}
