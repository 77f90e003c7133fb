/// <reference lib="dom" />
/** Searches of a project in the page: from what is typed until the first match is on the screen, and until all are found. */
import { type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../lib/chromium';
import { inRoot } from '../lib/paths';
import { serve } from '../lib/static-server';
import { FLAGS } from './browser';
import { indexIsOver } from './drop';
import { literalsOf } from './queries';
import { scan, watch } from './watched';

const PORT = 4577;
const QUERIES = 200;

interface Times {
  first: number[];
  all: number[];
}

/** Lines of the report: a sort of search each. */
export async function benchSearches(folder: string): Promise<string[]> {
  const literals = literalsOf(folder, QUERIES);
  const { address, server } = await serve(inRoot('dist'), PORT);
  const browser = await playwright.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await watch(page);
    await page.goto(address);
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await scan(page, folder);
    await indexIsOver(page);
    await page.goto(`${address}#/search`);
    await page.getByRole('combobox', { name: 'Search in all files' }).waitFor();
    const lines: string[] = [];
    for (const [name, queries] of [
      ['literal', literals.map((name) => `"${name}"`)],
      ['regular expression without a literal', REGEXES],
      ['symbols', literals.map((name) => `type:symbol ${name}`)],
    ] as const) {
      lines.push(describe(name, await timesOf(page, queries)));
    }
    const tasks = await page.evaluate(() => globalThis.watched.tasks);
    const longest = Math.max(0, ...tasks);
    lines.push(
      `  longest task on the page's thread: ${longest.toFixed(0)} ms, ${tasks.length} over 50 ms (none)`,
    );
    return lines;
  } finally {
    await browser.close();
    server.close();
  }
}

/** No word of theirs is in every match. */
const REGEXES = [
  String.raw`/\b[a-z]\d{3}\b/`,
  String.raw`/\w+\(\w+, \w+, \w+\)/`,
  String.raw`/[A-Z][a-z]+[A-Z]{2}\b/`,
  String.raw`/^\s*\}\s*$/`,
  String.raw`/\b(\w)\w*_\w+\b/`,
];

async function timesOf(page: Page, queries: readonly string[]): Promise<Times> {
  const times: Times = { first: [], all: [] };
  await page.evaluate(() => {
    globalThis.watched.tasks = [];
  });
  for (const query of queries) {
    const { firstMs, allMs } = await page.evaluate(searchFor, query);
    if (firstMs !== undefined) times.first.push(firstMs);
    times.all.push(allMs);
  }
  return times;
}

/** Runs in the page: types a query into the empty box and waits for what comes of it. */
async function searchFor(query: string): Promise<{ firstMs: number | undefined; allMs: number }> {
  const box = document.querySelector<HTMLInputElement>('[role=combobox][aria-label="Search in all files"]');
  if (!box) throw new Error('There is no box to search in.');
  const put = (text: string) => {
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const status = () => document.querySelector('.search-status')?.textContent ?? '';
  const isOver = () => / ms\b/.test(status()) && !status().includes('searching');
  put('');
  while (/match/.test(status())) await frame();
  const start = performance.now();
  put(query);
  let firstMs: number | undefined;
  while (!isOver()) {
    await frame();
    if (firstMs === undefined && document.querySelector('[role=tree] mark')) {
      firstMs = performance.now() - start;
    }
  }
  return { firstMs, allMs: performance.now() - start };
}

function describe(name: string, { first, all }: Times): string {
  const at = (times: number[], share: number) => {
    const sorted = [...times].sort((a, b) => a - b);
    return `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)} ms`;
  };
  return `  ${name}: ${all.length} searches, first match median ${at(first, 0.5)}, 95 % within ${at(first, 0.95)}; all median ${at(all, 0.5)}, 95 % within ${at(all, 0.95)}`;
}
