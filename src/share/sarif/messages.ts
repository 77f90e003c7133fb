/** The texts of SARIF: given in full or by id, with arguments, as plain text or Markdown, with links into the result. */
import { plainMessage } from '../../kernel/inline-code';
import { type Fields, get, inner, listOf, textOf } from '../lenient';

/** Where texts with an id may stand, the nearest first. */
export type MessageStrings = readonly Fields[];

/** What a message says, as plain text with code between backticks at most; undefined if it says nothing. */
export function plainText(message: Fields, strings: MessageStrings = []): string | undefined {
  const id = textOf(get(message, 'id'), 300);
  const named = id === undefined ? {} : (strings.map((all) => inner(all, id)).find(hasText) ?? {});
  const text = textOf(get(message, 'text')) ?? textOf(get(named, 'text'));
  const filled = text && withoutLinks(fill(text, listOf(get(message, 'arguments'))));
  const marked = textOf(get(message, 'markdown')) ?? textOf(get(named, 'markdown'));
  // The same words with their code set apart, which is all that a message shows of Markdown.
  const isSame = marked !== undefined && plainMessage(marked) === filled;
  return isSame ? marked : (filled ?? marked);
}

/** A text of a rule for reading, Markdown where there is some. */
export function richText(message: Fields): string | undefined {
  return textOf(get(message, 'markdown'), 60_000) ?? textOf(get(message, 'text'), 60_000);
}

function hasText(fields: Fields): boolean {
  return textOf(get(fields, 'text')) !== undefined || textOf(get(fields, 'markdown')) !== undefined;
}

/** `{0}` stands for the first argument, `{{` and `}}` for braces; what has no argument stays as it is. */
function fill(text: string, args: readonly unknown[]): string {
  if (args.length === 0) return text;
  const filled = text.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (found, number: string | undefined) => {
    if (number === undefined) return found.charAt(0);
    return textOf(args[Number(number)], 1000) ?? found;
  });
  return textOf(filled) ?? text;
}

/** `[words](3)` leads to a related place of the result, `[words](https://…)` elsewhere: the words stay. */
function withoutLinks(text: string): string {
  return text
    .replace(/(?<!\\)\[((?:[^\][\\\n]|\\.){1,1000})\]\([^()\s]{1,2000}\)/g, '$1')
    .replace(/\\([[\]\\])/g, '$1');
}
