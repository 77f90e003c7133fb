/** Why files are left out, in words, and whether a person can take them in all the same. */
import type { SkipReason } from '../../../workers/protocol';

export const REASONS: Record<SkipReason, string> = {
  ignored: 'Ignored by an ignore file',
  excluded: 'Excluded by an option',
  dependency: 'Dependencies',
  'build-output': 'Build output',
  'version-control': 'Version control',
  minified: 'Minified',
  generated: 'Generated',
  binary: 'Binary',
  'too-large': 'Too large',
  link: 'Symbolic link',
  special: 'Pipe, socket or device',
  unreadable: 'Could not be read',
  encrypted: 'Encrypted',
  unsupported: 'Compression method not supported',
  damaged: 'Damaged',
  'archive-limit': 'Archive limit exceeded',
  'unsafe-path': 'Unsafe path',
};
/** No choice of the user makes text of these. */
const NEVER: readonly SkipReason[] = [
  ...(['binary', 'special', 'link'] as const),
  ...(['unreadable', 'encrypted', 'unsupported', 'damaged', 'archive-limit', 'unsafe-path'] as const),
];

/** Whether a person's choice makes text of what was skipped for this reason. */
export function canInclude(reason: SkipReason): boolean {
  return !NEVER.includes(reason);
}
