/**
 * Fetches the site's own files: with a limit on silence, a few tries, and never without comparing what came with
 * what the build made. A page that was sent something else says so; it does not analyse with it.
 */
import { AssayError, type SiteFile } from '../../workers/protocol';
import { sha256Base64 } from './sha256';
import { listOnServer, siteAddress, siteFile, siteFiles } from './site-files';

/** A server that sends nothing for so long is given up; ms. A slow connection sends something. */
const SILENCE_MS = 15_000;
/** Pauses before the tries after the first one; ms. */
const PAUSES_MS = [500, 2000];
/** After this long no further try begins: somebody waits for the answer; ms. */
const PATIENCE_MS = 12_000;

/** Reads the answer; what it gives is used only if the file is the right one. */
type Read<T> = (response: Response) => Promise<T>;

/** `what` names the file for people, such as "The engine". */
export async function load<T>(path: string, what: string, read: Read<T>): Promise<T> {
  const began = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      return await loadOnce(path, read, tries > 0);
    } catch (error) {
      const pause = PAUSES_MS[tries];
      const isLast = pause === undefined || performance.now() - began > PATIENCE_MS;
      if (isLast) throw await notLoaded(what, error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Waits for code that is imported when it is needed, which the browser fetches itself. */
export async function loadCode<T>(code: () => Promise<T>, what: string): Promise<T> {
  try {
    return await code();
  } catch (error) {
    throw await notLoaded(what, error);
  }
}

/** Why a try failed, in a sentence. */
class Refusal extends Error {}

async function loadOnce<T>(path: string, read: Read<T>, again: boolean): Promise<T> {
  const file = await siteFile(path);
  const address = file === undefined ? new URL(path, document.baseURI).href : siteAddress(file);
  const silence = watchSilence();
  try {
    // What a cache holds may be the reason for the try before.
    const response = await fetch(address, { signal: silence.signal, ...(again && { cache: 'reload' }) });
    if (!response.ok) throw new Refusal(`The server answered ${response.status} for ${path}.`);
    if (file === undefined) return await read(response);
    const copy = response.clone();
    const result = read(response);
    // Whether the file is the right one is what counts; a wrong one often cannot be read either.
    result.catch(() => {});
    await check(file, await readAll(copy, silence.heard));
    return await result;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (silence.signal.aborted) throw new Refusal(`The server did not respond for ${SILENCE_MS / 1000} s.`);
    if (error instanceof TypeError)
      throw new Refusal('The server could not be reached, or the connection was lost.');
    throw error;
  } finally {
    silence.end();
  }
}

/** A signal that aborts when `heard` has not been called for too long. */
function watchSilence() {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), SILENCE_MS);
  };
  heard();
  return { signal: stop.signal, heard, end: () => clearTimeout(timer) };
}

async function readAll(response: Response, heard: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    heard();
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function check(file: SiteFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length === file.bytes && (await sha256Base64(bytes)) === file.sha256) return;
  throw new Refusal(`The server sent a different file as ${file.path}.`);
}

async function notLoaded(what: string, cause: unknown): Promise<AssayError> {
  const message = `${what} could not be loaded.`;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (await wasUpdated()) {
    return new AssayError({
      code: 'site-updated',
      message: `${message} Assay was updated after this tab was opened.`,
      detail,
      help: 'Reload the page to use the new version.',
    });
  }
  const help = 'Check the connection and try again.';
  return new AssayError({ code: 'not-loaded', message, detail, help });
}

/** Whether the server has a page of another version than this one. Without an answer nobody knows. */
async function wasUpdated(): Promise<boolean> {
  const own = siteFiles()?.version;
  if (own === undefined) return false;
  try {
    const now = await listOnServer(AbortSignal.timeout(SILENCE_MS));
    return now !== undefined && now.version !== own;
  } catch {
    return false;
  }
}
