/** A few lines of code in the page's code colours, outside of any editor. */
import { createMemo, createResource, For, type JSX } from 'solid-js';
import './code-block.css';
import { highlightLines } from './highlight';
import { loadLanguage } from './languages';

export interface CodeBlockProps {
  code: string;
  language: string | undefined;
  /** A class for a line, numbered from 0: to mark the one it is about. */
  lineClass?: (line: number) => string | undefined;
  label?: string;
}

export function CodeBlock(props: CodeBlockProps): JSX.Element {
  const [support] = createResource(
    () => props.language,
    (language) => loadLanguage(language),
  );
  const lines = createMemo(() => {
    // Plain until the language is there, and for good where it cannot be had.
    return highlightLines(props.code.replace(/\n$/, ''), support.state === 'ready' ? support() : undefined);
  });
  return (
    <pre class="code-block" role={props.label ? 'group' : undefined} aria-label={props.label} tabindex="0">
      <For each={lines()}>
        {(line, index) => (
          <span class={`code-line ${props.lineClass?.(index()) ?? ''}`}>
            <For each={line}>{(token) => <span class={token.class}>{token.text}</span>}</For>
            {'\n'}
          </span>
        )}
      </For>
    </pre>
  );
}
