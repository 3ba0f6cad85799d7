// Writes THIRD_PARTY_NOTICES from what the last build bundled; with `--check` it only says whether the
// file is current.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const metafile = join(root, 'dist/metafile-esm.json');
const file = join(root, 'THIRD_PARTY_NOTICES');
const folder = 'node_modules/';

if (!existsSync(metafile)) fail('There is no build to read: run `npm run build`.');
const text = notices(bundledPackages());
if (process.argv.includes('--check')) {
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (current !== text) fail('THIRD_PARTY_NOTICES is out of date: run `npm run build` and commit it.');
} else {
  writeFileSync(file, text);
}

/** Folders of the packages that put at least one byte into the output, sorted. */
function bundledPackages() {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8'));
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path.includes(folder));
  return [...new Set(used.map(([path]) => packageFolder(path)))].sort();
}

function packageFolder(path) {
  const start = path.lastIndexOf(folder) + folder.length;
  const parts = path.slice(start).split('/');
  return path.slice(0, start) + parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join('/');
}

function notices(packages) {
  const head = [
    'THIRD-PARTY NOTICES',
    '',
    'lp-functions-toolbelt contains code of the packages below, in the versions given.',
    'Written by the build; do not edit.',
  ];
  return `${[head.join('\n'), ...packages.map(notice)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function notice(path) {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(root, path, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') fail(`${name} names no licence: look at it before it is bundled.`);
  const by = typeof author === 'string' ? author : author?.name;
  const fallback = `The package carries no licence text. Author: ${by ?? 'not named'}. See ${homepage}.`;
  return `${name} ${version}\nLicence: ${license}\n\n${licenceText(join(root, path)) ?? fallback}`;
}

function licenceText(path) {
  const names = readdirSync(path).filter((name) => /^(licen[cs]e|copying|notice|copyright)/i.test(name));
  const texts = names
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
