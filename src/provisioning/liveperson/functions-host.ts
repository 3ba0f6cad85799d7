import type { InfrastructureStatus } from '../platform.js';

/**
 * What a name has that CSDS gives for `faasGW` when Functions V2 is there: LivePerson's command line looks for
 * the first, its Functions clients for either (public code). Hosts of V1 are `{region}.faasgw.liveperson.net`.
 */
const V2_NAMES = /fninvocations|functions/;
/** A sandbox; it is always of V2, and its servers differ by their ports only. */
const LOOPBACK = /^localhost(:\d+)?$/;

/**
 * Whether Functions V2 is there, by the host that CSDS names for `faasGW`. What is being built is not told.
 *
 * @param allowLoopback Whether a host on this machine counts.
 */
export function infrastructureAt(host: string | undefined, allowLoopback: boolean): InfrastructureStatus {
  if (host === undefined) return { state: 'absent', detail: 'CSDS names no host for faasGW' };
  const name = host.toLowerCase();
  if (V2_NAMES.test(name) || (allowLoopback && LOOPBACK.test(name))) return { state: 'ready' };
  const shown = JSON.stringify(host.slice(0, 100));
  return { state: 'absent', detail: `CSDS names ${shown} for faasGW, which is no host of Functions V2` };
}
