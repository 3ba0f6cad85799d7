// Prints which files, functions and lines of `src` one warm `lp.users.list()` passes. See README.md.
import { Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { OAUTH2, toolbeltOf } from './support/library.mjs';
import { withScene } from './support/scene.mjs';
import { table } from './support/table.mjs';

const WARM_UP = 20;

const { root, json } = parseArgs({
  options: { root: { type: 'string' }, json: { type: 'boolean' } },
}).values;
const sources = new URL(
  'src/',
  `${pathToFileURL(resolve(root ?? fileURLToPath(new URL('..', import.meta.url))))}/`,
);
const unregister = register();
const files = await withScene(20, wayOfACall);
await unregister();

if (json) {
  console.log(JSON.stringify(files, undefined, 2));
} else {
  const sum = (key) => files.reduce((total, file) => total + file[key].length, 0);
  const rows = files.map(({ file, functions, lines }) => [
    file,
    String(functions.length),
    String(lines.length),
  ]);
  const total = [`${files.length} files`, String(sum('functions')), String(sum('lines'))];
  console.log(table(['one warm lp.users.list()', 'functions', 'lines'], [...rows, total]));
}

async function wayOfACall(scene) {
  const session = new Session();
  session.connect();
  const scripts = new Map();
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (params.url.startsWith(sources.href)) scripts.set(params.scriptId, params);
  });
  await session.post('Debugger.enable');
  await session.post('Profiler.enable');
  // Before the library is loaded: V8 can tell blocks only of functions that it compiled under coverage.
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const toolbelt = await toolbeltOf(new URL('index.ts', sources).href, { ...scene, secret: OAUTH2 });
  const lp = toolbelt.LPClient();
  for (let call = 0; call < WARM_UP; call += 1) await lp.users.list();
  await session.post('Profiler.takePreciseCoverage');
  await lp.users.list();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await toolbelt.close();
  const passed = [];
  for (const coverage of result.filter(({ scriptId }) => scripts.has(scriptId))) {
    const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId: coverage.scriptId });
    const way = wayThrough(coverage.functions, scriptSource, scripts.get(coverage.scriptId).sourceMapURL);
    if (way.functions.length > 0) passed.push({ file: nameOf(coverage.url), ...way });
  }
  session.disconnect();
  return passed.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function nameOf(url) {
  return relative(fileURLToPath(sources), fileURLToPath(url.split('?')[0]));
}

/**
 * The functions entered, and the lines of source where a token of theirs was passed: the innermost range that V8
 * counts about it has run. A function without a token in the source is a helper of the compiler, and left out.
 */
function wayThrough(covered, code, sourceMapUrl) {
  const tokens = tokensOf(code, sourceMapUrl);
  const functions = covered
    .filter(({ ranges: [whole] }) => whole.count > 0)
    .map(({ functionName, ranges: [whole] }) => ({ functionName, first: tokens.find(within(whole)) }))
    .filter(({ first }) => first !== undefined)
    .map(({ functionName, first }) => `${functionName || '(anonymous)'}:${first.line}`);
  const ranges = covered.flatMap((one) => one.ranges);
  const passed = tokens.filter(
    (token) => innermost(ranges.filter((range) => within(range)(token)))?.count > 0,
  );
  return { functions, lines: [...new Set(passed.map(({ line }) => line))].sort((a, b) => a - b) };
}

function within({ startOffset, endOffset }) {
  return ({ offset }) => startOffset <= offset && offset < endOffset;
}

function innermost(ranges) {
  const length = ({ startOffset, endOffset }) => endOffset - startOffset;
  return ranges.reduce((least, range) => (length(range) < length(least) ? range : least), ranges[0]);
}

/** Where each token of the source stands in the code that V8 runs, which tsx made of it: offset, line of the source. */
function tokensOf(code, sourceMapUrl) {
  const map = new SourceMap(JSON.parse(Buffer.from(sourceMapUrl.split(',')[1], 'base64').toString()));
  const tokens = [];
  let offset = 0;
  for (const [row, text] of code.split('\n').entries()) {
    for (let column = 0; column < text.length; column += 1) {
      const entry = map.findEntry(row, column);
      if (entry.generatedLine === row && entry.generatedColumn === column) {
        tokens.push({ offset: offset + column, line: entry.originalLine + 1 });
      }
    }
    offset += text.length + 1;
  }
  return tokens;
}
