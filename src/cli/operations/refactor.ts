/** What commands that change many files at once can be told alike. */
import { Flag, OneOf, Optional } from '../../kernel/operations/schema';

export const refactorFlags = {
  dryRun: Optional(Flag({ description: 'Print what would change as a patch for git apply (default)' })),
  write: Optional(Flag({ description: 'Change the files' })),
  candidates: Optional(
    Flag({ description: 'Also change places of which it is not known what they refer to' }),
  ),
  texts: Optional(Flag({ description: 'Also change the name in comments and strings' })),
  force: Optional(Flag({ description: 'Change the files even if some code would mean something else' })),
  format: Optional(OneOf(['diff', 'json'], { description: 'Output format (default: diff)' })),
};
