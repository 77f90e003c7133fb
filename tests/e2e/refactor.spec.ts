/** A person changes the code of a project as a whole: all is shown first, written in one step and taken back in one. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { animationsAreOver, chooseCommand, chooseWritable, onDisk, scanIsOver } from './project';

const FILES: Record<string, string> = {
  'src/shape.ts': [
    '/** The area of a square. */',
    'export function area(side: number): number {',
    '  return side * side;',
    '}',
    '',
  ].join('\n'),
  'src/app.ts': [
    "import { area } from './shape';",
    '',
    '/** All of them together. */',
    'export function sum(sides: number[], total: number): number {',
    '  return sides.reduce((all, side) => all + area(side), total);',
    '}',
    '',
    'export function guess(thing: unknown) {',
    '  return (thing as any).area;',
    '}',
    '',
  ].join('\n'),
  'src/mess.ts': [
    "import { resolve, join } from 'node:path';",
    "import { readFileSync } from 'node:fs';",
    '',
    "export const one = resolve('a');",
    '',
  ].join('\n'),
  // What is found in it brings the list that says that the project is open.
  'bad.py': 'def f(x=[]):\n    return x\n',
};

const review = (page: Page) => page.getByRole('region', { name: 'Review of changes' });
const box = (page: Page) => page.getByRole('group', { name: 'New name of area' });
const hunks = (page: Page) => page.locator('.fixes-hunk');

/** Opens the project with the caret at a place of a file. */
async function show(page: Page, path: string, line: number, col: number): Promise<void> {
  await chooseWritable(page, FILES);
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  await page.goto(`/#/files?path=${path}&line=${line}&col=${col}`);
  // The index knows the file.
  await expect(
    page.getByRole('tree', { name: 'Symbols of the file' }).getByRole('treeitem').first(),
  ).toBeVisible({ timeout: 30_000 });
  await page.locator('.code-view').first().locator('.cm-content').focus();
}

