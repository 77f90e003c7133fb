/** A small unified diff: what a fix takes away and what it puts there, the changed parts of each line stressed. */
import { createMemo, createResource, For, type JSX } from 'solid-js';
import './code-block.css';
import './diff-view.css';
import type { DiffLine } from './diff';
import { highlightLines, type Token } from './highlight';
import { loadLanguage } from './languages';

const SIGNS = { same: ' ', removed: '−', added: '+' };
const SPOKEN = { same: '', removed: 'removed: ', added: 'added: ' };

export function DiffView(props: {
  lines: DiffLine[];
  language: string | undefined;
  label: string;
}): JSX.Element {
  const [support] = createResource(
    () => props.language,
    (language) => loadLanguage(language),
  );
  const tokens = createMemo(() => {
    const text = props.lines.map((line) => line.text.replace(/\r$/, '')).join('\n');
    return highlightLines(text, support.state === 'ready' ? support() : undefined);
  });
  return (
    <pre class="code-block diff-view" role="group" aria-label={props.label} tabindex="0">
      <For each={props.lines}>
        {(line, index) => (
          <span class={`code-line diff-${line.kind}`}>
            <span class="diff-sign" aria-hidden="true">
              {SIGNS[line.kind]}
            </span>
            <span class="unseen">{SPOKEN[line.kind]}</span>
            <For each={stressed(tokens()[index()] ?? [], line.changed)}>
              {(token) => (
                <span class={token.class} classList={{ 'diff-changed': token.isChanged }}>
                  {token.text}
                </span>
              )}
            </For>
            {'\n'}
          </span>
        )}
      </For>
    </pre>
  );
}

/** The tokens of a line, cut where a changed part begins or ends. */
function stressed(tokens: Token[], changed: DiffLine['changed']): (Token & { isChanged: boolean })[] {
  const out: (Token & { isChanged: boolean })[] = [];
  let at = 0;
  for (const token of tokens) {
    const end = at + token.text.length;
    const cuts = changed.flatMap(({ from, to }) => [from, to]).filter((cut) => cut > at && cut < end);
    const edges = [at, ...cuts, end];
    edges.slice(0, -1).forEach((from, index) => {
      const to = edges[index + 1] ?? end;
      const isChanged = changed.some((part) => part.from <= from && part.to >= to);
      out.push({ ...token, text: token.text.slice(from - at, to - at), isChanged });
    });
    at = end;
  }
  return out;
}
