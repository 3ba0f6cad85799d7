import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';

interface BundleFlags {
  out?: string;
  external?: readonly string[];
  oauth1?: true;
  sourcemap?: true;
  weights?: true;
}

const HELP = `
Makes one ES module of the function and this library, as it is deployed: at most 100,000 characters, with imports of Node
and of the platform only. It holds the APIs that the function names, as lp.users or lp['users']; a computed name takes all
of them. Needs the package esbuild.

  lp-toolbelt bundle functions/my-function/index.js --out dist/my-function/index.js
${EXIT_CODES_HELP}`;

export function addBundle(program: Command, { done }: CommandContext): void {
  program
    .command('bundle')
    .description('make one file of a function and this library, as it is deployed')
    .argument('<function>', 'file of the function, or its folder')
    .option('--out <file>', 'file to write (default: index.js in the folder bundle beside the function)')
    .option(
      '--external <module>',
      'a further module that the platform has; may be repeated',
      (one, before: readonly string[] = []) => [...before, one],
    )
    .option('--oauth1', 'let it take a key of OAuth 1.0a, which LivePerson ended on 31 May 2026')
    .option('--sourcemap', 'write a source map beside it')
    .option('--weights', 'tell what weighs what')
    .addHelpText('after', HELP)
    .action(async (path: string, flags: BundleFlags) => {
      const { runBundle } = await import('./bundle.js');
      const { stdout, stderr } = process;
      done(await runBundle({ output: stdout, errors: stderr, path, ...flags }));
    });
}
