import { z } from 'zod';
import { PLATFORM_PROFILES, PLATFORMS, type PlatformName } from '../../codecollections/platforms.ts';
import {
  RESOURCE_TYPES,
  type ResourceType,
  searchRequired,
} from '../../codecollections/resource-types/catalogue.ts';
import { nearestResourceType, searchResourceTypes } from '../../codecollections/resource-types/search.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const listIndexedResourceTypes = defineTool({
  name: 'list_indexed_resource_types',
  title: 'List resource types',
  description: 'Resource types that generation rules can match. azure, aws and gcp list none without search.',
  toolset: 'codecollections',
  effect: 'read',
  openWorld: false,
  input: z.object({
    platform: z.enum(PLATFORMS).describe('Discovery platform'),
    search: z.string().optional().describe('Words of the name'),
    limit: z.int().min(1).max(500).default(50).describe('Most results'),
  }),
  async run({ platform, search = '', limit }, { config }) {
    const reference = referenceOf(platform, config.airgap);
    if (search.trim() === '' && searchRequired(platform)) return searchFirst(platform, reference);
    const found = search.trim() === '' ? RESOURCE_TYPES[platform] : searchResourceTypes(platform, search);
    const asked = search.trim() === '' ? {} : { search };
    return {
      ...asked,
      ...listTypes(platform, found, limit),
      ...noteNothing(platform, search, found),
      reference,
    };
  },
});

function searchFirst(platform: PlatformName, reference: object) {
  return {
    platform,
    search_required: true,
    returned_count: 0,
    total_catalog_entries: RESOURCE_TYPES[platform].length,
    resource_types: [],
    message: `${RESOURCE_TYPES[platform].length} types are known offline; pass search to list some: a service, or words such as bucket.`,
    reference,
  };
}

function listTypes(platform: PlatformName, found: ResourceType[], limit: number) {
  const shown = found.slice(0, limit);
  return {
    platform,
    search_required: false,
    returned_count: shown.length,
    matching_count: found.length,
    total_catalog_entries: RESOURCE_TYPES[platform].length,
    resource_types: shown.map(({ name }) => name),
    ...(searchRequired(platform) ? { more: MORE } : {}),
    ...describePayload(platform, shown),
  };
}

/** Added to the result of a search: the list holds the types that checks use most. */
const MORE = 'Not the whole catalogue (reference.url): another name that exists there works too.';

function describePayload(platform: PlatformName, shown: ResourceType[]) {
  const { payload } = PLATFORM_PROFILES[platform];
  if (!payload) return {};
  return { full_payload: shown.filter(({ fullPayload }) => fullPayload).map(({ name }) => name), payload };
}

function noteNothing(platform: PlatformName, search: string, found: ResourceType[]) {
  if (found.length > 0) return {};
  const meant = nearestResourceType(platform, search);
  return {
    message: `Nothing known offline fits ${JSON.stringify(search)}.${meant ? ` Near: ${meant}.` : ''} A name that is ${
      PLATFORM_PROFILES[platform].resourceTypeForm
    } may exist all the same.`,
  };
}

/** Where the complete list is; an airgapped server names no outside address. */
function referenceOf(platform: PlatformName, airgap: boolean) {
  const { catalogueUrl } = PLATFORM_PROFILES[platform];
  return {
    catalog: 'built in',
    url: airgap ? null : (catalogueUrl ?? null),
    ...(airgap ? { note: 'Airgapped (RUNWHEN_AIRGAP): only the built-in list is consulted.' } : {}),
  };
}
