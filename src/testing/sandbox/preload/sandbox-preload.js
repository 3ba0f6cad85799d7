// Loaded before a program by NODE_OPTIONS, as `sandbox.env({ proxy: true })` sets it: leads the sockets of the process
// to a sandbox, whatever library opens them. Plain JavaScript of one file, since Node loads it as it is.
import { readFileSync } from 'node:fs';
import { isIP, Socket } from 'node:net';

/**
 * What a socket is to connect to.
 * @typedef {{ host?: string | undefined, port?: number | string, path?: string | null, lookup?: unknown }} Target
 * @typedef {Record<string, Record<string, number>>} Ports Ports of the sandbox by host and port of LivePerson.
 */

const LOOPBACK = '127.0.0.1';
/** No resolver knows it, so that our own is asked. */
const NOWHERE = 'refused.invalid';

const { connect } = Socket.prototype;
/** @type {Ports | undefined} */
let knownPorts;

/** @type {(this: Socket, ...args: any[]) => Socket} */
Socket.prototype.connect = function connectToSandbox(...args) {
  const { target, callback } = readArguments(args);
  if (target.path || isLoopback(target.host)) return Reflect.apply(connect, this, args);
  return Reflect.apply(connect, this, [{ ...target, ...destination(target) }, callback]);
};

/**
 * The forms of `socket.connect`, and the one that Node uses for itself: an array of options and callback.
 * @param {any[]} args
 * @returns {{ target: Target, callback: unknown }}
 */
function readArguments(args) {
  const [first, ...rest] = Array.isArray(args[0]) ? args[0] : args;
  const callback = rest.findLast((one) => typeof one === 'function');
  if (typeof first === 'object' && first !== null) return { target: first, callback };
  if (typeof first === 'string' && !(Number(first) >= 0)) return { target: { path: first }, callback };
  return { target: { port: first, host: typeof rest[0] === 'string' ? rest[0] : undefined }, callback };
}

/** @param {string | undefined} host */
function isLoopback(host) {
  if (!host) return true;
  if (isIP(host) === 0) return /(^|\.)localhost\.?$/i.test(host);
  return /^(::ffff:)?127\./i.test(host) || ['::1', '::', '0.0.0.0'].includes(host);
}

/**
 * Where a socket goes instead: to a port of the sandbox, or to an error that tells why not.
 * @param {Target} target
 * @returns {Target}
 */
function destination({ host = '', port = '' }) {
  try {
    const name = host.toLowerCase().replace(/\.$/, '');
    const found = readPorts()[name]?.[String(Number(port))];
    if (found !== undefined) return { host: LOOPBACK, port: found };
    throw refusal(
      `${host}:${port} is refused: the sandbox leads to LivePerson's names, ports 80 and 443, and to this machine`,
    );
  } catch (error) {
    /** @type {(host: string, options: unknown, done: (error: unknown) => void) => void} */
    const lookup = (_host, _options, done) => process.nextTick(done, error);
    return { host: NOWHERE, port: 443, lookup };
  }
}

function readPorts() {
  const file = process.env.LP_SANDBOX_HOSTS;
  if (!file) throw refusal('LP_SANDBOX_HOSTS is not set: it names a file of the sandbox');
  try {
    knownPorts ??= /** @type {Ports} */ (JSON.parse(readFileSync(file, 'utf8')));
    return knownPorts;
  } catch {
    throw refusal(`The sandbox is closed: its file ${file} (LP_SANDBOX_HOSTS) cannot be read`);
  }
}

/** @param {string} why */
function refusal(why) {
  const advice = 'NODE_OPTIONS has this process led to a sandbox of lp-functions-toolbelt';
  return Object.assign(new Error(`${why}. ${advice}.`), { code: 'ERR_SANDBOX_REFUSED' });
}
