/** What the page cannot start without did not come as it was built: it says so, instead of staying blank. */
import { expect, type Route, test } from '@playwright/test';

const FAULTS: Record<string, (route: Route) => Promise<void>> = {
  missing: (route) => route.fulfill({ status: 404, body: 'not found' }),
  truncated: async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, headers: typeOf(response), body: body.subarray(0, body.length >> 1) });
  },
  changed: async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: typeOf(response), body: `${await response.text()}\n` });
  },
  'another file': (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Welcome</p>' }),
};

function typeOf(response: { headers(): Record<string, string> }): Record<string, string> {
  return { 'content-type': response.headers()['content-type'] ?? '' };
}

const FILES = {
  script: /\/assets\/index-[^/]*\.js$/,
  'part of the script': /\/assets\/solid-/,
  'style sheet': /\/assets\/style-/,
};

for (const [what, address] of Object.entries(FILES)) {
  for (const [fault, answer] of Object.entries(FAULTS)) {
    test(`${what}, ${fault}: the page says that it could not be loaded, and starts when all is well`, async ({
      page,
    }) => {
      let isAsked = false;
      await page.route(address, (route) => {
        isAsked = true;
        return answer(route);
      });
      await page.goto('/');
      await expect(page.getByRole('heading', { name: 'Assay could not be loaded' })).toBeVisible();
      await expect(page.getByRole('button')).toHaveCount(0);
      expect(isAsked).toBe(true);
      await page.unrouteAll();
      await page.reload();
      await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
      await expect(page.getByText('could not be loaded')).toHaveCount(0);
    });
  }
}
