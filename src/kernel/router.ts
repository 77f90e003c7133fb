/**
 * The address of what is shown, in the fragment: a static host needs no rewriting, and what stands
 * behind the `#` is never sent to a server. `#/findings?severity=high` is route `/findings`.
 */
import { createSignal } from 'solid-js';

export type RouteParams = Readonly<Record<string, string>>;

/** What the fragment says. */
export interface Place {
  path: string;
  params: RouteParams;
}

/** Reads a fragment; anything that is not one of ours is the start page. */
export function parseHash(hash: string): Place {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith('/')) return { path: '/', params: {} };
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const params = mark < 0 ? {} : Object.fromEntries(new URLSearchParams(text.slice(mark + 1)));
  return { path: path.length > 1 ? path.replace(/\/+$/, '') : path, params };
}

/** Writes a fragment that `parseHash` reads back. Empty values are left out. */
export function formatHash(place: Place): string {
  const entries = Object.entries(place.params).filter(([, value]) => value !== '');
  // Commas, slashes and colons need no escape in a fragment, and addresses are read by people.
  const query = new URLSearchParams(entries).toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return `#${place.path}${query === '' ? '' : `?${query}`}`;
}

const [place, setPlace] = createSignal<Place>(
  parseHash(typeof location === 'undefined' ? '' : location.hash),
  { equals: (a, b) => formatHash(a) === formatHash(b) },
);

/** What is shown: `/findings` and its parameters; a signal. */
export function currentRoute(): Place {
  return place();
}

/** Goes to a route, as a new step in the history. */
export function navigate(path: string, params: RouteParams = {}): void {
  go({ path, params }, 'push');
}

/** Writes parameters into the address without a step in the history; an empty value takes one out. */
export function replaceParams(patch: RouteParams): void {
  const { path, params } = place();
  go({ path, params: { ...params, ...patch } }, 'replace');
}

function go(next: Place, how: 'push' | 'replace'): void {
  const hash = formatHash(next);
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(history.state, '', hash);
  setPlace(parseHash(hash));
}

/** Follows Back, Forward and edits of the address; returns what stops it. */
export function followHistory(): () => void {
  const read = () => setPlace(parseHash(location.hash));
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
  return () => {
    removeEventListener('popstate', read);
    removeEventListener('hashchange', read);
  };
}
