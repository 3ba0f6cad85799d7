export { type BundleOptions, bundleFunction } from './bundle/bundle-function.js';
export type { BundleReport } from './bundle/bundle-report.js';
export { type BundlePlugin, type BundlePluginOptions, bundlePlugin } from './bundle/plugin.js';
