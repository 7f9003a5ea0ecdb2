import { describe, expect, test } from 'vitest';
import { tools } from '../../src/tools/catalogue.ts';
import { DELETABLES } from './deletable.ts';
import { COMBINATIONS, tryConfirmation, withPlatform } from './try-confirmation.ts';
import { FORGERIES, tryForgery } from './try-forgery.ts';

withPlatform();

test('every tool that deletes is tried', () => {
  const deleting = tools.filter(({ effect }) => effect === 'delete').map(({ name }) => name);
  expect(DELETABLES.map(({ tool }) => tool).toSorted()).toEqual(deleting.toSorted());
});

/** Every tool from the newest host, and one from two others; confirmation.check.ts tries every tool from every host. */
const SOME = COMBINATIONS.filter(
  ({ host, place }) => host.includes('2026') || (host.includes('2025-06') && place === 'over stdio'),
);

describe.each(SOME)('$host, $place', (combination) => {
  const everyTool = combination.host.includes('2026') && combination.place === 'over HTTP';
  tryConfirmation(
    combination,
    DELETABLES.filter(({ tool }) => everyTool || tool === 'delete_chat_rule'),
  );
});

describe.each(FORGERIES.filter(({ place }) => place === 'over HTTP'))(
  'an agreement that nobody was asked for, on $era.revision $place',
  (forgery) =>
    tryForgery(
      forgery,
      DELETABLES.filter(({ tool }) => tool === 'delete_chat_rule'),
    ),
);
