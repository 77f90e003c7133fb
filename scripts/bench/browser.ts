/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The page in a real Chromium: scans from the drop on, long tasks, start under throttle, a long list. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../lib/chromium';
import { inRoot } from '../lib/paths';
import { writeSiteFiles } from '../lib/site-files';
import { serve } from '../lib/static-server';
import { describedPack } from '../pack-rules';
import { type Corpus, copyCorpus, repeatCorpus } from './corpus';
import { browserCpu, cpuBetween, describeCpu } from './cpu';
import { benchFloor } from './floor';
import { astGrep, compareLocations, type OurFinding } from './headless';
import { benchListing } from './listing';
import { manyFindings } from './many-findings';
import { benchMemory } from './memory';
import { benchList, benchStart } from './page-measures';
import { longestTask } from './tasks';
import { median, medians, runOnce } from './timing';
import { scan, watch } from './watched';

/** Flags of every browser that is measured. */
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const PORT = 4573;
/** A scan of so many files may hold up the page's thread nowhere. */
const MANY_FILES = 5000;

/** Lines of the report. The page gets the speed rules in place of its own, so that both do the same work. */
export async function benchBrowser(source: string, rules: string): Promise<string[]> {
  const corpus = copyCorpus(source);
  const site = await siteWith(rules);
  const { address, server } = await serve(site, PORT);
  const browser = await playwright.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    return await measure(browser, address, corpus, rules);
  } finally {
    await browser.close();
    server.close();
    for (const folder of [site, corpus.folder]) rmSync(folder, { recursive: true });
  }
}

async function siteWith(rules: string): Promise<string> {
  const site = mkdtempSync(join(tmpdir(), 'assay-site-'));
  cpSync(inRoot('dist'), site, { recursive: true });
  const text = readFileSync(rules, 'utf8');
  const pack = await describedPack([{ path: 'speed.yml', text, origin: 'builtin' }]);
  writeFileSync(join(site, 'rules/builtin.json'), JSON.stringify(pack));
  // The page takes no file whose hash is not on its list.
  await writeSiteFiles(site, []);
  return site;
}

async function measure(browser: Browser, address: string, corpus: Corpus, rules: string): Promise<string[]> {
  const floors = [await benchFloor(browser, address, corpus.folder)];
  const page = await openPage(browser, address);
  const before = browserCpu();
  let cpuToFirst = before;
  const cold = await scan(page, corpus.folder, () => {
    cpuToFirst = cpuBetween(before, browserCpu());
  });
  const cpu = cpuBetween(before, browserCpu());
  for (let round = 0; round < 2; round++) floors.push(await benchFloor(browser, address, corpus.folder));
  const floor = median(floors.map(({ ms }) => ms));
  const beforeAgain = browserCpu();
  const again = await scan(page, corpus.folder);
  const cpuAgain = cpuBetween(beforeAgain, browserCpu());
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-out-'));
  const theirs = astGrep(corpus, rules, scratch);
  const [their = 0] = medians([theirs], 3);
  runOnce(theirs);
  const places = compareLocations(await exportedFindings(page), scratch);
  rmSync(scratch, { recursive: true });
  await page.context().close();
  return [
    `${corpus.name}: ${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
    `  cold page, drop to last finding stored: ${cold.doneMs.toFixed(0)} ms, ${(cold.doneMs / their / 1000).toFixed(2)}x ast-grep (at most 1.5)`,
    `  a page that only lists and reads these files: ${floor.toFixed(0)} ms; the cold scan takes ${(cold.doneMs / floor).toFixed(2)}x that (at most 2.1)`,
    `  processor time of the cold scan, ${describeCpu(cpu)}`,
    `  locations: ${places.onlyOurs.length} only ours, ${places.onlyTheirs.length} only ast-grep's (the page leaves out generated and minified files)`,
    frameLine(cold),
    `  first finding on the screen: ${cold.firstMs.toFixed(0)} ms after the drop (within 1,000)`,
    `  processor time until then, ${describeCpu(cpuToFirst)}`,
    `  longest task on the page's thread: ${cold.longestMs.toFixed(0)} ms, ${cold.tasks} over 50 ms (none)`,
    `  dropped again, unchanged: ${again.doneMs.toFixed(0)} ms, ${(again.doneMs / cold.doneMs).toFixed(2)} of cold (at most 0.08)`,
    `  processor time of that, ${describeCpu(cpuAgain)}`,
    ...(await benchListing(browser, address, corpus.folder)),
    await warmLine(browser, address, corpus),
    await manyFilesLine(browser, address, corpus),
    ...(await benchMemory(browser, address, corpus.folder)),
    ...(await benchStart(browser, address)),
    ...(await benchList(browser, address, manyFindings(100_000))),
  ];
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await watch(page);
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  return page;
}

/** What the page has stored, as it gives it to other programs. */
async function exportedFindings(page: Page): Promise<OurFinding[]> {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: /^JSON/ }).check();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save file' }).click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  return (JSON.parse(text) as { findings: OurFinding[] }).findings;
}

/** What a person sees of the page's own work during the first scan. */
export function frameLine({ gapMs, shift }: { gapMs: number; shift: number }): string {
  return `  first scan: largest gap between frames ${gapMs.toFixed(0)} ms (100), layout shift ${shift.toFixed(3)} (0.02)`;
}

/** The same drop on a page whose engine is ready. */
async function warmLine(browser: Browser, address: string, corpus: Corpus): Promise<string> {
  const page = await openPage(browser, address);
  // The page says nowhere that its engine is warm; it is long before that.
  await page.waitForTimeout(4000);
  const warm = await scan(page, corpus.folder);
  await page.context().close();
  return `  first finding with a warm engine: ${warm.firstMs.toFixed(0)} ms after the drop`;
}

async function manyFilesLine(browser: Browser, address: string, corpus: Corpus): Promise<string> {
  const many = repeatCorpus(corpus, MANY_FILES);
  const page = await openPage(browser, address);
  let watched = { longestMs: 0, tasks: 0 };
  const ownMs = await longestTask(browser, async () => {
    watched = await scan(page, many.folder);
  });
  await page.context().close();
  rmSync(many.folder, { recursive: true });
  const { longestMs, tasks } = watched;
  return `  ${many.files} files: longest task on the page's thread ${longestMs.toFixed(0)} ms, ${tasks} over 50 ms (none); by processor time ${ownMs.toFixed(0)} ms`;
}
