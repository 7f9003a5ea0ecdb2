import { describe } from 'vitest';
import { DELETABLES } from './deletable.ts';
import { COMBINATIONS, tryConfirmation, withPlatform } from './try-confirmation.ts';
import { FORGERIES, tryForgery } from './try-forgery.ts';

withPlatform();

describe.each(COMBINATIONS)('$host, $place', (combination) => tryConfirmation(combination, DELETABLES));

describe.each(FORGERIES)('an agreement that nobody was asked for, on $era.revision $place', (forgery) =>
  tryForgery(forgery, DELETABLES),
);
