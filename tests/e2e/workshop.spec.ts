/** A person writes a taint rule on their own project: from a template, with cases, explained, saved and found again. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { chooseCommand, openFiles, scanIsOver } from './project';

const FILES = {
  // What is found in it brings the list that says that the project is open.
  'src/shape.py': 'def area(shape):\n    raise NotImplemented\n',
  'src/pages.py':
    'import shop\n\ndef page(request):\n    name = shop.ask(request)\n    shown = name.strip()\n    shop.draw(shown)\n\ndef other(request):\n    shop.draw("fixed")\n',
  'src/mail.py': 'import shop\n\ndef mail(request):\n    shop.draw(shop.clean(shop.ask(request)))\n',
};

const RULE = `rules:
  - id: drawn-as-asked
    languages: [python]
    severity: WARNING
    message: What was asked is drawn
    mode: taint
    pattern-sources:
      - pattern: shop.ask(...)
    pattern-sinks:
      - pattern: shop.draw(...)
`;

const ruleText = (page: Page) => page.locator('.workshop-rule .cm-content');
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
const status = (page: Page) => page.locator('.workshop-status');

async function write(page: Page, text: string): Promise<void> {
  await ruleText(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a taint rule is written on a project, explained where it finds nothing, and shared', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFiles(page, FILES);
  await scanIsOver(page);
  await page.goto('/#/workshop');
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('menuitem', { name: /Semgrep.*Data that gets/ }).click();
  await expect(page.getByRole('list', { name: 'What the rule makes of its cases' })).toContainText(
    'reported',
  );
  await expect(tab(page, /Cases 2\/2/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await write(page, RULE);
  await tab(page, /Matches/).click();
  await expect(status(page)).toContainText('2 matches in 2 files · 2 of 3 files could match and were read');
  await page
    .getByRole('tree', { name: 'Matches' })
    .getByRole('treeitem')
    .filter({ hasText: 'draw(shop.clean' })
    .click();
  expect(await violations(page)).toEqual([]);

  await write(page, `${RULE}    pattern-sanitizers:\n      - pattern: shop.clean(...)\n`);
  await expect(status(page)).toContainText('1 match in 1 file');
  await tab(page, /Why/).click();
  await expect(page.locator('.workshop-answer')).toContainText(
    'pattern-sanitizers (line 12) is the first clause that fails here',
  );
  expect(await violations(page)).toEqual([]);
  await tab(page, /Trees/).click();
  await expect(
    page.getByRole('tree', { name: 'Syntax tree' }).getByRole('treeitem', { selected: true }),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);

  // A rule with an error never says that it finds nothing.
  await write(page, 'rules:\n  - id: broken\n    pattern: f(');
  await tab(page, /Matches/).click();
  await expect(status(page)).toContainText('The rule has an error; what it finds is not known.');
  await write(page, RULE);

  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+Alt+s');
  expect((await download).suggestedFilename()).toMatch(/^my-taint/);
  const other = await context.newPage();
  await other.goto(link);
  await expect(ruleText(other)).toContainText('drawn-as-asked');
  // What was written there before is not lost to a link.
  await write(other, RULE.replace('drawn-as-asked', 'half-an-hour'));
  await other.goto(`${link.split('#')[0]}#/`);
  await other.goto(link);
  await expect(ruleText(other)).toContainText('drawn-as-asked');
  await tab(other, /Versions/).click();
  await expect(other.getByRole('group', { name: /What the version changes/ }).first()).toContainText(
    'half-an-hour',
  );
  expect(await violations(other)).toEqual([]);
  await other.getByRole('button', { name: 'Restore this version' }).click();
  await expect(ruleText(other)).toContainText('half-an-hour');
  await other.goto(`${link.split('=')[0]}=1.broken`);
  await expect(other.getByText('The rule in this link cannot be read.')).toBeVisible();
});

test('parts of the code that a rule is made of are metavariables and back, and cases follow what is typed', async ({
  page,
}) => {
  await openFiles(page, FILES);
  await scanIsOver(page);
  await page.setViewportSize({ width: 640, height: 400 });
  await page.goto('/#/files?path=src/pages.py&line=4');
  await expect(page.locator('.cm-content')).toContainText('shop.ask');
  await page.locator('.cm-line').filter({ hasText: 'shop.ask' }).click();
  await page.keyboard.press('Control+Alt+r');
  // Where there is little room the rule is a tab of its own.
  await tab(page, /Rule/).click();
  const parts = page.getByRole('region', { name: 'Parts that may be anything' });
  await parts.getByRole('button', { name: 'request' }).focus();
  await page.keyboard.press('Enter');
  await expect(ruleText(page)).toContainText('pattern: name = shop.ask($X)');
  await expect(parts.getByRole('button', { pressed: true })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(ruleText(page)).toContainText('pattern: name = shop.ask(request)');

  await tab(page, /Cases/).click();
  const cases = page.locator('.workshop-editor .cm-content:visible');
  await cases.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('```python invalid\nname = shop.ask(other)\n```\n');
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('one\ntwo\nthree\n\n');
  await cases.getByText('shop.ask').click();
  await tab(page, /Why/).click();
  await expect(page.locator('.workshop-why')).toContainText('the case, line 1: name = shop.ask(other)');
  await expect(page.locator('.workshop-answer')).toContainText('is the first clause that fails here');
});

test('a rule is made from its cases and undone, and written in another dialect only where that finds the same', async ({
  page,
}) => {
  await openFiles(page, FILES);
  await scanIsOver(page);
  await page.goto('/#/workshop');
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('menuitem', { name: /Semgrep.*A call that must not be/ }).click();
  await tab(page, /Cases/).click();
  await page.getByRole('textbox', { name: /cases\.md$/ }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    '```python invalid\nshop.draw(name)  # finds: r\nother(name)\n```\n\n```python valid\nshop.draw("x")\nshop.clean(name)\n```\n',
  );
  const cases = page.getByRole('list', { name: 'What the rule makes of its cases' });
  await page.getByRole('button', { name: 'Make a rule from the cases' }).click();
  await expect(page.getByText('The rule finds what the cases mark, and nothing else in them.')).toBeVisible();
  await expect(ruleText(page)).toContainText('shop.draw');
  const learnt = await ruleText(page).innerText();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(ruleText(page)).not.toContainText('shop.draw');
  await page.getByRole('button', { name: 'Make a rule from the cases' }).click();
  await expect.poll(() => ruleText(page).innerText()).toBe(learnt);
  await expect(cases).toContainText('reported');

  const convertTo = async (dialect: string) => {
    await chooseCommand(page, 'Write the rule in another dialect');
    await page.getByRole('combobox', { name: /Written as/ }).fill(dialect);
    await page.keyboard.press('Enter');
  };
  await convertTo('ast-grep');
  await expect(page.getByText(/The rule is written as .*; it finds the same in 2 cases\./)).toBeVisible();
  await expect(ruleText(page)).toContainText('"language": "python"');

  // What the other dialect cannot say is named, and the rule stays.
  const noted =
    'id: noted\nlanguage: python\nseverity: warning\nmessage: m\nnote: n\nrule:\n  pattern: shop.draw(name)\n';
  await write(page, noted);
  await expect(cases).toContainText('reported');
  await convertTo('Semgrep');
  await expect(page.getByText(/cannot say: note\./)).toBeVisible();
  await expect(ruleText(page)).toContainText('note: n');
});
