/**
 * Packages that functions were seen to import on the platform, which has them installed, and whether they export one
 * thing or names.
 */
export const PLATFORM_PACKAGES: Readonly<Record<string, 'default' | 'names'>> = {
  '@jsforce/jsforce-node': 'default',
  'es-toolkit': 'names',
  jsonwebtoken: 'default',
  luxon: 'names',
  'oauth-1.0a': 'default',
};

/** The platform's own modules, as far as they are not made part of a bundle. */
export const PLATFORM_MODULES: readonly string[] = [
  'core-functions-toolbelt',
  ...Object.keys(PLATFORM_PACKAGES),
];

/** Whether it is one of these modules, or a path within one. */
export function isOneOf(modules: readonly string[], path: string): boolean {
  return modules.some((module) => path === module || path.startsWith(`${module}/`));
}
