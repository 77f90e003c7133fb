import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { AssayError } from '../protocol';
import { connect, move, serve } from './index';
import { connectNodeWorker } from './node';

interface Echo {
  add(a: number, b: number): Promise<number>;
  fail(kind: 'assay' | 'error' | 'value'): Promise<void>;
  hang(): Promise<void>;
  buffer(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  callBack(listener: (value: number) => void): Promise<void>;
  aborted(signal: AbortSignal): Promise<string>;
  relay(port: MessagePort): Promise<number>;
}

const ENVELOPE = { code: 'quota-exceeded', message: 'Full.', detail: 'd', help: 'h' };
const sent: Uint8Array[] = [];

const echo: Echo = {
  add: async (a, b) => a + b,
  async fail(kind) {
    if (kind === 'assay') throw new AssayError(ENVELOPE);
    if (kind === 'error') throw new TypeError('wrong');
    throw kind;
  },
  hang: () => new Promise(() => {}),
  async buffer(bytes) {
    const answer = new Uint8Array(bytes);
    sent.push(answer);
    return move(answer, [answer.buffer]);
  },
  async callBack(listener) {
    listener(1);
    listener(2);
  },
  aborted: (signal) =>
    new Promise((resolve) => {
      if (signal.aborted) resolve('before');
      signal.addEventListener('abort', () => resolve('later'));
    }),
  relay: (port) => connect<Echo>(port).service.add(20, 3),
};

function open() {
  const { port1, port2 } = new MessageChannel();
  serve(echo, port1);
  return connect<Echo>(port2);
}

describe('a call into another thread', () => {
  it('answers', async () => {
    expect(await open().service.add(1, 2)).toBe(3);
  });

  it('carries the envelope of an error', async () => {
    const error = await open()
      .service.fail('assay')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AssayError);
    expect((error as AssayError).envelope).toEqual(ENVELOPE);
  });

  it('carries other errors with their name', async () => {
    await expect(open().service.fail('error')).rejects.toMatchObject({ name: 'TypeError', message: 'wrong' });
    await expect(open().service.fail('value')).rejects.toBe('value');
  });

  it('moves buffers', async () => {
    const { service } = open();
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await service.buffer(move(bytes, [bytes.buffer]))).toEqual(new Uint8Array([1, 2, 3]));
    expect(bytes.length).toBe(0);
    expect(sent.at(-1)?.length).toBe(0);
  });

  it('calls back', async () => {
    const seen: number[] = [];
    await open().service.callBack((value) => seen.push(value));
    await expect.poll(() => seen).toEqual([1, 2]);
  });

  it('carries abort signals', async () => {
    const controller = new AbortController();
    const answer = open().service.aborted(controller.signal);
    controller.abort();
    expect(await answer).toBe('later');
    expect(await open().service.aborted(AbortSignal.abort())).toBe('before');
  });

  it('hands ports on', async () => {
    const port = await open().port();
    expect(await open().service.relay(port)).toBe(23);
  });
});

describe('a closed connection', () => {
  it('rejects calls that wait and calls that come', async () => {
    const connection = open();
    const waiting = connection.service.hang();
    connection.close(ENVELOPE);
    await expect(waiting).rejects.toMatchObject({ envelope: ENVELOPE });
    await expect(connection.service.add(1, 2)).rejects.toMatchObject({ envelope: ENVELOPE });
    expect(connection.closed()).toEqual(ENVELOPE);
  });
});

describe('a worker thread', () => {
  const start = (code: string) => connectNodeWorker<Echo>(new Worker(code, { eval: true }), 'The worker');
  const deaf = "require('node:worker_threads').parentPort.on('message', () => {})";

  it('rejects its calls when it throws', async () => {
    const { connection } = start(
      "setTimeout(() => { throw new Error('boom') }, 20); setInterval(() => {}, 1000)",
    );
    await expect(connection.service.hang()).rejects.toMatchObject({ envelope: { code: 'worker-crashed' } });
    expect(connection.closed()?.detail).toContain('boom');
  });

  it('rejects its calls when it ends', async () => {
    const { connection } = start('setTimeout(() => process.exit(3), 20)');
    await expect(connection.service.hang()).rejects.toMatchObject({
      envelope: { message: 'The worker ended with exit code 3.' },
    });
  });

  it('rejects its calls when it is terminated, even in an endless loop', async () => {
    for (const code of [deaf, 'for (;;) {}']) {
      const { connection, terminate } = start(code);
      const waiting = connection.service.hang();
      terminate({ code: 'cancelled', message: 'Enough.' });
      await expect(waiting).rejects.toMatchObject({ envelope: { code: 'cancelled' } });
    }
  });
});
