/** Which parts of a language get which of the page's few code colours, for the viewer and for snippets alike. */
import type { LanguageSupport } from '@codemirror/language';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';

/** Marks syntax with the classes `tok-keyword`, `tok-string`, `tok-function`, `tok-constant`, `tok-comment`, `tok-heading`. */
export const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.tagName], class: 'tok-keyword' },
  { tag: [tags.atom, tags.bool, tags.null, tags.number, tags.self], class: 'tok-constant' },
  {
    tag: [tags.string, tags.regexp, tags.attributeValue, tags.special(tags.string), tags.character],
    class: 'tok-string',
  },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.definition(tags.propertyName),
      tags.definition(tags.typeName),
      tags.className,
      tags.typeName,
      tags.namespace,
      tags.labelName,
      tags.attributeName,
      tags.link,
    ],
    class: 'tok-function',
  },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], class: 'tok-comment' },
  { tag: tags.heading, class: 'tok-heading' },
]);

/** A stretch of one line in one colour; plain text has no class. */
export interface Token {
  text: string;
  class?: string;
}

/** A longer snippet is not coloured: it would be parsed whole, on the page's thread. */
const MAX_SNIPPET = 50_000;

/** The lines of a snippet as coloured tokens. */
export function highlightLines(code: string, support: LanguageSupport | undefined): Token[][] {
  if (!support || code.length > MAX_SNIPPET) return code.split('\n').map((text) => [{ text }]);
  const lines: Token[][] = [[]];
  const tree = support.language.parser.parse(code);
  const put = (text: string, classes: string) => {
    lines.at(-1)?.push(classes ? { text, class: classes } : { text });
  };
  highlightCode(code, tree, highlighter, put, () => lines.push([]));
  return lines;
}
