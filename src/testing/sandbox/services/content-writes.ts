import { automaticMessages } from '../../../apis/account-config/automatic-messages.js';
import { predefinedCategories } from '../../../apis/account-config/predefined-categories.js';
import { predefinedContent } from '../../../apis/account-config/predefined-content.js';
import { unifiedAutomaticMessages } from '../../../apis/account-config/unified-automatic-messages.js';
import type { Route } from '../exchange.js';
import type { Authentication } from '../servers/authentication.js';
import { forbiddenRoutes } from './api-routes.js';

type Write = Pick<Route, 'method' | 'path'>;

/** The documented writes of texts and categories, which the default key has no privilege for. */
export function contentWriteRoutes(authentication: Authentication): Route[] {
  const content = predefinedContent.operations;
  const categories = predefinedCategories.operations;
  const [importPath] = predefinedCategories.owns.filter((path) => path.endsWith('/import'));
  if (importPath === undefined) throw new Error('The import of categories is owned by no row');
  const write = (method: Write['method'], path: string): Write => ({ method, path });
  return [
    ...forbiddenRoutes(predefinedContent, authentication, [
      write('POST', content.list.path),
      write('PUT', content.list.path),
      write('DELETE', content.list.path),
      write('PUT', content.get.path),
      write('DELETE', content.get.path),
    ]),
    ...forbiddenRoutes(predefinedCategories, authentication, [
      write('POST', categories.list.path),
      write('DELETE', categories.list.path),
      write('PUT', categories.get.path),
      write('DELETE', categories.get.path),
      write('POST', importPath),
      write('POST', `${importPath}/validate`),
    ]),
    ...forbiddenRoutes(automaticMessages, authentication, [
      write('PUT', automaticMessages.operations.get.path),
    ]),
    ...forbiddenRoutes(unifiedAutomaticMessages, authentication, [
      write('PUT', unifiedAutomaticMessages.operations.get.path),
      write('DELETE', unifiedAutomaticMessages.operations.get.path),
    ]),
  ];
}
