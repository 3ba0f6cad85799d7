import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError } from '../errors/config-error.js';
import type { BundleReport } from './bundle-report.js';
import { bundlePlugin } from './plugin.js';

/** Options of {@link bundleFunction}. */
export interface BundleOptions {
  /** Whether it may be given a key of OAuth 1.0a; see {@link bundlePlugin}. @default false */
  readonly oauth1?: boolean | undefined;
  /** Modules that the platform has beside those that it was seen to have; they stay imports. @default [] */
  readonly external?: readonly string[] | undefined;
  /** Whether a source map is made, of the author's files and this library's. @default false */
  readonly sourcemap?: boolean | undefined;
  /**
   * File that the module will be written to: the sources of its map are relative to it, and a comment in it names the map,
   * which is beside it with `.map` behind. @default without that comment, and relative to the function
   */
  readonly outfile?: string | undefined;
}

/**
 * Makes of a function and this library one ES module, as the platform takes it: see {@link bundlePlugin}. Needs the
 * package esbuild. Nothing is written.
 *
 * @param file Path of the function, in JavaScript or TypeScript.
 * @throws {ConfigError} There is no such file or no esbuild, or the function has what the platform cannot run.
 */
export async function bundleFunction(
  file: string,
  { oauth1, sourcemap = false, external = [], outfile }: BundleOptions = {},
): Promise<BundleReport> {
  const path = resolve(file);
  await access(path).catch(() => {
    throw new ConfigError('function', `There is no file ${path}.`);
  });
  const { build } = await loadEsbuild();
  let report: BundleReport | undefined;
  const plugin = bundlePlugin({
    oauth1,
    onBundle: (made) => {
      report = made;
    },
  });
  await build({
    entryPoints: [path],
    write: false,
    outfile: outfile ?? `${path}.bundle.js`,
    logLevel: 'silent',
    external: [...external],
    sourcemap: sourcemap && (outfile === undefined ? 'external' : 'linked'),
    plugins: [plugin],
  }).catch((error: unknown) => {
    throw new ConfigError('function', messageOf(error));
  });
  if (report === undefined) throw new ConfigError('function', 'esbuild made no module.');
  return report;
}

async function loadEsbuild(): Promise<typeof import('esbuild')> {
  try {
    return await import('esbuild');
  } catch {
    throw new ConfigError(
      'esbuild',
      'A bundle is made by the package esbuild, which is not installed here: npm install --save-dev esbuild',
    );
  }
}

/** What esbuild says, with the place where it was found. */
function messageOf(error: unknown): string {
  const { errors } = error as { errors?: readonly Message[] };
  if (errors === undefined || errors.length === 0)
    return error instanceof Error ? error.message : String(error);
  return errors
    .map(({ text, location }) => {
      if (isWithoutHandler(text)) return `${location?.file}: The function declares no lambda.`;
      return (location ? `${location.file}:${location.line}: ${text}` : text) + hint(text);
    })
    .join('\n');
}

/** esbuild tells of it at the line where this library asks for it, which the author does not have. */
const isWithoutHandler = (text: string) => text.startsWith('"lambda" is not declared');

function hint(text: string): string {
  const [, name] = /Could not resolve "([^./][^"]*)"/.exec(text) ?? [];
  if (name === undefined) return '';
  return `. Install it, or leave it out of the bundle if the platform has it: --external ${name}`;
}

interface Message {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number } | null;
}
