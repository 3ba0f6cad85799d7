import type { ProvisioningEvent } from '../../provisioning/run/progress.js';

/** One line of text for an event of provisioning, in columns. */
export function eventLine({ task, state, fraction, elapsedMs, ...rest }: ProvisioningEvent): string {
  const percent = `${Math.round(fraction * 100)} %`.padStart(5);
  const seconds = `${(elapsedMs / 1_000).toFixed(1)} s`.padStart(9);
  const detail = 'detail' in rest && rest.detail !== undefined ? `  ${rest.detail}` : '';
  return `  ${(task ?? 'provisioning').padEnd(26)}${state.padEnd(11)}${percent}${seconds}${detail}`;
}
