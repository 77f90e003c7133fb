/** The store over IndexedDB in a real browser: its suite, and what only a browser can do to it. */

import { expect, type Page, test } from '@playwright/test';
import { suite } from '../store/suite';
import { type StorePageServer, startStorePage } from './store/serve';

let server: StorePageServer;

test.beforeAll(async () => {
  server = await startStorePage();
});
test.afterAll(() => server.close());

async function openPage(page: Page): Promise<void> {
  await page.goto(server.address);
  await page.waitForFunction(() => 'storePage' in window);
}

test.describe('store over IndexedDB', () => {
  /** One for the whole suite: loaded anew and with empty storage for each test. */
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
  });
  test.afterAll(() => page.close());
  test.beforeEach(async () => {
    await openPage(page);
    await page.evaluate(() => window.storePage.clear());
  });

  for (const name of Object.keys(suite)) {
    test(name, () => page.evaluate((test) => window.storePage.run(test), name));
  }
});

test('FTS5 is in the build', async ({ page }) => {
  await openPage(page);
  const version = await page.evaluate(async () => {
    const { store } = window.storePage.startWorker();
    await store.open();
    return (await store.query('storage', {})).sqliteVersion;
  });
  expect(version).toMatch(/^3\.\d+/);
});

test('a worker killed in mid-write loses nothing that was committed and leaves no half file', async ({
  page,
}) => {
  await openPage(page);
  const outcome = await page.evaluate(async () => {
    const { startWorker, makeResult, manyFindings } = window.storePage;
    const first = startWorker();
    await first.store.open();
    const projectId = await first.store.createProject('demo', 'files');
    const { runId } = await first.store.beginRun({ projectId, ruleSetHash: 'r' });
    await first.store.putResults(runId, [makeResult('committed.js', manyFindings(50))]);
    const batch = Array.from({ length: 200 }, (_, at) => makeResult(`f${at}.js`, manyFindings(60)));
    const writing = first.store.putResults(runId, batch).catch(() => undefined);
    // Long enough to be in the transaction, too short to end it.
    await new Promise((resolve) => setTimeout(resolve, 60));
    first.kill();
    await writing;
    const second = startWorker();
    await second.store.open();
    Object.assign(window, { scan: { store: second.store, projectId, runId } });
    const tree = await second.store.query('treeFiles', { projectId });
    const view = { filter: { projectId }, groupBy: 'file', sortBy: 'path' } as const;
    const { groups } = await second.store.query('findingsView', view);
    return { files: tree.length, groups: groups.map(({ count }) => count) };
  });
  await expect.poll(() => page.evaluate(lastStatus)).toBe('interrupted');
  expect([1, 201]).toContain(outcome.files);
  expect(outcome.groups[0]).toBe(50);
  expect(outcome.groups.slice(1).every((count) => count === 60)).toBe(true);
});

/** Ends the worker after its n-th call of IndexedDB, as a tab ends that is loaded again. */
function endAfterCalls(last: number): void {
  let calls = 0;
  const count = () => {
    if (++calls === last) self.close();
  };
  const { get, put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.get = function (key) {
    const request = get.call(this, key);
    count();
    return request;
  };
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key);
    count();
    return request;
  };
}

test('a tab that is loaded again at any moment of its first start leaves data that opens', async ({
  page,
}) => {
  await openPage(page);
  let cuts = 0;
  for (let opened = false; !opened; cuts++) {
    const started = page.waitForEvent('worker');
    await page.evaluate(() => Object.assign(window, { first: window.storePage.startWorker() }));
    const worker = await started;
    const ended = worker.waitForEvent('close', { timeout: 0 }).then(() => false);
    await worker.evaluate(endAfterCalls, cuts + 1);
    const open = page.evaluate(() =>
      (window as unknown as { first: ReturnType<Window['storePage']['startWorker']> }).first.store
        .open()
        // That its worker is gone ends the call, too.
        .then(
          () => true,
          () => false,
        ),
    );
    opened = await Promise.race([open, ended]);
    const projects = await page.evaluate(async () => {
      const { startWorker } = window.storePage;
      (window as unknown as { first: { kill(): void } }).first.kill();
      const next = startWorker();
      await next.store.open();
      const found = await next.store.query('projects', {});
      await next.store.reset();
      next.kill();
      return found;
    });
    expect(projects, `ended after call ${cuts + 1}`).toEqual([]);
  }
  expect(cuts).toBeGreaterThan(10);
});

test('two pages share one database', async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([openPage(page), openPage(other)]);
  const scan = async (target: Page, name: string) =>
    target.evaluate(async (project) => {
      const { startWorker, makeResult, manyFindings } = window.storePage;
      const { store } = startWorker();
      await store.open();
      const projectId = await store.createProject(project, 'files');
      const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
      for (let at = 0; at < 20; at++)
        await store.putResults(runId, [makeResult(`${at}.js`, manyFindings(10))]);
      const summary = { startedMs: 1, elapsedMs: 1, files: 20, unchanged: 0, parsed: 20, skipped: 0 };
      await store.walked(runId);
      await store.endRun(runId, 'done', summary);
    }, name);
  await Promise.all([scan(page, 'one'), scan(other, 'two')]);
  const projects = await page.evaluate(async () => {
    const { store } = window.storePage.startWorker();
    await store.open();
    return (await store.query('projects', {})).map(({ name, counts, lastRun }) => [
      name,
      counts.high,
      lastRun?.status,
    ]);
  });
  expect(projects.sort()).toEqual([
    ['one', 200, 'done'],
    ['two', 200, 'done'],
  ]);
});

