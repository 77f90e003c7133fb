/**
 * Markdown from rule authors, as elements. Rule files are untrusted: raw HTML is shown as the text it is,
 * pictures as their description, and links go only where a browser opens a page or writes a mail.
 */
import type { Nodes, Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import './markdown.css';

export interface MarkdownProps {
  text: string;
  /** Level of the text's `#` headings in the page's outline; 3 if not given. */
  topLevel?: number;
  /** Draws a fenced block; plain `<pre>` if not given. */
  code?: (code: string, language: string | undefined) => JSX.Element;
}

export function Markdown(props: MarkdownProps): JSX.Element {
  const tree = createMemo(() => fromMarkdown(props.text));
  return (
    <div class="markdown">
      <Children of={tree()} options={props} />
    </div>
  );
}

function Children(props: { of: Parents; options: MarkdownProps }): JSX.Element {
  return (
    <For each={props.of.children as RootContent[]}>
      {(node) => <Node node={node} options={props.options} />}
    </For>
  );
}

/** The address if it is one that may be opened from an untrusted text. */
export function safeUrl(url: string): string | undefined {
  return /^(https?:|mailto:)/i.test(url) ? url : undefined;
}

const TAGS: Partial<Record<Nodes['type'], string>> = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  blockquote: 'blockquote',
  listItem: 'li',
};

function Node(props: { node: RootContent; options: MarkdownProps }): JSX.Element {
  const children = (of: Parents) => <Children of={of} options={props.options} />;
  const { node } = props;
  switch (node.type) {
    case 'text':
    case 'html':
      return node.value;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'image':
      return node.alt ?? '';
    case 'code':
      return props.options.code?.(node.value, node.lang ?? undefined) ?? <pre>{node.value}</pre>;
    case 'link':
      return <Link url={node.url}>{children(node)}</Link>;
    case 'heading':
      return (
        <Dynamic component={`h${Math.min(6, node.depth - 1 + (props.options.topLevel ?? 3))}`}>
          {children(node)}
        </Dynamic>
      );
    case 'list':
      return <Dynamic component={node.ordered ? 'ol' : 'ul'}>{children(node)}</Dynamic>;
    default: {
      if (!('children' in node)) return null;
      return <Dynamic component={TAGS[node.type] ?? 'span'}>{children(node)}</Dynamic>;
    }
  }
}

function Link(props: { url: string; children: JSX.Element }): JSX.Element {
  return (
    <Show when={safeUrl(props.url)} fallback={props.children}>
      {(url) => (
        <a href={url()} target="_blank" rel="noopener noreferrer">
          {props.children}
        </a>
      )}
    </Show>
  );
}
