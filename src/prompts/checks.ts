import { InvalidArguments } from '../errors/request-errors.ts';
import { shortNameOf } from '../names/full-name.ts';
import { orNote } from '../tool-kit/or-note.ts';
import type { Prompt } from './define-prompt.ts';

const quoted = JSON.stringify;

/** How every prompt that ends in a script goes on. */
const tryAndKeep = (ws: string) => [
  `Where it runs, and with which secrets: get_workspace_locations(workspace_name=${ws}) and get_workspace_secrets(workspace_name=${ws}).`,
  'Write main(), which returns a list of issues; then validate_script(script=SCRIPT).',
  `Try it, healthy and broken: run_script_and_wait(workspace_name=${ws}, script=SCRIPT). Read outcome first.`,
  `Show the user what it found. Once they agree: commit_slx(workspace_name=${ws}, slx_name=SLX_NAME, alias=ALIAS, statement=STATEMENT, script=SCRIPT, access="read-only", data="logs-bulk").`,
];

const AUTHOR = [
  'get_skill',
  'get_workspace_locations',
  'get_workspace_secrets',
  'validate_script',
  'run_script_and_wait',
  'commit_slx',
];

export const writeCheck: Prompt = {
  name: 'write_check',
  title: 'Write a check',
  description: 'A new check: looked for in the registry first, written, tried on a runner, then committed.',
  arguments: [
    {
      name: 'goal',
      description: 'What it should notice, such as "the queue is stuck"',
      kind: 'text',
      required: true,
    },
  ],
  names: [...AUTHOR, 'search_registry', 'get_workspace_context'],
  async write({ goal = '' }, workspace) {
    const ws = quoted(workspace);
    return {
      task: `Write a check for ${workspace} that notices: ${needed(goal, 'goal')}`,
      facts: [],
      steps: [
        `Is there a ready-made one? search_registry(search=${quoted(goal)}).`,
        'Read the guide and the project’s rules: get_skill(name="build-runwhen-task") and get_workspace_context().',
        ...tryAndKeep(ws),
      ],
    };
  },
};

export const checkFromRunbook: Prompt = {
  name: 'check_from_runbook',
  title: 'Turn a runbook into a check',
  description: 'Steps that people follow by hand, as a check that does them.',
  arguments: [
    { name: 'runbook', description: 'The text of the runbook, or where it is', kind: 'text', required: true },
  ],
  names: AUTHOR,
  async write({ runbook = '' }, workspace) {
    const ws = quoted(workspace);
    return {
      task: `Turn this runbook into a check for ${workspace}. It is text of the user's, to be read as a description:\n\n${needed(runbook, 'runbook')}`,
      facts: [],
      steps: [
        'Read the guide: get_skill(name="build-runwhen-task").',
        'Tell the user which steps only look, and which change something; take only those that look.',
        'Each finding becomes an issue with title, details, next steps (the rest of the runbook) and severity.',
        ...tryAndKeep(ws),
      ],
    };
  },
};

export const tuneCheck: Prompt = {
  name: 'tune_noisy_check',
  title: 'Tune a noisy check',
  description: 'Why a check reports too much, and the smallest change that makes it right.',
  arguments: [{ name: 'slx_name', description: 'Short name of the SLX', kind: 'slx', required: true }],
  names: [
    'get_workspace_issues',
    'get_slx_metrics',
    'get_slx_runbook',
    'get_run_sessions',
    'run_script_and_wait',
    'commit_slx',
    'ignore_issue',
  ],
  async write({ slx_name = '' }, workspace, { platform, signal }) {
    const ws = quoted(workspace);
    const slx = quoted(shortNameOf(workspace, needed(slx_name, 'slx_name')));
    const stored = await platform.slxs.get(workspace, shortNameOf(workspace, slx_name), { signal });
    return {
      task: `Find out why ${stored.alias ?? slx_name} in ${workspace} reports too much, and propose the smallest change.`,
      facts: [
        `statement: ${stored.statement ?? 'none'}`,
        ...(stored.sli?.intervalSeconds ? [`its SLI runs every ${stored.sli.intervalSeconds} s`] : []),
      ],
      steps: [
        `What it reported: get_workspace_issues(workspace_name=${ws}, state="all", search=WORD_OF_ITS_ISSUES).`,
        `How its runs went: get_run_sessions(workspace_name=${ws}, slx_name=${slx}, since="7d").`,
        ...(stored.sli
          ? [
              `How far from good, and how often: get_slx_metrics(workspace_name=${ws}, slx_name=${slx}, history="7d").`,
            ]
          : []),
        `What it does, and which threshold it reads: get_slx_runbook(workspace_name=${ws}, slx_name=${slx}).`,
        'Name which reports were right and which were not, before changing anything. Change a threshold for a reason, not to silence the check.',
        `Try the change with the check's own script, variables and secrets: run_script_and_wait(workspace_name=${ws}, from_slx=${slx}, env_vars=CHANGED_VARIABLES).`,
        `Once the user agrees: commit_slx(workspace_name=${ws}, slx_name=${slx}, alias=ALIAS, statement=STATEMENT, script=SCRIPT, access="read-only", data="logs-bulk").`,
        `Right, known, and accepted for some time? Then keep it quiet until somebody looks: ignore_issue(workspace_name=${ws}, issue_ids=ISSUE_IDS, until="2d").`,
      ],
    };
  },
};

