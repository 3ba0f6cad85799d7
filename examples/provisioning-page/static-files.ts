import { readFile } from 'node:fs/promises';

const SCRIPT = 'text/javascript; charset=utf-8';

/** By path; nothing else is served. */
const FILES: ReadonlyMap<string, { readonly file: string; readonly type: string }> = new Map([
  ['/', { file: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/page.css', { file: 'page.css', type: 'text/css; charset=utf-8' }],
  ['/icon.svg', { file: 'icon.svg', type: 'image/svg+xml' }],
  ['/page.js', { file: 'page.js', type: SCRIPT }],
  ['/page-model.js', { file: 'page-model.js', type: SCRIPT }],
  ['/page-texts.js', { file: 'page-texts.js', type: SCRIPT }],
  ['/page-view.js', { file: 'page-view.js', type: SCRIPT }],
  ['/notifier.js', { file: 'notifier.js', type: SCRIPT }],
  ['/server-connection.js', { file: 'server-connection.js', type: SCRIPT }],
]);

/** A file of the page and its media type. */
export interface StaticFile {
  readonly content: Buffer;
  readonly type: string;
}

/** The file at a path; undefined where there is none. */
export async function readStaticFile(path: string): Promise<StaticFile | undefined> {
  const entry = FILES.get(path);
  if (entry === undefined) return undefined;
  const content = await readFile(new URL(`./public/${entry.file}`, import.meta.url));
  return { content, type: entry.type };
}
