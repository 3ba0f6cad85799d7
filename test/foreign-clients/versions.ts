import { readFile } from 'node:fs/promises';
import { HERE, type Language } from './languages.js';

/** What stands between the name of a package and its version, in the file that pins it. */
const PINS: Readonly<Partial<Record<Language, { readonly file: string; readonly between: string }>>> = {
  'Node.js': { file: 'package.json', between: '": "' },
  Python: { file: 'requirements.txt', between: '==' },
  Go: { file: 'go/go.mod', between: ' v' },
};

/** The version of a package that is installed. */
export async function pinnedVersion(language: Language, name: string): Promise<string> {
  const pin = PINS[language];
  const text = pin === undefined ? '' : await readFile(`${HERE}${pin.file}`, 'utf8');
  const line = text.split(/\n\s*(?:"|require )?/).find((one) => one.startsWith(`${name}${pin?.between}`));
  const version = /[\w.]+/.exec(line?.slice(`${name}${pin?.between}`.length) ?? '')?.[0];
  if (version === undefined) throw new Error(`No version of ${name} is pinned`);
  return version;
}
