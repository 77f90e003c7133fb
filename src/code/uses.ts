/** Uses of a thing as they are listed and counted: what is certain comes before what has its name. */
import type { UsedFile } from '../../workers/protocol';
import { countOf } from '../kernel/format';

/** Files with a use that is certain before those that only have candidates. */
export function certainFirst(files: readonly UsedFile[]): UsedFile[] {
  const isCertain = ({ uses }: UsedFile) => uses.some(({ certain }) => certain);
  return [...files.filter(isCertain), ...files.filter((file) => !isCertain(file))];
}

/** Counts what is certain; candidates are counted apart. */
export function titleOf(name: string, files: readonly UsedFile[]): string {
  const counts = files.map(({ uses }) => uses.filter(({ certain }) => certain).length);
  const certain = counts.filter((count) => count > 0);
  const total = certain.reduce((sum, count) => sum + count, 0);
  if (total === 0) return `No certain use of ${name}`;
  return `${countOf(total, 'use')} of ${name} in ${countOf(certain.length, 'file')}`;
}
