/** What the pool and its workers are given: by the page or the command line, and with each scan. */
import type { AnalysisService, LoadGrammar, RuleChoice } from '../protocol';
import type { WorkerHandle } from '../rpc';

/** What the pool needs of the page or the command line. */
export interface PoolHost {
  /** A new analysis worker. */
  spawn(): WorkerHandle<AnalysisService>;
  /** The compiled engine; the same one every time. */
  engine(): Promise<WebAssembly.Module>;
  loadGrammar: LoadGrammar;
  /** A new port to the intake, and one to the store. */
  sourcePort(): Promise<MessagePort>;
  sinkPort(): Promise<MessagePort>;
  /** Another answer than before: the intake or the store is a new one, and the ports to the old one lead nowhere. */
  sourceId?(): unknown;
  sinkId?(): unknown;
  /** Asks the intake which files a worker that died was given. */
  handedOut(revision: number, consumer: number): Promise<string[]>;
}

/** The rules that every worker is to have. */
export interface RuleSet {
  choice: RuleChoice;
  /** Whether the worker is to say what is in them. */
  describes: boolean;
}