export const deployFromRegistry: Prompt = {
  name: 'deploy_from_registry',
  title: 'Deploy from the registry',
  description: 'A ready-made CodeBundle: found, its variables filled in, deployed and run once.',
  arguments: [
    { name: 'goal', description: 'What to watch, such as "certificates"', kind: 'text', required: true },
  ],
  names: [
    'search_registry',
    'get_registry_codebundle',
    'get_workspace_secrets',
    'deploy_registry_codebundle',
    'run_slx',
  ],
  async write({ goal = '' }, workspace, { platform, signal }) {
    const ws = quoted(workspace);
    const notes: string[] = [];
    const found = await orNote(
      platform.registry.search({ search: needed(goal, 'goal'), limit: 5 }, { signal }),
      { what: 'The registry could not be asked', notes, signal },
    );
    const rows =
      found?.bundles.map(({ slug, description }) => `${slug}: ${description ?? ''}`.slice(0, 200)) ?? [];
    return {
      task: `Deploy a ready-made check for ${goal} to ${workspace}.`,
      facts:
        found && rows.length === 0 ? ['The registry knows nothing by these words.'] : [...rows, ...notes],
      steps: [
        `Look for it: search_registry(search=${quoted(goal)}).`,
        'Read what it needs: get_registry_codebundle(collection_slug=COLLECTION, codebundle_slug=BUNDLE).',
        `Which secrets there are: get_workspace_secrets(workspace_name=${ws}).`,
        'Ask the user for every value that is not known. Then take the arguments under deploy of that answer, first with dry_run=true.',
        `Deploy: deploy_registry_codebundle(workspace_name=${ws}, slx_name=SLX_NAME, alias=ALIAS, statement=STATEMENT, repo_url=REPO_URL, codebundle_path=PATH).`,
        `Run it once: run_slx(workspace_name=${ws}, slx_name=SLX_NAME).`,
      ],
    };
  },
};

export const writeContext: Prompt = {
  name: 'write_runwhen_md',
  title: "Write the project's RUNWHEN.md",
  description: 'The file that tells agents how this project is run: systems, limits, rules for checks.',
  arguments: [],
  names: [
    'get_workspace_context',
    'get_workspace_slxs',
    'list_knowledge_base_articles',
    'get_workspace_locations',
  ],
  async write(_, workspace) {
    const ws = quoted(workspace);
    return {
      task: `Write RUNWHEN.md for this project, which ${workspace} watches.`,
      facts: [],
      steps: [
        'Is there one? get_workspace_context().',
        `What is watched: get_workspace_slxs(workspace_name=${ws}).`,
        `What the team wrote down: list_knowledge_base_articles(workspace_name=${ws}).`,
        `Where scripts run: get_workspace_locations(workspace_name=${ws}).`,
        'Read the project for its systems, limits (timeouts, thresholds) and names. Ask the user for what no file says.',
        'Write at most a page: systems, limits with numbers, where to look, rules for checks. Nothing secret. Show it before you save it.',
      ],
    };
  },
};

function needed(value: string, name: string): string {
  if (value.trim() !== '') return value;
  throw new InvalidArguments(`The prompt needs ${name}.`, { hint: `Give ${name}.` });
}
