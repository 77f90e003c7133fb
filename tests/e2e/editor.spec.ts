/** Somebody edits files of the project: what is found follows the text, and nothing that was typed is lost. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { animationsAreOver, chooseCommand, drop, makeFolder, scanIsOver } from './project';

const SHAPE = 'def area(shape):\n    raise NotImplemented\n';
const FIXED = SHAPE.replace('NotImplemented\n', 'NotImplementedError\n');
const LONG = `${SHAPE}${'\n'.repeat(8)}`;
const WINDOWS = 'a = 1\r\nb = 2\r\n';

/** The chosen folder lies in the browser's own file system, whose handles may be written without a question. */
async function openWritable(page: Page): Promise<void> {
  await page.addInitScript(
    (files) => {
      Object.assign(window, {
        showDirectoryPicker: async () => {
          const root = await navigator.storage.getDirectory();
          const folder = await root.getDirectoryHandle('writable', { create: true });
          for (const [name, text] of Object.entries(files)) {
            const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
            await file.write(text);
            await file.close();
          }
          return folder;
        },
      });
    },
    {
      'shape.py': SHAPE,
      'long.py': LONG,
      'windows.py': WINDOWS,
      'area.rs': 'fn area() {}\n',
      'wide.ts': 'if (a) {\n  b();\n}\n',
      'a.toml': 'a=1\n',
      '.editorconfig': '[*.ts]\nindent_style = tab\nend_of_line = crlf\ninsert_final_newline = false\n',
    },
  );
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByRole('treegrid')).toContainText('shape.py', { timeout: 30_000 });
  await scanIsOver(page);
}

function onDisk(page: Page, name: string): Promise<string | undefined> {
  return page
    .evaluate(async (path) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('writable');
      return (await (await folder.getFileHandle(path)).getFile()).text();
    }, name)
    .catch(() => undefined);
}

async function rewrite(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([path, content]) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('writable');
      const file = await (await folder.getFileHandle(path as string)).createWritable();
      await file.write(content as string);
      await file.close();
    },
    [name, text],
  );
}

/** The code, once it can be edited. */
const code = (page: Page) => page.locator('.code-view .cm-content[contenteditable=true]');
const found = (page: Page) => page.getByRole('region', { name: 'Findings of this file' });
const unsaved = (page: Page) => page.getByRole('group', { name: 'Unsaved changes' });

/** Opens a file for editing and puts the caret at its end. */
async function edit(page: Page, name: string, byKey = false): Promise<void> {
  await page.evaluate((path) => {
    location.hash = `#/files?path=${path}`;
  }, name);
  await expect(page.locator(`.code-view .cm-content[aria-label="Code of ${name}"]`)).toBeVisible();
  if (byKey) await page.keyboard.press('Control+e');
  else await page.getByRole('button', { name: /^Edit / }).click();
  await expect(code(page)).toBeVisible();
  await code(page).focus();
  await page.keyboard.press('Control+End');
}

test('what is found follows the text; Ctrl S writes it, and that can be undone', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'shape.py');
  await expect(found(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.type('\ndef size(shape):\nraise NotImplemented\n');
  await expect(found(page).getByRole('listitem')).toHaveCount(2);
  await expect(unsaved(page)).toContainText('Not saved');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('x = 1\n');
  await expect(found(page)).toHaveCount(0);
  // The keys of the page go on working, and those of the editor do not reach it.
  await page.keyboard.press('Control+z');
  await expect(found(page).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('shape.py saved.')).toBeVisible({ timeout: 20_000 });
  await expect(unsaved(page)).toHaveCount(0);
  expect(await onDisk(page, 'shape.py')).toMatch(
    /^def area[\s\S]*def size\(shape\):\n {4}raise NotImplemented\n\s*$/,
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => onDisk(page, 'shape.py')).toBe(SHAPE);
  await expect(code(page)).not.toContainText('size', { timeout: 20_000 });
});

