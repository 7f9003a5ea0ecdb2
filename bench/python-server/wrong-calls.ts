import parameters from '../../tests/ground-truth/python-server-parameters.json' with { type: 'json' };
import { type Answers, STEPS } from './calls.ts';

/** One call that has one thing wrong. */
export interface WrongCall {
  /** `get_chat_rule with rule_id unknown`. */
  as: string;
  tool: string;
  args: Record<string, unknown>;
}

/** What nothing on the sandbox is named, by parameter. */
const UNKNOWN: Record<string, unknown> = {
  workspace_name: 'nowhere',
  issue_id: '999999',
  rule_id: 999_999,
  command_id: 999_999,
  note_id: '5a4db0c5-0000-4000-8000-00000000ffff',
  run_id: '5a4db0c5-0000-4000-8000-00000000ffff',
  slx_name: 'no-such-slx',
  assistant_name: 'no-such-assistant',
  persona_name: 'no-such-assistant',
  session_id: '5a4db0c5-0000-4000-8000-00000000ffff',
  collection_slug: 'no-such-collection',
  codebundle_slug: 'no-such-bundle',
  name: 'no-such-name',
  platform: 'no-such-platform',
  location: 'no-such-location',
  interpreter: 'ruby',
  run_type: 'other',
  task_type: 'other',
  scope_type: 'other',
  cron_schedule: 'at noon',
  status: 'lost',
  severity: 9,
  task_titles: 'No such task',
  resource_types: ['no_such_type'],
  repo_url: 'not an address',
  codebundle_path: '../outside',
  script: 'def main(:\n',
};

/** These may name what does not exist yet. */
const CREATES = new Set([
  'create_chat_rule',
  'create_chat_command',
  'commit_slx',
  'deploy_registry_codebundle',
]);
const NEW_NAMES = new Set(['name', 'slx_name']);

/** Every tool's first call of the bench with one argument unknown, and with one that is required left out. */
export function wrongCalls(answers: Answers): WrongCall[] {
  return firstCalls(answers).flatMap(({ tool, args }) => {
    const known = parameters.tools.find((one) => one.tool === tool)!.parameters;
    const unknown = Object.keys(UNKNOWN).filter(
      (name) =>
        known.some((parameter) => parameter.name === name) &&
        (name in args || ['severity', 'persona_name'].includes(name)) &&
        !(CREATES.has(tool) && NEW_NAMES.has(name)),
    );
    const required = known.filter((parameter) => parameter.required).map(({ name }) => name);
    return [
      ...unknown.map((name) => ({
        as: `${tool} with ${name} unknown`,
        tool,
        args: { ...args, [name]: UNKNOWN[name] },
      })),
      ...required.map((name) => {
        const { [name]: _, ...rest } = args;
        return { as: `${tool} without ${name}`, tool, args: rest };
      }),
    ];
  });
}

/** The first call of each tool that the Python server has, with what earlier answers gave it. */
export function firstCalls(answers: Answers): { tool: string; args: Record<string, unknown> }[] {
  const offered = new Set(parameters.tools.map(({ tool }) => tool));
  const first = new Map(STEPS.toReversed().map((step) => [step.tool, step]));
  return [...first.values()]
    .toReversed()
    .filter(({ tool }) => offered.has(tool))
    .map(({ tool, args }) => ({ tool, args: args(answers) }));
}
