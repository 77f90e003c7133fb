/**
 * The project as the index knows it: the engine's joined view, fed from the store. It holds nothing that the store does
 * not have, so that one that is lost is made again.
 */
import {
  addEmbedding,
  addGrammar,
  analyses,
  initSync,
  ProjectIndex,
  projectRules,
  type RelativeSearch,
  type StructuralSearch,
  type StructuralStep,
  type TextSearch,
  type UseSearch,
} from '#engine';
import { Grammars } from '../grammars';
import {
  type AnalysisInfo,
  type AskRow,
  AssayError,
  type DefinitionPlace,
  type DefinitionRow,
  type HoverRow,
  type IndexOrder,
  type IndexSource,
  type Lead,
  type LoadEmbedding,
  type LoadGrammar,
  type Moving,
  type OutlineRow,
  type ProjectFinding,
  type ReferenceRow,
  type Renaming,
  type RuleInfo,
  type RuleSearchOrder,
  type StoredSummary,
  type SummaryCount,
  type SymbolRow,
  type TextCount,
  type UsedFile,
  type UsedPlace,
} from '../protocol';
import { Slice } from '../rpc';
import { type Brought, ProjectTexts } from './texts';

/** How long messages, such as a cancel, may wait behind the joining. */
const TURN_MS = 40;

function noMeanings(detail: string): AssayError {
  return new AssayError({ code: 'not-loaded', message: 'The related words could not be loaded.', detail });
}

const NOTHING: SummaryCount = { total: 0, done: 0, failed: 0 };

export class JoinedProject {
  #index: ProjectIndex;
  readonly #grammars: Grammars;
  readonly #loadEmbedding: LoadEmbedding | undefined;
  #meanings: Promise<void> | undefined;
  #waitsForMeanings = false;
  #projectId: number | undefined;
  #engine = '';
  /** Where the next page of the store begins. */
  #from = 0;
  #count = NOTHING;
  #texts: ProjectTexts;
  /** Ends when those who want to be alone have been. */
  #lastAlone: Promise<unknown> = Promise.resolve();
  /** Grows with each piece of work. */
  steps = 0;

  /** `module` is the compiled engine; it is instantiated once per thread. */
  constructor(module: WebAssembly.Module, loadGrammar: LoadGrammar, loadEmbedding?: LoadEmbedding) {
    this.#loadEmbedding = loadEmbedding;
    this.#grammars = new Grammars(initSync({ module }), loadGrammar, addGrammar);
    this.#index = new ProjectIndex();
    this.#texts = new ProjectTexts(this.#index);
  }

  /** Whether it waits for a file of the site. */
  get isWaiting(): boolean {
    return this.#grammars.isWaiting || this.#waitsForMeanings;
  }

  /** How much of the project it knows. */
  get count(): SummaryCount {
    return this.#count;
  }

