import {
  GENERIC_ICON,
  PLATFORM_PROFILES,
  PLATFORMS,
  type PlatformName,
} from '../codecollections/platforms.ts';
import { classifySecret } from '../slx/secrets.ts';
import type { Tag } from '../slx/tags.ts';

/** What shows which platform an SLX is about, the strongest sign first. */
export interface IconClues {
  tags: readonly Tag[];
  /** As sent: below `custom/`, or as discovery has it. */
  resourcePath?: string | undefined;
  /** The registry's name of the platform of a bundle. */
  bundlePlatform?: string | null | undefined;
  /** Variable names to keys of secrets. */
  secretVars: Record<string, string>;
}

/** Icon of an SLX for which none is given: that of the platform it is about, else a generic one. */
export function iconOf({ tags, resourcePath = '', bundlePlatform, secretVars }: IconClues): string {
  const platform =
    known(tags.find(({ name }) => name === 'platform')?.value) ??
    known(resourcePath.replace(/^custom\//, '').split('/')[0]) ??
    known(bundlePlatform) ??
    known(onlyOne(Object.keys(secretVars).map((name) => classifySecret(name).platform)));
  return platform ? PLATFORM_PROFILES[platform].icon : GENERIC_ICON;
}

function known(name: string | null | undefined): PlatformName | undefined {
  const plain = name?.trim().toLowerCase();
  return PLATFORMS.find((platform) => platform === plain);
}

/** Secrets of two platforms decide nothing. */
function onlyOne(platforms: string[]): string | undefined {
  const [first, ...others] = new Set(platforms.filter((platform) => known(platform)));
  return others.length === 0 ? first : undefined;
}