test('Ctrl . offers the fixes of the line, and applies one to the text', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'shape.py', true);
  await page.keyboard.press('ArrowUp');
  await expect(found(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Control+.');
  await expect(page.locator('dialog.palette').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(code(page)).toContainText('NotImplementedError');
  await expect(found(page)).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('shape.py saved.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'shape.py')).toBe(FIXED);
});

test('unsaved text outlives the page, and is part of the patch', async ({ page }) => {
  await page.goto('/');
  await drop(page, makeFolder({ 'shape.py': SHAPE }));
  await expect(page.getByRole('treegrid')).toContainText('shape.py', { timeout: 30_000 });
  await scanIsOver(page);
  await edit(page, 'shape.py');
  await page.keyboard.type('# more\n');
  await expect(unsaved(page)).toContainText('Not saved');
  await page.reload();
  await expect(code(page)).toContainText('# more', { timeout: 20_000 });
  await unsaved(page).getByRole('button', { name: 'Review changes' }).click();
  const review = page.getByRole('region', { name: 'Review of changes' });
  await expect(review.locator('.diff-added').filter({ hasText: '# more' })).toHaveCount(1);
  await page.evaluate(() => {
    location.hash = '#/files?path=shape.py';
  });
  await unsaved(page).getByRole('button', { name: 'Discard' }).click();
  await expect(code(page)).not.toContainText('# more');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(code(page)).toContainText('# more');
});

test('what changed on disk meanwhile is neither overwritten nor lost', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'long.py');
  await page.keyboard.type('# mine\n');
  await expect(unsaved(page)).toContainText('Not saved');
  await rewrite(page, 'long.py', `# theirs\n${LONG}`);
  await page.keyboard.press('Control+s');
  await expect(unsaved(page)).toContainText('has changed on disk');
  expect(await onDisk(page, 'long.py')).toBe(`# theirs\n${LONG}`);
  await expect(code(page)).toContainText('# mine');
  await unsaved(page).getByRole('button', { name: 'Review changes' }).click();
  const hunks = page.locator('.fixes-hunk');
  await expect(hunks).toHaveCount(2);
  // The change of the others stays, and mine is written.
  await hunks.filter({ hasText: '# theirs' }).getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect.poll(() => onDisk(page, 'long.py')).toBe(`# theirs\n${LONG}# mine\n`);
});

test('a file is formatted as its language has it; where nothing can do that it is said', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'windows.py');
  await page.keyboard.type('c  =  [3,4]');
  await page.keyboard.press('Alt+Shift+f');
  await expect(code(page)).toContainText('c = [3, 4]');
  await page.keyboard.press('Control+z');
  await expect(code(page)).toContainText('c  =  [3,4]');
  await page.evaluate(() => {
    location.hash = '#/files?path=area.rs';
  });
  await expect(code(page)).toContainText('fn area');
  await code(page).focus();
  await chooseCommand(page, 'Format the file');
  await expect(page.getByText('No formatter for Rust is available in a browser.')).toBeVisible();
});

test('formatters do what .editorconfig asks for', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'wide.ts');
  await page.keyboard.press('Alt+Shift+f');
  await expect(unsaved(page)).toContainText('Not saved', { timeout: 20_000 });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('wide.ts saved.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'wide.ts')).toBe('if (a) {\r\n\tb();\r\n}');
});

test('there is a formatter for TOML', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'a.toml', true);
  await page.keyboard.press('Alt+Shift+f');
  await expect(code(page)).toContainText('a = 1');
});

test('code is folded, found text replaced, and several carets type at once, by keys alone', async ({
  page,
}) => {
  await openWritable(page);
  await edit(page, 'shape.py', true);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(code(page)).not.toContainText('NotImplemented');
  await expect(page.locator('.cm-foldPlaceholder')).toBeVisible();
  await page.keyboard.press('Control+Shift+BracketRight');
  await expect(code(page)).toContainText('NotImplemented');

  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in file' }).fill('shape');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('form');
  await page.getByRole('button', { name: /^Replace all/ }).press('Enter');
  await expect(code(page)).toContainText('def area(form):');
  await page.keyboard.press('Escape');
  await code(page).focus();
  await page.keyboard.press('Control+z');
  await expect(code(page)).toContainText('def area(shape):');

  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('one one\n');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Control+d');
  await page.keyboard.type('two');
  await expect(code(page)).toContainText('two two');
});

/** Runs in the page: what it tells other tabs waits for as long as it is held back. */
function holdable(): void {
  const post = BroadcastChannel.prototype.postMessage;
  const held: (() => void)[] = [];
  let isHeld = false;
  BroadcastChannel.prototype.postMessage = function (message: unknown) {
    if (isHeld) held.push(() => post.call(this, message));
    else post.call(this, message);
  };
  addEventListener('hold-messages', (event) => {
    isHeld = (event as CustomEvent<boolean>).detail;
    if (!isHeld) for (const send of held.splice(0)) send();
  });
}

