import { isDeepStrictEqual } from 'node:util';
import { InvalidArguments } from '../errors/request-errors.ts';

/** A name that tools take beside the ones that they publish. */
export type OtherName = { tools: readonly string[]; name: string } & (
  | {
      /** The published parameter that it means. */
      means: string;
    }
  | {
      /** Why it changes nothing; said in the notes of the result. */
      noEffect: string;
    }
);

/**
 * Every name that is taken and not published: earlier names of this server, and parameters of the Python server
 * that have nothing to act on here. The published names are the Python server's.
 */
export const OTHER_NAMES: readonly OtherName[] = [
  {
    tools: ['get_assistant', 'update_assistant', 'delete_assistant'],
    name: 'short_name',
    means: 'assistant_name',
  },
  { tools: ['create_assistant', 'update_assistant'], name: 'full_name', means: 'display_name' },
  { tools: ['run_script', 'run_script_and_wait'], name: 'task_type', means: 'run_type' },
  { tools: ['get_run_output'], name: 'run_type', means: 'task_type' },
  { tools: ['deploy_registry_codebundle'], name: 'interval_seconds', means: 'sli_interval_seconds' },
  { tools: ['render_codecollection_skill'], name: 'qualifiers', means: 'slx_qualifiers' },
  { tools: ['render_codecollection_skill'], name: 'generic_repo_url', means: 'generic_runtime_repo_url' },
  { tools: ['render_codecollection_skill'], name: 'generic_repo_ref', means: 'generic_runtime_ref' },
  { tools: ['list_chat_rules', 'list_chat_commands'], name: 'limit', means: 'page_size' },
  { tools: ['get_registry_codebundle'], name: 'codecollection_slug', means: 'collection_slug' },
  { tools: ['get_registry_codebundle'], name: 'slug', means: 'codebundle_slug' },
  {
    tools: ['commit_slx', 'deploy_registry_codebundle'],
    name: 'branch',
    noEffect: 'the platform keeps an SLX without branches',
  },
  {
    tools: ['commit_slx', 'deploy_registry_codebundle'],
    name: 'commit_message',
    noEffect: 'the platform keeps no message of a commit',
  },
  {
    tools: ['get_workspace_context', 'get_skill'],
    name: 'reload',
    noEffect: 'files are read anew at each call',
  },
];

type Arguments = Record<string, unknown>;

/**
 * The arguments with names such as `ruleContent`, which is how the platform's API and the Python server's page write them,
 * in the spelling of tools. Throws `InvalidArguments` where both spellings are given with different values.
 */
export function inToolSpelling(tool: string, given: Arguments, published: object): Arguments {
  const args = { ...given };
  for (const [name, value] of Object.entries(given)) {
    const spelt = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (Object.hasOwn(published, name) || !Object.hasOwn(published, spelt)) continue;
    delete args[name];
    const other = args[spelt];
    if (other !== undefined && other !== null && !same(other, value)) throw twoNames(tool, name, spelt);
    args[spelt] = value;
  }
  return args;
}

/**
 * The arguments under their published names, without those that have no effect. Throws `InvalidArguments` where a
 * parameter is given under both its names with different values.
 */
export function publishedNames(tool: string, given: Arguments): Arguments {
  const args = { ...given };
  for (const other of givenOthers(tool, given)) {
    const value = args[other.name];
    delete args[other.name];
    if (!('means' in other)) continue;
    const published = args[other.means];
    if (published !== undefined && published !== null && !same(published, value))
      throw twoNames(tool, other.name, other.means);
    args[other.means] = value;
  }
  return args;
}

/** One note for each argument that is given and changes nothing. */
export function noteNoEffect(tool: string, given: Arguments = {}): string[] {
  return givenOthers(tool, given).flatMap((other) =>
    'noEffect' in other ? [`${other.name} has no effect: ${other.noEffect}.`] : [],
  );
}

function givenOthers(tool: string, given: Arguments): OtherName[] {
  return OTHER_NAMES.filter(
    ({ tools, name }) => tools.includes(tool) && given[name] !== undefined && given[name] !== null,
  );
}

/** `600` and `"600"` say the same. */
const same = (one: unknown, other: unknown) =>
  isDeepStrictEqual(one, other) || (typeof one !== 'object' && String(one) === String(other));

function twoNames(tool: string, name: string, published: string): InvalidArguments {
  return new InvalidArguments(
    `${tool}: ${name} is another name of ${published}, and both are given with different values.`,
    {
      hint: `Give ${published} alone.`,
      detail: { fields: [name, published] },
    },
  );
}
