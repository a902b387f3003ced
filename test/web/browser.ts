import { type Browser, chromium, type Page } from 'playwright-core';
import { ensurePrograms } from '../cluster/debian.ts';
import { which } from '../cluster/run.ts';
import type { Scope } from '../service/support/scope.ts';

/** A real browser. It may run as root, for it opens nothing but the service under test. */
export async function startBrowser(scope: Scope): Promise<Browser> {
  await ensurePrograms({ chromium: 'chromium' });
  const browser = await chromium.launch({
    executablePath: await which('chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  scope.after(() => browser.close());
  return browser;
}

/** A page that remembers every complaint: errors of scripts, refused requests, broken security rules. */
export async function openPage(browser: Browser): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints };
}
