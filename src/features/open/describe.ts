/** Short phrases about stored projects. */

import type { Project } from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { countOf, formatCount } from '../../kernel/format';

type Described = Pick<Project, 'counts' | 'files' | 'completeness'>;

/** `121 findings, 7 critical`. That there are none is said only where everything was checked. */
export function describeFindings({ counts, files, completeness }: Described): string {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (all === 0) return describeNone(files, completeness);
  const worst = counts.critical > 0 ? `${formatCount(counts.critical)} critical` : 'none critical';
  return `${countOf(all, 'finding')}, ${worst}`;
}

function describeNone(files: number, completeness: Described['completeness']): string {
  if (completeness === undefined) return 'not scanned yet';
  if (completeness.state === 'failed') return 'last scan failed';
  if (completeness.state === 'partial') return 'not everything was checked';
  return files === 0 ? 'no files to check' : `no findings in ${countOf(files, 'file')}`;
}

/** What a card says first of results that leave something out; empty for whole ones. */
export function describeGaps({ completeness, lastRun }: Pick<Project, 'completeness' | 'lastRun'>): string {
  return lastRun?.status === 'running' ? 'A scan is running' : describeCompleteness(completeness);
}

const KINDS: Record<Project['sourceKind'], string> = {
  handle: 'Folder',
  files: 'Folder',
  archive: 'Archive',
  example: 'Example',
  shared: 'Shared findings',
};

/** What a project is, so that those of one name can be told apart: `Folder`, `Shared findings by CodeQL`. */
export function describeKind(
  { sourceKind }: Pick<Project, 'sourceKind'>,
  tools: readonly string[] = [],
): string {
  const isForeign = sourceKind === 'shared' && tools.some((tool) => tool !== 'Assay');
  return isForeign ? `Findings by ${tools.join(', ')}` : KINDS[sourceKind];
}

/** When a project was first opened, as a date: `29 Nov 2026, 22:10`. */
export function describeDate(ms: number): string {
  return new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
