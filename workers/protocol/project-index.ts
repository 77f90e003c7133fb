/** The index worker: joins what all files tell, answers questions about the project, and makes its project passes. */
import type { Pulse } from './pulse';
import type { StoreService } from './store';
import type { DefinitionPlace, ProjectFinding, SearchAnswer, SummaryCount, SummaryMaker } from './summaries';

/** Where the index gets summaries from: the store, over a port of its own. Nothing in the index exists only there. */
export type IndexSource = Pick<StoreService, 'summaries' | 'unsummarised' | 'textVersions' | 'packedTexts'>;

/** Which state of which project is meant. What is asked about an older revision is refused with `overtaken`. */
export interface IndexOrder {
  projectId: number;
  /** Grows with each change of the project. */
  revision: number;
  maker: SummaryMaker;
}

/** What was found, and in how much of the project: "none" may be said where `done` is `total` only. */
export interface IndexAnswer<T> extends SummaryCount {
  revision: number;
  found: T;
}

/** How many texts of the project can be searched, of those that it has. */
export interface TextCount {
  texts: number;
  searchable: number;
}

/** What was found, and in how much of the project. */
export interface TextAnswer extends TextCount {
  found: SearchAnswer;
  /** How long it took; ms. */
  elapsedMs: number;
}

/** The contract of the index worker. A worker that died is replaced, and follows the project from the start again. */
export interface ProjectIndexService {
  /** Once, before anything else. */
  setup(engine: WebAssembly.Module): Promise<void>;
  /** A port of `IndexSource`; again when the store is another one. */
  connect(source: MessagePort): Promise<void>;
  /** Takes in what the store has of the project by now. Of the same project only what is new. */
  follow(order: IndexOrder, signal: AbortSignal): Promise<IndexAnswer<null>>;
  /** What these rules about the project as a whole find. */
  combine(revision: number, rules: string[], signal: AbortSignal): Promise<IndexAnswer<ProjectFinding[]>>;
  /** Where a name is defined. */
  definitions(revision: number, name: string, signal: AbortSignal): Promise<IndexAnswer<DefinitionPlace[]>>;
  /** Takes in the kept texts of the project that it follows. Of the same project only what is new. */
  followTexts(order: IndexOrder, signal: AbortSignal): Promise<TextCount>;
  /**
   * Searches those texts; rejects with `bad-query` if the query cannot be read. At most `limit` matches are listed unless
   * the query says how many.
   */
  search(revision: number, query: string, limit: number, signal: AbortSignal): Promise<TextAnswer>;
  /** Answers between two pieces of work, with how that goes. */
  ping(): Promise<Pulse>;
}
