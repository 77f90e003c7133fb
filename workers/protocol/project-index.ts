/** The index worker: joins what all files tell, answers questions about the project, and makes its project passes. */
import type { LoadGrammar } from './analysis';
import type { RuleSource } from './engine';
import type { Pulse } from './pulse';
import type { StoreService } from './store';
import type {
  AskRow,
  CalleeRow,
  DefinitionPlace,
  DefinitionRow,
  FoundFile,
  HoverRow,
  Moving,
  Obstacle,
  OutlineRow,
  ProjectFinding,
  Renaming,
  SearchAnswer,
  Summary,
  SummaryCount,
  SummaryMaker,
  UsedFile,
  UsedPlace,
} from './summaries';

/** Where the index gets summaries from: the store, over a port of its own. Nothing in the index exists only there. */
export type IndexSource = Pick<StoreService, 'summaries' | 'unsummarised' | 'textVersions' | 'packedTexts'>;

/** Gives the table of what words mean, when a question is first asked by its meaning. */
export type LoadEmbedding = () => Promise<ArrayBuffer>;

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
  /** So many of those there was no room for in memory: they are read from the store when they are asked for. */
  elsewhere: number;
  /** Memory that the others take. */
  bytes: number;
}

/** What was found, and in how much of the project. */
export interface TextAnswer extends TextCount {
  found: SearchAnswer;
  /** How long it took; ms. */
  elapsedMs: number;
}

/** Rules that all files of the project are asked for. */
export interface RuleSearchOrder {
  sources: RuleSource[];
  /** Rules among them that others only refer to. */
  disabled: string[];
  /** The file that is looked into before all others. */
  first?: string;
  /** So many matches are listed at most. */
  limit: number;
}

/** Files with matches, after as many before them; 0 also where it is begun anew. */
export interface SearchPart {
  from: number;
  files: FoundFile[];
}

/** A place in a text of the project: from 1, columns in UTF-16 units. */
export interface TextPlace {
  path: string;
  line: number;
  col: number;
}

/** Where something is used. */
export interface FoundUses {
  files: UsedFile[];
  /** How many uses are in them. */
  total: number;
  /** All files that may have one were looked into. */
  whole: boolean;
}

/** Files with uses, after as many before them; 0 also where it is begun anew. */
export interface UsesPart {
  from: number;
  files: UsedFile[];
}

/** What a file of the project would be. */
export interface ChangedSource {
  path: string;
  /** The path that it would get, if that is another one. */
  to?: string;
  language: string;
  /** UTF-8. */
  text: Uint8Array<ArrayBuffer>;
  summaries: Summary[];
}

/** What is to be proven: that code means the same after these changes of it. */
export interface Proof {
  changes: ChangedSource[];
  of: { renaming: Renaming; name: string } | { moving: Moving };
}

/** Questions about names, with what they are told and answer: a file each in `workers/index/queries`. */
export interface IndexQueries {
  /** What the name at a place refers to; what is not certain shares but the name. */
  definitionsAt: { params: TextPlace; result: DefinitionRow[]; part: never };
  /** The same in words. */
  hoverAt: { params: TextPlace; result: HoverRow | null; part: never };
  /** Where in its file that stands which the name at a place refers to. */
  occurrencesAt: { params: TextPlace; result: UsedPlace[]; part: never };
  /** Where that is used which the name at a place refers to; no more than `limit` uses. */
  referencesAt: { params: TextPlace & { limit: number }; result: FoundUses; part: UsesPart };
  /** Where anything of a name is used. */
  referencesTo: { params: { name: string; limit: number }; result: FoundUses; part: UsesPart };
  /** What calling the thing at a place by a new name changes, or why it cannot be renamed. */
  rename: { params: TextPlace & { name: string }; result: Renaming | { cannot: string }; part: never };
  /** What the function at a place calls. */
  callees: { params: TextPlace; result: CalleeRow[]; part: never };
  /** The types that the one at a place is derived from. */
  supertypes: { params: TextPlace; result: DefinitionRow[]; part: never };
  /** The types that are derived from the one at a place. */
  subtypes: { params: TextPlace; result: DefinitionRow[]; part: never };
  /** What moving a file or a folder changes, or why it cannot be moved. */
  moveFile: { params: { from: string; to: string }; result: Moving | { cannot: string }; part: never };
  /** Where changed code would not mean what it meant. */
  proof: { params: Proof; result: Obstacle[]; part: never };
  /** What a file defines. */
  outline: { params: { path: string }; result: OutlineRow[]; part: never };
  /** Which functions and types a question in plain words is about; by meaning also those that say it in other words. */
  ask: { params: { words: string; limit: number; byMeaning: boolean }; result: AskRow[]; part: never };
}

export type IndexQuery = keyof IndexQueries;

/** An answer from summaries and texts: "none" may be said where all of both are there. */
export interface NamesAnswer<T> extends IndexAnswer<T>, TextCount {}

/** The contract of the index worker. A worker that died is replaced, and follows the project from the start again. */
export interface ProjectIndexService {
  /** Once, before anything else. Without `embedding` no question can be asked by its meaning. */
  setup(engine: WebAssembly.Module, grammar: LoadGrammar, embedding?: LoadEmbedding): Promise<void>;
  /** A port of `IndexSource`; again when the store is another one. */
  connect(source: MessagePort): Promise<void>;
  /** Takes in what the store has of the project by now. Of the same project only what is new. */
  follow(order: IndexOrder, signal: AbortSignal): Promise<IndexAnswer<null>>;
  /** What these rules about the project as a whole find. */
  combine(revision: number, rules: string[], signal: AbortSignal): Promise<IndexAnswer<ProjectFinding[]>>;
  /** Where a name is defined. */
  definitions(revision: number, name: string, signal: AbortSignal): Promise<IndexAnswer<DefinitionPlace[]>>;
  /**
   * Takes in the kept texts of the project that it follows. Of the same project only what is new. Texts that do not fit into
   * `room` bytes stay in the store.
   */
  followTexts(order: IndexOrder, room: number, signal: AbortSignal): Promise<TextCount>;
  /**
   * Searches those texts; rejects with `bad-query` if the query cannot be read. At most `limit` matches are listed unless
   * the query says how many. What takes long, as a search for code of a form does, is told part by part.
   */
  search(
    revision: number,
    query: string,
    limit: number,
    signal: AbortSignal,
    onPart?: (part: SearchPart) => void,
  ): Promise<TextAnswer>;
  /** Asks rules of those texts; what is wrong with the rules is for others to say. Told part by part, as a search is. */
  searchRules(
    revision: number,
    order: RuleSearchOrder,
    signal: AbortSignal,
    onPart?: (part: SearchPart) => void,
  ): Promise<TextAnswer>;
  /** Answers a question about names. What it finds is told part by part where the question has parts. */
  query<Q extends IndexQuery>(
    revision: number,
    name: Q,
    params: IndexQueries[Q]['params'],
    signal: AbortSignal,
    onPart?: (part: IndexQueries[Q]['part']) => void,
  ): Promise<NamesAnswer<IndexQueries[Q]['result']>>;
  /** Answers between two pieces of work, with how that goes. */
  ping(): Promise<Pulse>;
}
