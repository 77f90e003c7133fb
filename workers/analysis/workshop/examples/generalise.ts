/**
 * Patterns that code is an instance of. Of one example names that say what is done stay, and what stands for a value is left
 * open; of two what they have in common stays, and what differs becomes a metavariable, the same where the same differs.
 */
import { type CodeNode, isBlock, isLiteral, isName, isString, itemsOf } from './code-tree';

/** How a dialect leaves something open. */
export interface Holes {
  /** Any number of items or statements. */
  some: string;
  /** Any text in quotation marks; undefined where there is no such pattern. */
  string: string | undefined;
}

export const SEMGREP: Holes = { some: '...', string: JSON.stringify('...') };
export const AST_GREP: Holes = { some: '$$$', string: undefined };

/** What is left open of one example. */
export interface Openness {
  /** Numbers, strings and the like. */
  literals: 'kept' | 'strings' | 'open';
  /** `some`: those that are open may be any number; `all`: all may be anything. */
  items: 'each' | 'some' | 'all';
  /** What methods are called on. */
  receivers: 'kept' | 'open';
}

const FUNCTION_FIELDS = new Set([
  'function',
  'method',
  'constructor',
  'name',
  'type',
  'operator',
  'attribute',
  'property',
  'field',
  'key',
  'macro',
]);

/** The pattern of one example. */
export function opened(node: CodeNode, openness: Openness, holes: Holes): string {
  return dedented(node, new Opener(openness, holes).node(node, false));
}

/** What two examples have in common; undefined where that is nothing. */
export function common(one: CodeNode, other: CodeNode, holes: Holes): string | undefined {
  const pattern = dedented(one, new Joiner(holes).nodes(one, other));
  return isBare(pattern) ? undefined : pattern;
}

/** Whether a pattern is nothing but a hole. */
const isBare = (pattern: string) => /^(\$\w+|\$\$\$|\.\.\.)$/.test(pattern);

/** The names of metavariables, by what they stand for. */
class Names {
  readonly #names = new Map<string, string>();

  of(key: string): string {
    const known = this.#names.get(key) ?? `$V${this.#names.size + 1}`;
    this.#names.set(key, known);
    return known;
  }
}

class Opener {
  readonly #names = new Names();

  constructor(
    readonly openness: Openness,
    readonly holes: Holes,
  ) {}

  /** @param isSaid what it is says what is done, such as the name of a function */
  node(node: CodeNode, isSaid: boolean): string {
    const { openness, holes } = this;
    if (isLiteral(node)) {
      const isKept = openness.literals === 'kept' || (openness.literals === 'strings' && !isString(node));
      if (isKept || isSaid) return node.text;
      return isString(node) && holes.string !== undefined ? holes.string : this.#names.of(node.text);
    }
    if (isName(node)) return isSaid || !node.isNamed ? node.text : this.#names.of(node.text);
    const items = itemsOf(node);
    if (items && node.children.length > 2) return this.#list(node, items);
    if (isBlock(node)) return block(node, holes.some);
    return inner(node, (child) => this.#child(child, isSaid));
  }

  #child(child: CodeNode, isInSaid: boolean): string {
    const { field } = child;
    const isSaid = field !== undefined && FUNCTION_FIELDS.has(field);
    const isReceiver = field === 'object' || field === 'operand' || field === 'receiver' || field === 'value';
    if (isReceiver && isInSaid && this.openness.receivers === 'open') return this.#names.of(child.text);
    return this.node(
      child,
      isSaid || isInSaid || /^(property|field|type|shorthand_property)_identifier$/.test(child.kind),
    );
  }

  #list(node: CodeNode, items: readonly CodeNode[]): string {
    const { openness, holes } = this;
    const written = openness.items === 'all' ? [holes.some] : items.map((item) => this.#child(item, false));
    return bracketed(node, openness.items === 'each' ? written : padded(written, holes));
  }
}

class Joiner {
  readonly #names = new Names();

  constructor(readonly holes: Holes) {}

  nodes(one: CodeNode, other: CodeNode): string {
    if (one.text === other.text) return one.text;
    const [items, others] = [itemsOf(one), itemsOf(other)];
    if (items && others) return bracketed(one, this.#lists(items, others));
    if (one.kind !== other.kind) return this.#hole(one, other);
    if (isBlock(one)) return block(one, this.holes.some);
    const isSameForm =
      one.children.length === other.children.length &&
      one.children.length > 0 &&
      one.children.every((child, at) => {
        const twin = other.children[at];
        return twin && child.isNamed === twin.isNamed && (child.isNamed || child.text === twin.text);
      });
    if (!isSameForm || isLiteral(one)) return this.#hole(one, other);
    let at = 0;
    return inner(one, (child) => {
      const twin = other.children[at++];
      return twin ? this.nodes(child, twin) : child.text;
    });
  }

  #hole(one: CodeNode, other: CodeNode): string {
    if (isString(one) && isString(other) && this.holes.string !== undefined) return this.holes.string;
    return this.#names.of(`${one.text}\0${other.text}`);
  }

  /** Items that both have, in their order; what stands between them may be anything. */
  #lists(items: readonly CodeNode[], others: readonly CodeNode[]): string[] {
    if (items.length === others.length) {
      const written = items.map((item, at) => this.nodes(item, others[at] ?? item));
      if (!written.every(isBare)) return padded(written, this.holes);
    }
    const written: string[] = [];
    let from = 0;
    for (const item of items) {
      const at = others.findIndex((other, place) => place >= from && other.text === item.text);
      if (at < 0) {
        written.push(this.holes.some);
        continue;
      }
      if (at > from) written.push(this.holes.some);
      written.push(item.text);
      from = at + 1;
    }
    return padded(written, this.holes);
  }
}

/** Items of which the open ones may be any number, and which others may stand around. */
function padded(written: readonly string[], { some }: Holes): string[] {
  const all = [some, ...written.map((one) => (isBare(one) ? some : one)), some];
  return all.filter((one, at) => one !== some || all[at - 1] !== some);
}

function bracketed({ children }: CodeNode, written: readonly string[]): string {
  return `${children[0]?.text ?? ''}${written.join(', ')}${children.at(-1)?.text ?? ''}`;
}

function block(node: CodeNode, some: string): string {
  const [first, last] = [node.children[0], node.children.at(-1)];
  return first?.text === '{' && last?.text === '}' ? `{ ${some} }` : some;
}

/** The text of a node with its children written anew. */
function inner({ text, from, children }: CodeNode, write: (child: CodeNode) => string): string {
  if (children.length === 0) return text;
  let [written, end] = ['', from];
  for (const child of children) {
    written += text.slice(end - from, child.from - from) + write(child);
    end = child.to;
  }
  return written + text.slice(end - from);
}

function dedented({ col }: CodeNode, pattern: string): string {
  const lines = pattern.split('\n');
  return lines
    .map((line, at) => (at === 0 ? line : line.replace(new RegExp(`^\\s{0,${col}}`), '')))
    .join('\n');
}
