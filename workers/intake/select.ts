/**
 * Decides by name and place what a walk enters and takes: options first, then ignore files, then defaults.
 */
import type { IntakeOptions } from '../protocol';
import { type Skip, skipFile, skipFolder } from './defaults';
import { GlobSet, type IgnoreRules } from './ignore-rules';
import { MAX_DEPTH } from './limits';
import { skipBinaryName } from './sniff';
import { nameOf, type TreeEntry } from './tree';

/** What holds for everything in one folder. */
export interface FolderContext {
  /** Paths in `rules` count from the repository's root, which may lie above the scanned one. */
  rules: IgnoreRules;
  /** The folder is left out but for what `include` names in it. */
  skip?: Skip;
}

export type FolderDecision = { enter: true; skip?: Skip } | { enter: false; skip: Skip };

const TOO_DEEP: Skip = { reason: 'unreadable', detail: `it lies more than ${MAX_DEPTH} folders deep` };

function isTooDeep(path: string): boolean {
  let depth = 1;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth++;
  return depth > MAX_DEPTH;
}

/**
 * So often names are held against patterns of ignore files in one walk: a hundred times what the largest repositories
 * need, and less than half a minute.
 */
const MAX_TESTS = 200_000_000;

export class Selector {
  /** The first path at which there had been too many tests, so that ignore files count no more. */
  ignoresUpTo: string | undefined;
  #tests = 0;
  readonly #include: GlobSet;
  readonly #only: GlobSet;
  readonly #exclude: GlobSet;

  /** `base` is the path of the scanned root inside its repository, ending in `/`, or ''. */
  constructor(
    readonly options: IntakeOptions,
    readonly base = '',
    readonly maxTests = MAX_TESTS,
  ) {
    this.#include = new GlobSet(options.include);
    this.#only = new GlobSet(options.only);
    this.#exclude = new GlobSet(options.exclude);
  }

  /** Whether the user asked for this file whatever else would leave it out. */
  isIncluded(path: string): boolean {
    return this.#include.match(path, false) !== undefined;
  }

  folder(path: string, siblings: readonly TreeEntry[], context: FolderContext): FolderDecision {
    if (isTooDeep(path)) return { enter: false, skip: TOO_DEEP };
    if (this.#include.match(path, true) !== undefined) return { enter: true };
    const skip =
      context.skip ??
      this.#skipByOption(path, true) ??
      this.#skipByRules(path, true, context) ??
      (this.options.useDefaults ? skipFolder(nameOf(path), siblings) : undefined);
    if (!skip) return { enter: true };
    return this.#include.reachesBelow(path) ? { enter: true, skip } : { enter: false, skip };
  }

  /** Why a file is left out; undefined if it is taken. */
  file(path: string, context: FolderContext): Skip | undefined {
    const binary = skipBinaryName(nameOf(path));
    if (this.isIncluded(path)) return binary;
    return (
      context.skip ??
      this.#skipByOption(path, false) ??
      this.#skipByRules(path, false, context) ??
      binary ??
      (this.options.useDefaults ? skipFile(nameOf(path)) : undefined)
    );
  }

  /** Counts a test of a path against all of these rules; false if there were too many. */
  canTest(path: string, { size }: IgnoreRules): boolean {
    this.#tests += size;
    if (this.#tests > this.maxTests) this.ignoresUpTo ??= path;
    return this.ignoresUpTo === undefined;
  }

  #skipByOption(path: string, isFolder: boolean): Skip | undefined {
    const glob = this.#exclude.match(path, isFolder);
    if (glob !== undefined) return { reason: 'excluded', detail: `the scan leaves out ${glob}` };
    if (isFolder || this.#only.isEmpty || this.#only.match(path, false) !== undefined) return undefined;
    return { reason: 'excluded', detail: 'the scan takes other files only' };
  }

  #skipByRules(path: string, isFolder: boolean, context: FolderContext): Skip | undefined {
    if (!this.canTest(path, context.rules)) return undefined;
    const detail = context.rules.reason(this.base + path, isFolder);
    return detail === undefined ? undefined : { reason: 'ignored', detail };
  }
}
