// Builds the package twice, in folders of other names and depths, with another time zone, language, home, folder for what
// is temporary, and clock of JavaScript, and compares every packed file. What this working tree has of the files that git
// tracks is built, with the packages that are installed here.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'lp-two-builds-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const first = build(join(folder, 'a'), { TZ: 'UTC', LC_ALL: 'C' });
const second = build(join(folder, 'deeper/and of another name'), {
  TZ: 'Pacific/Auckland',
  LC_ALL: 'tr_TR.UTF-8',
  HOME: folder,
  // Programs clear away what looks old there.
  TMPDIR: folder,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${pathToFileURL(join(root, 'scripts/later-clock.mjs'))}`,
});
const names = [...new Set([...first.keys(), ...second.keys()])].sort();
const other = names.filter((name) => first.get(name) !== second.get(name));
for (const name of other)
  console.error(`Differs: ${name}${first.has(name) && second.has(name) ? '' : ' (in one build alone)'}`);
console.log(`${names.length} packed files, ${other.length} differ`);
if (other.length > 0 || names.length === 0) process.exitCode = 1;

/** Hashes of the packed files, by path. */
function build(path, env) {
  console.log(`Building in ${path}`);
  mkdirSync(path, { recursive: true });
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  for (const name of tracked) cpSync(join(root, name), join(path, name));
  // A link would be followed, and its target named in what is built.
  cpSync(join(root, 'node_modules'), join(path, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  const options = {
    cwd: path,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    // What the bundler warns of is as long as what it makes; an error has it all.
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: Number.POSITIVE_INFINITY,
  };
  execFileSync('npm', ['run', '--silent', 'build'], options);
  const packed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], options);
  const [{ files }] = Object.values(JSON.parse(packed));
  const hash = (name) =>
    createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex');
  return new Map(files.map(({ path: name }) => [name, hash(name)]));
}
