/** A line of text with the code between backticks set apart. */
import { For, type JSX } from 'solid-js';

/** The parts of a text, code between backticks apart; a lone backtick is a character like any other. */
export function codeParts(text: string): { text: string; isCode: boolean }[] {
  return text
    .split(/(`[^`\n]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      const isCode = part.length > 2 && part.startsWith('`') && part.endsWith('`');
      return { text: isCode ? part.slice(1, -1) : part, isCode };
    });
}

export function InlineCode(props: { text: string }): JSX.Element {
  return (
    <For each={codeParts(props.text)}>
      {(part) => (part.isCode ? <strong class="inline-code">{part.text}</strong> : part.text)}
    </For>
  );
}
