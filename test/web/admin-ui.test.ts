import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { call } from '../service/support/http.ts';
import { lastInFirstOut } from '../service/support/scope.ts';
import { openPage, startBrowser } from './browser.ts';
import { type Program, startBundle } from './program.ts';

const PROJECT = 'atlas';
const TEXT = 'The lighthouse on the northern cliff is painted every second spring';

let program: Program;
let page: Page;
let complaints: string[];
const scope = lastInFirstOut({ after });

before(async () => {
  const [browser, started] = await Promise.all([startBrowser(scope), startBundle(scope)]);
  program = started;
  ({ page, complaints } = await openPage(browser));
  await page.goto(`${program.url}/admin`);
});

const rest = (path: string, body?: unknown) =>
  call(`${program.url}/api/v1${path}`, { key: program.key, ...(body === undefined ? {} : { body }) });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const go = (name: string) => page.getByRole('link', { name, exact: true }).click();
const signIn = async (key: string) => {
  await page.getByLabel('API key').fill(key);
  await button('Sign in').click();
};

test('a wrong key is refused in words, the right one opens the overview', async () => {
  await signIn('sk-nobody.0000000000000000000000000000');
  await page.getByRole('alert').getByText('API key').waitFor();
  complaints.length = 0; // The browser reports the 401 that was asked for.
  await signIn(program.key);
  await page.getByText('database answers').waitFor();
  await page.getByText('milvus answers').waitFor();
  await page.getByText('listening').waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'the key is kept in the tab alone');
});

test('what is stored elsewhere shows as it happens', async () => {
  const stored = await rest(`/projects/${PROJECT}/memories`, { content: TEXT });
  assert.equal(stored.status, 201);
  await page.locator('.events').getByText(stored.body.memory.id).waitFor();
});

test('a memory is found, changed, given back its first text and deleted', async () => {
  await go('Projects');
  await go(PROJECT);
  await page.getByText('New memory').click();
  await page.getByRole('textbox', { name: 'Text' }).fill('灯塔每两年粉刷一次');
  await button('Store').click();
  await page.locator('.card').getByText('灯塔每两年粉刷一次').waitFor();
  await page.getByRole('searchbox').fill('lighthouse painted');
  await button('Search').click();
  await page
    .getByText(/^score /)
    .first()
    .waitFor();
  await page.locator('.card').getByText(TEXT).click();
  await page.getByText('Change', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Text' }).fill('another text');
  await button('Save').click();
  await page.locator('pre', { hasText: 'another text' }).waitFor();
  await button('Restore').click();
  await page.locator('pre', { hasText: TEXT }).waitFor();
  await button('Delete').click();
  await button('Delete for good').click();
  await page.locator('.card').getByText('灯塔每两年粉刷一次').waitFor();
  assert.equal(await page.locator('.card').getByText(TEXT).count(), 0);
});

test('a key is made, shown once and revoked', async () => {
  await go('API keys');
  await page.getByText('New key').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('a robot');
  await button('Make').click();
  const key = (await page.locator('pre', { hasText: /^sk-/ }).textContent()) ?? '';
  const asRobot = () => call(`${program.url}/api/v1/projects`, { key });
  assert.equal((await asRobot()).status, 200);
  await button('I have it').click();
  const row = page.getByRole('row', { name: /a robot/ });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await row.getByRole('button', { name: 'Revoke now' }).click();
  await row.getByText('revoked').waitFor();
  assert.equal((await asRobot()).status, 401);
});

test('a live key of the configuration is changed, and who did it is in the audit log', async () => {
  await go('Configuration');
  const size = page.getByLabel('database.pool_size');
  await size.fill('7');
  await size.press('Enter');
  await page
    .getByRole('row', { name: /database.pool_size/ })
    .getByRole('button', { name: 'Reset' })
    .waitFor();
  const { body } = await rest('/admin/config');
  const setting = body.settings.find(({ key }: { key: string }) => key === 'database.pool_size');
  assert.equal(setting.value, 7);
  await go('Audit log');
  await page
    .getByRole('row', { name: /key\.revoke/ })
    .first()
    .waitFor();
});

test('the other pages show what there is', async () => {
  await rest(`/projects/${PROJECT}/todos`, { title: 'paint the lighthouse' });
  await go('Projects');
  await go('todos and decisions');
  await page
    .getByRole('row', { name: /paint the lighthouse/ })
    .getByRole('button', { name: 'Done' })
    .click();
  await page.getByRole('row', { name: /paint the lighthouse done/ }).waitFor();
  await go('Jobs');
  await page.getByRole('heading', { name: 'Jobs' }).waitFor();
  await go('Cache');
  await button('Clear all').click();
  await button('Clear L1 and L2 everywhere').click();
  await button('Clear all').waitFor();
});

test('signing out forgets the key, and nothing broke a rule of the browser on the way', async () => {
  await button('Sign out').click();
  await page.getByLabel('API key').waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.deepEqual(complaints, []);
});
