/// <reference lib="dom" />
/**
 * What a scan and the index after it take in heaps and WebAssembly memories, over the page and all its workers, and what it leaves in
 * storage. Heaps do not include the memories, and the protocol's way to find those ends the store's worker: so every
 * worker notes its own from its first moment on.
 */
import type { Browser, CDPSession } from 'playwright-core';
import { dropFolder, indexIsOver, scanIsOver } from './drop';

/** Answers of the browser's protocol, as far as they are used. */
interface Answer {
  result?: { usedSize?: number; backingStorageSize?: number; result?: { value?: number } };
}

/** Runs in a worker before its own script. */
const NOTE_MEMORIES = `(() => {
  const memories = new Set();
  const note = (instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      note(instance);
      return instance;
    },
  });
  const noting = (make) => async (...args) => {
    const made = await make.apply(WebAssembly, args);
    note(made.instance ?? made);
    return made;
  };
  WebAssembly.instantiate = noting(instantiate);
  WebAssembly.instantiateStreaming = noting(instantiateStreaming);
  globalThis.memoryBytes = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
})()`;

const SAMPLE_MS = 250;
/** A worker that has just started or ended may never answer. */
const PATIENCE_MS = 2000;

/** Lines of the report: heaps and the buffers that hang on them at their highest, and stored bytes. */
export async function benchMemory(browser: Browser, address: string, folder: string): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const threads = new Threads(await context.newCDPSession(page));
  await threads.attach();
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  const over = dropFolder(page, folder)
    .then(() => scanIsOver(page))
    .then(() => indexIsOver(page));
  let highest = { heaps: 0, memories: 0 };
  for (let isOver = false; !isOver; ) {
    const now = { heaps: await threads.heaps(), memories: await threads.memories() };
    if (now.heaps + now.memories > highest.heaps + highest.memories) highest = now;
    isOver = await Promise.race([over.then(() => true), pause(SAMPLE_MS).then(() => false)]);
  }
  const stored = await page.evaluate(storedBytes);
  await context.close();
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  return [
    `  page and workers at their highest: ${mb(highest.heaps)} MB of heaps and buffers, ${mb(highest.memories)} MB of WebAssembly memories (100 together)`,
    `  stored: ${mb(stored.results)} MB of results and texts (50), ${mb(stored.site)} MB of the site for visits without its server`,
  ];
}

/** Not in TypeScript's DOM library; Chromium alone has it. */
interface DetailedEstimate extends StorageEstimate {
  usageDetails: { indexedDB?: number; caches?: number };
}

/** Runs in the page: bytes by what they are for. */
async function storedBytes(): Promise<{ results: number; site: number }> {
  const { usageDetails } = (await navigator.storage.estimate()) as DetailedEstimate;
  return { results: usageDetails.indexedDB ?? 0, site: usageDetails.caches ?? 0 };
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
    this.#page.on('Target.attachedToTarget', ({ sessionId }) => {
      this.#workers.add(sessionId);
      void this.#ask(sessionId, 'Runtime.evaluate', { expression: NOTE_MEMORIES });
      void this.#ask(sessionId, 'Runtime.runIfWaitingForDebugger');
    });
    this.#page.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    this.#page.on('Target.receivedMessageFromTarget', ({ message }) => {
      const answer = JSON.parse(message) as Answer & { id: number };
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    await this.#page.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
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

  /** Bytes of all WebAssembly memories; the page itself has none. */
  async memories(): Promise<number> {
    const expression = 'globalThis.memoryBytes?.() ?? 0';
    const others = await Promise.all(
      [...this.#workers].map((worker) => this.#ask(worker, 'Runtime.evaluate', { expression })),
    );
    return others.reduce((sum, { result }) => sum + (result?.result?.value ?? 0), 0);
  }

  #ask(worker: string, method: string, params = {}): Promise<Answer> {
    const id = ++this.#last;
    const answer = new Promise<Answer>((answered, failed) => {
      this.#waiting.set(id, answered);
      const message = JSON.stringify({ id, method, params });
      this.#page.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(failed);
    });
    return Promise.race([answer, pause(PATIENCE_MS).then(() => ({}))]);
  }
}
