/** The preload: beside this file, and beside what the build makes of it. No import, since Node is to load it in another process. */
export const PRELOAD_URL: string = new URL('./sandbox-preload.js', import.meta.url).href;
