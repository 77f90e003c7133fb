/** The loop of an analysis worker: pull files, check them, send results, until there are no more. */
import type {
  AnalysisOptions,
  AnalysisProgress,
  AnalysisSink,
  AnalysisSource,
  FileSummaries,
  RuleCost,
  SourceFile,
} from '../protocol';
import { Slice } from '../rpc';
import type { Analyser } from './analyser';
import { Outbox } from './outbox';

/** Enough to make the call cheap, little enough that all workers end together. */
const TAKE_BYTES = 256 * 1024;
/** After a larger batch the next one is not asked for ahead, so that large files do not pile up. */
const AHEAD_BYTES = 1024 * 1024;
/** How long messages (cancel, ping) may wait behind small files. */
const TURN_MS = 40;

export interface RunPorts {
  source: AnalysisSource;
  sink: AnalysisSink;
}

export interface RunOrder {
  revision: number;
  consumer: number;
  options: AnalysisOptions;
  progress: (progress: AnalysisProgress) => void | Promise<void>;
  signal: AbortSignal;
  /** Where the summaries go that are made on the way. */
  told: FileSummaries[];
}

const sizeOf = (batch: SourceFile[]): number => batch.reduce((sum, file) => sum + file.bytes.length, 0);

/** Works until the source is empty or the run is cancelled. What is done when the engine dies is sent first. */
export async function run(
  analyser: Analyser,
  { source, sink }: RunPorts,
  order: RunOrder,
): Promise<RuleCost[]> {
  const { revision, consumer, signal, told } = order;
  const outbox = new Outbox(revision, order.options, sink, order.progress);
  const prepared = analyser.prepare(order.options);
  await analyser.retryGrammars();
  // What checks between two runs have cost is no part of this one.
  analyser.takeCosts();
  const slice = new Slice(TURN_MS);
  const take = () => {
    const batch = source.take(revision, consumer, TAKE_BYTES);
    // When this run ends early nobody waits for the batch asked for ahead.
    batch.catch(() => {});
    return batch;
  };
  const isOver = () => signal.aborted || outbox.isRefused;

  const check = async (file: SourceFile) => {
    const checked =
      analyser.tryCheck(file.path, file.bytes, prepared) ??
      (await analyser.check(file.path, file.bytes, order.options));
    const { path, hash } = file;
    if (checked.summaries) told.push({ path, hash, summaries: checked.summaries });
    if (outbox.add(file, checked)) await outbox.flush();
    await slice.breathe();
  };

  try {
    let next: Promise<SourceFile[]> | undefined;
    while (!isOver()) {
      const batch = await (next ?? take());
      if (batch.length === 0) break;
      next = sizeOf(batch) < AHEAD_BYTES ? take() : undefined;
      for (const file of batch) {
        if (isOver()) return analyser.takeCosts();
        await check(file);
      }
    }
  } finally {
    if (!isOver()) await outbox.close();
  }
  return analyser.takeCosts();
}
