/**
 * The project as the index knows it: the engine's joined view, fed from the store. It holds nothing that the store does
 * not have, so that one that is lost is made again.
 */
import {
  addGrammar,
  analyses,
  initSync,
  ProjectIndex,
  projectRules,
  type StructuralSearch,
  type StructuralStep,
  type UseSearch,
} from '#engine';
import { Grammars } from '../grammars';
import {
  type AnalysisInfo,
  type AskRow,
  type CalleeRow,
  type DefinitionPlace,
  type DefinitionRow,
  type HoverRow,
  type IndexOrder,
  type IndexSource,
  inflate,
  type Lead,
  type LoadGrammar,
  type Moving,
  type OutlineRow,
  type ProjectFinding,
  type ReferenceRow,
  type Renaming,
  type RuleInfo,
  type SearchAnswer,
  type StoredSummary,
  type SummaryCount,
  type SymbolRow,
  type TextCount,
  type TextVersion,
  type UsedFile,
  type UsedPlace,
} from '../protocol';
import { Slice } from '../rpc';

/** How long messages, such as a cancel, may wait behind the joining. */
const TURN_MS = 40;
/** Texts asked for together. */
const TEXTS_AT_ONCE = 200;

const NOTHING: SummaryCount = { total: 0, done: 0, failed: 0 };

export class JoinedProject {
  #index: ProjectIndex;
  readonly #grammars: Grammars;
  #projectId: number | undefined;
  #engine = '';
  /** Where the next page of the store begins. */
  #from = 0;
  #count = NOTHING;
  /** The hash of each text that it has, by path. */
  #texts = new Map<string, string>();
  /** Grows with each piece of work. */
  steps = 0;

  /** `module` is the compiled engine; it is instantiated once per thread. */
  constructor(module: WebAssembly.Module, loadGrammar: LoadGrammar) {
    this.#grammars = new Grammars(initSync({ module }), loadGrammar, addGrammar);
    this.#index = new ProjectIndex();
  }

  /** Whether it waits for a grammar. */
  get isWaiting(): boolean {
    return this.#grammars.isWaiting;
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

  /** Takes in the kept texts that it does not have yet, and forgets what is gone. */
  async followTexts(source: IndexSource, projectId: number, signal: AbortSignal): Promise<TextCount> {
    const versions = await source.textVersions(projectId);
    const paths = new Set(versions.map(({ path }) => path));
    for (const path of this.#texts.keys()) if (!paths.has(path)) this.#removeText(path);
    const missing = versions.filter(({ path, hash, isKept }) => isKept && this.#texts.get(path) !== hash);
    for (let at = 0; at < missing.length && !signal.aborted; at += TEXTS_AT_ONCE) {
      await this.#takeTexts(source, missing.slice(at, at + TEXTS_AT_ONCE), signal);
    }
    const current = versions.filter(({ path, hash }) => this.#texts.get(path) === hash);
    return { texts: versions.length, searchable: current.length };
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

  /** Throws if the query cannot be read. `isOver` is asked for each file; true ends the search. */
  search(query: string, isOver: () => boolean): SearchAnswer {
    return this.#index.search(query, isOver);
  }

  /**
   * Begins to search for code of a form; undefined if the query searches for something else. Throws if it cannot be read.
   * Who asks frees it.
   */
  structuralSearch(query: string): StructuralSearch | undefined {
    return this.#index.structuralSearch(query);
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

  /** Which functions and types a question in plain words is about, the likeliest first. */
  ask(words: string, limit: number, withComments: boolean): AskRow[] {
    return this.#index.ask(words, limit, withComments);
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

  /** What the function at a place calls. */
  callees(path: string, line: number, col: number): CalleeRow[] {
    return this.#index.callees(path, line, col);
  }

  /** The types that the one at a place is derived from. */
  supertypes(path: string, line: number, col: number): DefinitionRow[] {
    return this.#index.supertypes(path, line, col);
  }

  /** The types that are derived from the one at a place. */
  subtypes(path: string, line: number, col: number): DefinitionRow[] {
    return this.#index.subtypes(path, line, col);
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

  /** What moving a file changes. Throws `cannot-move` if it cannot be moved. */
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

  async #takeTexts(source: IndexSource, wanted: TextVersion[], signal: AbortSignal): Promise<void> {
    const packed = await source.packedTexts([...new Set(wanted.map(({ hash }) => hash))]);
    const byHash = new Map(packed.map(({ hash, data }) => [hash, data]));
    const slice = new Slice(TURN_MS);
    for (const { path, language, hash } of wanted) {
      const data = byHash.get(hash);
      if (!data || signal.aborted) continue;
      // One that is damaged is not among those that were searched, which every answer says.
      const bytes = await inflate(data, 'deflate-raw').catch(() => undefined);
      if (!bytes) continue;
      this.addText(path, language, bytes);
      this.#texts.set(path, hash);
      await slice.breathe();
    }
  }

  #removeText(path: string): void {
    this.#index.remove(path);
    this.#texts.delete(path);
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
    this.#from = 0;
    this.#texts.clear();
  }
}
