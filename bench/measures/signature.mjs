import { ask, start, stop } from '../support/child.mjs';
import { median } from '../support/median.mjs';
import { times } from '../support/table.mjs';

/** CPU of one OAuth 1 signature, at the most: all that a call signed so costs above one with a token. */
export async function measureSignature({ library, rounds = 41, calls = 2000 }) {
  const signer = start(new URL('../per-call/signer.mjs', import.meta.url));
  try {
    const samples = await ask(signer, { library, calls, rounds });
    const signatureMicros = median(samples.map(({ signed, bearer }) => signed - bearer));
    const hmacMicros = median(samples.map(({ hmac }) => hmac));
    return { signatureMicros, hmacMicros, ofHmac: signatureMicros / hmacMicros };
  } finally {
    stop(signer);
  }
}

export function signatureLine({ signatureMicros, hmacMicros, ofHmac }) {
  const [signature, hmac] = [signatureMicros, hmacMicros].map((micros) => micros.toFixed(1));
  return (
    `OAuth 1 signature, as a signed call less one with a token: CPU ${signature} µs, ` +
    `${times(ofHmac)} of a bare HMAC-SHA1 (${hmac} µs)`
  );
}