async function holdMessages(tab: Page, isHeld: boolean): Promise<void> {
  await tab.evaluate((detail) => dispatchEvent(new CustomEvent('hold-messages', { detail })), isHeld);
}

test('two tabs edit one file: the other follows, both texts are kept, and a person chooses', async ({
  page,
  context,
}) => {
  await context.addInitScript(holdable);
  await openWritable(page);
  await edit(page, 'shape.py');
  const other = await context.newPage();
  await other.goto('/#/files?path=shape.py');
  await expect(other.locator('.code-view .cm-content')).toContainText('area', { timeout: 30_000 });
  await page.keyboard.type('# one\n');
  await expect(code(other)).toContainText('# one', { timeout: 10_000 });
  await expect(unsaved(other)).toContainText('Not saved');
  await code(other).focus();
  await other.keyboard.press('Control+End');
  await other.keyboard.type('# two\n');
  await expect(code(page)).toContainText('# two', { timeout: 10_000 });

  // Both type before either can hear of the other.
  const tabs = [page, other];
  const typeIn = (tab: Page, text: string) =>
    code(tab).evaluate((content, what) => {
      (content as HTMLElement).focus();
      document.execCommand('insertText', false, what);
    }, text);
  for (const tab of tabs) await holdMessages(tab, true);
  await typeIn(other, 'there');
  await typeIn(page, 'here');
  for (const tab of tabs) await holdMessages(tab, false);
  for (const tab of [page, other])
    await expect(unsaved(tab)).toContainText('Another tab has edited this file, too.');
  await expect(code(page)).toContainText('here');
  await unsaved(page).getByText('1 difference').click();
  await expect(unsaved(page).locator('.diff-added').filter({ hasText: 'there' })).toHaveCount(1);
  await animationsAreOver(page);
  expect(await violations(page)).toEqual([]);
  await unsaved(page).getByRole('button', { name: 'Take the other text' }).click();
  await expect(code(page)).toContainText('there');
  await expect(unsaved(other)).not.toContainText('Another tab');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(unsaved(page)).toContainText('Another tab has edited this file, too.');
  await unsaved(page).getByRole('button', { name: 'Keep this text' }).click();
  for (const tab of [page, other]) {
    await expect(unsaved(tab)).not.toContainText('Another tab');
    await expect(code(tab)).not.toContainText('there');
  }
});

test('what one tab saves is no conflict in another one, even before it has heard of it', async ({
  page,
  context,
}) => {
  await context.addInitScript(holdable);
  await openWritable(page);
  await edit(page, 'shape.py');
  const other = await context.newPage();
  await other.goto('/#/files?path=shape.py');
  await expect(other.locator('.code-view .cm-content')).toContainText('area', { timeout: 30_000 });
  await page.keyboard.type('# one\n');
  await expect(unsaved(other)).toContainText('Not saved', { timeout: 10_000 });
  await holdMessages(page, true);
  await page.keyboard.type('# two\n');
  await page.keyboard.press('Control+s');
  await expect.poll(() => onDisk(page, 'shape.py')).toBe(`${SHAPE}# one\n# two\n`);
  await expect(other.locator('.code-view .cm-content')).toContainText('# two', { timeout: 20_000 });
  await expect(unsaved(other)).toBeHidden();
  await holdMessages(page, false);
  await expect(unsaved(page)).toBeHidden();
  await code(page).focus();
  await page.keyboard.type('# three\n');
  await expect(unsaved(other)).toContainText('Not saved', { timeout: 10_000 });
  await expect(unsaved(other)).not.toContainText('changed on disk');
});

test('lines end as they did, and files of others are left alone', async ({ page }) => {
  await openWritable(page);
  await edit(page, 'windows.py');
  await page.keyboard.type('c = 3\nd = 4');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('windows.py saved.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'windows.py')).toBe(`${WINDOWS}c = 3\r\nd = 4`);
  expect(await onDisk(page, 'shape.py')).toBe(SHAPE);
});

for (const { name, colorScheme, width } of [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark, narrow', colorScheme: 'dark', width: 360 },
] as const) {
  test(`the editor has no violations, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openWritable(page);
    await page.setViewportSize({ width, height: 800 });
    await edit(page, 'shape.py');
    await page.keyboard.type('# more\n');
    await expect(unsaved(page)).toContainText('Not saved');
    await page.keyboard.press('Control+f');
    await animationsAreOver(page);
    expect(await violations(page)).toEqual([]);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(isWide).toBe(false);
  });
}
