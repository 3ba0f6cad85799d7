import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { automaticMessages } from '../../../src/apis/automatic-messages.js';
import type { Operation } from '../../../src/apis/define-api.js';
import { predefinedCategories } from '../../../src/apis/predefined-categories.js';
import { predefinedContent } from '../../../src/apis/predefined-content.js';
import { makeFixtures } from '../../../src/testing/fixtures.js';

const made = (seed: number) => makeFixtures({ accountId: '12345678', seed });

describe('fixtures of texts', () => {
  it('are the same for the same seed and different for another', () => {
    expect(made(1).predefinedContent).toEqual(made(1).predefinedContent);
    expect(made(2).predefinedContent).not.toEqual(made(1).predefinedContent);
  });

  it.each([1, 2, 3, -7, 2 ** 40])('pass the schemas of the client (seed %d)', (seed) => {
    const fixtures = made(seed);
    const check = (operation: Operation, value: unknown) =>
      expect(z.safeParse(operation.response(), value).error).toBeUndefined();
    check(predefinedContent.operations.list, fixtures.predefinedContent);
    check(predefinedContent.operations.listDefaults, fixtures.defaultPredefinedContent);
    check(predefinedCategories.operations.list, fixtures.predefinedCategories);
    check(automaticMessages.operations.list, fixtures.automaticMessages);
  });

  it('count what they say, deleted ones aside, each with an id of its own', () => {
    const fixtures = made(1);
    const live = (items: readonly { deleted: boolean }[]) => items.filter(({ deleted }) => !deleted).length;
    expect([live(fixtures.predefinedContent), fixtures.predefinedContent.length]).toEqual([24, 26]);
    expect([live(fixtures.predefinedCategories), fixtures.predefinedCategories.length]).toEqual([5, 6]);
    expect([live(fixtures.automaticMessages), fixtures.automaticMessages.length]).toEqual([6, 7]);
    expect([live(fixtures.unifiedAutomaticMessages), fixtures.unifiedAutomaticMessages.length]).toEqual([
      6, 7,
    ]);
    expect(fixtures.defaultPredefinedContent).toHaveLength(4);
    for (const items of [
      fixtures.predefinedContent,
      fixtures.predefinedCategories,
      fixtures.automaticMessages,
    ]) {
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    }
  });

  it.each([1, 5, 9])('name categories and skills that exist (seed %d)', (seed) => {
    const fixtures = made(seed);
    const idsOf = (items: readonly { id: number; deleted: boolean }[]) =>
      new Set(items.filter(({ deleted }) => !deleted).map(({ id }) => id));
    const categories = idsOf(fixtures.predefinedCategories);
    const skills = idsOf(fixtures.skills);
    for (const { categoriesIds = [], skillIds = [] } of fixtures.predefinedContent) {
      expect(categoriesIds.length).toBeGreaterThan(0);
      expect(categoriesIds.every((id) => categories.has(id))).toBe(true);
      expect(skillIds.every((id) => skills.has(id))).toBe(true);
    }
    const written = fixtures.unifiedAutomaticMessages.flatMap((message) => Object.keys(message.skills));
    expect(written.length).toBeGreaterThan(0);
    expect(written.every((id) => skills.has(Number(id)))).toBe(true);
  });
});
