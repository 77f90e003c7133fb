/** A small server of static files for this machine alone; any other static host does as well. */
import { createReadStream, type Stats, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

/** Waits until the file at a path from the folder's root (`/grammars/c.wasm`) is made, if it is being made. */
export type WhenMade = (path: string) => Promise<void>;

/** Serves a folder on localhost, on the port or the next free one; returns the address. */
export async function serve(
  folder: string,
  port: number,
  whenMade: WhenMade = async () => {},
): Promise<{ address: string; server: Server }> {
  for (let candidate = port; candidate < port + 100; candidate++) {
    const server = createServer(async (request, response) => {
      await whenMade(request.url?.split(/[?#]/)[0] ?? '/');
      answer(folder, request, response);
    });
    if (await listens(server, candidate)) return { address: `http://localhost:${candidate}/`, server };
  }
  throw new Error(`no port from ${port} to ${port + 99} is free`);
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listens(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(false) : fail(error),
    );
    server.listen(port, 'localhost', () => done(true));
  });
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const file = fileOf(folder, request.url ?? '/');
  const stats = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  if (request.method !== 'GET' && request.method !== 'HEAD') end(response, 405);
  else if (!file || !stats?.isFile()) end(response, 404);
  else sendFile(file, stats, request.method === 'HEAD', response);
}

function sendFile(file: string, stats: Stats, headOnly: boolean, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': stats.size,
    // Names of built files change with their content, but a rebuild while the page is open must show.
    'cache-control': 'no-cache',
    'last-modified': stats.mtime.toUTCString(),
    'x-content-type-options': 'nosniff',
  });
  if (headOnly) response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`);
}

/** The file that an address means; undefined if it is none or leaves the folder. */
function fileOf(folder: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/)[0] ?? '/');
  } catch {
    return undefined; // `%zz` and the like name no file.
  }
  if (path.includes('\0')) return undefined;
  const file = join(folder, normalize(path), path.endsWith('/') ? 'index.html' : '');
  return file.startsWith(folder + sep) ? file : undefined;
}
