import { ErrorCodes, Toolbelt } from 'core-functions-toolbelt';

const csdsClient = Toolbelt.CsdsClient();

async function lambda() {
  const domain = await csdsClient.get('msgHist');
  const all = await csdsClient.getAll();
  const unknown = await csdsClient.get('unknown').catch((error) => error.code === ErrorCodes.Csds.NotFound);
  return { domain, listed: all.find((entry) => 'msgHist' in entry).msgHist, unknown };
}
