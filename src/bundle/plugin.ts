import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type {
  BuildFailure,
  BuildOptions,
  BuildResult,
  Metafile,
  PartialMessage,
  Plugin,
  PluginBuild,
} from 'esbuild';
import { ConfigError } from '../errors/config-error.js';
import {
  type BundleInput,
  type BundleReport,
  isTight,
  MOST_CHARACTERS,
  tooLarge,
  weights,
} from './bundle-report.js';
import { finish, HANDLER, LINE, moveDown } from './finish.js';
import { type Needed, standInFor } from './left-out.js';
import { type LibraryFiles, libraryFiles } from './library-files.js';
import { minifyAgain } from './minify-again.js';
import { LIBRARY, listensIn, type Named, namedIn } from './named.js';
import { dataAccessHosts, outerKinds, salesforceClient, servicesOf, tableOf } from './parts.js';
import { isOneOf, PLATFORM_MODULES, PLATFORM_PACKAGES } from './platform-packages.js';
import { rewrite } from './rewrite.js';
import { shareValues } from './share.js';
import { wholeImports } from './whole-imports.js';

/** Options of {@link bundlePlugin}. */
export interface BundlePluginOptions {
  /**
   * Whether the function may be given a key of OAuth 1.0a, which LivePerson ended on 31 May 2026: without this, such a
   * secret is an `AuthError`. @default false
   */
  readonly oauth1?: boolean | undefined;
  /** Told of the bundle when it is made. @default writes its warnings to the console */
  readonly onBundle?: ((report: BundleReport) => void) | undefined;
}

/** A plugin of esbuild. */
export interface BundlePlugin {
  readonly name: string;
  /** @param build The `PluginBuild` of esbuild. */
  setup(build: object): Promise<void>;
}

const OF_NODE = 'of-node';
const REQUIRED = 'required';

/** Packages that another file stands in for. */
const PACKAGES: Readonly<Record<string, string>> = {
  'zod/mini': 'zod-mini',
  'lru-cache': 'lru-cache',
  'p-retry': 'p-retry',
};

/**
 * Lets esbuild make of a function and this library one ES module, as the platform takes it: `async function lambda(input)`
 * at top level, imports of Node and of the platform only, and of this library what the function names. Format, bundling
 * and the form of imports are set by it; `minify`, `target`, `sourcemap` (`external` or `linked`), `outfile` and
 * `external`, which names further modules that the platform has, are yours.
 *
 * Secrets are read through the platform's own toolbelt. Answers are not compared with their types, and there is no `got`,
 * proxy or secret store.
 *
 * @throws {ConfigError} in the build: not one entry point, or something that the platform cannot run. More than 100,000
 * characters, or an output that is one of the inputs, is an error of the build, and nothing is written.
 * @example
 * await build({ entryPoints: ['index.js'], outfile: 'dist/index.js', plugins: [bundlePlugin()] });
 */
export function bundlePlugin({
  oauth1 = false,
  onBundle = tellWarnings,
}: BundlePluginOptions = {}): BundlePlugin {
  return {
    name: 'lp-functions-toolbelt',
    // A type of esbuild in the public interface would ask everybody for the package.
    setup: (build) => setUp(build as PluginBuild, oauth1, onBundle),
  };
}

function tellWarnings({ warnings }: BundleReport): void {
  for (const warning of warnings) console.warn(warning);
}

async function setUp(
  build: PluginBuild,
  oauth1: boolean,
  onBundle: (report: BundleReport) => void,
): Promise<void> {
  const { initialOptions } = build;
  const files = libraryFiles();
  const entry = entryOf(initialOptions);
  const isWritten = initialOptions.write ?? true;
  configure(initialOptions);
  const found = await namedByFunction(build, entry).catch((error: unknown) => tellErrors(build, error));
  if (found === undefined) return;
  const named = { ...found.named, oauth1 };
  nameHandler(build, entry);
  resolveNames(build, files, outside(initialOptions));
  loadParts(build, files, named);
  build.onEnd(async (result) => {
    if (result.errors.length > 0) return undefined;
    const report = await finishResult(result, files, found, initialOptions);
    onBundle(report);
    if (!isWritten) return undefined;
    const errors = problemsOf(report, result);
    if (errors.length === 0) await writeFiles(result);
    return { errors };
  });
}

