import { ManualStepRequired } from '../../errors/manual-step-required.js';
import { dropAttempt } from './deletion.js';
import { RunLimits } from './run-limits.js';
import type { StoreScene } from './scene.js';
import { type OnRepeated, SteadyCalls } from './steady-calls.js';

/**
 * What a run that fails still does, within so many milliseconds: delete the application that it was making, if
 * that was surely never stored.
 *
 * @returns Client name of an application that it made and that stays, if there is one.
 */
export async function leave(
  scene: StoreScene,
  error: unknown,
  forMs: number,
  onRepeated: OnRepeated,
): Promise<string | undefined> {
  const { record, clock } = scene;
  const { attempt } = record;
  if (attempt === undefined) return undefined;
  const { clientName } = attempt;
  const isThere = () => record.installed.some((item) => item.clientName === clientName);
  const stays = () => (isThere() ? clientName : undefined);
  if (error instanceof ManualStepRequired || attempt.put === 'sent' || forMs <= 0) return stays();
  const limits = new RunLimits(clock, forMs, undefined);
  try {
    await dropAttempt({ ...scene, calls: new SteadyCalls(clock, limits.signal, onRepeated) });
  } catch {
    // The error of the run says what is wrong; this one only that nothing more could be done about it.
  } finally {
    limits.release();
  }
  return stays();
}
