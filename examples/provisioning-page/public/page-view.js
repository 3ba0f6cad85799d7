// @ts-check

/** @import { ProvisioningTask } from 'lp-functions-toolbelt/provisioning' */
/** @import { Model, TaskModel } from './page-model.js' */
/** @import { PageTexts } from './page-texts.js' */
import { STATE_TEXTS, TASK_TEXTS, textsOf } from './page-texts.js';

/** Tasks often change in pairs, one done and the next begun: said together, none is cut off. */
const ANNOUNCE_AFTER_MS = 300;

/** Shows the model in the document. */
export class PageView {
  /** @type {string[]} */
  #announcements = [];

  constructor() {
    for (const item of tasks()) fillTask(item);
  }

  /**
   * @param {object} actions
   * @param {() => void} actions.start
   * @param {(wanted: boolean) => void} actions.notify
   */
  listen({ start, notify }) {
    byId('start').addEventListener('click', start);
    const box = notifyBox();
    box.addEventListener('change', () => notify(box.checked));
  }

  /** @param {Model} model */
  render(model) {
    const texts = textsOf(model);
    byId('page').dataset.phase = model.phase;
    byId('page').dataset.problem = model.problem?.kind ?? '';
    setText('account', model.accountId && `· Account ${model.accountId}`);
    setText('heading', texts.heading);
    setText('lead', texts.lead);
    setText('tasks-heading', texts.tasksHeading);
    setText('start', texts.button);
    byId('facts').hidden = model.phase !== 'plan';
    this.#renderProgress(model);
    this.#renderOutcome(model, texts);
    for (const item of tasks()) renderTask(item, model);
    document.title = `${titleMark(model)}${texts.heading}`;
  }

  /** @param {number} elapsedMs */
  renderElapsed(elapsedMs) {
    const seconds = Math.floor(elapsedMs / 1000);
    setText('elapsed', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
  }

  /** @param {{ wanted: boolean, permission: NotificationPermission | 'missing', isOffered: boolean }} choice */
  renderNotifyChoice({ wanted, permission, isOffered }) {
    const isPossible = permission === 'default' || permission === 'granted';
    notifyBox().checked = wanted;
    byId('notify-choice').hidden = !(isOffered && isPossible);
    byId('notify-hint').hidden = !(isOffered && !isPossible);
    const why = permission === 'denied' ? 'Notifications are blocked for this page. ' : '';
    setText('notify-hint', `${why}The title of this tab tells when it is done.`);
  }

  /** @param {string} text what is wrong with the connection; empty when nothing is */
  renderConnection(text) {
    setText('connection', text);
  }

  /** @param {boolean} busy whether the click on the button is being dealt with */
  renderBusy(busy) {
    // Not `disabled`, which would take the focus away from the button.
    byId('start').ariaDisabled = String(busy);
  }

  /** @param {string} text read out once what is being read has come to its end */
  announce(text) {
    this.#announcements.push(text);
    if (this.#announcements.length > 1) return;
    setTimeout(() => setText('announcer', this.#announcements.splice(0).join(' ')), ANNOUNCE_AFTER_MS);
  }

  focusHeading() {
    byId('heading').focus();
  }

  /** @param {Model} model */
  #renderProgress({ phase, fraction }) {
    byId('overall').hidden = phase !== 'running';
    const bar = byId('bar');
    if (bar instanceof HTMLProgressElement) bar.value = fraction;
    setText('percent', percent(fraction));
  }

  /**
   * @param {Model} model
   * @param {PageTexts} texts
   */
  #renderOutcome({ phase, accountId, secretName, problem }, { advice, button }) {
    byId('outcome').hidden = phase !== 'succeeded' && phase !== 'failed' && phase !== 'interrupted';
    byId('created').hidden = phase !== 'succeeded';
    setText('created-account', accountId);
    setText('secret-name', secretName);
    showText('advice', advice);
    showText('instructions', problem?.kind === 'manual-step' ? problem.details : '');
    showText('reason', problem !== null && problem.kind !== 'manual-step' ? problem.details : '');
    byId('start').hidden = button === '';
  }
}

/**
 * What a person sees of the page while another tab is in front.
 *
 * @param {Model} model
 */
function titleMark({ phase, fraction }) {
  if (phase === 'running') return `${percent(fraction)} · `;
  if (phase === 'succeeded') return '✓ ';
  return phase === 'failed' || phase === 'interrupted' ? '⚠ ' : '';
}

/** @param {HTMLElement} item */
function fillTask(item) {
  const template = byId('task');
  if (!(template instanceof HTMLTemplateElement)) throw new Error('#task is no template');
  item.append(template.content.cloneNode(true));
  const { name, about } = TASK_TEXTS[taskOf(item)];
  part(item, '.name').textContent = name;
  part(item, '.about').textContent = about;
  part(item, '.number').textContent = String(tasks().indexOf(item) + 1);
}

/**
 * @param {HTMLElement} item
 * @param {Model} model
 */
function renderTask(item, { phase, tasks: models, problem }) {
  const isPlanned = phase === 'plan' || phase === 'connecting' || problem?.kind === 'not-administrator';
  /** @type {TaskModel} */
  const { state, detail } = models[taskOf(item)];
  item.dataset.state = isPlanned ? 'planned' : state;
  if (state === 'running') item.ariaCurrent = 'step';
  else item.removeAttribute('aria-current');
  part(item, '.state').hidden = isPlanned;
  part(item, '.state').textContent = STATE_TEXTS[state];
  // Why a task failed is said once, above.
  const shown = state === 'running' ? (detail ?? '') : '';
  part(item, '.detail').hidden = shown === '';
  part(item, '.detail').textContent = shown;
  part(item, 'use').setAttribute('href', `#icon-${state}`);
}

/** @returns {HTMLElement[]} */
function tasks() {
  return [...document.querySelectorAll('#tasks > li')].filter((item) => item instanceof HTMLElement);
}

/**
 * @param {HTMLElement} item
 * @returns {ProvisioningTask}
 */
function taskOf(item) {
  return /** @type {ProvisioningTask} */ (item.dataset.task);
}

/** @param {number} fraction */
function percent(fraction) {
  return `${Math.floor(fraction * 100)}%`;
}

function notifyBox() {
  const box = byId('notify');
  if (!(box instanceof HTMLInputElement)) throw new Error('#notify is no input');
  return box;
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}`);
  return element;
}

/**
 * @param {HTMLElement} item
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(item, selector) {
  const element = item.querySelector(selector);
  if (element === null) throw new Error(`The task has no ${selector}`);
  return /** @type {HTMLElement} */ (element);
}

/**
 * Leaves the element alone when it says so already: live regions are read out again when they are touched.
 *
 * @param {string} id
 * @param {string} text
 */
function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {string} id
 * @param {string} text hidden when empty
 */
function showText(id, text) {
  byId(id).hidden = text === '';
  setText(id, text);
}
