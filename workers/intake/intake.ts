/**
 * The intake of one project at a time: opens it, walks it, hands out its files.
 */
import {
  AssayError,
  type FindingsChoice,
  type FolderConfig,
  type FoundRuleFile,
  type InstalledPack,
  type IntakeLedger,
  type IntakeOptions,
  type IntakeRun,
  type IntakeTotals,
  type Pack,
  type PackFile,
  type PickedFile,
  type ProjectConfig,
  type ProjectSource,
  type RawFile,
  readPack,
  type SourceFile,
} from '../protocol';
import { openArchive } from './archive';
import { recogniseArchive } from './archive-format';
import { decode } from './decode';
import { FolderChoices, markedHash } from './folder-choices';
import { foundRules } from './found-rules';
import { HandleTree } from './handle-tree';
import { type Hash, webHash } from './hash';
import { packFiles, projectPacks } from './packs';
import { pickedTree } from './picked-tree';
import { type ConfigOrder, folderConfig, projectConfig } from './project-config';
import { ownRules, projectRules, type RuleText } from './project-rules';
import { PushedTree } from './pushed-tree';
import { Run, type RunPlace } from './run';
import { withoutWrapper } from './sub-tree';
import { teamFiles } from './team-files';
import { toolFiles } from './tool-files';
import { type FileTree, folderOf } from './tree';

async function treeOf(source: ProjectSource): Promise<FileTree> {
  switch (source.kind) {
    case 'handle':
      return handleTree(source.handle, source.isListed ?? false);
    case 'files':
      return listedTree(source.files);
    case 'archive':
      return openArchive(source.file);
    case 'pushed':
      return new PushedTree(source.name);
  }
}

function handleTree(handle: FileSystemDirectoryHandle, isListed: boolean): FileTree {
  const tree = new HandleTree(handle);
  return isListed ? new PushedTree(tree.name, tree) : tree;
}

/** Loose files, or the archive that the only one of them is, whatever it is called. */
async function listedTree(files: PickedFile[]): Promise<FileTree> {
  const [first] = files;
  if (files.length === 1 && first && 'file' in first && (await recogniseArchive(first.file))) {
    return openArchive(first.file);
  }
  return withoutWrapper(pickedTree(files));
}

export class Intake {
  #tree: FileTree | undefined;
  #run: Run | undefined;

  /** Trees that a browser cannot give, such as Node's folders, come ready-made by `openTree`. */
  async open(source: ProjectSource): Promise<{ name: string }> {
    return this.openTree(await treeOf(source));
  }

