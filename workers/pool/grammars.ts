/** Compiled grammars, one for all workers: each is fetched and compiled once. */
import type { LoadGrammar } from '../protocol';

/** The same loader with its answers kept. A failure is not kept: the next worker that asks tries again. */
export function shareGrammars(load: LoadGrammar): LoadGrammar {
  const modules = new Map<string, Promise<WebAssembly.Module>>();
  return (name) => {
    const known = modules.get(name);
    if (known) return known;
    const loading = load(name);
    modules.set(name, loading);
    loading.catch(() => modules.delete(name));
    return loading;
  };
}
