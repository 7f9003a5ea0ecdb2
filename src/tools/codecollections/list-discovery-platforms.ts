import { z } from 'zod';
import {
  COMMON_TEMPLATE_PATHS,
  COMMON_TEMPLATE_VARIABLES,
  PLATFORM_PROFILES,
  PLATFORMS,
  type PlatformName,
} from '../../codecollections/platforms.ts';
import { RESOURCE_TYPES, searchRequired } from '../../codecollections/resource-types/catalogue.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const listDiscoveryPlatforms = defineTool({
  name: 'list_discovery_platforms',
  title: 'List discovery platforms',
  description: "Platforms whose resources a code collection's rules can match, and how to choose one.",
  toolset: 'codecollections',
  effect: 'read',
  openWorld: false,
  input: z.object({ platform: z.enum(PLATFORMS).describe('Only this one').optional() }),
  async run({ platform: only }) {
    const platforms = only ? [only] : PLATFORMS;
    return {
      platforms: platforms.map(describePlatform),
      decision_guide: Object.fromEntries(
        platforms.map((platform) => [platform, PLATFORM_PROFILES[platform].decisionGuide]),
      ),
      template_variables_everywhere: COMMON_TEMPLATE_VARIABLES,
      template_paths_everywhere: inBraces(COMMON_TEMPLATE_PATHS),
    };
  },
});

/** Paths as templates have them, each with what it gives. */
const inBraces = (paths: Record<string, string>) =>
  Object.fromEntries(Object.entries(paths).map(([path, gives]) => [`{{${path}}}`, gives]));

function describePlatform(platform: PlatformName) {
  const profile = PLATFORM_PROFILES[platform];
  return {
    platform,
    title: profile.title,
    resource_type_form: profile.resourceTypeForm,
    known_resource_types: RESOURCE_TYPES[platform].length,
    search_required: searchRequired(platform),
    default_resource_types: profile.defaultResourceTypes,
    qualifiers: profile.qualifiers,
    default_qualifiers: profile.defaultQualifiers,
    match_paths: profile.matchPaths,
    template_variables: profile.templateVariables,
    template_paths: inBraces(profile.templatePaths),
    ...(platform === 'runwhen' ? { takes_resource_path: true } : {}),
  };
}
