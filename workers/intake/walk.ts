/**
 * Walks a tree and says of every entry whether it is taken or why not.
 *
 * Folders are visited depth first and in order, a few at a time where listing has to wait. Nothing is read
 * but ignore files.
 */
import { AssayError, CONFIG_PATH, type FolderConfig, type SkippedFile } from '../protocol';
import { Slice } from '../rpc';
import { decode } from './decode';
import type { Skip } from './defaults';
import {
  IGNORE_FILES,
  type IgnoreFile,
  IgnoreRules,
  isTooComplex,
  MAX_IGNORE_BYTES,
  MAX_PATTERNS,
} from './ignore-rules';
import { folderConfig } from './project-config';
import type { FolderContext, Selector } from './select';
import { type FileTree, fileGone, folderOf, joinPath, type OpenedFile, type TreeEntry } from './tree';

/** A file that is to be analysed or reused. */
export interface WalkedFile {
  path: string;
  file: OpenedFile;
  /** The user asked for it, so that only what is binary or unreadable is left out. */
  isIncluded: boolean;
}

export interface WalkSink {
  file(file: WalkedFile): void;
  skipped(entry: SkippedFile): void;
  /** What a folder says of the files below it, before any of them. Who does not ask does not wait for it, and does not go by it. */
  folderConfig?(config: FolderConfig): void;
}

export interface WalkStart {
  /** Files and folders to begin with; [''] for the whole tree. They are taken even if an ignore file names them. */
  starts: string[];
  /** Ignore files above the root of the tree, with folders that count from the repository's root. */
  outer: IgnoreFile[];
}

export const WHOLE_TREE: WalkStart = { starts: [''], outer: [] };

interface Visit {
  folder: string;
  context: FolderContext;
}

/** Folders listed, and files opened, at the same time. */
const FOLDERS_AT_ONCE = 8;
const FILES_AT_ONCE = 64;

const skippedEntry = (path: string, isFolder: boolean, size: number, skip: Skip): SkippedFile => ({
  path,
  size,
  isFolder,
  ...skip,
});

const unreadable = (error: unknown): Skip => ({
  reason: 'unreadable',
  detail: error instanceof Error ? error.message : String(error),
});

function rootUnreadable(name: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'folder-unreadable',
    message: `The folder ${name} could not be read.`,
    detail: unreadable(cause).detail,
    help: 'It may have been moved, deleted or replaced, or permission may have been withdrawn. Open it again.',
  });
}

/** That a root is empty is more often a wrong folder, or one that is not mounted, than a project without files. */
function emptyRoot(name: string): AssayError {
  return new AssayError({
    code: 'folder-empty',
    message: `${name} is empty.`,
    help: 'Check that it is the right one.',
  });
}

const decoder = new TextDecoder();

/** An ignore file, or a line of it, that does not count. Not under the file's own path: that one is scanned. */
function notApplied(place: string, detail: string): SkippedFile {
  return skippedEntry(`${place} (as ignore file)`, false, 0, { reason: 'too-large', detail });
}

function nameComplexLines(path: string, text: string, sink: WalkSink): void {
  const line = text.split('\n').findIndex(isTooComplex);
  if (line < 0) return;
  sink.skipped(
    notApplied(
      path,
      `line ${line + 1} has too many wildcards and was not applied; the same goes for similar lines`,
    ),
  );
}

/** The ignore files among these entries. One that cannot be read is told like any other file. */
async function readIgnoreFiles(
  folder: string,
  base: string,
  entries: readonly TreeEntry[],
  sink: WalkSink,
): Promise<IgnoreFile[]> {
  const files: IgnoreFile[] = [];
  for (const name of IGNORE_FILES) {
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry?.kind !== 'file') continue;
    const path = joinPath(folder, name);
    try {
      const file = await entry.open();
      if (file.size > MAX_IGNORE_BYTES) {
        sink.skipped(notApplied(path, `ignore files over ${MAX_IGNORE_BYTES} bytes are not applied`));
        continue;
      }
      const text = decoder.decode(decode(await file.read()));
      nameComplexLines(path, text, sink);
      files.push({ folder: `${base}${folder}`.replace(/\/$/, ''), shown: path, text });
    } catch (error) {
      sink.skipped(skippedEntry(path, false, 0, unreadable(error)));
    }
  }
  return files;
}

/** `.git/info/exclude` of the root, which every ignore file wins over. */
async function readGitExclude(tree: FileTree, entries: readonly TreeEntry[]): Promise<IgnoreFile[]> {
  if (!entries.some((entry) => entry.kind === 'folder' && entry.name === '.git')) return [];
  try {
    const bytes = await (await tree.open('.git/info/exclude')).read();
    return [{ folder: '', shown: '.git/info/exclude', text: decoder.decode(decode(bytes)) }];
  } catch {
    // Most repositories have it, none needs it.
    return [];
  }
}

