import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { focusedText, type PageScene, recordedIn, sceneStarter } from './page-scene.js';

const INFRASTRUCTURE = '[data-task="configure-infrastructure"]';

const startScene = sceneStarter();

/** A run that waits for its infrastructure since about `ms`. */
async function startAndWait(scene: PageScene, page: Page, ms: number): Promise<void> {
  scene.timePasses = false;
  const waiting = scene.nextEvent('waiting');
  await page.getByRole('button', { name: 'Set up Functions' }).click();
  await waiting;
  await scene.passTime(ms);
  await page.locator(`${INFRASTRUCTURE} .detail`).waitFor();
}

function finish(scene: PageScene): void {
  scene.timePasses = true;
  scene.sandbox.clock.advance(10_000);
}

const headingIn = (page: Page) => page.locator('h1').textContent();
const barOf = async (page: Page) => Number(await page.locator('#bar').getAttribute('value'));
const secondsIn = async (page: Page) => {
  const [minutes = 0, seconds = 0] = String(await page.locator('#elapsed').textContent())
    .split(':')
    .map(Number);
  return minutes * 60 + seconds;
};

describe('a run', () => {
  it('is found again after a reload, with all that it told and the time that it takes', async () => {
    await using scene = await startScene({ infrastructureMs: 120_000 });
    const page = await scene.visit({ notifications: 'granted' });
    await startAndWait(scene, page, 20_000);
    for (let times = 0; times < 3; times += 1) await scene.passTime(20_000);
    await expect.poll(() => secondsIn(page)).toBeGreaterThanOrEqual(80);
    const before = { bar: await barOf(page), seconds: await secondsIn(page) };
    // Less than the run waits between two looks, so that no event tells how late it is.
    scene.sandbox.clock.advance(5_000);

    await page.reload();
    await page.getByRole('heading', { name: 'Setting up Functions' }).waitFor();
    expect(await page.locator('#tasks .state').allTextContents()).toEqual([
      'Done',
      'Running',
      'Waiting',
      'Waiting',
    ]);
    expect(await barOf(page)).toBeGreaterThanOrEqual(before.bar);
    expect(await secondsIn(page)).toBeGreaterThanOrEqual(before.seconds + 4);
    expect(await secondsIn(page)).toBeLessThan(before.seconds + 60);
    expect(await focusedText(page)).not.toBe('Setting up Functions');

    finish(scene);
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    await expect.poll(async () => (await recordedIn(page)).notifications).toHaveLength(1);
    const said = async () => (await recordedIn(page)).announcements.join(' ');
    await expect.poll(said).toContain('Store the credentials: Done.');
    // What was told again is no news.
    expect(await said()).not.toContain('Activate the feature');
    expect(scene.runs).toBe(1);
  });

  it('is shown with its end to a later visitor, without a notification', async () => {
    await using scene = await startScene();
    const first = await scene.visit();
    await first.getByRole('button', { name: 'Set up Functions' }).click();
    await first.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    const later = await scene.visit({ notifications: 'granted' });
    expect(await headingIn(later)).toBe('Functions is set up');
    expect(await later.locator('#created').textContent()).toContain('LIVEPERSON_DEFAULT_APP_KEY');
    expect(await recordedIn(later)).toMatchObject({ notifications: [] });
    expect(scene.runs).toBe(1);
  });

  it('is begun once by two clicks', async () => {
    await using scene = await startScene();
    const page = await scene.visit();
    await page.getByRole('button', { name: 'Set up Functions' }).dblclick();
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    expect(scene.runs).toBe(1);
    expect(scene.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('is begun once by two tabs, which both show it', async () => {
    await using scene = await startScene();
    const first = await scene.visit();
    const second = await scene.openTab(first.context());
    scene.sandbox.faults.add({ method: 'POST', path: 'app-install', status: 500, times: Infinity });
    await Promise.all([first, second].map((tab) => tab.evaluate("document.getElementById('start').click()")));
    for (const tab of [first, second])
      await tab.getByRole('heading', { name: 'The setup stopped' }).waitFor();
    expect(scene.runs).toBe(1);

    scene.sandbox.faults.clear();
    await Promise.all([first, second].map((tab) => tab.evaluate("document.getElementById('start').click()")));
    for (const tab of [first, second]) {
      await tab.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    }
    expect(scene.runs).toBe(2);
  });

  it('goes on while the connection is lost; then the page is told what it missed', async () => {
    await using scene = await startScene({ infrastructureMs: 120_000 });
    const page = await scene.visit();
    await startAndWait(scene, page, 30_000);
    scene.requests.length = 0;
    scene.answerInstead = (request) => request.socket.destroy();
    scene.cutConnections();
    await page.getByText('The setup does not need this page to go on').waitFor();
    await scene.passTime(30_000);

    scene.answerInstead = undefined;
    await page.locator('#connection:empty').waitFor({ state: 'attached' });
    await expect.poll(() => secondsIn(page)).toBeGreaterThanOrEqual(60);
    expect(scene.requests.at(-1)?.headers['last-event-id']).toMatch(/^[\da-f-]{36}:\d+$/);
    finish(scene);
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    expect(scene.runs).toBe(1);
    const { announcements, fractions } = await recordedIn(page);
    expect(announcements.join(' ').match(/Activate the feature: Done/g)).toHaveLength(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('is watched again after a proxy has answered for the server', async () => {
    await using scene = await startScene({ infrastructureMs: 120_000 });
    const page = await scene.visit();
    await startAndWait(scene, page, 30_000);
    scene.requests.length = 0;
    scene.answerInstead = (_request, response) => {
      response.writeHead(503).end();
    };
    scene.cutConnections();
    // One try of the browser, which then gives up, and one of the page itself.
    await expect.poll(() => scene.requests.length).toBeGreaterThanOrEqual(2);
    scene.answerInstead = undefined;
    await page.locator('#connection:empty').waitFor({ state: 'attached' });
    expect(scene.requests.at(-1)?.url).toMatch(/^\/events\?after=[\da-f-]{36}%3A\d+$/);
    finish(scene);
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    expect(scene.runs).toBe(1);
  });

  it('that ended with its server can be continued', async () => {
    await using scene = await startScene({ infrastructureMs: 60_000 });
    const stop = new AbortController();
    const page = await scene.visit();
    scene.signal = stop.signal;
    await startAndWait(scene, page, 20_000);
    await scene.stopServer();
    stop.abort();
    scene.signal = undefined;
    await scene.startServer();
    await page.getByRole('heading', { name: 'The setup was interrupted' }).waitFor();
    expect(await page.locator('#tasks .state').allTextContents()).toEqual([
      'Done',
      'Interrupted',
      'Not started',
      'Not started',
    ]);
    scene.timePasses = true;
    await page.getByRole('button', { name: 'Continue the setup' }).click();
    await page.getByRole('heading', { name: 'Functions is set up' }).waitFor();
    expect(await page.locator('#tasks .state').allTextContents()).toEqual([
      'Already done',
      'Done',
      'Done',
      'Done',
    ]);
  });
});
