import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, serve } from './static-server';

const outside = mkdtempSync(join(tmpdir(), 'assay-serve-'));
const folder = join(outside, 'site');
let port = 0;
let close = () => {};

beforeAll(async () => {
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), 'page');
  writeFileSync(join(folder, 'sub/engine.wasm'), 'wasm');
  const { address, server } = await serve(folder, await freePort());
  port = Number(new URL(address).port);
  close = () => server.close();
});

afterAll(() => {
  close();
  rmSync(outside, { recursive: true });
});

/** Asks for a path as it stands; `fetch` would tidy `..` away. */
function get(path: string, method = 'GET', at = port): Promise<{ status?: number; type?: string }> {
  return new Promise((done, fail) => {
    const asked = request({ host: 'localhost', port: at, path, method }, (response) => {
      response.resume();
      done({ status: response.statusCode, type: response.headers['content-type'] });
    });
    asked.on('error', fail).end();
  });
}

test('serves files with their types, and the index of the folder', async () => {
  expect(await get('/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(await get('/sub/engine.wasm?v=1')).toMatchObject({ status: 200, type: 'application/wasm' });
});

test.each(['/../secret.txt', '/..%2fsecret.txt', '/sub/../../secret.txt', '/%zz', '/a%00b', '/sub', '/none'])(
  'has nothing at %s',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('only reads', async () => {
  expect((await get('/', 'POST')).status).toBe(405);
});

test('takes the next port where one is taken', async () => {
  const { address, server } = await serve(folder, port);
  server.close();
  expect(Number(new URL(address).port)).toBeGreaterThan(port);
});

test('waits for a file that is being made, and for no other', async () => {
  let made = () => {};
  const making = new Promise<void>((done) => (made = done));
  const late = await serve(folder, await freePort(), (path) =>
    path === '/late.wasm' ? making : Promise.resolve(),
  );
  const latePort = Number(new URL(late.address).port);
  const asked = get('/late.wasm?v=1', 'GET', latePort);
  expect((await get('/', 'GET', latePort)).status).toBe(200);
  writeFileSync(join(folder, 'late.wasm'), 'wasm');
  made();
  expect((await asked).status).toBe(200);
  late.server.close();
});
