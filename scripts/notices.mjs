// Writes THIRD_PARTY_NOTICES from what the last build bundled; with `--check` it only says whether the
// file is current.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const metafile = join(root, 'dist/metafile-esm.json');
const file = join(root, 'THIRD_PARTY_NOTICES');
const folder = 'node_modules/';
const INNER_COPIES = JSON.parse(readFileSync(join(root, 'scripts/inner-copies.json'), 'utf8'));

/** Files that put at least one byte into the output, by the folder of their package, sorted. */
function bundledPackages() {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8'));
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path.includes(folder));
  const packages = new Map();
  for (const path of new Set(used.map(([path]) => path).sort())) {
    const name = packageFolder(path);
    packages.set(name, [...(packages.get(name) ?? []), readFileSync(join(root, path), 'utf8')]);
  }
  return [...packages].sort(([one], [other]) => (one < other ? -1 : 1));
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

function notice([path, files]) {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(root, path, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') fail(`${name} names no licence: look at it before it is bundled.`);
  const by = typeof author === 'string' ? author : author?.name;
  const see = homepage ?? `the package ${name} of npm`;
  const fallback = `The package carries no licence text. Author: ${by ?? 'not named'}. See ${see}.`;
  const text = licenceText(join(root, path)) ?? headerWithLicence(files) ?? fallback;
  const parts = [text, copyrightsBeyond(text, files), innerCopies(name, files)];
  return `${name} ${version}\nLicence: ${license}\n\n${parts.filter((part) => part !== '').join('\n\n')}`;
}

function licenceText(path) {
  const names = readdirSync(path).filter((name) => /^(licen[cs]e|copying|notice|copyright)/i.test(name));
  const texts = names
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** The comment at the head of a file that grants a licence: some packages have it nowhere else. */
function headerWithLicence(files) {
  return files.flatMap(comments).find((text) => /redistributions of|permission is hereby/i.test(text));
}

/** Who is named in the files alone: the bundler drops the comments, and their licence wants the names kept. */
function copyrightsBeyond(text, files) {
  const lines = files.flatMap(comments).flatMap((comment) => comment.split('\n'));
  const named = new Set(lines.map((line) => line.trim()).filter((line) => COPYRIGHT.test(line)));
  const missing = [...named].filter((line) => !flat(text).includes(flat(line)));
  return missing.length === 0 ? '' : ['Its files name also:', ...missing].join('\n');
}

const COPYRIGHT = /^copyright\b.*(\(c\)|©|\d{4})/i;

const flat = (text) =>
  text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[ .]+$/g, '');

function comments(text) {
  const blocks = text.match(/\/\*[\s\S]*?\*\//g) ?? [];
  return blocks.map((block) => block.replaceAll(/^\s*\/\*+!?|\*+\/$|^[ \t]*\*? ?/gm, '').trim());
}

/** What the package has taken into its own files from others, of which no lock file tells. */
function innerCopies(name, files) {
  const copies = INNER_COPIES.filter((copy) => copy.package === name);
  const marks = copies.flatMap((copy) => copy.marks);
  const gone = marks.find((mark) => !files.some((text) => text.includes(mark)));
  if (gone !== undefined) fail(`scripts/inner-copies.json: ${name} has "${gone}" no more.`);
  const lines = files.flatMap((text) => text.split('\n')).filter((line) => TAKEN.test(line));
  const unknown = lines.find((line) => ![...marks, ...REFERENCES].some((mark) => line.includes(mark)));
  if (unknown !== undefined)
    fail(`${name} may hold code of others: add it to scripts/inner-copies.json.\n${unknown}`);
  return copies.map(({ holds, notice }) => `It holds ${holds}: ${notice}`).join('\n');
}

/** How files say that they hold what others have written. */
const TAKEN =
  /^(?!.{500}).*(\/\/|\*).*((taken|adapted|ported|borrowed|copied|derived) from|based on http|\bgithub\.com\/[\w-]+\/[\w.-]+\/(blob|tree)\/)/i;

/** What only looks so: the tree that a parser makes, and a sentence of the BSD licences. */
const REFERENCES = ['github.com/estree/estree/', 'endorse or promote products'];

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (!existsSync(metafile)) fail('There is no build to read: run `npm run build`.');
const text = notices(bundledPackages());
if (process.argv.includes('--check')) {
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (current !== text) fail('THIRD_PARTY_NOTICES is out of date: run `npm run build` and commit it.');
} else {
  writeFileSync(file, text);
}
