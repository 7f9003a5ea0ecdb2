import { onTestFinished } from 'vitest';
import { BOUNDS, type Bound } from '../../src/config/bounds.ts';

/** Other bounds for the running test, so that it reaches them in milliseconds. */
export function setBounds(limits: Partial<Record<keyof typeof BOUNDS, number>>): void {
  for (const [name, limit] of Object.entries(limits)) {
    const bound: Bound = BOUNDS[name as keyof typeof BOUNDS];
    const usual = bound.limit;
    bound.limit = limit;
    onTestFinished(() => {
      bound.limit = usual;
    });
  }
}
