/**
 * The folders as nested rectangles: area is lines of code. The largest folders are opened first, until
 * there are as many rectangles as can be told apart; what a folder holds itself is a rectangle of its own.
 */
import { type HierarchyNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { ProjectSummary, Severity } from '../../../workers/protocol';

export type FolderSummary = ProjectSummary['folders'][number];

export interface Cell {
  /** With its last slash; '' for the root. */
  path: string;
  /** From the folder it is drawn in. */
  name: string;
  /** Its own files alone: its folders have rectangles beside it. */
  isOwnFiles: boolean;
  /** Has rectangles inside it and is drawn as their frame. */
  isFrame: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  lines: number;
  findings: number;
  worst: Severity | undefined;
}

interface Node {
  folder: FolderSummary;
  children: Node[];
  isOwnFiles: boolean;
}

const MOST_CELLS = 70;
const FRAME_TITLE = 19;
/** px²; what is smaller is not opened further. */
const SMALLEST_OPENED = 14_000;

function buildNodes(folders: readonly FolderSummary[]): Node | undefined {
  const byPath = new Map(
    folders.map((folder) => [folder.path, { folder, children: [], isOwnFiles: false } as Node]),
  );
  for (const [path, node] of byPath) {
    if (path === '') continue;
    byPath.get(path.slice(0, Math.max(0, path.lastIndexOf('/'))))?.children.push(node);
  }
  return byPath.get('');
}

/** A folder that holds one folder alone stands for it. */
function skipOnly(node: Node): Node {
  const only = node.children[0];
  return node.children.length === 1 && only && only.folder.lines === node.folder.lines
    ? skipOnly(only)
    : node;
}

/** The folder's own files as a node, if there is code in them. */
function ownFiles({ folder, children }: Node): Node[] {
  const lines = folder.lines - children.reduce((sum, child) => sum + child.folder.lines, 0);
  const findings = folder.findings - children.reduce((sum, child) => sum + child.folder.findings, 0);
  if (lines <= 0) return [];
  const { worst: _, ...rest } = folder;
  // Which severity its own files have is not known apart; it is that of the folder if they have findings.
  const own = findings > 0 && folder.worst ? { ...rest, worst: folder.worst } : rest;
  return [{ folder: { ...own, lines, findings }, children: [], isOwnFiles: true }];
}

/** Opens the largest folders until there are enough cells. Returns those that are open. */
function chooseOpen(root: Node, area: number): Set<Node> {
  const open = new Set<Node>([root]);
  const waiting = root.children.map(skipOnly);
  let cells = waiting.length;
  while (cells < MOST_CELLS && waiting.length > 0) {
    waiting.sort((a, b) => b.folder.lines - a.folder.lines);
    const largest = waiting.shift();
    if (!largest) break;
    const share = (largest.folder.lines / Math.max(1, root.folder.lines)) * area;
    if (largest.children.length === 0 || share < SMALLEST_OPENED) continue;
    open.add(largest);
    cells += largest.children.length;
    waiting.push(...largest.children.map(skipOnly));
  }
  return open;
}

function nameIn(path: string, parent: string): string {
  return parent === '' ? path : path.slice(parent.length + 1);
}

/** Rectangles in px, frames before what they hold. */
export function layoutTreemap(folders: readonly FolderSummary[], width: number, height: number): Cell[] {
  const whole = buildNodes(folders);
  if (!whole || whole.folder.lines === 0 || width <= 0) return [];
  const root = skipOnly(whole);
  const open = chooseOpen(root, width * height);
  const childrenOf = (node: Node) =>
    open.has(node)
      ? [...node.children.map(skipOnly), ...ownFiles(node)].filter((child) => child.folder.lines > 0)
      : [];
  const tree = hierarchy(root, childrenOf).sum((node) =>
    childrenOf(node).length > 0 ? 0 : node.folder.lines,
  );
  const placed = treemap<Node>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingInner(2)
    .paddingOuter((node) => (node.depth === 0 ? 0 : 2))
    .paddingTop((node) => (node.depth === 0 ? 0 : FRAME_TITLE))
    .round(true)(tree.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)));
  const cells = placed.descendants().filter((node) => node.depth > 0 || !node.children);
  return cells.map((node) => toCell(node)).filter((cell) => cell.width > 1 && cell.height > 1);
}

function toCell(node: HierarchyNode<Node> & { x0: number; y0: number; x1: number; y1: number }): Cell {
  const { folder, isOwnFiles } = node.data;
  return {
    path: folder.path === '' ? '' : `${folder.path}/`,
    name: isOwnFiles ? 'files' : nameIn(folder.path, node.parent?.data.folder.path ?? '') || 'project',
    isOwnFiles,
    isFrame: node.children !== undefined,
    x: node.x0,
    y: node.y0,
    width: node.x1 - node.x0,
    height: node.y1 - node.y0,
    lines: folder.lines,
    findings: folder.findings,
    worst: folder.worst,
  };
}
