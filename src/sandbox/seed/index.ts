import type { World } from '../world.ts';

/** Fills an empty world. */
export function seedWorld(_world: World, _slxs: number): void {}
