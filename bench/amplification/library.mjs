import { OAUTH2, toolbeltOf } from '../support/library.mjs';

/** Calls of one toolbelt, and the secret reads of its store. */
export async function open({ library, origin }) {
  let secretReads = 0;
  const get = async (key) => {
    secretReads += 1;
    return { key, value: OAUTH2 };
  };
  const toolbelt = await toolbeltOf(library, { origin, secretStore: { get } });
  const lp = toolbelt.LPClient();
  return { call: () => lp.users.list(), secretReads: () => secretReads };
}
