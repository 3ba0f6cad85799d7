import { describe, expect, it } from 'vitest';
import { recordedIn, sceneStarter } from './page-scene.js';

const startScene = sceneStarter();

describe('the provisioning page', () => {
  it('says what will be done, how long it takes and that it is done once, before anything is asked', async () => {
    await using scene = await startScene();
    const page = await scene.visit();
    await expect.poll(() => page.locator('h1').textContent()).toBe('Set up Functions');
    expect(await page.locator('#tasks .name').allTextContents()).toEqual([
      'Activate the feature',
      'Configure the infrastructure',
      'Create the default credentials',
      'Store the credentials',
    ]);
    for (const text of ['Account 12345678', 'Up to ten minutes', 'Done once', 'by an administrator']) {
      expect(await page.getByText(text).filter({ visible: true }).count(), text).toBe(1);
    }
    expect(await page.locator('#overall').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    expect(scene.runs).toBe(0);
    expect(scene.sandbox.requests.all()).toEqual([]);
  });

  it('provisions on a click, with progress that never goes back, and tells of the end everywhere', async () => {
    await using scene = await startScene({ infrastructureMs: 120_000 });
    const page = await scene.visit({ notifications: 'granted' });
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await page.locator('h1', { hasText: 'Functions is set up' }).waitFor();

    expect(await page.locator('#tasks .state').allTextContents()).toEqual(Array(4).fill('Done'));
    expect(await page.locator('#created').textContent()).toContain('LIVEPERSON_DEFAULT_APP_KEY');
    expect(await page.title()).toBe('✓ Functions is set up');
    await expect.poll(async () => (await recordedIn(page)).notifications).toHaveLength(1);
    const { notifications, fractions } = await recordedIn(page);
    expect(notifications).toMatchObject([{ title: 'Functions is set up', body: 'Account 12345678' }]);
    expect(new Set(fractions).size).toBeGreaterThan(5);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);

    expect((await scene.sandbox.secretStore.list()).map(({ key }) => key)).toEqual([
      'LIVEPERSON_DEFAULT_APP_KEY',
    ]);
    expect(scene.runs).toBe(1);
    expect(scene.pageErrors).toEqual([]);
  });

  it('shows while it runs which task is at hand, how far it is and since when', async () => {
    await using scene = await startScene({ infrastructureMs: 600_000 });
    scene.timePasses = false;
    const page = await scene.visit();
    const waiting = scene.nextEvent('waiting');
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await waiting;
    await scene.passTime(75_000);
    const infrastructure = page.locator('[data-task="configure-infrastructure"]');
    await infrastructure.getByText('Running').waitFor();
    expect(await page.locator('#tasks .state').allTextContents()).toEqual([
      'Done',
      'Running',
      'Waiting',
      'Waiting',
    ]);
    expect(await infrastructure.getAttribute('aria-current')).toBe('step');
    expect(await infrastructure.locator('.detail').textContent()).toContain('is being built');
    await expect.poll(() => page.locator('#elapsed').textContent()).toMatch(/^1:[1-3]\d$/);
    const percent = await page.locator('#percent').textContent();
    expect(percent).toMatch(/^\d\d%$/);
    expect(await page.title()).toBe(`${percent} · Setting up Functions`);
    expect(await page.getByRole('progressbar', { name: 'Overall progress' }).isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('counts the seconds between the events', async () => {
    await using scene = await startScene({ infrastructureMs: 600_000 });
    scene.timePasses = false;
    const page = await scene.visit();
    await page.clock.install();
    await page.reload();
    const waiting = scene.nextEvent('waiting');
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await waiting;
    await page.locator('#tasks [data-state="running"] .detail').waitFor();
    await page.clock.runFor(42_000);
    await expect.poll(() => page.locator('#elapsed').textContent()).toMatch(/^0:(4[2-9]|5\d)$/);
  });

  it('says that nothing was to be done on an account that is provisioned already', async () => {
    await using scene = await startScene({ provisioned: true });
    const page = await scene.visit();
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await page.locator('h1', { hasText: 'Functions was set up already' }).waitFor();
    expect(await page.locator('#lead').textContent()).toContain('nothing was to be done');
    expect(await page.locator('#tasks .state').allTextContents()).toEqual(Array(4).fill('Already done'));
  });

  it('announces each change of a task to screen readers, and nothing else', async () => {
    await using scene = await startScene({ infrastructureMs: 120_000 });
    const page = await scene.visit();
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await page.locator('h1', { hasText: 'Functions is set up' }).waitFor();
    const said = async () => (await recordedIn(page)).announcements.join(' ').match(/[^.]+\./g);
    await expect.poll(said).toHaveLength(8);
    expect((await said())?.map((sentence) => sentence.trim())).toEqual([
      'Activate the feature: Running.',
      'Activate the feature: Done.',
      'Configure the infrastructure: Running.',
      'Configure the infrastructure: Done.',
      'Create the default credentials: Running.',
      'Create the default credentials: Done.',
      'Store the credentials: Running.',
      'Store the credentials: Done.',
    ]);
  });
});

describe('notifications', () => {
  it('are asked for when the person chooses them, not before', async () => {
    await using scene = await startScene();
    const page = await scene.visit();
    expect(await page.getByLabel('Notify me when it is done').isChecked()).toBe(false);
    expect(await recordedIn(page)).toMatchObject({ permissionRequests: 0 });
    const allow = async () => {
      await page.context().grantPermissions(['notifications'], { origin: scene.url });
      return 'granted';
    };
    await page.exposeFunction('answerPermissionRequest', allow);
    await page.getByText('Notify me when it is done').click();
    await expect.poll(() => recordedIn(page)).toMatchObject({ permissionRequests: 1 });
    expect(await page.getByLabel('Notify me when it is done').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await expect.poll(async () => (await recordedIn(page)).notifications).toHaveLength(1);
  });

  it('are not expected when the person does not allow them', async () => {
    await using scene = await startScene();
    const page = await scene.visit();
    await page.exposeFunction('answerPermissionRequest', () => 'denied');
    await page.getByText('Notify me when it is done').click();
    await expect.poll(() => recordedIn(page)).toMatchObject({ permissionRequests: 1 });
    await expect.poll(() => page.getByLabel('Notify me when it is done').isChecked()).toBe(false);
  });

  it('are not sent to a person who takes them back', async () => {
    await using scene = await startScene();
    const page = await scene.visit({ notifications: 'granted' });
    await page.getByText('Notify me when it is done').click();
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await page.locator('h1', { hasText: 'Functions is set up' }).waitFor();
    expect(await recordedIn(page)).toMatchObject({ notifications: [] });
  });

  it.each([
    ['denied', { notifications: 'denied' as const }, 'Notifications are blocked for this page. The title'],
    ['missing', { script: 'delete globalThis.Notification' }, 'The title of this tab tells when it is done.'],
    [
      'for service workers only',
      {
        notifications: 'granted' as const,
        script:
          'Notification = new Proxy(Notification, { construct() { throw new TypeError("Illegal constructor"); } });',
      },
      'Notify me',
    ],
  ])('%s: the page says so, and its title tells of the end', async (_name, visit, hint) => {
    await using scene = await startScene();
    const page = await scene.visit(visit);
    expect(await page.locator('footer').textContent()).toContain(hint);
    await page.getByRole('button', { name: 'Set up Functions' }).click();
    await page.locator('h1', { hasText: 'Functions is set up' }).waitFor();
    expect(await page.title()).toBe('✓ Functions is set up');
    expect(scene.pageErrors).toEqual([]);
  });
});
