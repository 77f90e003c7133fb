/** Parts of chosen code that may be turned into metavariables, and back. */
import type { ShownNode } from '../../../workers/protocol';
import { type CodePart, patternNames } from './from-code';

/** A part of chosen code: a name or a literal, and the argument in which it stands. */
export interface Part extends CodePart {
  /** Where it is only a part of that. */
  argument?: CodePart;
}

/** What a press on a part comes to: it, then the argument that it stands in, then nothing of it is a metavariable. */
export function pressed(parts: readonly CodePart[], part: Part): CodePart[] {
  const { argument } = part;
  const others = parts.filter(({ from, to }) => to <= part.from || from >= part.to);
  const isOpen = (one: CodePart) => parts.some(({ from, to }) => from === one.from && to === one.to);
  if (argument && isOpen(argument)) return others;
  if (isOpen(part)) {
    if (!argument) return others;
    const outside = others.filter(({ from, to }) => to <= argument.from || from >= argument.to);
    return [...outside, { from: argument.from, to: argument.to }];
  }
  return [...others, { from: part.from, to: part.to }];
}

const LITERAL = /string|_literal$|^char/;
const ARGUMENTS = /arguments?(_list)?$/;

/** The parts of some code by its syntax tree, in their order. */
export function partsOf(code: string, nodes: readonly ShownNode[]): Part[] {
  const parts: Part[] = [];
  const above: ShownNode[] = [];
  nodes.forEach((node, at) => {
    above.length = node.depth;
    above[node.depth] = node;
    // What is within a part is no part of its own.
    if (!node.isNamed || node.from < (parts.at(-1)?.to ?? 0)) return;
    let end = at + 1;
    while ((nodes[end]?.depth ?? -1) > node.depth) end++;
    const below = nodes.slice(at + 1, end);
    const isWhole = node.from === 0 && node.to >= code.trimEnd().length;
    const isLeaf = LITERAL.test(node.kind) || !below.some(({ isNamed }) => isNamed);
    const text = code.slice(node.from, node.to);
    if (isWhole || !isLeaf || /comment/.test(node.kind) || !/[\p{L}\p{N}_'"`]/u.test(text)) return;
    const inList = above.findLastIndex(
      (one, depth) => depth < node.depth && one !== undefined && ARGUMENTS.test(one.kind),
    );
    const outer = inList < 0 ? undefined : above[inList + 1];
    const argument = outer && outer !== node && outer.isNamed && { from: outer.from, to: outer.to };
    parts.push({ from: node.from, to: node.to, ...(argument && { argument }) });
  });
  return parts;
}

/** A stretch of the code as it is shown: a part that can be pressed, or what stands between. */
export interface Stretch {
  from: number;
  text: string;
  /** What a press on it is about. */
  part?: Part;
  /** Its metavariable, if it is one. */
  name?: string;
}

/** The code in stretches; a metavariable is one stretch, whatever stands within it. */
export function stretchesOf(code: string, parts: readonly Part[], open: readonly CodePart[]): Stretch[] {
  const names = patternNames(code, open);
  const stretches: Stretch[] = [];
  let end = 0;
  const add = (from: number, to: number, part: Part, name?: string) => {
    if (from > end) stretches.push({ from: end, text: code.slice(end, from) });
    stretches.push({ from, text: code.slice(from, to), part, ...(name && { name }) });
    end = to;
  };
  for (const part of parts) {
    if (part.from < end) continue;
    const around = open.find(({ from, to }) => from <= part.from && part.to <= to);
    if (around) add(around.from, around.to, part, names.get(code.slice(around.from, around.to)));
    else add(part.from, part.to, part);
  }
  if (end < code.length) stretches.push({ from: end, text: code.slice(end) });
  return stretches;
}
