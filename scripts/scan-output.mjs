// Looks for credentials in what the steps of CI printed. Three kinds are known without asking anybody: values that the
// tests plant, which their sources name (`client_secret: '…'`, or with "planted", "canary" or "made-up" in them), in plain,
// percent-encoded, Base64 and hex; the canaries, which tests make when they run, in all forms that are scanned for there;
// and what has the form of a credential: a JWT, a key in PEM, and a header with a bearer, among them those that a sandbox
// made at random. Usage: node --import tsx scripts/scan-output.mjs FILE [FOLDER OF TESTS]...
// Prints kinds and lines, never what was found.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Scanner } from '../test/canaries/canaries.ts';
import { Canaries } from '../test/chaos/canaries.ts';

const SECRET_NAME =
  /(?:client_?secret|consumer_?(?:key|secret)|token_?secret|access_?token|\btoken\b|password|bearer|csrf|secret_?id|vault_?token|api_?key)/i;
const ASSIGNED = new RegExp(
  `\\b\\w*${SECRET_NAME.source}\\w*['"]?\\s*[:=]\\s*(['"])([^'"\\s\\\\$]{10,})\\1`,
  'gi',
);
const MARKED = /(['"`])([^'"`\s\\$]*(?:planted|canary|made-up)[^'"`\s\\$]*)\1/g;
const FORMS = [
  ['a JWT', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g],
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[\w+/]{16}/g],
  [
    'a header',
    /\bauthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|OAuth)\s+(?!\[redacted\])[\w+/=.-]{12,}/gi,
  ],
];

const [file, ...folders] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: node --import tsx scripts/scan-output.mjs FILE [FOLDER]...');
const output = readFileSync(file, 'utf8')
  .replace(/\u001b\[[0-9;]*m/g, '')
  // Names of test files say what is planted, and are no values.
  .replace(/\btest\/\S+\.test\.ts/g, '')
  // So do titles of tests that passed, of which vitest prints the slow ones: sources have them.
  .replace(/^ +✓ .* {2}\d+ms$/gm, '');
const values = plantedValues(folders.length > 0 ? folders : ['test']);
const found = [
  ...[...foundValues(output, values), ...foundForms(output)].map(({ what, at }) => ({
    what,
    line: lineOf(at),
  })),
  ...foundCanaries(output),
];
for (const { what, line } of found) console.error(`${what}: line ${line} of the output`);
console.log(
  `${values.size} planted values and the canaries looked for in ${output.length} characters of output: found ${found.length}`,
);
process.exitCode = found.length === 0 ? 0 : 1;

function plantedValues(places) {
  const planted = new Set();
  for (const place of places) {
    for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[cm]?[jt]s$/.test(entry.name)) continue;
      if (/node_modules/.test(entry.parentPath)) continue;
      const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const [, , value] of [...source.matchAll(ASSIGNED), ...source.matchAll(MARKED)]) {
        if (isValue(value)) planted.add(value);
      }
    }
  }
  return planted;
}

/** Not a path or a name of files, and not a name that appears in titles of tests. */
function isValue(value) {
  return (
    value.length >= 10 &&
    /[\d_.+/=-]/.test(value) &&
    !/^\.{0,2}\/|\.(?:js|ts|json|pem)$|^[A-Z_]+$/.test(value)
  );
}

function foundValues(text, planted) {
  return [...planted].flatMap((value) => {
    const bytes = Buffer.from(value);
    const written = [
      value,
      encodeURIComponent(value),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('hex'),
    ];
    const at = written.map((form) => text.indexOf(form)).find((place) => place >= 0);
    return at === undefined ? [] : [{ what: 'a planted value', at }];
  });
}

function foundForms(text) {
  return FORMS.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ what, at: index })),
  );
}

/** By lines, since those who look for canaries do not say where one stands. */
function foundCanaries(text) {
  const scanner = new Scanner();
  const chaos = new Canaries();
  return text.split('\n').flatMap((line, index) => {
    const names = new Set([...scanner.scan(line).map(({ kind }) => kind), ...chaos.in(line)]);
    return [...names].map((name) => ({ what: `a canary (${name})`, line: index + 1 }));
  });
}

function lineOf(at) {
  return output.slice(0, at).split('\n').length;
}
