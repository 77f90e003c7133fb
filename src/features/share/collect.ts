/**
 * Which findings leave the page, and their data. What is marked goes, else what the list shows, worst
 * first; details are asked for in pieces, so that the page stays alive over a hundred thousand of them.
 */
import { DECISIONS, type FindingDetail, type FindingState } from '../../../workers/protocol';
import { currentProjectId, findingsFilter, readFile, selectedFindings, store } from '../../data';
import type { Run } from '../../kernel/operations/operation';
import { cutSnippet, type Shareable } from '../../share';

/** Findings asked for at once. */
const PIECE = 1000;

/** Findings that are hidden in the code or decided are shown only where the person asks for them. */
const SHOWN: FindingState[] = ['open', 'gone'];

export type Extent = 'marked' | 'shown' | 'all';

/** The ids of an extent, in the order of the list. */
export async function idsOf(extent: Extent): Promise<number[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  const filter = extent === 'shown' ? findingsFilter() : {};
  const states = extent === 'shown' ? (filter.states ?? SHOWN) : undefined;
  const { ids } = await store.query('findingsView', {
    filter: { ...filter, projectId, ...(states && { states }) },
    groupBy: 'none',
    sortBy: 'severity',
  });
  const marked = selectedFindings();
  return extent === 'marked' ? [...ids].filter((id) => marked.has(id)) : [...ids];
}

/** What the marks and filters make the likely choice. */
export function usualExtent(): Extent {
  return selectedFindings().size > 0 ? 'marked' : 'shown';
}

/** The details of these findings, in their order. @throws if it is cancelled. */
export async function detailsOf(ids: number[], run?: Run): Promise<FindingDetail[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  const details = new Map<number, FindingDetail>();
  // Findings are stored together whose ids follow one another: asked for in this order each is decoded once.
  const asked = ids.toSorted((a, b) => a - b);
  for (let at = 0; at < asked.length; at += PIECE) {
    run?.signal.throwIfAborted();
    // What comes in one piece is there before anybody has read that it is on its way.
    if (asked.length > PIECE) run?.progress(at, asked.length);
    const piece = await store.query('findingDetails', { projectId, ids: asked.slice(at, at + PIECE) });
    for (const detail of piece) details.set(detail.id, detail);
  }
  return ids.flatMap((id) => {
    const detail = details.get(id);
    return detail ? [asDecided(detail)] : [];
  });
}

/** Other programs have one status: what was decided here is told as why it is dismissed. */
function asDecided(detail: FindingDetail): FindingDetail {
  const decision = DECISIONS.find((one) => one === detail.state);
  if (!decision) return detail;
  const status = { kind: 'dismissed' as const, step: decision, why: detail.triage?.reason ?? '' };
  return { ...detail, finding: { ...detail.finding, status } };
}

/** The findings with the lines around them, where the text of their file can be had. */
export async function withSnippets(details: FindingDetail[]): Promise<Shareable[]> {
  const texts = new Map<string, string[] | undefined>();
  const shareables: Shareable[] = [];
  for (const { path, finding, rule, others } of details) {
    if (!texts.has(path)) texts.set(path, await linesOf(path));
    const lines = texts.get(path);
    shareables.push({ path, finding, rule, others, snippet: lines && cutSnippet(lines, finding.range) });
  }
  return shareables;
}

async function linesOf(path: string): Promise<string[] | undefined> {
  const file = await readFile(path);
  return file.kind === 'text' ? file.text.split('\n') : undefined;
}
