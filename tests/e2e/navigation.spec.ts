/** A person finds the way through code: to definitions and uses, by mouse and by keyboard alone, and back. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { type Files, openFiles } from './project';

const FILES: Files = {
  'src/shape.ts': [
    '/** A shape on the plane. */',
    'export class Shape {',
    '  constructor(readonly side: number) {}',
    '',
    '  area(): number {',
    '    return this.side * this.side;',
    '  }',
    '}',
    '',
    'export function largest(shapes: Shape[]): number {',
    '  return Math.max(...shapes.map((shape) => shape.area()));',
    '}',
    '',
  ].join('\n'),
  'src/app.ts': [
    "import { largest, Shape } from './shape';",
    '',
    'const shapes = [new Shape(1), new Shape(2)];',
    'console.log(largest(shapes), largest([]));',
    'export function run(thing: unknown) {',
    '  (thing as any).paint();',
    '}',
    '',
  ].join('\n'),
  'src/one.ts': 'export class One {\n  paint() {}\n}\nexport class More extends One {}\n',
  'src/two.ts': 'export class Two {\n  paint() {}\n}\n',
  // What is found in it brings the list that says that the project is open.
  'bad.py': 'def f(x=[]):\n    return x\n',
};

const peek = (page: Page) => page.getByRole('tree', { name: 'Places' });
const crumbs = (page: Page) => page.getByRole('navigation', { name: 'Where the caret is' });

async function show(page: Page, path: string, line: number, col: number): Promise<void> {
  await openFiles(page, FILES);
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  await page.goto(`/#/files?path=${path}&line=${line}&col=${col}`);
  await expect(page.locator('.code-view').first()).toContainText(/\w/);
  // The index knows the file.
  await expect(
    page.getByRole('tree', { name: 'Symbols of the file' }).getByRole('treeitem').first(),
  ).toBeVisible({
    timeout: 30_000,
  });
  await page.locator('.code-view').first().locator('.cm-content').focus();
}

test('F12 goes to a definition, Alt and arrows go back and forward', async ({ page }) => {
  await show(page, 'src/app.ts', 4, 13);
  await page.keyboard.press('F12');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10&col=17/);
  await expect(crumbs(page)).toContainText('largest');
  await expect(page.locator('.code-view .cm-editor')).toHaveClass(/cm-focused/);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveURL(/path=src\/app\.ts&line=4&col=13/);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10/);
});

test('what the caret is at is asked ahead, which the about panel says', async ({ page }) => {
  await show(page, 'src/app.ts', 4, 13);
  const ready = async () => {
    await page.evaluate(() => {
      location.hash = '#/settings';
    });
    const facts = await page.locator('.about-facts').textContent();
    await page.goBack();
    return Number(/(\d+) of \d+ answers about names ready/.exec(facts ?? '')?.[1] ?? 0);
  };
  await expect(async () => {
    await page.locator('.code-view .cm-content').first().focus();
    await page.keyboard.press('Control+i');
    await expect(page.locator('.cm-name-card')).toBeVisible();
    expect(await ready()).toBeGreaterThan(0);
  }).toPass({ timeout: 20_000 });
});

test('with Ctrl a click goes to the definition', async ({ page }) => {
  await show(page, 'src/app.ts', 1, 1);
  const name = page.locator('.cm-line').nth(3).locator('.tok-function', { hasText: 'largest' }).first();
  await page.keyboard.down('Control');
  await name.hover();
  await expect(page.locator('.cm-name-link')).toHaveText('largest');
  await name.click();
  await page.keyboard.up('Control');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10&col=17/);
});

test('uses are listed by file, walked by keyboard and opened', async ({ page }) => {
  await show(page, 'src/shape.ts', 10, 17);
  await page.keyboard.press('Shift+F12');
  await expect(peek(page)).toBeFocused();
  await expect(page.getByRole('region', { name: 'Places' })).toContainText('4 uses of largest in 2 files');
  await expect(peek(page).getByRole('treeitem')).toHaveCount(6);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Home');
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown');
  await expect(page.locator('.peek-code')).toContainText('console.log(largest(shapes)');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/app\.ts&line=4&col=30/);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveURL(/path=src\/shape\.ts/);
  await page.locator('.code-view .cm-content').first().focus();
  await page.keyboard.press('Shift+F12');
  await expect(peek(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(peek(page)).toBeHidden();
  await expect(page.locator('.code-view .cm-editor')).toHaveClass(/cm-focused/);
});

test('what shares but its name is listed as a candidate', async ({ page }) => {
  await show(page, 'src/app.ts', 6, 19);
  await page.keyboard.press('F12');
  await expect(page.getByRole('region', { name: 'Places' })).toContainText('2 candidates for paint');
  await expect(peek(page).getByText('candidate', { exact: true })).toHaveCount(2);
});

test('a card says what a name is, under the pointer and at the caret', async ({ page }) => {
  await show(page, 'src/app.ts', 4, 13);
  await page.keyboard.press('Control+i');
  const card = page.locator('.cm-name-card');
  await expect(card).toContainText('function largest(shapes: Shape[]): number');
  await expect(card).toContainText('function · src/shape.ts:10');
  await expect(card).toContainText('3 uses');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+i');
  await expect(card).toHaveText('Nothing here is defined in this project.');
  await page.keyboard.press('ArrowRight');
  await expect(card).toBeHidden();
  await page.locator('.cm-line').nth(2).getByText('Shape').first().hover();
  await expect(card).toContainText('constructor of Shape · src/shape.ts:3');
  await card.getByRole('button', { name: /^Definition/ }).click();
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=3/);
});