test('a symbol is renamed by keys alone: said before, reviewed, written and undone', async ({ page }) => {
  await show(page, 'src/shape.ts', 2, 18);
  await page.keyboard.press('F2');
  await expect(box(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('total');
  await expect(box(page)).toContainText('total means something else here already.');
  await page.keyboard.press('Enter');
  await expect(box(page).getByRole('button', { name: 'Review anyway' })).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('not a name');
  await expect(box(page)).toContainText('The new name is not a name in this language.');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('square');
  await expect(box(page)).toContainText(
    '3 places in 2 files · 1 candidate · 1 place in comments and strings',
  );
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('Rename function area to square');
  await expect(hunks(page)).toHaveCount(3);
  await page.getByLabel('1 place that may or may not refer to it').check();
  await expect(hunks(page)).toHaveCount(4);
  await expect(hunks(page).filter({ hasText: 'not certain' })).toHaveCount(1);
  await animationsAreOver(page);
  expect(await violations(page)).toEqual([]);
  await chooseCommand(page, 'Write the reviewed changes');
  await expect(page.getByText('Changes written to 2 files.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'src/shape.ts')).toBe(
    (FILES['src/shape.ts'] ?? '').replace('function area', 'function square'),
  );
  expect(await onDisk(page, 'src/app.ts')).toBe((FILES['src/app.ts'] ?? '').replaceAll('area', 'square'));
  await chooseCommand(page, 'Undo the last change');
  for (const [path, text] of Object.entries(FILES)) await expect.poll(() => onDisk(page, path)).toBe(text);
});

test('a file is moved, its imports follow, and one step takes it back', async ({ page }) => {
  await show(page, 'src/shape.ts', 2, 18);
  await page.keyboard.press('Shift+F2');
  const path = page.getByRole('group', { name: 'New path of src/shape.ts' });
  await expect(path.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('src/app.ts');
  await expect(path).toContainText('There is a file of this path already.');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('geo/square.ts');
  await expect(path).toContainText('1 place in 1 file');
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('→ geo/square.ts');
  await expect(hunks(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByText('Changes written to 2 files.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'src/shape.ts')).toBeUndefined();
  expect(await onDisk(page, 'geo/square.ts')).toBe(FILES['src/shape.ts']);
  expect(await onDisk(page, 'src/app.ts')).toContain("from '../geo/square';");
  await chooseCommand(page, 'Undo the last change');
  for (const [file, text] of Object.entries(FILES)) await expect.poll(() => onDisk(page, file)).toBe(text);
  await expect.poll(() => onDisk(page, 'geo/square.ts')).toBeUndefined();
});

/** Puts the caret at a place of a file that may be shown already. */
async function goTo(page: Page, path: string, line: number, col: number): Promise<void> {
  await page.evaluate(
    (at) => {
      location.hash = `#/files?path=${at.path}&line=${at.line}&col=${at.col}`;
    },
    { path, line, col },
  );
  const content = page.locator('.code-view').first().locator('.cm-content');
  await expect(content).toBeVisible();
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  await content.focus();
}

async function mark(page: Page, length: number): Promise<void> {
  for (let sign = 0; sign < length; sign++) await page.keyboard.press('Shift+ArrowRight');
}

async function writeReviewed(page: Page, title: string): Promise<void> {
  await expect(review(page)).toContainText(title);
  await chooseCommand(page, 'Write the reviewed changes');
  await expect(review(page)).toBeHidden({ timeout: 20_000 });
  await scanIsOver(page);
}

test('a variable and a function are extracted, inlined again, and imports organised by keys alone', async ({
  page,
}) => {
  await show(page, 'src/shape.ts', 3, 10);
  await page.keyboard.press('Control+Alt+v');
  await expect(page.getByText('Mark the code first that is to be extracted.')).toBeVisible();
  await page.locator('.code-view').first().locator('.cm-content').focus();
  for (let sign = 0; sign < 'side * side'.length; sign++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+Alt+v');
  const box = page.getByRole('group', { name: 'Name of the new variable' });
  await expect(box.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('square');
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('Extract variable square in src/shape.ts');
  await chooseCommand(page, 'Write the reviewed changes');
  await expect(page.getByText('Changes written to 1 file.')).toBeVisible({ timeout: 20_000 });
  const extracted = (FILES['src/shape.ts'] ?? '').replace(
    'return side * side;',
    'const square = side * side;\n  return square;',
  );
  expect(await onDisk(page, 'src/shape.ts')).toBe(extracted);

  await goTo(page, 'src/shape.ts', 4, 10);
  await page.keyboard.press('Control+Alt+n');
  await writeReviewed(page, 'Inline in src/shape.ts');
  await expect.poll(() => onDisk(page, 'src/shape.ts')).toBe(FILES['src/shape.ts']);

  await goTo(page, 'src/shape.ts', 3, 10);
  await mark(page, 'side * side'.length);
  await page.keyboard.press('Control+Alt+m');
  await expect(
    page.getByRole('group', { name: 'Name of the new function' }).getByRole('textbox'),
  ).toBeFocused();
  await page.keyboard.type('product');
  await page.keyboard.press('Enter');
  await writeReviewed(page, 'Extract function product in src/shape.ts');
  await expect.poll(() => onDisk(page, 'src/shape.ts')).toContain('return product(side);');
  expect(await onDisk(page, 'src/shape.ts')).toContain('function product(side');

  await goTo(page, 'src/mess.ts', 1, 1);
  await page.keyboard.press('Alt+Shift+o');
  await expect(review(page)).toContainText('src/mess.ts');
  await animationsAreOver(page);
  expect(await violations(page)).toEqual([]);
  await writeReviewed(page, 'src/mess.ts');
  await expect
    .poll(() => onDisk(page, 'src/mess.ts'))
    .toBe("import { resolve } from 'node:path';\n\nexport const one = resolve('a');\n");
  await chooseCommand(page, 'Undo the last change');
  await expect.poll(() => onDisk(page, 'src/mess.ts')).toBe(FILES['src/mess.ts']);
});

/** Runs in the page: from the next visit on its folder cannot be looked into before somebody has been asked. */
function askAnew(): void {
  if (sessionStorage.getItem('asks') === null) {
    sessionStorage.setItem('asks', '');
    return;
  }
  let isGranted = false;
  const { entries } = FileSystemDirectoryHandle.prototype;
  Object.assign(FileSystemHandle.prototype, {
    queryPermission: async () => (isGranted ? 'granted' : 'prompt'),
    requestPermission: async () => {
      isGranted = true;
      return 'granted';
    },
  });
  FileSystemDirectoryHandle.prototype.entries = function () {
    if (!isGranted) throw new DOMException('Nobody was asked.', 'NotAllowedError');
    return entries.call(this);
  };
}

test('a folder is moved from the tree by keys alone, with what nobody reads in it, and comes back in one step', async ({
  page,
}) => {
  await page.addInitScript(askAnew);
  const ignored = { 'src/notes.bin': 'a\0b', 'src/node_modules/lib/index.js': 'module.exports = 1;\n' };
  await chooseWritable(page, { ...FILES, ...ignored });
  await page.reload();
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  await page.goto('/#/files');
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.focus();
  await page.keyboard.press('Home');
  while (
    !(await tree.getByRole('treeitem', { name: 'src' }).evaluate((row) => row.classList.contains('cursor')))
  )
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F2');
  const goal = page.getByRole('combobox', { name: 'Move or rename a folder…: New path' });
  await expect(goal).toBeFocused();
  await goal.fill('src/deep');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A folder cannot be moved into itself.')).toBeVisible();
  await chooseCommand(page, 'Move or rename a folder…');
  await page.getByRole('combobox', { name: 'Move or rename a folder…: Folder' }).fill('src');
  await page.keyboard.press('Enter');
  await expect(goal).toBeFocused();
  await page.keyboard.type('lib/geo');
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('Move src to lib/geo', { timeout: 20_000 });
  await expect(review(page)).toContainText('2 other files will move along');
  await animationsAreOver(page);
  expect(await violations(page)).toEqual([]);
  await writeReviewed(page, 'Move src to lib/geo');
  expect(await onDisk(page, 'lib/geo/app.ts')).toBe(FILES['src/app.ts']);
  expect(await onDisk(page, 'lib/geo/notes.bin')).toBe('a\0b');
  expect(await onDisk(page, 'lib/geo/node_modules/lib/index.js')).toBe('module.exports = 1;\n');
  for (const gone of ['src/app.ts', ...Object.keys(ignored)])
    expect(await onDisk(page, gone)).toBeUndefined();
  await chooseCommand(page, 'Undo the last change');
  for (const [file, text] of Object.entries(ignored)) await expect.poll(() => onDisk(page, file)).toBe(text);
  for (const [file, text] of Object.entries(FILES)) await expect.poll(() => onDisk(page, file)).toBe(text);
  await expect.poll(() => onDisk(page, 'lib/geo/app.ts')).toBeUndefined();
});

const CALLS: Record<string, string> = {
  'src/a.ts': "import { log } from './log';\n\nlog(1);\n\n\n\nlog(log(2), 3);\n",
  'src/b.js': "log('x', 3);\n",
  'bad.py': FILES['bad.py'] ?? '',
};
const asked = (page: Page, field: string) =>
  page.getByRole('combobox', { name: `Replace by pattern…: ${field}` });

test('code of a form is replaced in all files, from the search or by keys alone, and one step takes it back', async ({
  page,
}) => {
  await chooseWritable(page, CALLS);
  await page.keyboard.press('Control+Shift+F');
  const search = page.getByRole('combobox', { name: 'Search in all files' });
  await expect(search).toBeFocused();
  await search.fill('log($X, ...) type:structural');
  await expect(page.locator('.search-status')).toContainText('4 matches in 2 files', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Replace…' }).click();
  await asked(page, 'Replacement').fill('trace($Y)');
  await page.keyboard.press('Enter');
  await expect(
    page.getByText('The replacement has $Y, which stands for nothing in the pattern.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Replace…' }).click();
  await asked(page, 'Replacement').fill('trace($X)');
  await page.keyboard.press('Enter');
  await expect(hunks(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(review(page)).toBeHidden();

  await chooseCommand(page, 'Replace by pattern…');
  await expect(asked(page, 'Pattern')).toBeFocused();
  await page.keyboard.type('log($X, ...)');
  await page.keyboard.press('Enter');
  await expect(asked(page, 'Replacement')).toBeFocused();
  await page.keyboard.type('trace($X)');
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('Replace log($X, ...) by trace($X)');
  await expect(hunks(page)).toHaveCount(3);
  // One lies within another.
  await expect(page.getByRole('region', { name: 'Warnings' })).toContainText(
    'src/a.ts:7 The fix in line 7 changes the same text.',
  );
  await animationsAreOver(page);
  expect(await violations(page)).toEqual([]);
  await chooseCommand(page, 'Write the reviewed changes');
  await expect(page.getByText('Changes written to 2 files.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'src/a.ts')).toBe(
    "import { log } from './log';\n\ntrace(1);\n\n\n\ntrace(log(2));\n",
  );
  expect(await onDisk(page, 'src/b.js')).toBe("trace('x');\n");
  await chooseCommand(page, 'Undo the last change');
  for (const [path, text] of Object.entries(CALLS)) await expect.poll(() => onDisk(page, path)).toBe(text);
});