/** What another run of esbuild says, as the errors of this one. */
function tellErrors({ onStart }: PluginBuild, error: unknown): undefined {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) throw error;
  onStart(() => ({ errors }));
}

/** Why it must not be written. */
function problemsOf({ code }: BundleReport, { metafile, outputFiles = [] }: BuildResult): PartialMessage[] {
  const inputs = Object.keys(metafile?.inputs ?? {}).map((path) => resolve(path));
  const overwritten = outputFiles.filter(({ path }) => inputs.includes(path));
  const texts = overwritten.map(({ path }) => `The bundle would overwrite ${path}, of which it is made.`);
  if (code.length > MOST_CHARACTERS) texts.push(tooLarge(code));
  return texts.map((text) => ({ text }));
}

/** esbuild writes before the bundle has its form, so it is not let. */
async function writeFiles({ outputFiles = [] }: BuildResult): Promise<void> {
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
}

/** @throws {ConfigError} */
function entryOf({ entryPoints, absWorkingDir = process.cwd() }: BuildOptions): string {
  const [only, ...others] = Array.isArray(entryPoints) ? entryPoints : Object.values(entryPoints ?? {});
  if (only === undefined || others.length > 0) {
    throw new ConfigError('entryPoints', 'Give one entry point: a function is one file.');
  }
  return resolve(absWorkingDir, typeof only === 'string' ? only : only.in);
}

/** What the platform needs cannot be chosen; what is left out is chosen for size. */
function configure(options: BuildOptions): void {
  Object.assign(options, {
    bundle: true,
    format: 'esm',
    platform: 'node',
    splitting: false,
    metafile: true,
    write: false,
    target: options.target ?? 'node20',
    minify: options.minify ?? true,
    // So that no other name is `lambda`, which the handler gets.
    minifyIdentifiers: true,
    lineLimit: options.lineLimit ?? LINE,
    legalComments: options.legalComments ?? 'none',
    ...(options.outdir === undefined && options.outfile === undefined && { outdir: 'out' }),
    supported: { ...options.supported, 'top-level-await': false },
  } satisfies BuildOptions);
}

/** What a function names, and where it imports the library as one object. */
interface Found {
  readonly named: Named;
  readonly whole: readonly string[];
}

/** What the author's own files name, and packages of theirs that import this library or are handed a client. */
async function namedByFunction(build: PluginBuild, entry: string): Promise<Found> {
  const { absWorkingDir = process.cwd() } = build.initialOptions;
  const alone = await sourceOf(build, entry, { packages: 'external' });
  const imports = Object.values(alone.metafile.inputs).flatMap((input) => input.imports);
  const isPackage = ({ path, external }: { path: string; external?: boolean }) =>
    external === true && !isBuiltin(path) && !LIBRARY.test(path) && !isOneOf(PLATFORM_MODULES, path);
  if (!imports.some(isPackage))
    return { named: namedIn(alone.text), whole: await wholeImports(alone.metafile, absWorkingDir) };
  const external = ['lp-functions-toolbelt', ...outside(build.initialOptions)];
  const whole = await sourceOf(build, entry, { external });
  const { inputs: own } = alone.metafile;
  // A package of a workspace lies where it likes: it is no file that the author's own import.
  const ofPackages = Object.entries(whole.metafile.inputs).filter(([path]) => own[path] === undefined);
  const isCalled = ofPackages.some(([, input]) => input.imports.some(({ path }) => LIBRARY.test(path)));
  const named = namedIn(alone.text);
  // Names of packages that know nothing of it would only take more of the library.
  const needed = isCalled || named.handed ? namedIn(whole.text) : named;
  return {
    named: { ...needed, ...listensIn(whole.text) },
    whole: await wholeImports(whole.metafile, absWorkingDir),
  };
}

