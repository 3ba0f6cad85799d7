import { intro, log, outro } from '@clack/prompts';
import type { ProvisioningTask } from '../../errors/provisioning-error.js';
import { oneLine } from '../../http/one-line.js';
import type { ProvisioningEvent } from '../../provisioning/run/progress.js';
import { type TextOutput, writeLine } from '../terminal/text-output.js';
import { failureLines } from './failure.js';
import { type Frame, LiveProgress } from './live-progress.js';
import { fullPlanLines, planLines } from './plan.js';
import { type ProvisionView, successLines, writeLines } from './report.js';

interface TaskWords {
  readonly doing: string;
  readonly done: string;
  readonly skipped: string;
  readonly failed: string;
}

const WORDS: Readonly<Record<ProvisioningTask, TaskWords>> = Object.freeze({
  'activate-feature': {
    doing: 'Activating the Functions feature',
    done: 'Functions feature activated',
    skipped: 'Functions feature was active already',
    failed: 'Functions feature not activated',
  },
  'configure-infrastructure': {
    doing: 'Configuring the infrastructure',
    done: 'Infrastructure ready',
    skipped: 'Infrastructure was ready already',
    failed: 'Infrastructure not ready',
  },
  'create-default-secrets': {
    doing: 'Creating the default credential',
    done: 'Default credential created; it works',
    skipped: 'Default credential was there already; it works',
    failed: 'Default credential not created',
  },
  'store-default-secret': {
    doing: 'Storing the system secret',
    done: 'System secret stored',
    skipped: 'System secret was stored already',
    failed: 'System secret not stored',
  },
});

/** How often the time that is shown moves on. */
const TICK_MS = 250;
/** The sound of the terminal: a run may take ten minutes, and nobody watches that long. */
const BELL = '\u0007';

/** Draws a bar while a run lasts, above it a line for each task behind it; rings at the end. */
export function liveView(output: NodeJS.WriteStream, errors: TextOutput): ProvisionView {
  const tasks = new LiveTasks(output);
  return {
    told: (plan) => writeLines(output, fullPlanLines(plan)),
    planned: (plan) => {
      intro('lp-toolbelt provision', { output });
      log.message(planLines(plan), { output });
    },
    started: () => tasks.start(),
    event: (event) => tasks.event(event),
    ended: (outcome) => {
      tasks.stop();
      if (outcome.error === null) {
        const { achieved, warnings, next, command } = successLines(outcome);
        log.success(achieved.map(oneLine).join('\n'), { output });
        for (const warning of warnings) log.warn(oneLine(warning), { output });
        outro(next, { output });
        writeLine(output, command);
      } else {
        log.error('The account is not provisioned.', { output });
        writeLines(errors, ['', ...failureLines(outcome.error)]);
      }
      output.write(BELL);
    },
  };
}

type EndState = 'done' | 'skipped' | 'failed';

function isEnd(state: string): state is EndState {
  return state === 'done' || state === 'skipped' || state === 'failed';
}

class LiveTasks {
  readonly #output: NodeJS.WriteStream;
  #startedAt = 0;
  #frame: Frame = { fraction: 0, text: '', detail: '' };
  #doing = 'Checking who you are';
  #task: ProvisioningTask | null = null;
  #progress: LiveProgress | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), TICK_MS);
  }

  event(event: ProvisioningEvent): void {
    if (event.task === null) return;
    this.#frame = { ...this.#frame, fraction: event.fraction, detail: event.detail ?? '' };
    // Who they are is being asked once more.
    if (this.#task === null && event.state === 'repeated') {
      this.#draw();
      return;
    }
    if (this.#task === null) this.#end('You are an administrator of the account', true);
    const words = WORDS[event.task];
    this.#task = event.task;
    this.#doing = words.doing;
    if (isEnd(event.state)) this.#end(words[event.state], event.state !== 'failed');
    else this.#draw();
  }

  stop(): void {
    clearInterval(this.#timer);
    // It did not get to the first task.
    if (this.#progress !== undefined) this.#end(this.#doing, false);
  }

  #draw(): void {
    const percent = `${Math.round(this.#frame.fraction * 100)} %`.padStart(5);
    this.#frame = { ...this.#frame, text: `${percent}  ${this.#elapsed}  ${this.#doing}` };
    this.#progress ??= new LiveProgress(this.#output, this.#frame);
    this.#progress.show(this.#frame);
  }

  #end(text: string, isGood: boolean): void {
    this.#draw();
    this.#progress?.end(`${text}  ${this.#elapsed}`, isGood);
    this.#progress = undefined;
  }

  get #elapsed(): string {
    const seconds = Math.floor((performance.now() - this.#startedAt) / 1_000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
