import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  type ProvisioningEvent,
  type ProvisioningPlatform,
  type ProvisioningRun,
  provisionAccount,
} from 'lp-functions-toolbelt/provisioning';
import { type Sandbox, type SandboxOptions, startSandbox } from 'lp-functions-toolbelt/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { createProvisioningPage } from '../../examples/provisioning-page/provisioning-page.js';
import { startChromium } from './chromium.js';

/** What the recorder in the page has seen. */
export interface Recorded {
  readonly notifications: readonly { title: string; body: string; tag: string }[];
  readonly permissionRequests: number;
  readonly fractions: readonly number[];
  readonly announcements: readonly string[];
}

/** How a person comes to the page. */
export interface VisitOptions {
  /** Whether notifications were allowed or denied before; left out, the browser has not asked yet. */
  readonly notifications?: 'granted' | 'denied' | undefined;
  /** Runs in the page before anything else. */
  readonly script?: string | undefined;
}

const RECORDER = fileURLToPath(new URL('./page-recorder.js', import.meta.url));

/** A provisioning page in front of an account of its own, and the people who visit it. */
export class PageScene implements AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Errors that the server told of. */
  readonly errors: unknown[] = [];
  /** Errors in the pages: exceptions, violations of their policy, failed requests. */
  readonly pageErrors: string[] = [];
  /** Requests that reached the server. */
  readonly requests: IncomingMessage[] = [];
  /** Runs begun. */
  runs = 0;
  /** Whether time passes by itself whenever the run waits. */
  timePasses = true;
  /** On which platform the next run provisions. */
  platform: ProvisioningPlatform;
  /** Stops the next run. */
  signal: AbortSignal | undefined;
  /** What answers the next requests instead of the page. */
  answerInstead: RequestListener | undefined;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  #handler: RequestListener;
  #server: Server | undefined;
  #port = 0;
  #onEvent: ((event: ProvisioningEvent) => void) | undefined;

  static async start(browser: Browser, options: SandboxOptions = {}): Promise<PageScene> {
    const scene = new PageScene(browser, await startSandbox({ provisioned: false, ...options }));
    await scene.startServer();
    return scene;
  }

  private constructor(browser: Browser, sandbox: Sandbox) {
    this.#browser = browser;
    this.sandbox = sandbox;
    this.platform = sandbox.platform;
    this.#handler = this.#newPage();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Begins a run; tests replace it. */
  provision: () => ProvisioningRun = () => {
    const { accountId, secretStore, clock } = this.sandbox;
    const onProgress = (event: ProvisioningEvent) => {
      this.#onEvent?.(event);
      if (this.timePasses && event.state === 'waiting') setImmediate(() => clock.advance(10_000));
    };
    const { platform, signal } = this;
    return provisionAccount({ accountId, platform, secretStore, clock, onProgress, signal });
  };

  /** Opens the page as a person of their own. */
  async visit(options: VisitOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext();
    this.#contexts.push(context);
    const isGranted = options.notifications === 'granted';
    if (isGranted) await context.grantPermissions(['notifications'], { origin: this.url });
    if (options.script !== undefined) await context.addInitScript(options.script);
    if (options.notifications === 'denied') await context.addInitScript(DENIED);
    await context.addInitScript({ path: RECORDER });
    return await this.openTab(context);
  }

  /** Opens the page in another tab of the same person. */
  async openTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.pageErrors.push(message.text());
    });
    await page.goto(this.url);
    await page.locator('main:not([data-phase="connecting"])').waitFor();
    return page;
  }

  /** Resolves with the next event of a run that is in this state. */
  nextEvent(state: ProvisioningEvent['state']): Promise<ProvisioningEvent> {
    return new Promise((resolve) => {
      this.#onEvent = (event) => {
        if (event.state === state) resolve(event);
      };
    });
  }

  /** Lets time pass for a run that waits, until it waits again. */
  async passTime(ms: number): Promise<void> {
    const waiting = this.nextEvent('waiting');
    this.sandbox.clock.advance(ms);
    await waiting;
  }

  async startServer(): Promise<void> {
    const server = createServer((request, response) => {
      this.requests.push(request);
      (this.answerInstead ?? this.#handler)(request, response);
    });
    this.#server = server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Cuts every connection; the server takes new ones. */
  cutConnections(): void {
    this.#server?.closeAllConnections();
  }

  /** Stops the server. Its runs are forgotten, as when its process ends. */
  async stopServer(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    this.#handler = this.#newPage();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.stopServer();
    await this.sandbox.close();
  }

  #newPage(): RequestListener {
    return createProvisioningPage({
      accountId: this.sandbox.accountId,
      clock: this.sandbox.clock,
      onError: (error) => this.errors.push(error),
      provision: () => {
        this.runs += 1;
        return this.provision();
      },
    });
  }
}

/** For one file of tests: starts scenes in one Chromium, which ends with the file. */
export function sceneStarter(): (options?: SandboxOptions) => Promise<PageScene> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());
  return async (options) => {
    if (browser === undefined) throw new Error('Chromium runs while tests do');
    return await PageScene.start(browser, options);
  };
}

/** Playwright can grant permissions, not deny them. */
const DENIED = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });";

export async function recordedIn(page: Page): Promise<Recorded> {
  return await page.evaluate<Recorded>('recorded');
}

/** The text of what has the focus. */
export async function focusedText(page: Page): Promise<string> {
  return await page.evaluate<string>('document.activeElement.textContent.trim()');
}