/** As one text. What nobody calls is looked at all the same: the handler itself is not called by anybody. */
async function sourceOf(
  { esbuild, initialOptions }: PluginBuild,
  entry: string,
  options: BuildOptions,
): Promise<{ text: string; metafile: Metafile }> {
  const { absWorkingDir, tsconfig, alias, loader } = initialOptions;
  const own = Object.entries({ absWorkingDir, tsconfig, alias, loader });
  const { outputFiles, metafile } = await esbuild.build({
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
    ...options,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    treeShaking: false,
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'silent',
    plugins: [LIBRARY_OUTSIDE],
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}

/** `paths` of a tsconfig.json lead into this library, where every name is read. */
const LIBRARY_OUTSIDE: Plugin = {
  name: 'library-outside',
  setup: ({ onResolve }) => onResolve({ filter: LIBRARY }, ({ path }) => ({ path, external: true })),
};

/** The platform finds the function by its name alone, which a bundle does not keep; an export it keeps. */
function nameHandler({ onLoad, onResolve }: PluginBuild, entry: string): void {
  onResolve({ filter: /./ }, ({ kind, path }) =>
    kind === 'entry-point' && isAbsolute(path) ? { path } : undefined,
  );
  onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
    if (path !== entry) return undefined;
    const source = await readFile(path, 'utf8');
    const loader = /ts$/.test(path) ? 'ts' : 'js';
    // What is first here is not first in the bundle.
    const contents = source.replace(/^(\uFEFF?)#!/, '$1//');
    return { contents: `${contents}\nexport { lambda as ${HANDLER} };`, loader };
  });
}

/** Modules that stay imports: those that the platform has, and what the author says that it has. */
function outside({ external = [] }: BuildOptions): readonly string[] {
  return [...PLATFORM_MODULES, ...external];
}

function resolveNames(
  { onResolve, onLoad }: PluginBuild,
  { folder, extension }: LibraryFiles,
  external: readonly string[],
): void {
  const standIn = (name: string) => ({ path: `${folder}bundle${sep}stand-ins${sep}${name}${extension}` });
  onResolve({ filter: /^lp-functions-toolbelt\// }, ({ path }) => ({
    errors: [{ text: `A deployed function has no ${path}: it imports lp-functions-toolbelt alone.` }],
  }));
  onResolve({ filter: LIBRARY }, () => ({ path: `${folder}index${extension}`, sideEffects: false }));
  onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
    if (!isOneOf(external, path)) return undefined;
    return kind === 'require-call' ? { path, namespace: REQUIRED } : { path, external: true };
  });
  onResolve({ filter: /^(zod\/mini|lru-cache|p-retry)$/ }, ({ path, importer }) =>
    importer.startsWith(folder) ? standIn(PACKAGES[path] ?? path) : undefined,
  );
  onResolve({ filter: /./ }, ({ path, namespace, kind }) => {
    if (!isBuiltin(path)) return undefined;
    const name = path.startsWith('node:') ? path : `node:${path}`;
    if (namespace === OF_NODE || namespace === REQUIRED) return { path: name, external: true };
    return { path: name, namespace: kind === 'require-call' ? REQUIRED : OF_NODE };
  });
  onLoad({ filter: /./, namespace: OF_NODE }, ({ path }) => ({ contents: builtinModule(path) }));
  onLoad({ filter: /./, namespace: REQUIRED }, ({ path }) => ({ contents: requiredModule(path) }));
}

/** What `require` gives is the module's own value, which may be a function or a class. */
function requiredModule(name: string): string {
  const isWhole = isBuiltin(name) || PLATFORM_PACKAGES[name] === 'default';
  const [taken, value] = isWhole ? ['whole', 'whole'] : ['* as whole', 'whole.default ?? whole'];
  return `import ${taken} from ${JSON.stringify(name)};\nmodule.exports = ${value};`;
}

/** A module of Node by its default import: the local runner of the official command line reads no other well. */
function builtinModule(name: string): string {
  const whole: unknown = process.getBuiltinModule(name);
  const names = Object.keys(Object(whole)).filter(
    (key) => key !== 'default' && /^[A-Za-z_$][\w$]*$/.test(key),
  );
  const exports = names.map((key) => `whole_${key} as ${key}`);
  const values = names.map((key) => `const whole_${key} = /* @__PURE__ */ (() => whole.${key})();`);
  return [
    `import whole from ${JSON.stringify(name)};`,
    ...values,
    `export { whole as default${exports.map((one) => `, ${one}`).join('')} };`,
  ].join('\n');
}

function loadParts(
  { esbuild, onLoad }: PluginBuild,
  { folder, extension }: LibraryFiles,
  named: Needed,
): void {
  onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
    if (!path.startsWith(folder)) return undefined;
    const name = relative(folder, path).replaceAll(sep, '/').slice(0, -extension.length);
    const loader = extension === '.ts' ? 'ts' : 'js';
    const part = await partOf(name, path, named);
    if (part !== undefined) return { contents: part, loader };
    // Without types, so that it can be read.
    const { code } = await esbuild.transform(await readFile(path, 'utf8'), { loader, target: 'esnext' });
    return { contents: rewrite(name, code, named), loader: 'js' };
  });
}

