/** A person reads findings: narrows them, steps through them, and takes something with them. */
import { expect, type Page, test } from '@playwright/test';
import { groupBy, openExample, openFiles } from './project';

const list = (page: Page) => page.getByRole('treegrid', { name: 'Findings' });
const rows = (page: Page) => page.locator('.finding-row');
const count = (page: Page) => page.locator('.findings-count');
const selected = (page: Page) => page.locator('.finding-row.selected');
/** The code in the editor's shadow root. */
const code = (page: Page) => page.locator('.code-view .cm-content');

test('filters narrow the list, say so, and are taken off again', async ({ page }) => {
  await openExample(page);
  const all = Number(
    await count(page)
      .textContent()
      .then((text) => (text ?? '').replace(/\D/g, '')),
  );
  const high = page.getByRole('button', { name: /^High \d/ });
  const inFacet = Number(((await high.textContent()) ?? '').replace(/\D/g, ''));
  await high.click();
  await expect(high).toHaveAttribute('aria-pressed', 'true');
  await expect(count(page)).toContainText(`${inFacet} of `);
  await expect(page).toHaveURL(/severity=high/);
  await page.getByRole('button', { name: 'Remove filter High' }).click();
  await expect(count(page)).toContainText(String(all));
  await page.keyboard.press('/');
  await page.keyboard.type('label.c gets');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(list(page)).toBeFocused();
  await expect(page.locator('.finding-row.active')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press('/');
  await page.keyboard.type('zzz qqq');
  await expect(page.getByText('No matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(count(page)).toContainText(String(all));
});

test('the list is a treegrid that the keyboard goes through', async ({ page }) => {
  await openExample(page);
  await list(page).focus();
  await page.keyboard.press('Home');
  const head = page.locator('.findings-head').first();
  await expect(list(page)).toHaveAttribute('aria-activedescendant', (await head.getAttribute('id')) ?? '');
  await expect(head).toHaveAttribute('aria-expanded', 'true');
  const before = Number(await list(page).getAttribute('aria-rowcount'));
  await page.keyboard.press('ArrowLeft');
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  expect(Number(await list(page).getAttribute('aria-rowcount'))).toBeLessThan(before);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(selected(page)).toHaveCount(1);
  await expect(selected(page)).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('End');
  await expect(selected(page)).toBeInViewport();
  await page.keyboard.press('Space');
  const marks = page.getByRole('button', { name: 'Clear marks' });
  await expect(marks).toHaveText('1 marked');
  await page.keyboard.press('Escape');
  await expect(marks).toHaveCount(0);
});

test('F8 goes from finding to finding, in the code, from any view', async ({ page }) => {
  await openExample(page);
  await page.keyboard.press('F8');
  await expect(page.locator('.finding-steps')).toContainText('1 of');
  await expect(code(page).locator('.cm-match').first()).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.locator('.finding-steps')).toContainText('2 of');
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('Shift+F8');
  await expect(page.locator('.finding-steps')).toContainText('1 of');
  await page
    .getByRole('link', { name: 'Summary' })
    .or(page.getByRole('button', { name: 'Summary' }))
    .first()
    .click();
  await expect(page).toHaveURL(/summary/);
  await page.keyboard.press('F8');
  await expect(page).toHaveURL(/findings/);
  await expect(page.locator('.finding-steps')).toContainText('2 of');
});

test('a finding shows what the rule says, what a fix would change, and hands out the patch', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExample(page);
  await page.keyboard.press('/');
  await page.keyboard.type('label.c memset');
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().click();
  const card = page.getByRole('article', { name: 'Finding' });
  await expect(card.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
  const diff = card.getByRole('group', { name: 'What the fix changes' });
  await expect(diff.locator('.diff-removed')).toContainText('memset(label, sizeof(*label), 0)');
  await expect(diff.locator('.diff-added')).toContainText('memset(label, 0, sizeof(*label))');
  await card.getByRole('button', { name: 'Copy patch' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^--- a\/labels\/label\.c\n\+\+\+ b\/labels\/label\.c\n@@ /);
  await card.getByRole('button', { name: 'Suppress' }).click();
  await expect(page.getByRole('dialog')).toContainText(/above line \d+ of labels\/label\.c/);
  await page.getByRole('button', { name: 'Copy comment' }).click();
  await expect(page.locator('.notice').last()).toContainText(/above line \d+ of labels\/label\.c/);
  await expect.poll(copied).toBe('// assay-ignore: c/swapped-memset-arguments');
});

test('matches are in the right place whatever ends the lines', async ({ page }) => {
  const statement = 'gets(line);';
  await openFiles(page, {
    'crlf.c': `int main(void) {\r\n  char line[9];\r\n  /* 😀 */ ${statement}\r\n}\r\n`,
    'mixed.c': `int main(void) {\n  char line[9];\r  char x;\r\n  ${statement}\n}\n`,
  });
  for (const path of ['crlf.c', 'mixed.c']) {
    await rows(page).filter({ hasText: path }).filter({ hasText: 'gets' }).first().click();
    await expect(page.locator('.finding-path')).toContainText(path);
    await expect(code(page).locator('.cm-match').first()).toHaveText('gets(line)');
  }
});

test('a long line is shown without highlighting, and says so', async ({ page }) => {
  await openFiles(page, {
    'a.c': 'int main(void) { char line[9]; gets(line); }\n',
    'long.json': `{"text": "${'x'.repeat(1_000_000)}"}`,
  });
  await page.goto('/#/files?path=long.json');
  await expect(page.locator('.code-view .cm-notice')).toContainText('Highlighting is off');
});

test('one pane at a time on a small screen, with a way back', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openExample(page);
  await rows(page).first().click();
  await expect(page.locator('.finding-panel')).toBeVisible();
  await expect(list(page)).toBeHidden();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(list(page)).toBeVisible();
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('button', { name: /^Critical/ }).click();
  await page.getByRole('button', { name: /^Show \d+ findings?$/ }).click();
  await expect(rows(page)).toHaveCount(1);
});

for (const width of [1280, 360]) {
  test(`a row that is half under the head of its group can be clicked, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 400 });
    await openExample(page);
    await groupBy(page, 'severity');
    const head = page.locator('.findings-head').filter({ hasText: 'High' });
    await expect(head).toBeVisible();
    await list(page).evaluate((scroller) => scroller.scrollTo(0, 320));
    const id = await list(page).evaluate((scroller) => {
      const edge = scroller.getBoundingClientRect().top + 31;
      const middle = (row: Element) => row.getBoundingClientRect().top + 25;
      const rows = [...scroller.querySelectorAll('.finding-row')];
      return rows.find((row) => middle(row) < edge && middle(row) + 25 > edge)?.id;
    });
    expect(id).toBeDefined();
    await page.locator(`#${id}`).click();
    await expect(page.locator('.finding-panel')).toBeVisible();
  });
}

const CAPTURING = `rules:
  - id: call-of-foo
    languages: [python]
    severity: WARNING
    message: A call of foo
    patterns:
      - pattern: foo($ARGUMENT)
      - pattern-regex: (foo)\\((\\w+)\\)
`;

test('what an expression captures without a name is not shown as $1', async ({ page }) => {
  await openFiles(page, { 'a.py': 'foo(bar)\n', '.assay/rules/foo.yml': CAPTURING });
  await page.locator('.finding-row').filter({ hasText: 'foo(bar)' }).click();
  const facts = page.getByRole('list', { name: 'Rule, classification and metavariables' });
  await expect(facts).toContainText('$ARGUMENT = bar');
  await expect(facts).not.toContainText(/\$\d/);
});
