/// <reference lib="dom" />
/** What a scan takes in memory, over the page and all its workers, and what it leaves in storage. */
import type { Browser, CDPSession } from 'playwright-core';
import { dropFolder, scanIsOver } from './drop';

/** Answers of the browser's protocol, as far as they are used. */
interface Answer {
  result?: {
    usedSize?: number;
    backingStorageSize?: number;
    result?: { objectId?: string; value?: number };
    objects?: { objectId?: string };
  };
}

/** Sums the sizes of the memories in an array of them; runs in the worker. */
const SUM = 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }';
const SAMPLE_MS = 250;

/** A line of the report: heaps at their highest, WebAssembly memories (which only grow), stored bytes. */
export async function benchMemory(browser: Browser, address: string, folder: string): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const threads = new Threads(await context.newCDPSession(page));
  await threads.attach();
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  const over = dropFolder(page, folder).then(() => scanIsOver(page));
  let heaps = 0;
  for (let isOver = false; !isOver; ) {
    heaps = Math.max(heaps, await threads.heaps());
    isOver = await Promise.race([over.then(() => true), pause(SAMPLE_MS).then(() => false)]);
  }
  const memories = await threads.memories();
  const stored = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await context.close();
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  return [
    `  heaps of the page and its workers at their highest ${mb(heaps)} MB, WebAssembly memories ${mb(memories)} MB: ${mb(heaps + memories)} MB (100)`,
    `  stored: ${mb(stored)} MB (50)`,
  ];
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The page's thread and its workers', asked over one session. */
class Threads {
  readonly #page: CDPSession;
  readonly #workers = new Set<string>();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor(page: CDPSession) {
    this.#page = page;
  }

  async attach(): Promise<void> {
    this.#page.on('Target.attachedToTarget', ({ sessionId }) => this.#workers.add(sessionId));
    this.#page.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    this.#page.on('Target.receivedMessageFromTarget', ({ message }) => {
      const answer = JSON.parse(message) as Answer & { id: number };
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    await this.#page.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
  }

  /** Bytes in use in all heaps, with the buffers that hang on them. */
  async heaps(): Promise<number> {
    const own = await this.#page.send('Runtime.getHeapUsage');
    const others = await Promise.all(
      [...this.#workers].map((worker) => this.#ask(worker, 'Runtime.getHeapUsage')),
    );
    const sizes = others.map(({ result }) => (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0));
    return sizes.reduce((sum, size) => sum + size, own.usedSize + own.backingStorageSize);
  }

  /** Bytes of all WebAssembly memories. */
  async memories(): Promise<number> {
    const sizes = await Promise.all([...this.#workers].map((worker) => this.#memoriesOf(worker)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async #memoriesOf(worker: string): Promise<number> {
    const prototype = await this.#ask(worker, 'Runtime.evaluate', {
      expression: 'WebAssembly.Memory.prototype',
    });
    const found = await this.#ask(worker, 'Runtime.queryObjects', {
      prototypeObjectId: prototype.result?.result?.objectId,
    });
    const sum = await this.#ask(worker, 'Runtime.callFunctionOn', {
      objectId: found.result?.objects?.objectId,
      functionDeclaration: SUM,
      returnByValue: true,
    });
    return sum.result?.result?.value ?? 0;
  }

  #ask(worker: string, method: string, params: object = {}): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((answered, failed) => {
      this.#waiting.set(id, answered);
      const message = JSON.stringify({ id, method, params });
      this.#page.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(failed);
    });
  }
}
