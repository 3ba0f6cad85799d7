import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ManualStepRequired } from 'lp-functions-toolbelt/provisioning';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { focusedText, type PageScene, sceneStarter } from './page-scene.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const startScene = sceneStarter();

interface AxeResults {
  readonly violations: readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[];
  readonly passes: readonly { id: string }[];
}

/** Brings the page into a state that is looked at. */
type Arrange = (scene: PageScene, page: Page) => Promise<void>;

const start = (page: Page) => page.getByRole('button', { name: 'Set up Functions' }).click();
const phase = (page: Page, name: string) => page.locator(`main[data-phase="${name}"]`).waitFor();

const runThen =
  (end: string, prepare: (scene: PageScene) => void = () => undefined): Arrange =>
  async (scene, page) => {
    prepare(scene);
    await start(page);
    await phase(page, end);
  };

const running: Arrange = async (scene, page) => {
  scene.timePasses = false;
  await start(page);
  await page.locator('[data-task="configure-infrastructure"] .detail').waitFor();
};

const LONG_TEXT = `Open https://console.example.com/${'a-long-path/'.repeat(8)} and upload:\n{ "client_name": "x" }`;

const STATES: readonly (readonly [string, Arrange])[] = [
  ['the plan', async () => undefined],
  ['running', running],
  ['succeeded', runThen('succeeded')],
  [
    'not an administrator',
    runThen('failed', (scene) => {
      scene.platform = scene.sandbox.platformAs(scene.sandbox.logins.agent);
    }),
  ],
  [
    'a manual step',
    runThen('failed', ({ platform }) => {
      const error = new ManualStepRequired(LONG_TEXT, { task: 'activate-feature', done: [] });
      vi.spyOn(platform, 'activateFeature').mockRejectedValue(error);
    }),
  ],
  [
    'failed',
    runThen('failed', ({ sandbox }) => {
      sandbox.faults.add({ method: 'POST', path: 'app-install', status: 500, times: Infinity });
    }),
  ],
  [
    'connection lost while running',
    async (scene, page) => {
      await running(scene, page);
      await scene.stopServer();
      await page.getByText('The connection to the server is lost').waitFor();
    },
  ],
  [
    'interrupted',
    async (scene, page) => {
      await running(scene, page);
      await scene.stopServer();
      await scene.startServer();
      await phase(page, 'interrupted');
    },
  ],
];

async function violationsIn(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.failureSummary) }));
}

/** How many pixels the page is wider than its window. */
const overflowOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.each(STATES)('the provisioning page, %s', (_name, arrange) => {
  it('is accessible in light and dark, and fits 320 pixels and letters of twice the size', async () => {
    await using scene = await startScene({ infrastructureMs: 60_000 });
    const page = await scene.visit();
    // Nothing that moves, so that no colour is looked at half way.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await arrange(scene, page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflowOf(page)).toBe(0);
    await page.setViewportSize({ width: 640, height: 640 });
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    expect(await overflowOf(page)).toBe(0);
  });
});

describe('the provisioning page, without a mouse', () => {
  it('can be used from the start over a failure to the end', async () => {
    await using scene = await startScene();
    scene.sandbox.faults.add({ method: 'POST', path: 'app-install', status: 500, times: Infinity });
    const page = await scene.visit();
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe('Set up Functions');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await phase(page, 'failed');
    expect(await focusedText(page)).toBe('The setup stopped');

    scene.sandbox.faults.clear();
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe('Try again');
    await page.keyboard.press('Space');
    await phase(page, 'succeeded');
    expect(await focusedText(page)).toBe('Functions is set up');
    expect(scene.runs).toBe(2);
  });

  it('has nothing that turns for people who want no motion', async () => {
    await using scene = await startScene({ infrastructureMs: 60_000 });
    const page = await scene.visit();
    await running(scene, page);
    const animation = () =>
      page.evaluate("getComputedStyle(document.querySelector('[data-state=running] svg')).animationName");
    expect(await animation()).toBe('turn');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await animation()).toBe('none');
  });
});
