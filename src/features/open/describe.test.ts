import { expect, it } from 'vitest';
import type { Completeness } from '../../../workers/protocol';
import { describeFindings, describeGaps, describeKind } from './describe';

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

const gap = { kind: 'interrupted', count: 2, message: 'The scan was interrupted.', examples: [] } as const;
const partial: Completeness = { state: 'partial', done: 1, total: 3, gaps: [{ ...gap, examples: [] }] };
const failed: Completeness = { state: 'failed', gap: { ...gap, examples: [] } };

it.each<[Parameters<typeof describeFindings>[0], string]>([
  [{ counts: none, files: 0 }, 'not scanned yet'],
  [{ counts: none, files: 1, completeness: { state: 'whole' } }, 'no findings in 1 file'],
  [{ counts: none, files: 0, completeness: { state: 'whole' } }, 'no files to check'],
  [{ counts: none, files: 1, completeness: partial }, 'not everything was checked'],
  [{ counts: none, files: 1, completeness: failed }, 'last scan failed'],
  [{ counts: { ...none, high: 1 }, files: 4 }, '1 finding, none critical'],
  [{ counts: { ...none, critical: 7, low: 1200 }, files: 4 }, '1,207 findings, 7 critical'],
])('says how a project stood: %j', (project, phrase) => {
  expect(describeFindings(project)).toBe(phrase);
});

it('says on a card what results leave out', () => {
  expect(describeGaps({ completeness: partial })).toBe(
    'Partial results: 1 of 3 files were checked. The scan was interrupted.',
  );
  expect(describeGaps({ completeness: failed })).toBe('The scan failed. The scan was interrupted.');
  expect(describeGaps({ completeness: { state: 'whole' } })).toBe('');
});

it('tells projects of one name apart by what they are', () => {
  expect(describeKind({ sourceKind: 'handle' })).toBe('Folder');
  expect(describeKind({ sourceKind: 'shared' }, ['Assay'])).toBe('Shared findings');
  expect(describeKind({ sourceKind: 'shared' }, ['gosec', 'CodeQL'])).toBe('Findings by gosec, CodeQL');
});
