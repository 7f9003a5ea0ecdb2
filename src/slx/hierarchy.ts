import type { Tag } from './tags.ts';

/** What an SLX carries besides its own fields: where it is found and how it is grouped. */
export interface AdditionalContext {
  resourcePath?: string;
  hierarchy?: string[];
}

/** Holds only what is given; undefined where nothing is given. */
export function additionalContext({
  resourcePath,
  hierarchy = [],
}: AdditionalContext): AdditionalContext | undefined {
  const names = hierarchy.map((name) => name.trim()).filter((name) => name !== '');
  if (resourcePath === undefined && names.length === 0) return undefined;
  return {
    ...(resourcePath === undefined ? {} : { resourcePath }),
    ...(names.length === 0 ? {} : { hierarchy: names }),
  };
}

/** A level takes its value from the tag with its name; without such a tag it is skipped. */
export function hierarchyNotes({ hierarchy = [] }: AdditionalContext, tags: readonly Tag[]): string[] {
  const known = new Set(tags.map(({ name }) => name));
  const missing = hierarchy.filter((name) => !known.has(name));
  if (missing.length === 0) return [];
  return [
    `hierarchy: no tag is named ${missing.join(', ')}; the platform skips ${missing.length === 1 ? 'this level' : 'these levels'}.`,
  ];
}
