/** What folders say of the findings in them, for every file below, and as a mark of the results that came of it. */
import { type FindingsChoice, type FolderConfig, HASH_MARK, isEmptyChoice, joinChoices } from '../protocol';
import { folderOf } from './tree';

export class FolderChoices {
  readonly configs = new Map<string, FolderConfig>();
  readonly #joined = new Map<string, FindingsChoice>();

  add(config: FolderConfig): void {
    this.configs.set(config.folder, config);
    this.#joined.clear();
  }

  /** What holds for a file; undefined where no folder says anything. */
  of(path: string): FindingsChoice | undefined {
    if (this.configs.size === 0) return undefined;
    const choice = this.#in(folderOf(path));
    return isEmptyChoice(choice) ? undefined : choice;
  }

  #in(folder: string): FindingsChoice {
    const known = this.#joined.get(folder);
    if (known) return known;
    const outer = folder === '' ? {} : this.#in(folderOf(folder));
    const own = this.configs.get(folder)?.choice;
    const joined = own ? joinChoices(outer, own) : outer;
    this.#joined.set(folder, joined);
    return joined;
  }
}

/** The hash of a content under a choice: results hold while both are the same. */
export function markedHash(hash: string, choice: FindingsChoice | undefined): string {
  return hash + markOf(choice);
}

/** Whether results with this hash came of the choice. */
export function hasMark(hash: string, choice: FindingsChoice | undefined): boolean {
  const at = hash.indexOf(HASH_MARK);
  return (at < 0 ? '' : hash.slice(at)) === markOf(choice);
}

function markOf(choice: FindingsChoice | undefined): string {
  if (choice === undefined) return '';
  // FNV-1a: it only has to tell the few choices apart that one place has in turn.
  let sum = 0x811c9dc5;
  for (const char of JSON.stringify(choice)) {
    sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return HASH_MARK + (sum >>> 0).toString(16).padStart(8, '0');
}
