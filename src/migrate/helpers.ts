/** What stands in for ways of the V1 clients. Each is written at the end of a file that needs it. */
const HELPERS: Readonly<Record<string, string>> = {
  checkStatus: `/** An error for any status but 2xx, as the clients of V1 had it with \`json: true\`. */
async function checkStatus(response) {
  if (response.ok) return response;
  throw statusError(await readFullJson(response));
}`,
  checkTextStatus: `/** An error for any status but 2xx, as the clients of V1 had it. */
async function checkTextStatus(response) {
  if (response.ok) return response;
  throw statusError(await readFull(response));
}`,
  statusError: `function statusError(response) {
  const { statusCode, statusMessage, body } = response;
  const error = new Error(\`\${statusCode} - \${statusMessage}\`);
  return Object.assign(error, { name: 'StatusCodeError', statusCode, error: body, response });
}`,
  readFullJson: `/** Status, headers and body together, the body parsed where it is JSON. */
async function readFullJson(response) {
  const { status: statusCode, statusText: statusMessage, headers } = response;
  return { statusCode, statusMessage, headers: Object.fromEntries(headers), body: await readJson(response) };
}`,
  readFull: `/** Status, headers and body together, the body as text. */
async function readFull(response) {
  const { status: statusCode, statusText: statusMessage, headers } = response;
  return { statusCode, statusMessage, headers: Object.fromEntries(headers), body: await response.text() };
}`,
  readJson: `/** The value of a body of JSON; another body as it is. */
async function readJson(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text || undefined;
  }
}`,
  readText: `async function readText(response) {
  return response.text();
}`,
  withQuery: `/** The address with a query behind it. */
function withQuery(url, values) {
  const query = String(queryOf(values));
  return query === '' ? url : \`\${url}\${String(url).includes('?') ? '&' : '?'}\${query}\`;
}`,
  queryOf: `/** The values as a query or a form: none for undefined, and a[b]=… for what is in a list or an object. */
function queryOf(values) {
  const query = new URLSearchParams();
  const add = (name, value) => {
    if (value instanceof Date) query.append(name, value.toISOString());
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) add(\`\${name}[\${key}]\`, inner);
    } else if (value !== undefined) query.append(name, value ?? '');
  };
  for (const [name, value] of Object.entries(values ?? {})) add(name, value);
  return query;
}`,
  withHeaders: `/** The headers, and those that are missing. */
function withHeaders(headers, missing) {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(missing)) if (!all.has(name)) all.set(name, value);
  return all;
}`,
};

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  checkStatus: ['statusError', 'readFullJson'],
  checkTextStatus: ['statusError', 'readFull'],
  readFullJson: ['readJson'],
  withQuery: ['queryOf'],
};

/** Names that a file must have free before a helper can stand in it. */
export function namesOfHelper(name: string): string[] {
  return [name, ...(NEEDS[name] ?? []).flatMap(namesOfHelper)];
}

/** Globals that a helper stands on. */
export const HELPER_GLOBALS = [
  'Object',
  'Error',
  'JSON',
  'String',
  'URLSearchParams',
  'Headers',
  'Date',
] as const;

export function isHelperText(code: string, name: string): boolean {
  return code.replaceAll('\r\n', '\n').includes(HELPERS[name] ?? '');
}

/** The texts of helpers and of those that they need, in the order of the table. */
export function helpersWith(names: ReadonlySet<string>): string[] {
  const all = new Set([...names].flatMap(namesOfHelper));
  return Object.entries(HELPERS).flatMap(([name, text]) => (all.has(name) ? [text] : []));
}