  openTree(tree: FileTree): { name: string } {
    this.#run?.cancel();
    this.#run = undefined;
    // Nobody lists the one before any more: who waits for its end goes on.
    if (this.#tree instanceof PushedTree) this.#tree.push([], true);
    this.#tree = tree;
    return { name: tree.name };
  }

  shouldEnter(folders: string[], options: IntakeOptions): Promise<boolean[]> {
    return this.#pushed().shouldEnter(folders, options);
  }

  folderHas(folder: string, files: string[], folders: string[]): Promise<string[]> {
    return this.#pushed().folderHas(folder, files, folders);
  }

  folderListed(folder: string, why?: string): void {
    this.#pushed().folderListed(folder, why);
  }

  pushFiles(files: PickedFile[], done: boolean): void {
    this.#pushed().push(files, done);
  }

  /** Starts a run, which ends the one before. `hash` and `place` are for hosts other than the browser. */
  async start(
    run: IntakeRun,
    ledger: IntakeLedger,
    progress: (totals: IntakeTotals) => void,
    hash?: Hash,
    place?: RunPlace,
  ): Promise<void> {
    const tree = this.#openTree();
    this.#run?.cancel();
    this.#run = new Run(run, tree, ledger, hash ?? webHash, progress, place, this.#run);
  }

  async finished(revision: number): Promise<IntakeTotals> {
    const run = this.#runOf(revision);
    if (!run) throw new AssayError({ code: 'no-run', message: 'This scan is over or was never started.' });
    return run.finished;
  }

  /** Whether files are other ones than the last run found; see `IntakeService`. */
  async isOutdated(paths?: readonly string[]): Promise<boolean> {
    this.#openTree();
    return (await this.#run?.isOutdated(paths)) ?? true;
  }

  /** Whether the last run left out what is at a path, whatever it is. */
  leavesOut(path: string): boolean {
    return this.#run?.leavesOut(path) ?? false;
  }

  cancel(revision: number): void {
    this.#runOf(revision)?.cancel();
  }

  async take(revision: number, consumer: number, maxBytes: number): Promise<SourceFile[]> {
    return this.#runOf(revision)?.take(consumer, maxBytes) ?? [];
  }

  handedOut(revision: number, consumer: number): string[] {
    return this.#runOf(revision)?.handedOut(consumer) ?? [];
  }

  async read(path: string): Promise<SourceFile> {
    const file = await this.#openTree().open(path);
    const raw = await file.read();
    const hash = await this.#hashOf(path, raw);
    const bytes = decode(raw);
    const choice = this.#run?.choices.of(path);
    const found = { path, size: file.size, modifiedMs: file.modifiedMs, hash, bytes };
    return choice ? { ...found, choice } : found;
  }

  async raw(path: string): Promise<RawFile> {
    const bytes = await (await this.#openTree().open(path)).read();
    const hash = await this.#hashOf(path, bytes);
    return { path, hash, bytes, text: decode(bytes.slice()) };
  }

  async projectRules(): Promise<RuleText[]> {
    return projectRules(this.#openTree());
  }

  async projectConfig(order: ConfigOrder = {}): Promise<ProjectConfig> {
    return projectConfig(this.#openTree(), order);
  }

  async folderConfigs(): Promise<FolderConfig[]> {
    return [...(this.#run?.choices.configs.values() ?? [])].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  }

  /** As the last run has it; before any, what the folders above say now. */
  async choiceAt(path: string): Promise<FindingsChoice | undefined> {
    if (this.#run) return this.#run.choices.of(path);
    const choices = new FolderChoices();
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      const config = await folderConfig(this.#openTree(), folder);
      if (config) choices.add(config);
    }
    return choices.of(path);
  }

  async packs(): Promise<InstalledPack[]> {
    return projectPacks(this.#openTree());
  }

  async packFiles(folder: string): Promise<PackFile[]> {
    return packFiles(this.#openTree(), folder);
  }

  async readPack(source: ProjectSource): Promise<Pack> {
    const tree = await treeOf(source);
    return readPack(await packFiles(source.kind === 'archive' ? await withoutWrapper(tree) : tree, ''));
  }

  async toolFiles(): Promise<{ path: string; text: string }[]> {
    return toolFiles(this.#openTree());
  }

  async teamFiles(): Promise<{ path: string; text?: string }[]> {
    return teamFiles(this.#openTree());
  }

  async ownRules(): Promise<RuleText[]> {
    return ownRules(this.#openTree());
  }

  /** Those among the paths, or among all that the last walk came by. */
  async foundRules(paths = this.#run?.ruleCandidates ?? []): Promise<FoundRuleFile[]> {
    const tree = this.#openTree();
    // Where none is asked for, a list that is still coming is not waited for.
    if (paths.length > 0 && tree instanceof PushedTree) await tree.listed();
    return foundRules(tree, paths);
  }

  /** As the run has it that the results are of. */
  async #hashOf(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    return markedHash(await (this.#run?.hash ?? webHash)(bytes), this.#run?.choices.of(path));
  }

  #runOf(revision: number): Run | undefined {
    return this.#run?.run.revision === revision ? this.#run : undefined;
  }

  #openTree(): FileTree {
    if (this.#tree) return this.#tree;
    throw new AssayError({
      code: 'no-project',
      message: 'No folder is open.',
      help: 'Drop the folder again to read its files.',
    });
  }

  #pushed(): PushedTree {
    const tree = this.#openTree();
    if (tree instanceof PushedTree) return tree;
    throw new AssayError({ code: 'not-pushed', message: 'This project is not listed by the page.' });
  }
}
