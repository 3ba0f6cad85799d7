// @ts-check

/** @import { PageMessage } from '../page-messages.js' */
import { Notifier } from './notifier.js';
import { afterMessage, emptyModel } from './page-model.js';
import { STATE_TEXTS, TASK_TEXTS, textsOf } from './page-texts.js';
import { PageView } from './page-view.js';
import { requestRun, ServerConnection } from './server-connection.js';

const LOST = 'The connection to the server is lost; trying to reach it again.';
const LOST_WHILE_RUNNING = `${LOST} The setup does not need this page to go on.`;

/** Brings together what the server says, what the person does, and what is shown. */
class Page {
  #view = new PageView();
  #notifier = new Notifier();
  #model = emptyModel();
  /** When the model learned its elapsed time, on the clock of the page. */
  #elapsedAt = 0;
  /** Whether what comes is new; before, it is told again. */
  #isLive = false;
  #isBusy = false;

  open() {
    this.#view.listen({ start: () => this.#start(), notify: (wanted) => this.#chooseNotify(wanted) });
    const onMessage = (/** @type {PageMessage} */ message) => this.#take(message);
    new ServerConnection({ onMessage, onConnected: (connected) => this.#connected(connected) }).open();
    setInterval(() => this.#tick(), 1_000);
  }

  /** @param {PageMessage} message */
  #take(message) {
    const before = this.#model;
    this.#model = afterMessage(before, message);
    this.#elapsedAt = performance.now();
    if (message.type === 'progress') this.#announce(message, before.tasks[message.task].state);
    const wasLive = this.#isLive;
    if (message.type === 'now') this.#isLive = true;
    if (!this.#isLive) return;
    this.#render();
    if (wasLive && this.#model.phase !== before.phase) this.#phaseChanged();
  }

  #render() {
    const { phase, elapsedMs } = this.#model;
    this.#view.render(this.#model);
    this.#view.renderElapsed(elapsedMs);
    const { wanted, permission } = this.#notifier;
    const isOffered = phase === 'plan' || phase === 'running';
    this.#view.renderNotifyChoice({ wanted, permission, isOffered });
  }

  /** What had the focus may be gone: the heading says what is new. */
  #phaseChanged() {
    const { phase, accountId, runId } = this.#model;
    this.#view.focusHeading();
    if (phase !== 'succeeded' && phase !== 'failed' && phase !== 'interrupted') return;
    this.#notifier.notify(textsOf(this.#model).heading, { body: `Account ${accountId}`, tag: runId ?? '' });
  }

  /**
   * @param {PageMessage & { type: 'progress' }} message
   * @param {string} before
   */
  #announce({ task }, before) {
    const { state } = this.#model.tasks[task];
    if (!this.#isLive || state === before) return;
    this.#view.announce(`${TASK_TEXTS[task].name}: ${STATE_TEXTS[state]}.`);
  }

  async #start() {
    if (this.#isBusy) return;
    this.#setBusy(true);
    this.#view.renderConnection(await requestRun(this.#model.runId));
    this.#setBusy(false);
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#isBusy = busy;
    this.#view.renderBusy(busy);
  }

  /** @param {boolean} wanted */
  async #chooseNotify(wanted) {
    await this.#notifier.choose(wanted);
    this.#render();
  }

  /** @param {boolean} connected */
  #connected(connected) {
    const lost = this.#model.phase === 'running' ? LOST_WHILE_RUNNING : LOST;
    this.#view.renderConnection(connected ? '' : lost);
  }

  #tick() {
    if (this.#model.phase !== 'running') return;
    this.#view.renderElapsed(this.#model.elapsedMs + (performance.now() - this.#elapsedAt));
  }
}

new Page().open();
