/** Reads how much of a project was read and checked from untrusted data. */
import type { Completeness, Gap, GapKind } from '../../workers/protocol';
import { integer, list, object, oneOf, own, text } from './fields';

const STATES: readonly Completeness['state'][] = ['whole', 'partial', 'failed'];
const KINDS: readonly GapKind[] = [
  ...(['cancelled', 'interrupted', 'listing', 'unreadable', 'timed-out', 'too-deep'] as const),
  ...(['no-grammar', 'crashed', 'bad-rule', 'not-loaded', 'not-stored', 'not-indexed'] as const),
  ...(['unrecorded'] as const),
];
const MAX = { files: 1_000_000_000, gaps: 100, examples: 20, message: 2000, path: 8000 };

export function readCompleteness(value: unknown, field: string): Completeness {
  const fields = object(value, field);
  const get = (key: string) => own(fields, key);
  switch (oneOf(get('state'), `${field}.state`, STATES)) {
    case 'whole':
      return { state: 'whole' };
    case 'failed':
      return { state: 'failed', gap: readGap(get('gap'), `${field}.gap`) };
    case 'partial':
      return {
        state: 'partial',
        done: integer(get('done'), `${field}.done`, 0, MAX.files),
        total: integer(get('total'), `${field}.total`, 0, MAX.files),
        gaps: list(get('gaps'), `${field}.gaps`, MAX.gaps, readGap),
      };
  }
}

function readGap(value: unknown, field: string): Gap {
  const fields = object(value, field);
  const get = (key: string) => own(fields, key);
  return {
    kind: oneOf(get('kind'), `${field}.kind`, KINDS),
    count: integer(get('count'), `${field}.count`, 0, MAX.files),
    message: text(get('message'), `${field}.message`, MAX.message),
    examples: list(get('examples'), `${field}.examples`, MAX.examples, (v, f) => text(v, f, MAX.path)),
  };
}