  /** Takes in what is new since it was last asked; all of it where files have gone, or of another project. */
  async follow(source: IndexSource, { projectId, maker }: IndexOrder, signal: AbortSignal): Promise<void> {
    if (projectId !== this.#projectId || maker.engine !== this.#engine) this.#forget();
    this.#projectId = projectId;
    this.#engine = maker.engine;
    const { total, done, failed } = await source.unsummarised(projectId, maker);
    await this.#pull(source, signal);
    if (this.#index.files > done && !signal.aborted) {
      this.#forget();
      await this.#pull(source, signal);
    }
    const damaged = Math.max(0, done - this.#index.files);
    this.#count = { total, done: done - damaged, failed: failed + damaged };
  }

  /** Takes in the kept texts that it does not have yet, up to `room` bytes, and forgets what is gone. */
  followTexts(source: IndexSource, projectId: number, room: number, signal: AbortSignal): Promise<void> {
    return this.#texts.follow(source, projectId, room, signal);
  }

  /** How many texts it knows, and where they are. */
  get textCount(): TextCount {
    return this.#texts.count;
  }

  /** Has texts that stay in the store be there until they are let go. */
  bring(paths: readonly string[]): Promise<Brought> {
    this.steps += 1;
    return this.#texts.bring(paths);
  }

  letGo(paths: readonly string[]): void {
    this.#texts.letGo(paths);
  }

  /** Files whose texts were asked for and are not there; told once. */
  takeMissed(): string[] {
    return this.#index.takeMissed();
  }

  /** Questions that read texts on the way wait for one another: each tells by what was missed whether it has all. */
  alone<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.#lastAlone.then(ask);
    this.#lastAlone = asked.catch(() => {});
    return asked;
  }

  /** Takes a summary; one whose bytes are none is left out, and false. */
  add({ path, language, analysis, version, data }: StoredSummary): boolean {
    this.steps += 1;
    return this.#index.add(path, language, analysis, version, data);
  }

  /** Takes the text of a file, UTF-8. */
  addText(path: string, language: string, bytes: Uint8Array): void {
    this.steps += 1;
    this.#index.addText(path, language, bytes);
  }

  /** Everything that is defined, or what has one name. */
  symbols(name?: string): SymbolRow[] {
    return this.#index.symbols(name);
  }

  /** Begins to search the texts. Throws if the query cannot be read. Who asks frees it, or has it finish. */
  textSearch(query: string): TextSearch {
    return this.#index.textSearch(query);
  }

  /**
   * Looks at these files, or at all; answers with those that have to be looked at again when their texts are there. `isOver`
   * is asked for each file; true ends it.
   */
  lookForText(search: TextSearch, paths: string[] | undefined, isOver: () => boolean): string[] {
    this.steps += 1;
    return this.#index.lookForText(search, paths, isOver);
  }

  /**
   * Begins to search for code of a form; undefined if the query searches for something else. Throws if it cannot be read.
   * Who asks frees it.
   */
  structuralSearch(query: string): StructuralSearch | undefined {
    return this.#index.structuralSearch(query);
  }

  /** Begins to ask rules of all files. Who asks frees it. */
  ruleSearch({ sources, disabled, first, limit }: RuleSearchOrder): StructuralSearch {
    return this.#index.ruleSearch(sources, disabled, first, limit);
  }

  /** Looks into files for some milliseconds. Throws if the pattern is no code in any language. */
  async structuralStep(search: StructuralSearch, ms: number): Promise<StructuralStep> {
    this.steps += 1;
    const step = this.#index.structuralStep(search, ms);
    const add = async (name: string) => {
      const reason = await this.#grammars.add(name);
      if (reason !== undefined) search.failGrammar(name, reason);
    };
    await Promise.all(step.needs.map(add));
    return step;
  }

  combine(rules: string[]): ProjectFinding[] {
    this.steps += 1;
    return this.#index.combine(rules);
  }

  definitions(name: string): DefinitionPlace[] {
    return this.#index.definitions(name);
  }

  /** Loads what words mean; once, or again where that failed. */
  knowMeanings(): Promise<void> {
    this.#meanings ??= this.#loadMeanings().finally(() => {
      this.#waitsForMeanings = false;
      this.steps += 1;
    });
    this.#meanings.catch(() => {
      this.#meanings = undefined;
    });
    return this.#meanings;
  }

  /** Which functions and types a question in plain words is about, the likeliest first. By meaning is for who knows them. */
  ask(words: string, limit: number, how: { withComments: boolean; byMeaning: boolean }): AskRow[] {
    return this.#index.ask(words, limit, how.withComments, how.byMeaning);
  }

  /** What the name at a place refers to; lines and columns count from 1, columns in UTF-16 units. */
  definitionsAt(path: string, line: number, col: number): DefinitionRow[] {
    return this.#index.definitionsAt(path, line, col);
  }

  /** Where that is used which the name at a place refers to. */
  referencesAt(path: string, line: number, col: number): ReferenceRow[] {
    return this.#index.referencesAt(path, line, col);
  }

  /** Where anything of a name is used. */
  referencesTo(name: string): ReferenceRow[] {
    return this.#index.referencesTo(name);
  }

  /** What the name at a place refers to, in words; null where there is no name. */
  hoverAt(path: string, line: number, col: number): HoverRow | null {
    return this.#index.hover(path, line, col);
  }

  /** Where in its file that stands which the name at a place refers to. */
  occurrencesAt(path: string, line: number, col: number): UsedPlace[] {
    return this.#index.occurrences(path, line, col);
  }

  /** Begins to look for what the function at a place calls; who asks has it finish, or frees it. */
  calleesAt(path: string, line: number, col: number): RelativeSearch | undefined {
    return this.#index.calleesAt(path, line, col);
  }

  /** The types that the one at a place is derived from. */
  supertypes(path: string, line: number, col: number): DefinitionRow[] {
    return this.#index.supertypes(path, line, col);
  }

  /** Begins to look for the types that are derived from the one at a place. */
  subtypesAt(path: string, line: number, col: number): RelativeSearch | undefined {
    return this.#index.subtypesAt(path, line, col);
  }

  /** Goes on with either until `isOver` says so; whether it has come to the end. */
  lookForRelatives(search: RelativeSearch, isOver: () => boolean): boolean {
    this.steps += 1;
    return this.#index.lookForRelatives(search, isOver);
  }

  /** What a file defines. */
  outline(path: string): OutlineRow[] {
    return this.#index.outline(path);
  }

  /** Begins to look for the uses of what the name at a place refers to; who asks frees it. */
  usesAt(path: string, line: number, col: number): UseSearch | undefined {
    return this.#index.usesAt(path, line, col);
  }

  /** Begins to look for the uses of anything that has a name. */
  usesOf(name: string): UseSearch {
    return this.#index.usesOf(name);
  }

  /** The uses in the next file that has some; null when there are no more or the time is up. */
  nextUses(search: UseSearch, isOver: () => boolean): UsedFile | null {
    return this.#index.nextUses(search, isOver);
  }

  /** What calling the thing at a place by a new name changes. Throws `cannot-rename` if it cannot be renamed. */
  rename(path: string, line: number, col: number, name: string): Renaming {
    return this.#index.rename(path, line, col, name);
  }

  /** What moving a file or a folder changes. Throws `cannot-move` if it cannot be moved. */
  moveFile(from: string, to: string): Moving {
    return this.#index.moveFile(from, to);
  }

  /** What the names of a file outside of its imports lead to in other files. */
  leads(path: string): Lead[] {
    return this.#index.leads(path);
  }

  /** Forgets a file until everything is put back. */
  setAside(path: string): void {
    this.#index.setAside(path);
  }

  /** Has the project be what it was before anything was set aside. */
  putBack(): void {
    this.#index.putBack();
  }

  /** The rules about the project as a whole. */
  rules(): RuleInfo[] {
    return projectRules();
  }

  analyses(): AnalysisInfo[] {
    return analyses();
  }

  async #loadMeanings(): Promise<void> {
    if (!this.#loadEmbedding) throw noMeanings('Nothing was said of where they are.');
    this.#waitsForMeanings = true;
    if (!addEmbedding(new Uint8Array(await this.#loadEmbedding()))) throw noMeanings('They cannot be read.');
  }

  async #pull(source: IndexSource, signal: AbortSignal): Promise<void> {
    const slice = new Slice(TURN_MS);
    for (let isLast = false; !isLast && !signal.aborted; ) {
      const page = await source.summaries(this.#projectId ?? 0, this.#engine, this.#from);
      for (const summary of page.summaries) {
        this.add(summary);
        await slice.breathe();
      }
      isLast = page.isLast;
      this.#from = page.end;
    }
  }

  #forget(): void {
    this.#index.free();
    this.#index = new ProjectIndex();
    this.#texts = new ProjectTexts(this.#index);
    this.#from = 0;
  }
}
