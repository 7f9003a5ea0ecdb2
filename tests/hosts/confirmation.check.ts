import { describe } from 'vitest';
import { DELETABLES } from './deletable.ts';
import { COMBINATIONS, tryConfirmation, withPlatform } from './try-confirmation.ts';

withPlatform();

describe.each(COMBINATIONS)('$host, $place', (combination) => tryConfirmation(combination, DELETABLES));
