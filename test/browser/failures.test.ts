import { LivePersonPlatform, ManualStepRequired } from 'lp-functions-toolbelt/provisioning';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { focusedText, recordedIn, sceneStarter } from './page-scene.js';

const START = 'Set up Functions';

const startScene = sceneStarter();

async function clickAndRead(page: Page, button: string, heading: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

const statesIn = (page: Page) => page.locator('#tasks .state').allTextContents();
const outcomeIn = (page: Page) => page.locator('#outcome').textContent();

describe('the provisioning page, when a run fails', () => {
  it('tells a person who is no administrator who can do it; nothing was changed', async () => {
    await using scene = await startScene();
    scene.platform = scene.sandbox.platformAs(scene.sandbox.logins.agent);
    const page = await scene.visit({ notifications: 'granted' });
    await clickAndRead(page, START, 'Only an administrator can do this');
    expect(await outcomeIn(page)).toContain('Ask an administrator of account 12345678 to open this page');
    expect(await page.locator('#lead').textContent()).toBe('Nothing was changed.');
    expect(await focusedText(page)).toBe('Only an administrator can do this');
    const notified = async () => (await recordedIn(page)).notifications.map(({ title }) => title);
    await expect.poll(notified).toEqual(['Only an administrator can do this']);
    const writes = scene.sandbox.requests.all().filter(({ method }) => method !== 'GET');
    expect(writes.filter(({ path }) => !path.endsWith('/login'))).toEqual([]);

    scene.platform = scene.sandbox.platform;
    await clickAndRead(page, 'Try again', 'Functions is set up');
  });

  it('says which task failed, what is done and why; a retry carries on from there', async () => {
    await using scene = await startScene();
    const { faults } = scene.sandbox;
    faults.add({ method: 'POST', path: 'app-install', status: 500, times: Infinity });
    const page = await scene.visit();
    await clickAndRead(page, START, 'The setup stopped');
    expect(await page.locator('#lead').textContent()).toContain('Task 3 of 4 failed');
    expect(await statesIn(page)).toEqual(['Done', 'Done', 'Failed', 'Not started']);
    expect(await outcomeIn(page)).toContain('It is safe to try again');
    expect(await outcomeIn(page)).toContain('status 500');
    expect(await page.title()).toBe('⚠ The setup stopped');
    expect(await focusedText(page)).toBe('The setup stopped');

    faults.clear();
    faults.add({ method: 'GET', path: 'app-install', delayMs: 60_000 });
    await clickAndRead(page, 'Try again', 'Setting up Functions');
    expect(await focusedText(page)).toBe('Setting up Functions');
    await page.locator('[data-task="create-default-secrets"][data-state="running"]').waitFor();
    scene.sandbox.clock.advance(60_000);
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    expect(await statesIn(page)).toEqual(['Already done', 'Already done', 'Done', 'Done']);
    expect(await focusedText(page)).toBe('Functions is set up');
    expect(await page.locator('#reason').isVisible()).toBe(false);
    expect(scene.runs).toBe(2);
  });

  it('shows what has to be done by hand, and continues once it is done', async () => {
    await using scene = await startScene();
    const instructions = 'Open the console.\nUpload this:\n{\n  "client_name": "<b>example</b>"\n}';
    const state = { task: 'activate-feature', done: [] } as const;
    vi.spyOn(scene.platform, 'activateFeature').mockRejectedValueOnce(
      new ManualStepRequired(instructions, state),
    );
    const page = await scene.visit();
    await clickAndRead(page, START, 'One step has to be done by hand');
    expect(await page.locator('#instructions').textContent()).toBe(instructions);
    expect(await statesIn(page)).toEqual(['Needs you', 'Not started', 'Not started', 'Not started']);
    await clickAndRead(page, 'I have done this: continue', 'Functions is set up');
  });

  it('tells a person whose session is over to sign in again', async () => {
    await using scene = await startScene();
    const { accountId, ca, host: csdsDomain } = scene.sandbox;
    const admin = { bearer: 'made-up-bearer', userId: '1001' };
    await using platform = new LivePersonPlatform({ accountId, admin, csdsDomain, ca, allowLoopback: true });
    scene.platform = platform;
    const page = await scene.visit();
    await page.getByRole('button', { name: START }).click();
    const headingLater = () => {
      // The run asks five times before it gives up.
      scene.sandbox.clock.advance(10_000);
      return page.locator('h1').textContent();
    };
    await expect.poll(headingLater).toBe('Your session is over');
    expect(await outcomeIn(page)).toContain('Sign in to LivePerson again');
    expect(await page.content()).not.toContain('made-up-bearer');
    scene.platform = scene.sandbox.platform;
    await clickAndRead(page, 'Try again', 'Functions is set up');
  });

  it('shows nothing of an error that is not of the library; the server is told', async () => {
    await using scene = await startScene();
    const error = new Error('made-up-password');
    scene.provision = () => {
      throw error;
    };
    const page = await scene.visit();
    await clickAndRead(page, START, 'The setup stopped');
    expect(await outcomeIn(page)).toContain('The log of the server says why.');
    expect(await page.content()).not.toContain('made-up-password');
    expect(scene.errors).toEqual([error]);
  });
});

describe('the provisioning page, when its click does not get through', () => {
  it('says that the server cannot be reached, and works once it is back', async () => {
    await using scene = await startScene();
    const page = await scene.visit();
    await scene.stopServer();
    await page.getByRole('button', { name: START }).click();
    await page.getByText('The server cannot be reached').waitFor();
    await scene.startServer();
    await page.locator('#connection:empty').waitFor({ state: 'attached' });
    await clickAndRead(page, START, 'Functions is set up');
  });

  it.each([
    [401, 'Your session is over. Reload this page to sign in'],
    [403, 'The server refused to start the setup (status 403)'],
  ])('says what to do about an answer of %i', async (status, text) => {
    await using scene = await startScene();
    const page = await scene.visit();
    scene.answerInstead = (_request, response) => {
      response.writeHead(status).end();
    };
    await page.getByRole('button', { name: START }).click();
    await page.getByText(text).waitFor();
    scene.answerInstead = undefined;
    await clickAndRead(page, START, 'Functions is set up');
  });
});