/** What another source stands for, undefined for what is taken as it is. */
async function partOf(name: string, path: string, named: Needed): Promise<string | undefined> {
  const up = '../'.repeat(name.split('/').length - 1);
  const { apis } = named;
  const standIn = standInFor(name, named);
  if (standIn !== undefined) return `export * from '${up}bundle/stand-ins/${standIn}.js';`;
  if (name === 'apis/index') return tableOf(await readFile(path, 'utf8'), named);
  if (name === 'apis/answers.generated') return outerKinds(named);
  if (name === 'salesforce/salesforce-client' && named.salesforce) return salesforceClient();
  if (name === 'csds/services') return servicesOf(named.services);
  if (apis.has('dataAccess')) return undefined;
  if (name === 'apis/data-access/data-access') return dataAccessHosts();
  if (name === 'client/data-access') {
    return [
      "import { absent } from '../bundle/stand-ins/absent-api.js';",
      "export const bindDataAccess = () => absent('dataAccess')[0].operations;",
    ].join('\n');
  }
  return undefined;
}

async function finishResult(
  result: BuildResult,
  files: LibraryFiles,
  { named, whole }: Found,
  options: BuildOptions,
): Promise<BundleReport> {
  const { outputFiles = [], metafile } = result;
  const output = outputFiles.find(({ path }) => /\.m?js$/.test(path));
  const map = outputFiles.find(({ path }) => path.endsWith('.map'));
  const told = Object.values(metafile?.outputs ?? {}).find(({ entryPoint }) => entryPoint !== undefined);
  if (output === undefined || told === undefined)
    throw new ConfigError('function', 'esbuild made no module.');
  const inputs = Object.entries(told.inputs)
    .map(([path, { bytesInOutput }]) => inputOf(path, bytesInOutput, files))
    .filter(({ characters }) => characters > 0)
    .sort((one, other) => other.characters - one.characters);
  const platform = inputs.some(({ path }) => path.startsWith('bundle/stand-ins/open-store.'));
  const made = { code: output.text, map: map?.text };
  const smaller = options.minify ? shareValues(await minifyAgain(made.code, made.map)) : made;
  const { code, linesBefore } = finish(smaller.code, {
    platform,
    keepColumns: map !== undefined,
    external: outside(options),
  });
  output.contents = Buffer.from(code);
  const moved = smaller.map && moveDown(smaller.map, linesBefore);
  if (map !== undefined && moved !== undefined) map.contents = Buffer.from(moved);
  return {
    code,
    map: moved,
    apis: [...named.apis],
    warnings: [...whole.map(wholeWarning), ...warningsOf(code, named, inputs)],
    inputs,
  };
}

/** @param path As esbuild names it: relative to the working directory, or behind a namespace. */
function inputOf(path: string, characters: number, { folder }: LibraryFiles): BundleInput {
  const [, ofNode] = /^(?:required|of-node):(.*)/.exec(path) ?? [];
  if (ofNode !== undefined)
    return { path: ofNode, group: isBuiltin(ofNode) ? 'imports of Node' : ofNode, characters };
  const absolute = resolve(path);
  if (absolute.startsWith(folder)) {
    const within = absolute.slice(folder.length).replaceAll(sep, '/');
    return { path: within, group: `lp-functions-toolbelt: ${within.split('/')[0]}`, characters };
  }
  const [, ofPackage] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return { path, group: ofPackage ?? 'your files', characters };
}

function wholeWarning(place: string): string {
  return `The whole library was taken, since it is imported as one object: import what the function uses by name, and it becomes smaller. ${place}`;
}

function warningsOf(code: string, { computed }: Named, inputs: readonly BundleInput[]): string[] {
  const warnings: string[] = [];
  if (computed !== undefined) {
    warnings.push(
      `All APIs were taken, since ${JSON.stringify(computed.slice(0, 100))} may name any: write the names that the function uses, and it becomes smaller.`,
    );
  }
  if (isTight(code)) {
    const heaviest = weights(inputs).slice(0, 3);
    const told = heaviest.map(({ group, characters }) => `${group} ${characters}`).join(', ');
    warnings.push(
      `The bundle has ${code.length} of at most ${MOST_CHARACTERS} characters. What weighs most: ${told}.`,
    );
  }
  return warnings;
}
