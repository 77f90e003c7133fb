/**
 * A project that the page lists itself, because its browser gives entries that cannot be posted.
 *
 * The page asks before it lists a folder, so that what would be left out anyway is never listed.
 */
import type { IntakeOptions, PickedFile } from '../protocol';
import { IgnoreRules } from './ignore-rules';
import { PathTree } from './path-tree';
import { addPicked } from './picked-tree';
import { type FolderContext, type FolderDecision, Selector } from './select';
import { folderOf } from './tree';
import { folderRules } from './walk';

export class PushedTree extends PathTree {
  readonly #decisions = new Map<string, Promise<FolderDecision>>();
  readonly #contexts = new Map<string, Promise<FolderContext>>();
  #selector: Selector | undefined;
  #markListed: () => void = () => {};
  /** Settles when the page has listed everything. */
  readonly listed = new Promise<void>((resolve) => {
    this.#markListed = resolve;
  });

  push(files: PickedFile[], done: boolean): void {
    addPicked(this, files);
    if (done) this.#markListed();
  }

  /** Whether the walk would enter these folders. Files beside them must have been pushed. */
  async shouldEnter(folders: string[], options: IntakeOptions): Promise<boolean[]> {
    this.#selector ??= new Selector(options);
    const decisions: boolean[] = [];
    for (const folder of folders) {
      this.addFolder(folder);
      decisions.push((await this.#decide(folder, this.#selector)).enter);
    }
    return decisions;
  }

  #decide(folder: string, selector: Selector): Promise<FolderDecision> {
    const known = this.#decisions.get(folder);
    if (known) return known;
    const parent = folderOf(folder);
    const made = this.#context(parent, selector).then((context) =>
      selector.folder(folder, this.list(parent), context),
    );
    this.#decisions.set(folder, made);
    return made;
  }

  #context(folder: string, selector: Selector): Promise<FolderContext> {
    const known = this.#contexts.get(folder);
    if (known) return known;
    const made = this.#makeContext(folder, selector);
    this.#contexts.set(folder, made);
    return made;
  }

  async #makeContext(folder: string, selector: Selector): Promise<FolderContext> {
    const parent =
      folder === '' ? { rules: IgnoreRules.none } : await this.#context(folderOf(folder), selector);
    const decision: FolderDecision = folder === '' ? { enter: true } : await this.#decide(folder, selector);
    // An ignore file that cannot be read is told by the walk, which comes by here again.
    const quiet = { file: () => {}, skipped: () => {} };
    const rules = await folderRules(this, folder, this.list(folder), parent.rules, selector, quiet);
    return decision.skip ? { rules, skip: decision.skip } : { rules };
  }
}
