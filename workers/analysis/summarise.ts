/** Makes the summaries of files that no rule made anybody parse, and sends summaries to the store. */
import type { AnalysisSink, FileSummaries, KeptFile, SourceFile, SummariseOrder } from '../protocol';
import { AssayError } from '../protocol';
import { move, Slice } from '../rpc';
import type { Analyser } from './analyser';
import type { RunPorts } from './run';

/** Bytes of summaries that go in one message and one transaction. */
const SEND_BYTES = 512 * 1024;
/** How long a cancel may wait behind small files. */
const TURN_MS = 40;

/** Sends summaries in pieces, until `signal` aborts. */
export async function sendSummaries(
  sink: AnalysisSink,
  { projectId, engine }: Pick<SummariseOrder, 'projectId' | 'engine'>,
  files: FileSummaries[],
  signal?: AbortSignal,
): Promise<void> {
  for (let start = 0; start < files.length && !signal?.aborted; ) {
    const piece = pieceFrom(files, start);
    start += piece.length;
    await sink.putSummaries(projectId, engine, move(piece, buffersOf(piece)));
  }
}

function pieceFrom(files: FileSummaries[], start: number): FileSummaries[] {
  let bytes = 0;
  let end = start;
  for (; end < files.length && bytes < SEND_BYTES; end++) bytes += sizeOf(files[end]);
  return files.slice(start, end);
}

function sizeOf(file: FileSummaries | undefined): number {
  return (file?.summaries ?? []).reduce((sum, { data }) => sum + data.length, 0);
}

function buffersOf(files: FileSummaries[]): ArrayBuffer[] {
  return files.flatMap(({ summaries = [] }) => summaries.map(({ data }) => data.buffer));
}

/** Summarises these files one by one; what was made before a cancel is sent. */
export async function summarise(
  analyser: Analyser,
  { source, sink }: RunPorts,
  order: SummariseOrder,
  paths: string[],
  signal: AbortSignal,
): Promise<void> {
  const slice = new Slice(TURN_MS);
  const made: FileSummaries[] = [];
  for (const path of paths) {
    if (signal.aborted) break;
    const file = await readFor(order, { source, sink }, path);
    if (!file) continue;
    const summaries = await analyser.summarise(path, file.bytes, order.fileBudgetMs);
    made.push({ path, hash: file.hash, ...(summaries && { summaries }) });
    await slice.breathe();
  }
  await sendSummaries(sink, order, made);
}

/** The file, or the text that was kept of it. */
export async function readFor(
  { projectId, fromKept }: SummariseOrder,
  { source, sink }: RunPorts,
  path: string,
): Promise<KeptFile | undefined> {
  return fromKept ? sink.keptFile(projectId, path) : readIfThere(source, path);
}

/** A file that is gone, or cannot be read any more, has no summaries; the next scan says so of it. */
export async function readIfThere(source: RunPorts['source'], path: string): Promise<SourceFile | undefined> {
  try {
    return await source.read(path);
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}
