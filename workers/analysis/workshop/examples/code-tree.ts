/** Syntax trees as examples are compared: each node with its text and its children. */
import type { ShownNode } from '../../../protocol';

export interface CodeNode {
  kind: string;
  field: string | undefined;
  isNamed: boolean;
  from: number;
  to: number;
  text: string;
  /** The line on which it begins, from 0. */
  line: number;
  /** How far the line stands in on which it begins. */
  col: number;
  children: CodeNode[];
}

/** All nodes of a text, parents first. */
export function nodesOf(shown: readonly ShownNode[], code: string): CodeNode[] {
  const starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const open: CodeNode[] = [];
  let line = 0;
  return shown.map(({ depth, kind, field, isNamed, from, to }) => {
    while ((starts[line] ?? 0) > from) line--;
    while ((starts[line + 1] ?? Infinity) <= from) line++;
    const col = from - (starts[line] ?? 0);
    const node = { kind, field, isNamed, from, to, text: code.slice(from, to), line, col, children: [] };
    open.length = depth;
    open[depth - 1]?.children.push(node);
    open.push(node);
    return node;
  });
}

const OPENING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The items of a list in brackets, such as arguments; undefined for other nodes. */
export function itemsOf({ children }: CodeNode): CodeNode[] | undefined {
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last || children.length < 2 || OPENING[first.text] !== last.text) return undefined;
  const inner = children.slice(1, -1);
  const items = inner.filter(({ isNamed }) => isNamed);
  const isList = inner.every(({ isNamed, text }) => isNamed || text === ',');
  const commas = inner.length - items.length;
  return isList && commas >= items.length - 1 ? items : undefined;
}

/** Statements one after the other, in brackets or without. */
export function isBlock({ kind }: CodeNode): boolean {
  return /(^|_)(block|body|declaration_list|compound_statement)$/.test(kind);
}

export const isLiteral = ({ kind }: CodeNode) =>
  /string|integer|float|number|literal|^(true|false|none|null|nil|nullptr|char|character|boolean|regex|encapsed_string)$/.test(
    kind,
  ) && !/template_literal|object|array|composite/.test(kind);

export const isString = ({ kind }: CodeNode) =>
  /string/.test(kind) && !/interpreted|fragment|content/.test(kind);

export const isName = ({ kind, children }: CodeNode) =>
  children.length === 0 && /identifier|^(name|constant|simple_identifier|variable_name)$/.test(kind);
