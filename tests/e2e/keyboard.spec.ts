/** Everything on the main path can be done without a mouse. */
import { expect, type Page, test } from '@playwright/test';
import { openExample, scanIsOver } from './project';

const focused = (page: Page) => page.locator(':focus');

test('from the first Tab to the next finding by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(focused(page)).toHaveText('Skip to main content');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveAttribute('id', 'main');
  await page.keyboard.press('Tab');
  await expect(focused(page)).toHaveText('Choose a folder…');
  await page.keyboard.press('Tab');
  await expect(focused(page)).toHaveText('Open an example project');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 30_000 });
  // Rows that arrive would change which one is the next.
  await scanIsOver(page);

  await page.keyboard.press('F8');
  await expect(page).toHaveURL(/finding=\d+/);
  const first = page.url();
  await page.keyboard.press('F8');
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press('Shift+F8');
  await expect(page).toHaveURL(first);
});

test('the palette finds commands and files and gives the focus back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open an example project' }).focus();
  await page.keyboard.press('Control+Shift+P');
  const box = page.getByRole('combobox', { name: 'Go to file, rule or command' });
  await expect(box).toBeFocused();
  await page.keyboard.type('theme');
  await expect(page.getByRole('option', { selected: true })).toContainText('Choose theme');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Choose theme: Theme' }).fill('dark');
  await expect(page.getByRole('option', { selected: true })).toContainText('Dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: 'Open an example project' })).toBeFocused();
  await page.keyboard.press('Control+p');
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
});

test('the help shows the keys that work, and they do not act in text fields', async ({ page }) => {
  await page.goto('/#/settings');
  await page.getByRole('spinbutton', { name: 'Largest file' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
  await page.getByRole('heading', { name: 'Settings' }).click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toContainText('Next finding');
  await expect(help).toContainText('Shift F8');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('the palette finds a command by its name first, and a line of a file', async ({ page }) => {
  await openExample(page);
  for (const [typed, title] of [
    ['share', 'Share findings'],
    ['export', 'Export findings'],
    ['scan', 'Scan again'],
    ['open', 'Open a folder…'],
  ] as const) {
    await page.keyboard.press('Control+p');
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { selected: true }), typed).toContainText(title);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Control+p');
  await page.keyboard.type('stock.py:20');
  await expect(page.getByRole('option', { selected: true })).toContainText('api/shop/stock.py');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=api\/shop\/stock\.py&line=20/);
  await expect(page.locator('.code-view')).toContainText('requests.get');
});

/** Presses keys faster than the page may answer: none waits for what the one before has done. */
async function pressAtOnce(page: Page, ...keys: string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const strokes = keys.map((name) => {
    const key = name.replace('Control+', '');
    const windowsVirtualKeyCode = { Escape: 27, Enter: 13 }[key] ?? key.toUpperCase().charCodeAt(0);
    if (key !== name) return { key, windowsVirtualKeyCode, modifiers: 2 };
    const text = { Escape: undefined, Enter: '\r' }[key] ?? (key.length === 1 ? key : undefined);
    return { key, windowsVirtualKeyCode, ...(text && { text }) };
  });
  await Promise.all(
    strokes.flatMap((stroke) => [
      protocol.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke }),
      protocol.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
    ]),
  );
  await protocol.detach();
}

test('keys that follow one another at once are not lost', async ({ page }) => {
  await openExample(page);
  const palette = page.locator('dialog.palette');
  for (let time = 0; time < 10; time++) {
    await page.keyboard.press('Control+p');
    await expect(palette).toBeVisible();
    await pressAtOnce(page, 'Escape', 'Control+p', 's', 'c', 'a', 'n');
    await expect(palette.getByRole('combobox')).toHaveValue('scan');
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
  }
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await pressAtOnce(page, 'Escape', '?');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.goto('/#/rules');
  const severity = page.getByRole('button', { name: 'Severity' });
  for (const name of ['critical', 'high', 'low']) {
    await severity.focus();
    await pressAtOnce(page, 'Enter', name.charAt(0), 'Enter');
    await expect(severity).toContainText(name);
  }
});

test('the help names the keys of lists and code too', async ({ page }) => {
  await openExample(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  const row = (what: string) => help.locator('.keyboard-row').filter({ hasText: what });
  await expect(row('Go to line')).toContainText('Ctrl G');
  await expect(row('Mark one')).toContainText('Space');
});