/** What the folder's own configuration leaves out, as an ignore file; none at the root, whose configuration the scan is told. */
async function readFolderConfig(
  tree: FileTree,
  folder: string,
  entries: readonly TreeEntry[],
  { options, base }: Selector,
  sink: WalkSink,
): Promise<IgnoreFile[]> {
  const isThere = entries.some(({ kind, name }) => kind === 'folder' && name === CONFIG_FOLDER);
  if (folder === '' || !isThere || !options.useFolderConfigs || !sink.folderConfig) return [];
  const config = await folderConfig(tree, folder);
  if (config === undefined) return [];
  sink.folderConfig(config);
  const text = config.ignore.join('\n');
  return [{ folder: `${base}${folder}`, shown: joinPath(folder, CONFIG_PATH), text }];
}

const CONFIG_FOLDER = CONFIG_PATH.slice(0, CONFIG_PATH.indexOf('/'));

/** The rules of a folder: its parents' and its own. */
export async function folderRules(
  tree: FileTree,
  folder: string,
  entries: readonly TreeEntry[],
  parent: IgnoreRules,
  selector: Selector,
  sink: WalkSink,
): Promise<IgnoreRules> {
  const own = await readFolderConfig(tree, folder, entries, selector, sink);
  // A folder's rules are put together from all that hold around it.
  if (!selector.options.useIgnoreFiles || !selector.canTest(folder, parent)) return parent.with(own);
  const rules =
    folder === '' && selector.base === '' ? parent.with(await readGitExclude(tree, entries)) : parent;
  const inside = rules.with([...(await readIgnoreFiles(folder, selector.base, entries, sink)), ...own]);
  nameCut(inside, parent, sink);
  return inside;
}

/** Says from which line on patterns are not applied, once for the folder where that begins. */
function nameCut({ cutAt }: IgnoreRules, parent: IgnoreRules, sink: WalkSink): void {
  if (cutAt === undefined || cutAt === parent.cutAt) return;
  const [, path = cutAt, line = ''] = /^(.*):(\d+)$/.exec(cutAt) ?? [];
  const detail = `from line ${line} on it is not applied: more than ${MAX_PATTERNS} patterns would be in force`;
  sink.skipped(notApplied(path, detail));
}

export class Walk {
  readonly #stack: Visit[] = [];
  readonly #slice = new Slice(8);
  /** Where the walk begins, if that is one place; without it nothing at all is known. */
  #root: string | undefined;
  /** What ended a visit; a visit may be over before anybody waits for it. */
  #failure: unknown;
  /** There is nothing in the root. */
  #isEmpty = false;

  constructor(
    readonly tree: FileTree,
    readonly selector: Selector,
    readonly sink: WalkSink,
    readonly signal: AbortSignal,
  ) {}

  /** Walks until all is told or the signal aborts. */
  async run(start: WalkStart = WHOLE_TREE): Promise<void> {
    try {
      await this.#run(start);
    } finally {
      this.tree.walked?.();
    }
  }

  async #run({ starts, outer }: WalkStart): Promise<void> {
    const rules = this.selector.options.useIgnoreFiles ? IgnoreRules.none.with(outer) : IgnoreRules.none;
    this.#root = starts.length === 1 ? starts[0] : undefined;
    for (const start of [...starts].reverse()) await this.#begin(start, { rules });
    await this.#visitAll();
    if (this.selector.ignoresUpTo !== undefined) this.#tellSpent(this.selector.ignoresUpTo);
    // At the end, since a tree that is still being listed refuses entries on the way.
    for (const entry of this.tree.refused) this.sink.skipped(entry);
    if (this.#isEmpty && this.tree.refused.length === 0) throw emptyRoot(this.#root || this.tree.name);
  }

