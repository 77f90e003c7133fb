/**
 * Markdown from rule authors, as elements. Rule files are untrusted: raw HTML is shown as the text it is,
 * pictures as their description, and links go only where a browser opens a page or writes a mail. A text that would
 * take long to parse is shown as it stands.
 */
import type { Nodes, Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import './markdown.css';
import { isModestMarkdown } from './markdown-limits';

export interface MarkdownProps {
  text: string;
  /** Level of the text's highest headings in the page's outline; 3 if not given. */
  topLevel?: number;
  /** Draws a fenced block; plain `<pre>` if not given. */
  code?: (code: string, language: string | undefined) => JSX.Element;
}

export function Markdown(props: MarkdownProps): JSX.Element {
  return (
    <Show when={isModestMarkdown(props.text)} fallback={<div class="markdown-plain">{props.text}</div>}>
      <Parsed {...props} />
    </Show>
  );
}

function Parsed(props: MarkdownProps): JSX.Element {
  const tree = createMemo(() => fromMarkdown(props.text));
  /** Authors begin with `#` or `##`; whichever it is stands for the top level. */
  const shift = createMemo(() => {
    const depths = tree().children.flatMap((node) => (node.type === 'heading' ? [node.depth] : []));
    return (props.topLevel ?? 3) - Math.min(6, ...depths);
  });
  const drawing: Drawing = {
    heading: (depth) => `h${Math.min(6, Math.max(1, depth + shift()))}`,
    code: (code, language) => props.code?.(code, language) ?? <pre>{code}</pre>,
  };
  return (
    <div class="markdown">
      <Children of={tree()} drawing={drawing} />
    </div>
  );
}

/** What the nodes need to know of the whole. */
interface Drawing {
  heading: (depth: number) => string;
  code: (code: string, language: string | undefined) => JSX.Element;
}

function Children(props: { of: Parents; drawing: Drawing }): JSX.Element {
  return (
    <For each={props.of.children as RootContent[]}>
      {(node) => <Node node={node} drawing={props.drawing} />}
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

function Node(props: { node: RootContent; drawing: Drawing }): JSX.Element {
  const children = (of: Parents) => <Children of={of} drawing={props.drawing} />;
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
      return props.drawing.code(node.value, node.lang ?? undefined);
    case 'link':
      return <Link url={node.url}>{children(node)}</Link>;
    case 'heading':
      return <Dynamic component={props.drawing.heading(node.depth)}>{children(node)}</Dynamic>;
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