/** `IDBObjectStore.put` with no room left: refused at once, or by the end of the transaction. */
const NO_ROOM = {
  refused: () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('There is no room.', 'QuotaExceededError');
    };
  },
  aborted: () => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      // `abort` cannot say why, so the store's own probe is told at once.
      if (this.name === 'probe') throw new DOMException('There is no room.', 'QuotaExceededError');
      const request = put.call(this, value, key);
      this.transaction.abort();
      return request;
    };
  },
};

for (const [how, takeRoom] of Object.entries(NO_ROOM)) {
  test(`no room left (${how}): a clear error, nothing lost, and it goes on when there is room`, async ({
    page,
  }) => {
    await openPage(page);
    await page.evaluate(async () => {
      const { store } = window.storePage.startWorker();
      await store.open();
      const projectId = await store.createProject('demo', 'files');
      const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
      Object.assign(window, { scan: { store, projectId, runId } });
    });
    const put = (path: string) =>
      page.evaluate((name) => {
        const { store, runId } = (window as unknown as { scan: Scan }).scan;
        const result = window.storePage.makeResult(name, window.storePage.manyFindings(30));
        return store.putResults(runId, [result]).then(String, (error) => error.envelope.code);
      }, path);
    const worker = page.workers()[0];
    expect(await put('first.js')).toBe('true');
    await worker?.evaluate(() => Object.assign(self, { originalPut: IDBObjectStore.prototype.put }));
    await worker?.evaluate(takeRoom);
    expect(await put('lost.js')).toBe('quota-exceeded');
    await worker?.evaluate(() => {
      IDBObjectStore.prototype.put = (self as unknown as { originalPut: IDBObjectStore['put'] }).originalPut;
    });
    expect(await put('next.js')).toBe('true');
    const paths = await page.evaluate(async () => {
      const { store, projectId } = (window as unknown as { scan: Scan }).scan;
      return (await store.query('treeFiles', { projectId })).map(({ path }) => path);
    });
    expect(paths).toEqual(['first.js', 'next.js']);
  });
}

async function lastStatus(): Promise<string | undefined> {
  const { store, projectId } = (window as unknown as { scan: Scan }).scan;
  return (await store.query('project', { projectId }))?.lastRun?.status;
}

interface Scan {
  store: ReturnType<Window['storePage']['startWorker']>['store'];
  projectId: number;
  runId: number;
}

test('a database that is not ours is left alone', async ({ page }) => {
  await openPage(page);
  const code = await page.evaluate(async () => {
    await new Promise((resolve) => {
      const request = indexedDB.open('assay-store', 6);
      request.onupgradeneeded = () => request.result.createObjectStore('notes');
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
    const { store } = window.storePage.startWorker();
    return store.open().then(
      () => 'opened',
      (error) => error.envelope.code,
    );
  });
  expect(code).toBe('database-foreign');
});

test('a database of a newer version is left alone', async ({ page }) => {
  await openPage(page);
  const code = await page.evaluate(async () => {
    await new Promise((resolve) => {
      const request = indexedDB.open('assay-store', 99);
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
    const { store } = window.storePage.startWorker();
    return store.open().then(String, (error) => error.envelope.code);
  });
  expect(code).toBe('database-newer');
});

test('a browser that refuses storage is named as the cause', async ({ page }) => {
  await openPage(page);
  const started = page.waitForEvent('worker');
  await page.evaluate(() => Object.assign(window, { refused: window.storePage.startWorker() }));
  await (await started).evaluate(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Storage is disabled.', 'SecurityError');
    };
  });
  const code = await page.evaluate(() => {
    const { refused } = window as unknown as { refused: ReturnType<Window['storePage']['startWorker']> };
    return refused.store.open().then(String, (error) => error.envelope.code);
  });
  expect(code).toBe('storage-unavailable');
});

test('a tab that was closed in mid-scan is noticed by one that stays open', async ({ page }) => {
  await openPage(page);
  await page.evaluate(async () => {
    const { startWorker } = window.storePage;
    const first = startWorker();
    await first.store.open();
    const projectId = await first.store.createProject('demo', 'files');
    await first.store.beginRun({ projectId, ruleSetHash: 'r' });
    const second = startWorker();
    await second.store.open();
    Object.assign(window, { scan: { store: second.store, projectId }, first });
  });
  expect(await page.evaluate(lastStatus)).toBe('running');
  await page.evaluate(() => (window as unknown as { first: { kill(): void } }).first.kill());
  await expect.poll(() => page.evaluate(lastStatus)).toBe('interrupted');
});