  #tellSpent(path: string): void {
    const detail = 'ignore files are not applied: they have too many patterns for so many files';
    this.sink.skipped(
      skippedEntry(`${path} (and all that follows)`, false, 0, { reason: 'too-large', detail }),
    );
  }

  /** Puts a start on the stack, under the ignore files of the folders above it. */
  async #begin(start: string, context: FolderContext): Promise<void> {
    if (start === '') {
      this.#stack.push({ folder: '', context });
      return;
    }
    let { rules } = context;
    let folder = '';
    let entries: TreeEntry[] = [];
    for (const segment of start.split('/')) {
      entries = await this.tree.list(folder);
      rules = await folderRules(this.tree, folder, entries, rules, this.selector, this.sink);
      folder = joinPath(folder, segment);
    }
    const entry = entries.find((candidate) => joinPath(folderOf(start), candidate.name) === start);
    // Below a start that is ignored itself nothing of what ignores it counts, or all of it would be left out.
    if (rules.reason(this.selector.base + start, entry?.kind === 'folder')) rules = IgnoreRules.none;
    if (entry?.kind === 'folder') this.#stack.push({ folder: start, context: { rules } });
    else if (entry?.kind === 'file') await this.#take(start, entry.open, true);
    else if (entry)
      this.sink.skipped(skippedEntry(start, false, 0, { reason: entry.kind, detail: entry.detail }));
    else throw fileGone(start);
  }

  async #visitAll(): Promise<void> {
    const visiting = new Set<Promise<void>>();
    while (!this.signal.aborted && (this.#stack.length > 0 || visiting.size > 0)) {
      const next = visiting.size < FOLDERS_AT_ONCE ? this.#stack.pop() : undefined;
      if (next) {
        const visit: Promise<void> = this.#visit(next)
          .catch((error: unknown) => {
            this.#failure ??= error;
          })
          .finally(() => visiting.delete(visit));
        visiting.add(visit);
      }
      if (!next || visiting.size === FOLDERS_AT_ONCE) await Promise.race(visiting);
      await this.#slice.breathe();
    }
    await Promise.all(visiting);
    if (this.#failure) throw this.#failure;
  }

  async #visit({ folder, context }: Visit): Promise<void> {
    let entries: TreeEntry[];
    try {
      entries = await this.tree.list(folder);
    } catch (error) {
      // Without its root nothing at all is known of a project: it may have been moved, or the right to read it lost.
      if (folder === this.#root) throw rootUnreadable(folder || this.tree.name, error);
      this.sink.skipped(skippedEntry(folder, true, 0, unreadable(error)));
      return;
    }
    if (folder === this.#root) this.#isEmpty = entries.length === 0;
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const rules = await folderRules(this.tree, folder, entries, context.rules, this.selector, this.sink);
    const inside: FolderContext = { ...context, rules };
    this.#pushFolders(folder, entries, inside);
    await this.#takeFiles(folder, entries, inside);
  }

  #pushFolders(folder: string, entries: readonly TreeEntry[], inside: FolderContext): void {
    for (let at = entries.length - 1; at >= 0; at--) {
      const entry = entries[at] as TreeEntry;
      if (entry.kind !== 'folder') continue;
      const path = joinPath(folder, entry.name);
      const decision = this.selector.folder(path, entries, inside);
      if (decision.enter) {
        const context = decision.skip
          ? { rules: inside.rules, skip: decision.skip }
          : { rules: inside.rules };
        this.#stack.push({ folder: path, context });
      } else {
        this.sink.skipped(skippedEntry(path, true, 0, decision.skip));
      }
    }
  }

  async #takeFiles(folder: string, entries: readonly TreeEntry[], inside: FolderContext): Promise<void> {
    let opening: Promise<void>[] = [];
    for (const entry of entries) {
      if (this.signal.aborted) return;
      if (entry.kind === 'folder') continue;
      const path = joinPath(folder, entry.name);
      const taken = this.#takeEntry(path, entry, inside);
      if (taken) opening.push(taken);
      if (opening.length < FILES_AT_ONCE) continue;
      await Promise.all(opening);
      opening = [];
      await this.#slice.breathe();
    }
    await Promise.all(opening);
  }

  #takeEntry(
    path: string,
    entry: Exclude<TreeEntry, { kind: 'folder' }>,
    inside: FolderContext,
  ): Promise<void> | undefined {
    const skip = this.selector.file(path, inside);
    if (entry.kind !== 'file') {
      const why = skip ?? { reason: entry.kind, detail: entry.detail };
      this.sink.skipped(skippedEntry(path, false, 0, why));
      return undefined;
    }
    if (skip) return this.#skipWithSize(path, entry.open, skip);
    return this.#take(path, entry.open, this.selector.isIncluded(path));
  }

  /** Nothing of it is read; how large it is, is worth knowing all the same, where that can be had. */
  async #skipWithSize(path: string, open: () => OpenedFile | Promise<OpenedFile>, skip: Skip): Promise<void> {
    let size = 0;
    try {
      size = (await open()).size;
    } catch {
      // It is left out in any case.
    }
    this.sink.skipped(skippedEntry(path, false, size, skip));
  }

  async #take(
    path: string,
    open: () => OpenedFile | Promise<OpenedFile>,
    isIncluded: boolean,
  ): Promise<void> {
    try {
      const file = await open();
      const limit = this.selector.options.maxFileSize;
      if (file.size > limit && !isIncluded) {
        const detail = `${file.size} bytes; the limit is ${limit}`;
        this.sink.skipped(skippedEntry(path, false, file.size, { reason: 'too-large', detail }));
      } else {
        this.sink.file({ path, file, isIncluded });
      }
    } catch (error) {
      this.sink.skipped(skippedEntry(path, false, 0, unreadable(error)));
    }
  }
}
