import type { Fixtures } from '../../fixtures/fixtures.js';
import type { OperationHandlers } from './api-routes.js';
import { automaticMessageHandlers, unifiedMessageHandlers } from './automatic-messages.js';
import { predefinedCategoryHandlers } from './predefined-categories.js';
import { predefinedContentHandlers } from './predefined-content.js';

/** Handlers of the APIs of texts that agents and the system send, by the ids of these APIs. */
export function contentHandlers(fixtures: Fixtures): Readonly<Record<string, OperationHandlers>> {
  return {
    predefinedContent: predefinedContentHandlers(fixtures),
    predefinedCategories: predefinedCategoryHandlers(fixtures),
    automaticMessages: automaticMessageHandlers(fixtures),
    unifiedAutomaticMessages: unifiedMessageHandlers(fixtures),
  };
}
