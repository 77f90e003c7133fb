/** What a scan left out, in a few lines: what was chosen is counted, everything else is named. */
import type { SkippedFile, SkipReason } from '../../workers/protocol';
import { formatCount, visibleText } from '../share';

/** Left out because the project, its kind or the command says so. */
const CHOSEN: Partial<Record<SkipReason, string>> = {
  ignored: 'ignored',
  excluded: 'excluded',
  dependency: 'dependencies',
  'build-output': 'build output',
  'version-control': 'version control',
  minified: 'minified',
  generated: 'generated',
  binary: 'binary',
  'too-large': 'too large',
};

/** So many are named. */
const MOST_NAMED = 10;

export function leftOutText(skipped: readonly SkippedFile[]): string {
  const counts = new Map<string, number>();
  const named: SkippedFile[] = [];
  for (const entry of skipped) {
    const chosen = CHOSEN[entry.reason];
    if (chosen === undefined) named.push(entry);
    else counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
  }
  const lines = named
    .slice(0, MOST_NAMED)
    .map(({ path, detail }) => visibleText(`${path || '.'}: ${detail}`));
  const more = named.length - lines.length;
  if (more > 0) lines.push(`and ${formatCount(more)} more`);
  const rest = [...counts].map(([what, count]) => `${formatCount(count)} ${what}`);
  if (rest.length > 0) lines.push(rest.join(', '));
  return lines.map((line) => `  ${line}\n`).join('');
}
