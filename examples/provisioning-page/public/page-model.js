// @ts-check

/** @import { NowMessage, PageMessage, Problem, RunMessage } from '../page-messages.js' */
/** @import { ProvisioningTask } from 'lp-functions-toolbelt/provisioning' */

/**
 * @typedef {'connecting' | 'plan' | 'running' | 'succeeded' | 'failed' | 'interrupted'} Phase
 * @typedef {'waiting' | 'running' | 'done' | 'skipped' | 'failed' | 'needs-you' | 'interrupted' | 'not-started'} TaskState
 *
 * @typedef {object} TaskModel
 * @property {TaskState} state
 * @property {string} [detail]
 *
 * What the page shows.
 * @typedef {object} Model
 * @property {Phase} phase `interrupted`: the server does not know the run any more that the page watched
 * @property {string} accountId
 * @property {string | null} runId the last run that the page knows of
 * @property {Readonly<Record<ProvisioningTask, TaskModel>>} tasks in their order
 * @property {number} fraction share that is done, 0 to 1
 * @property {number} elapsedMs milliseconds since the run began
 * @property {boolean} changed whether the run had anything to do
 * @property {string} secretName
 * @property {Problem | null} problem why the run failed
 */

/** @returns {Model} What is shown before the server has said anything. */
export function emptyModel() {
  return { ...emptyRun(), phase: 'connecting', accountId: '' };
}

/**
 * @param {Model} model
 * @param {PageMessage} message
 * @returns {Model} What is shown once the message has come.
 */
export function afterMessage(model, message) {
  return message.type === 'now' ? afterNow(model, message) : afterRunMessage(model, message);
}

/**
 * @param {Model} model
 * @param {RunMessage} message
 * @returns {Model}
 */
function afterRunMessage(model, message) {
  if (message.type === 'run') return { ...model, ...emptyRun(), phase: 'running', runId: message.runId };
  const elapsedMs = Math.max(model.elapsedMs, message.elapsedMs);
  if (message.type === 'succeeded') {
    const { changed, secretName } = message;
    return { ...model, phase: 'succeeded', fraction: 1, elapsedMs, changed, secretName };
  }
  if (message.type === 'failed') {
    const { problem } = message;
    const tasks = mapTasks(model.tasks, problem.kind === 'manual-step' ? manualTask : endedTask);
    return { ...model, phase: 'failed', tasks, elapsedMs, problem };
  }
  const { task, state, detail, fraction } = message;
  const shown = state === 'done' || state === 'skipped' || state === 'failed' ? state : 'running';
  const tasks = { ...model.tasks, [task]: { state: shown, ...(detail !== undefined && { detail }) } };
  return { ...model, tasks, elapsedMs, fraction };
}

/**
 * @param {Model} model
 * @param {NowMessage} message
 * @returns {Model}
 */
function afterNow(model, { accountId, runId, elapsedMs }) {
  const known = { ...model, accountId };
  if (model.phase === 'running') {
    if (runId !== null) return { ...known, elapsedMs: Math.max(model.elapsedMs, elapsedMs) };
    return { ...known, phase: 'interrupted', tasks: mapTasks(model.tasks, endedTask) };
  }
  return model.phase === 'connecting' ? { ...known, phase: 'plan' } : known;
}

/** @returns {Omit<Model, 'phase' | 'accountId'>} */
function emptyRun() {
  /** @type {TaskModel} */
  const waiting = { state: 'waiting' };
  return {
    runId: null,
    tasks: {
      'activate-feature': waiting,
      'configure-infrastructure': waiting,
      'create-default-secrets': waiting,
      'store-default-secret': waiting,
    },
    fraction: 0,
    elapsedMs: 0,
    changed: false,
    secretName: '',
    problem: null,
  };
}

/**
 * A task once its run has ended.
 *
 * @param {TaskModel} task
 * @returns {TaskModel}
 */
function endedTask(task) {
  if (task.state === 'running') return { state: 'interrupted' };
  return task.state === 'waiting' ? { state: 'not-started' } : task;
}

/**
 * A task once its run has ended because a step has to be done by hand.
 *
 * @param {TaskModel} task
 * @returns {TaskModel}
 */
function manualTask(task) {
  return task.state === 'failed' ? { state: 'needs-you' } : endedTask(task);
}

/**
 * @param {Model['tasks']} tasks
 * @param {(task: TaskModel) => TaskModel} change
 * @returns {Model['tasks']}
 */
function mapTasks(tasks, change) {
  return {
    'activate-feature': change(tasks['activate-feature']),
    'configure-infrastructure': change(tasks['configure-infrastructure']),
    'create-default-secrets': change(tasks['create-default-secrets']),
    'store-default-secret': change(tasks['store-default-secret']),
  };
}
