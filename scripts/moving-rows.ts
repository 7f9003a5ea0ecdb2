/** One difference that a user of the Python server meets here. */
export interface MovingRow {
  /** Names the check of the row in tests/content/parity.test.ts. */
  id: string;
  python: string;
  here: string;
  /** What to change, if anything. */
  cure: string;
}

/** The table "Moving over" of docs/parity.md: results first, then what calls do, then variables. */
export const MOVING_ROWS: MovingRow[] = [
  {
    id: 'errors',
    python: 'errors as `{"error": text}` in a success, or raised',
    here: '`isError` with `{"error": {code, message, hint, retryable}}`',
    cure: 'check `isError`',
  },
  {
    id: 'structured-content',
    python: '`structuredContent` repeats the text, on every tool',
    here: 'only on the five tools with an output schema, as the same object',
    cure: "read the text content; for other tools `fastmcp`'s `.data` is empty",
  },
  {
    id: 'no-effect',
    python: '`branch`, `commit_message`, `reload`',
    here: 'accepted, but without effect; `notes` says so',
    cure: 'nothing',
  },
  {
    id: 'next-offset',
    python: '`next` and `previous` of lists',
    here: '`next_offset` if there is more, and in `next` the call that continues; no URL, no `previous`',
    cure: 'call again with `offset`',
  },
  {
    id: 'nulls',
    python: 'fields that are null or empty',
    here: 'most are left out',
    cure: 'treat missing fields as empty',
  },
  {
    id: 'bare-lists',
    python: '`list_workspaces`, `list_knowledge_base_articles` are lists',
    here: 'the same lists, in the first text block; a second block only if there is more, or a note',
    cure: 'parse the first block',
  },
  {
    id: 'created-article',
    python: '`create_knowledge_base_article`: `status` `created`, `article`',
    here: "the article itself, `article` with `noteId` and `title`; `status` is the article's",
    cure: 'read `noteId`',
  },
  {
    id: 'search-workspace',
    python: '`search_workspace`: `suggestions`, texts',
    here: '`tasks`, objects; an empty list if nothing is found',
    cure: 'read `slxAlias` of `tasks`',
  },
  {
    id: 'slx-rows',
    python: '`get_workspace_slxs`: whole SLXs, `tags` are objects',
    here: 'rows of `name`, `shortName`, `alias`, `statement`, `tags` as `name:value`, `resourcePath`; `runbook` and `sli` are true or false',
    cure: 'split tags; `get_slx_runbook` has the rest',
  },
  {
    id: 'session-rows',
    python: '`get_run_sessions`: whole sessions and runs',
    here: '`id`, `name`, `source`, `created`, `state`, `personaShortName`, `runRequests` with `id`, `slxName`, titles, times, `errors`, `issues`',
    cure: 'nothing for these',
  },
  {
    id: 'run-issues',
    python: 'issues of a run: whole rows, with `expected`, `actual`, `reproduceHint`, `taskName`',
    here: '`severity`, `title`, `details`, `nextSteps`, `observedAt`, and `issueId` if the platform stores it',
    cure: '`get_issue_details` has the rest',
  },
  {
    id: 'titles',
    python: '`run_slx`: titles as one text',
    here: 'lists',
    cure: 'do not split',
  },
  {
    id: 'script-run',
    python: '`run_script_and_wait`: `artifact_urls`, `debug_log_snippet`, `issue_quality_message`',
    here: 'left out',
    cure: 'the texts are in the result; `outcome_reason` says what happened',
  },
  {
    id: 'issue-limit',
    python: '`get_workspace_issues`: `limit` 20 when left out; whole rows, newest first',
    here: '100; shorter rows, worst first',
    cure: '`get_issue_details` has the rest',
  },
  {
    id: 'search-registry',
    python: '`search_registry`: `name`, `auto_discoverable`, `resource_types`',
    here: 'left out',
    cure: '`get_registry_codebundle`',
  },
  {
    id: 'registry-bundle',
    python: "`get_registry_codebundle`: the registry's whole record",
    here: 'what it does, `user_variables`, and `deploy` with the arguments of a deployment',
    cure: 'read `deploy` instead of deriving paths',
  },
  {
    id: 'commit-answer',
    python: '`commit_slx`: `generic_repo_*` of each part, `codebundle_ref`, `response`',
    here: '`generic_repo_url` and `generic_repo_resolved_from`; `codebundles` has the parts; `slx_id`',
    cure: 'read those',
  },
  {
    id: 'other-answers',
    python: '`deploy_registry_codebundle`, `delete_slx`: `response`',
    here: '`slx_id`; for `delete_slx` nothing',
    cure: 'read `slx_id` or `status`',
  },
  {
    id: 'secrets',
    python: '`get_workspace_secrets`: `common_pitfalls`, `next_step_hint`, counts and examples of SLXs',
    here: 'left out',
    cure: 'skill `discover-secrets`',
  },
  {
    id: 'locations',
    python: '`get_workspace_locations`: `disambiguation_hint`, `next_step_hint`',
    here: '`hint`',
    cure: 'read that',
  },
  {
    id: 'runbook',
    python: '`get_slx_runbook`: `GEN_CMD` in `configProvided`, `spec`, `status`',
    here: '`script` in plain text, `location`',
    cure: 'read those',
  },
  {
    id: 'resource-types',
    python: '`list_indexed_resource_types`: paths of bundled files',
    here: 'left out; `matching_count` is new',
    cure: 'nothing',
  },
  {
    id: 'skills',
    python: '`get_skill`: `path`; `list_skills`: `usage_hint`',
    here: 'left out',
    cure: 'nothing',
  },
  {
    id: 'validate-nothing',
    python: '`validate_script` without a source: `valid: false`',
    here: 'an error',
    cure: 'check `isError`',
  },
  {
    id: 'rendering',
    python: 'rendering: `output_profile`',
    here: 'left out',
    cure: 'nothing',
  },
  {
    id: 'render-workspace',
    python: '`render_codecollection_skill` needs `workspace_name`',
    here: 'optional; without it short names of secrets stay unchanged, with a note',
    cure: 'give it if secrets have short names',
  },
  {
    id: 'create-assistant',
    python: '`create_assistant` replaces one of the same name',
    here: 'refused',
    cure: '`update_assistant`',
  },
  {
    id: 'unknown-names',
    python:
      '`get_workspace_chat_config` for an unknown assistant has the rules of all; `delete_slx` for an unknown SLX answers `deleted`',
    here: 'the error `not_found`',
    cure: 'in a cleanup script, treat `not_found` as done',
  },
  {
    id: 'bundle-addresses',
    python: '`deploy_registry_codebundle` sends any text as `repo_url` and `codebundle_path`',
    here: 'refused unless they are a repository URL and a path inside it',
    cure: 'correct it',
  },
  {
    id: 'interpreters',
    python: 'any interpreter name is accepted',
    here: 'only `python` or `bash`, since the runner treats anything else as Bash; others are refused',
    cure: 'leave it out',
  },
  {
    id: 'impossible-values',
    python:
      'any text is sent as `access`, `data`, `scope_type`, `status`, `image_url` or `platform` of `search_registry`; any number as an interval, a time limit or `max_runs`; a blank text where one is required',
    here: 'values that the platform does not have are refused, with the nearest valid one; case, blanks and separators do not matter',
    cure: 'correct it',
  },
  {
    id: 'repeated-keys',
    python: 'lists and objects must not be texts',
    here: 'JSON and Python texts, comma-separated lists and lines `NAME=value` are accepted too; a key with two different values is refused',
    cure: 'nothing',
  },
  {
    id: 'broken-scripts',
    python: 'a script with a syntax error passes as long as it has a `main`',
    here: 'an error with line and column, before anything is sent',
    cure: 'correct it',
  },
  {
    id: 'deletes',
    python: 'a delete happens at once',
    here: 'the first call shows what would be deleted, with a code; the same call with that code as `confirm` deletes. Hosts that can ask the person do so instead',
    cure: 'confirm, or `MCP_CONFIRM=never`',
  },
  {
    id: 'waits',
    python: 'waits of 300 s, whatever the host does',
    here: 'the same if the host asked for progress; otherwise 45 s, then an answer with the call that continues',
    cure: 'follow `next`, or `MCP_WAIT_WITHOUT_PROGRESS_S=300`',
  },
  {
    id: 'cron-interval',
    python: '`commit_slx` with `cron_schedule`: wakes every 300 s when left out',
    here: 'every 60 s',
    cure: 'give `sli_interval_seconds`',
  },
  {
    id: 'icon',
    python: 'every SLX has the icon of a prompt',
    here: 'the icon of the platform that it is about, or else the same',
    cure: 'give `image_url`',
  },
  {
    id: 'core-kinds',
    python:
      'Kubernetes types `configmap`, `secret`, `gateway`, `gatewayclass`, `httproute`, `custom` in rules',
    here: 'refused, since the builder indexes none of these under that name; the answer gives the right name',
    cure: 'use that name',
  },
  {
    id: 'api-url',
    python: '`RW_API_URL` is required',
    here: 'same: without it, calls to the platform return an error that names the variable, and over HTTP the server does not start',
    cure: 'set it',
  },
  {
    id: 'origin-protection',
    python: '`MCP_HOST_ORIGIN_PROTECTION=false`',
    here: 'has an effect only off loopback, without the sandbox and with `MCP_BASE_URL`; a log line at start says if something is missing',
    cure: 'set `MCP_BASE_URL`',
  },
  {
    id: 'stateless',
    python: '`FASTMCP_STATELESS_HTTP=false`',
    here: 'no effect, with a log line at start: the server is always stateless',
    cure: 'remove it',
  },
  {
    id: 'auth0',
    python: '`MCP_AUTH0_CONFIG_URL`',
    here: 'same; `MCP_AUTH0_DOMAIN` has precedence',
    cure: 'nothing',
  },
  { id: 'trace', python: '`MCP_TOOL_TRACE` is on', here: 'off', cure: 'set it' },
  {
    id: 'env-file',
    python: '`.env` in the working directory',
    here: 'only the file that `--env-file` or `RUNWHEN_ENV_FILE` names',
    cure: 'name it',
  },
  {
    id: 'wrong-number',
    python: 'an invalid number in a variable means the default',
    here: 'same, with a line on standard error; over HTTP, an invalid `MCP_MAX_CALLS_PER_CALLER` or other number of the HTTP server is refused',
    cure: 'correct it',
  },
  {
    id: 'wrong-truth',
    python: 'an invalid boolean means false',
    here: 'refused, since such options concern safety',
    cure: 'correct it',
  },
];

/** The rows as a table in Markdown. */
export function movingTable(): string {
  return [
    '| The Python server | Here | What to do |',
    '| --- | --- | --- |',
    ...MOVING_ROWS.map(({ python, here, cure }) => `| ${python} | ${here} | ${cure} |`),
  ].join('\n');
}
