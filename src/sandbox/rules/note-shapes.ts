import { z } from 'zod';
import type { Note } from '../state/chat-records.ts';
import type { Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';

const status = z.enum(['active', 'deprecated']);
const title = z.string().max(255);
const content = z.string().min(1).max(20_000);
const texts = z.array(z.string());
const selectors = z.array(z.strictObject({ matchTags: z.record(z.string(), z.string()).optional() }));

const createFields = {
  title: title.nullish(),
  content,
  resourcePaths: texts.default([]),
  abstractEntities: texts.default([]),
  status: status.default('active'),
};
const updateFields = {
  title: title.nullish(),
  content: content.nullish(),
  resourcePaths: texts.nullish(),
  abstractEntities: texts.nullish(),
  status: status.nullish(),
  verified: z.boolean().nullish(),
};

/** Bodies of the note routes: v3 drops unknown keys, v4 refuses them and knows selectors and tags. */
export const NoteCreateV3 = z.object(createFields);
export const NoteUpdateV3 = z.object(updateFields);
export const NoteCreateV4 = z.strictObject({
  ...createFields,
  resourceSelectors: selectors.default([]),
  tags: texts.default([]),
});
export const NoteUpdateV4 = z.strictObject({
  ...updateFields,
  resourceSelectors: selectors.nullish(),
  tags: texts.nullish(),
});

/** A note as its API version answers it; a summary leaves the content out. */
export function noteRow(workspace: Workspace, note: Note, version: 'v3' | 'v4', summary = false): JsonObject {
  const { created, modified, resourceSelectors, tags, readOnly, content, ...fields } = note;
  const shared = {
    ...fields,
    ...(summary ? {} : { content }),
    createdAt: created,
    updatedAt: modified,
  };
  if (version === 'v3') return shared;
  return {
    ...shared,
    resourceSelectors,
    tags,
    readOnly,
    resourceLinks: linksOf(workspace, note),
    lastResolvedAt: modified,
    resolutionState: 'ok',
    indexingState: 'completed',
    sourceKind: 'manual',
    source: null,
    sourceId: null,
    sourceRef: null,
  };
}

/** What the note is attached to: the paths it names, and those of the SLXs that its selectors match. */
function linksOf(workspace: Workspace, note: Note): JsonObject[] {
  const explicit = note.resourcePaths.map((resourcePath) => ({
    resourcePath,
    matchReason: 'explicit_path',
    matchedSelector: null,
  }));
  const selected = note.resourceSelectors.flatMap((selector, matchedSelector) =>
    [...workspace.slxs.values()]
      .filter(({ tags }) => hasTags(tags, selector.matchTags as Record<string, string> | undefined))
      .map(({ additionalContext }) => additionalContext.resourcePath)
      .filter((resourcePath) => typeof resourcePath === 'string')
      .map((resourcePath) => ({ resourcePath, matchReason: 'selector', matchedSelector })),
  );
  return [...explicit, ...selected];
}

function hasTags(tags: { name: string; value: string }[], wanted: Record<string, string> = {}): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    tags.some((tag) => tag.name === name && tag.value === value),
  );
}
