/** The development server injects styles and talks over a socket, which the page's policy forbids: there it has none. */
import type { Plugin } from 'vite';

export function devPolicy(): Plugin {
  return {
    name: 'assay-dev-policy',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}
