// A client of `by-hand`. It has a token.
const { BENCH_CLIENT, BENCH_ORIGIN, BENCH_TOKEN } = process.env;

export async function open() {
  const { json, close } = await import(BENCH_CLIENT);
  const url = `${BENCH_ORIGIN}/api/account/12345678/configuration/le-users/users?v=6.0`;
  const headers = { authorization: `Bearer ${BENCH_TOKEN}`, accept: 'application/json' };
  return { call: () => json(url, { headers }), close };
}
