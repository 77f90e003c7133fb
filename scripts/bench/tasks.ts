/**
 * What the page's thread itself does in one go. On a machine whose cores are all busy a task also waits for its turn, which the page's own
 * observer of long tasks counts as well; the browser's trace tells processor time apart.
 */
import type { Browser } from 'playwright-core';

/** As the browser's trace gives it; `tdur` is processor time in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

const TASK = 'ThreadControllerImpl::RunTask';
const PIECE_BYTES = 1 << 20;

/** The longest task of all pages' threads while `work` runs; ms of processor time. */
export async function longestTask(browser: Browser, work: () => Promise<unknown>): Promise<number> {
  const protocol = await browser.newBrowserCDPSession();
  const traceConfig = { includedCategories: ['toplevel', '__metadata'] };
  await protocol.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig });
  await work();
  const complete = new Promise<string>((done, failed) => {
    protocol.once('Tracing.tracingComplete', ({ stream }) =>
      stream === undefined ? failed(new Error('The browser gave no trace.')) : done(stream),
    );
  });
  await protocol.send('Tracing.end');
  const handle = await complete;
  let text = '';
  for (let isOver = false; !isOver; ) {
    const piece = await protocol.send('IO.read', { handle, size: PIECE_BYTES });
    text += piece.data;
    isOver = piece.eof;
  }
  await protocol.detach();
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const pages = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = traceEvents.filter((event) => event.name === TASK && pages.has(thread(event)));
  if (tasks.length === 0) throw new Error('The trace names no task of a page.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
