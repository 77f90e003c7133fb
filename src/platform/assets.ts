/** The site's own static files that are loaded on demand: engine, grammars, rules, example. */
import engineUrl from '../../crates/wasm/pkg/assay_wasm_bg.wasm?url';

/** Compiles the engine while it is still arriving. */
export function loadEngine(): Promise<WebAssembly.Module> {
  return compile(new URL(engineUrl, document.baseURI));
}

/** Compiles a grammar by its file's name. */
export function loadGrammar(name: string): Promise<WebAssembly.Module> {
  return compile(assetUrl(`grammars/${name}.wasm`));
}

/** Fetches one of the site's own files. */
export async function fetchAsset(path: string): Promise<Response> {
  return checked(await fetch(assetUrl(path)));
}

function assetUrl(path: string): URL {
  return new URL(path, document.baseURI);
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  const response = await checked(await fetch(url));
  // Hosts that serve wasm under another type make compileStreaming refuse it.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

function checked(response: Response): Response {
  if (response.ok) return response;
  const path = new URL(response.url).pathname;
  throw new Error(`The site's file ${path} could not be loaded (HTTP ${response.status}).`);
}
