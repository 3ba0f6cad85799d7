import type {
  ProvisioningResult,
  ProvisioningTask,
  ProvisioningTaskEvent,
} from 'lp-functions-toolbelt/provisioning';

/** Why a run ended without success, for a person. Holds no credential. */
export interface Problem {
  /** `failed` is what is none of the others. */
  readonly kind: 'not-administrator' | 'manual-step' | 'session-over' | 'failed';
  /** The task that failed; null when the run failed before its first task. */
  readonly task: ProvisioningTask | null;
  /** `manual-step`: what to do by hand. Otherwise the reason. May have several lines. */
  readonly details: string;
}

/** What a run tells, in its order. */
export type RunMessage =
  | { readonly type: 'run'; readonly runId: string }
  | ({ readonly type: 'progress' } & ProvisioningTaskEvent)
  | ({ readonly type: 'succeeded' } & Pick<ProvisioningResult, 'changed' | 'secretName' | 'elapsedMs'>)
  | { readonly type: 'failed'; readonly problem: Problem; readonly elapsedMs: number };

/** How things stand, once all that happened before has been told again. */
export interface NowMessage {
  readonly type: 'now';
  readonly accountId: string;
  /** The current or last run; null when this server knows none. */
  readonly runId: string | null;
  /** Milliseconds since the run began; 0 without a run. */
  readonly elapsedMs: number;
}

/** What the server sends to the page, as JSON in server-sent events. */
export type PageMessage = RunMessage | NowMessage;
