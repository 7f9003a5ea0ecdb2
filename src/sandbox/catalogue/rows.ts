import type { JsonObject } from '../state/values.ts';
import type { Bundle } from './bundle.ts';
import { bundleSlug, catalogue } from './catalogue.ts';
import { collections, gitUrl, type RegistryCollection } from './collections.ts';

/** A bundle as a row of the registry's list, README included. */
export function listItem(bundle: Bundle): JsonObject {
  return { ...commonFields(bundle), platform: bundle.platform };
}

/** A bundle as the registry's detail route answers it: paths and variables, and no top-level platform. */
export function detail(bundle: Bundle): JsonObject {
  const directory = `codebundles/${bundle.name}`;
  const hasRunbook = bundle.tasks.length > 0;
  return {
    ...commonFields(bundle),
    runbook_path: `${directory}/${hasRunbook ? 'runbook' : 'sli'}.robot`,
    sli_path: bundle.slis.length > 0 ? `${directory}/sli.robot` : null,
    updated_at: `${bundle.changed}T04:10:27`,
    git_updated_at: `${bundle.changed}T02:31:09`,
    user_variables: bundle.variables.map((variable) => ({ type: 'string', pattern: '\\w*', ...variable })),
  };
}

/** A collection as the registry lists it. */
export function collectionRow(collection: RegistryCollection): JsonObject {
  const bundles = catalogue.filter(({ collection: slug }) => slug === collection.slug);
  const tools = bundles.reduce((sum, { tasks, slis }) => sum + tasks.length + slis.length, 0);
  return {
    ...collection,
    git_url: gitUrl(collection.slug),
    owner: 'RunWhen',
    owner_email: 'registry@example.com',
    owner_icon: null,
    last_synced: '2026-08-01T04:00:12',
    is_active: true,
    created_at: '2025-06-01T00:00:00',
    updated_at: '2026-08-01T04:00:12',
    statistics: { codebundle_count: bundles.length, total_tasks: tools },
  };
}

function commonFields(bundle: Bundle): JsonObject {
  const { name, doc, displayName, author, tags, tasks, slis, access, data } = bundle;
  const home = collections.find(({ slug }) => slug === bundle.collection)!;
  const url = gitUrl(home.slug);
  return {
    id: catalogue.indexOf(bundle) + 1,
    name,
    slug: bundleSlug(name),
    display_name: displayName,
    description: `${doc.split('. ')[0]!.replace(/\.$/, '')}.`,
    doc,
    readme: readme(bundle),
    author,
    support_tags: tags,
    tasks,
    slis,
    task_count: tasks.length,
    sli_count: slis.length,
    runbook_source_url: `${url}/tree/main/codebundles/${name}`,
    created_at: '2025-06-02T09:00:00',
    enhancement_status: 'pending',
    ai_enhanced_description: null,
    access_level: access ?? 'unknown',
    data_classifications: { [`data:${data}`]: { label: data, count: tasks.length } },
    minimum_iam_requirements: [],
    ai_enhanced_metadata: {},
    last_enhanced: null,
    configuration_type: configurationType(bundle),
    codecollection: { id: home.id, name: home.name, slug: home.slug, git_url: url },
  };
}

function configurationType({ name, platform, resourceTypes }: Bundle): JsonObject {
  const discovered = platform !== null;
  return {
    type: discovered ? 'Automatically Discovered' : 'Manual',
    has_generation_rules: discovered,
    platform,
    resource_types: resourceTypes,
    match_patterns: discovered
      ? [{ type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' }]
      : [],
    templates: discovered ? [`${name}-slx.yaml`, `${name}-taskset.yaml`] : [],
    output_items: discovered ? ['slx', 'runbook'] : [],
    level_of_detail: discovered ? 'basic' : null,
    runwhen_directory_path: discovered ? `codebundles/${name}/.runwhen` : null,
  };
}

function readme({ displayName, doc, variables }: Bundle): string {
  const lines = variables.map(({ name, description }) => `- \`${name}\`: ${description}`);
  return [`# ${displayName}`, '', doc, '', '## Configuration', '', ...lines, ''].join('\n');
}