test('the same name is set off, and the outline follows the caret', async ({ page }) => {
  await show(page, 'src/shape.ts', 1, 1);
  const line = page.locator('.cm-line').nth(5);
  await expect(line.locator('.tok-keyword, .tok-constant').first()).toBeVisible();
  await line.click({ position: { x: 145, y: 8 } });
  await expect(page.locator('.cm-same-name').first()).toBeVisible();
  await expect(crumbs(page).getByRole('button')).toContainText(['shape.ts', 'Shape', 'area']);
  const outline = page.getByRole('tree', { name: 'Symbols of the file' });
  await expect(outline.locator('[aria-current="location"]')).toHaveText(/area/);
  await outline.getByText('largest').click();
  await expect(crumbs(page)).toContainText('largest');
  await crumbs(page).getByRole('button', { name: 'shape.ts' }).click();
  await page.keyboard.press('Alt+o');
  await expect(outline).toBeHidden();
  expect(await violations(page)).toEqual([]);
});

test('the palette goes to symbols, text, lines and the files of before', async ({ page }) => {
  await show(page, 'src/shape.ts', 1, 1);
  await page.keyboard.press('Control+Shift+O');
  const options = page.locator('.palette').getByRole('option');
  await expect(options.first()).toContainText('Shape');
  await page.keyboard.type('pai');
  await expect(options).toHaveText([/paint.*src\/one\.ts:2/, /paint.*src\/two\.ts:2/]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/one\.ts&line=2&col=3/);
  await page.keyboard.press('Control+p');
  await expect(options.first()).toContainText('src/one.ts');
  await expect(options.nth(1)).toContainText('src/shape.ts');
  await page.keyboard.type('#Math.max');
  await expect(options).toHaveText([/Math\.max.*src\/shape\.ts:11/]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=11/);
  await page.keyboard.press('Control+p');
  await page.keyboard.type(':5');
  await expect(options).toHaveText([/Line 5/]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=5/);
});

test('with the folder closed, the texts of the store are gone through', async ({ page }) => {
  await show(page, 'src/app.ts', 4, 13);
  await page.reload();
  await expect(page.locator('.code-view').first()).toContainText('largest');
  await page.locator('.code-view .cm-content').first().focus();
  await page.keyboard.press('F12');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10&col=17/, { timeout: 30_000 });
});

test('questions in plain words are answered with the words that led there', async ({ page }) => {
  await openFiles(page, FILES);
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page
    .getByRole('combobox', { name: 'Search in all files' })
    .fill('which of the shapes is the largest');
  const results = page.getByRole('listbox', { name: 'Results' });
  await expect(results.getByRole('option').first()).toContainText('largest');
  await expect(results.getByRole('option').first()).toContainText(/name: .*largest/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10/);
});

test('files stay open side by side, each where one was in it', async ({ page }) => {
  await show(page, 'src/app.ts', 4, 13);
  await page.keyboard.press('F12');
  const strip = page.getByRole('navigation', { name: 'Open files' });
  await expect(strip.getByRole('button', { name: /^(app|shape)/ })).toHaveText(['app.ts', 'shape.ts']);
  await expect(strip.locator('[aria-current="page"]')).toHaveText('shape.ts');
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10&col=17/);
  // Its code may not be shown yet: it is remembered where one would have been.
  await page.keyboard.press('Alt+PageDown');
  await expect(page).toHaveURL(/path=src\/app\.ts&line=4&col=13/);
  await strip.getByRole('button', { name: 'shape.ts', exact: true }).click();
  await expect(page).toHaveURL(/path=src\/shape\.ts&line=10&col=17/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Alt+w');
  await expect(page).toHaveURL(/path=src\/app\.ts/);
  await strip.getByRole('button', { name: 'Close app.ts' }).click();
  await expect(page.getByText('Select a file')).toBeVisible();
});

test('callers are shown as a tree that opens to theirs, and types below one', async ({ page }) => {
  await show(page, 'src/shape.ts', 5, 4);
  await page.keyboard.press('Alt+Shift+H');
  const callers = page.getByRole('tree', { name: 'Callers' });
  await expect(callers).toBeFocused();
  await expect(callers.getByRole('treeitem')).toHaveText([/largest.*src\/shape\.ts:11/]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(callers.getByRole('treeitem')).toHaveText([/largest/, /app\.ts.*src\/app\.ts:4.*2 calls/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/app\.ts&line=4&col=13/);

  await page.goto('/#/files?path=src/one.ts&line=1&col=14');
  await expect(page.locator('.code-view').first()).toContainText('class One');
  await page.locator('.code-view').first().locator('.cm-content').focus();
  await page.keyboard.press('Alt+Shift+H');
  const subtypes = page.getByRole('tree', { name: 'Subtypes' });
  await expect(subtypes.getByRole('treeitem')).toHaveText([/More.*src\/one\.ts:4/]);
  await page.getByRole('button', { name: 'Callees' }).click();
  await expect(page.getByText('No callees of One were found')).toBeVisible();
  await page.getByRole('button', { name: 'Subtypes' }).click();
  await expect(subtypes).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=src\/one\.ts&line=4&col=14/);
});
