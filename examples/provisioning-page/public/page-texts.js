// @ts-check

/** @import { ProvisioningTask } from 'lp-functions-toolbelt/provisioning' */
/** @import { Model, TaskState } from './page-model.js' */

/**
 * @typedef {object} PageTexts
 * @property {string} heading
 * @property {string} lead
 * @property {string} advice what to do; empty when there is nothing to do
 * @property {string} tasksHeading
 * @property {string} button empty when there is nothing to start
 */

/** @type {Readonly<Record<ProvisioningTask, { name: string, about: string }>>} */
export const TASK_TEXTS = Object.freeze({
  'activate-feature': {
    name: 'Activate the feature',
    about: 'Functions is switched on for this account.',
  },
  'configure-infrastructure': {
    name: 'Configure the infrastructure',
    about: 'LivePerson prepares what your functions run on. This takes most of the time.',
  },
  'create-default-secrets': {
    name: 'Create the default credentials',
    about: 'An application is installed that lets your functions call LivePerson APIs.',
  },
  'store-default-secret': {
    name: 'Store the credentials',
    about: 'They are kept as a system secret, which only the system may alter.',
  },
});

/** @type {Readonly<Record<TaskState, string>>} */
export const STATE_TEXTS = Object.freeze({
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  skipped: 'Already done',
  failed: 'Failed',
  'needs-you': 'Needs you',
  interrupted: 'Interrupted',
  'not-started': 'Not started',
});

/**
 * @param {Model} model
 * @returns {PageTexts}
 */
export function textsOf(model) {
  switch (model.phase) {
    case 'connecting':
      return texts({ heading: 'Set up Functions', lead: 'Looking for a setup under way…' });
    case 'plan':
      return texts({
        heading: 'Set up Functions',
        lead: 'Before anybody can use Functions on this account, it has to be set up once.',
        button: 'Set up Functions',
      });
    case 'running':
      return texts({
        heading: 'Setting up Functions',
        lead: 'This takes up to ten minutes. You may leave this page: the setup goes on, and you find it here again.',
        tasksHeading: 'Tasks',
      });
    case 'interrupted':
      return texts({
        heading: 'The setup was interrupted',
        lead: 'The server was restarted, which ended this run.',
        advice: 'Nothing is lost. Continue, and the setup carries on from what is there.',
        tasksHeading: 'How far it came',
        button: 'Continue the setup',
      });
    case 'succeeded':
      return successTexts(model);
    case 'failed':
      return failureTexts(model);
  }
}

/**
 * @param {Model} model
 * @returns {PageTexts}
 */
function successTexts({ changed }) {
  return changed
    ? texts({
        heading: 'Functions is set up',
        lead: 'Functions on this account can call LivePerson APIs from now on. This is what exists now:',
        tasksHeading: 'What was done',
      })
    : texts({
        heading: 'Functions was set up already',
        lead: 'Everything was in place, so nothing was to be done. This is what exists:',
        tasksHeading: 'What was checked',
      });
}

/**
 * @param {Model} model
 * @returns {PageTexts}
 */
function failureTexts({ problem, accountId, tasks }) {
  const tasksHeading = 'How far it came';
  switch (problem?.kind) {
    case 'not-administrator':
      return texts({
        heading: 'Only an administrator can do this',
        lead: 'Nothing was changed.',
        advice: `Ask an administrator of account ${accountId} to open this page, or sign in as an administrator and try again.`,
        tasksHeading: 'What an administrator’s visit will do',
        button: 'Try again',
      });
    case 'manual-step':
      return texts({
        heading: 'One step has to be done by hand',
        lead: 'LivePerson offers no way to do it from here. What was done so far is kept.',
        advice: 'Do what is described here, then continue:',
        tasksHeading,
        button: 'I have done this: continue',
      });
    case 'session-over':
      return texts({
        heading: 'Your session is over',
        lead: 'LivePerson does not accept your sign-in any more. What was done so far is kept.',
        advice: 'Sign in to LivePerson again, then try again here.',
        tasksHeading,
        button: 'Try again',
      });
    default:
      return texts({
        heading: 'The setup stopped',
        lead: `${whereItStopped(problem?.task ?? null, tasks)} What was done so far is kept.`,
        advice:
          'It is safe to try again at any time. If it stops at the same place again, give the reason to your LivePerson account team:',
        tasksHeading,
        button: 'Try again',
      });
  }
}

/**
 * @param {ProvisioningTask | null} task
 * @param {Model['tasks']} tasks
 */
function whereItStopped(task, tasks) {
  if (task === null) return 'It failed before the first task.';
  const number = Object.keys(tasks).indexOf(task) + 1;
  return `Task ${number} of 4 failed: ${TASK_TEXTS[task].name.toLowerCase()}.`;
}

/**
 * @param {Partial<PageTexts> & { heading: string, lead: string }} some
 * @returns {PageTexts}
 */
function texts(some) {
  return { advice: '', tasksHeading: 'What will be done', button: '', ...some };
}
