/** What a call asks of the platform: how many requests, round by round, each round waiting for the one before. */
interface RoundTrips {
  /** Of a caller's first call of all. */
  first?: number[];
  /** Of a later one. */
  second?: number[];
  /** Parts of requests that a call may make twice, and why. */
  again?: string[];
}

export const ROUND_TRIPS: Record<string, RoundTrips> = {
  workspace_chat: { first: [2, 1, 1], second: [1, 1] },
  list_workspaces: { first: [1], second: [1] },
  // What ran before an earlier issue closed.
  get_workspace_overview: { first: [12, 1], second: [11, 1] },
  get_workspace_chat_config: { first: [2], second: [1] },
  get_workspace_issues: { first: [2], second: [1] },
  get_issue_details: { second: [1, 5, 1] },
  get_slx_metrics: { first: [2], second: [1] },
  close_issue: { second: [1, 1] },
  ignore_issue: { second: [1, 1] },
  get_workspace_slxs: { first: [2], second: [1] },
  get_slx_runbook: { first: [3], second: [2] },
  search_workspace: { first: [2], second: [1] },
  get_workspace_config_index: { first: [2], second: [1] },
  run_slx: { first: [1, 1, 1, 2], second: [1, 1, 2] },
  // How each run of the listed sessions went is in files of its own; 16 connections at a time.
  get_run_sessions: { first: [2, 16, 14], second: [1, 16, 14] },
  get_run_session: { second: [1, 5] },
  list_workspace_resources: { first: [3], second: [2] },
  get_workspace_context: { first: [], second: [] },
  validate_script: { first: [], second: [] },
  get_run_status: { second: [1] },
  get_run_output: { second: [2, 3] },
  // What stays is looked for before: open issues, rules and commands.
  delete_slx: { second: [3, 1] },
  get_workspace_secrets: { first: [3], second: [1] },
  get_workspace_locations: { first: [4], second: [2] },
  list_skills: { first: [], second: [] },
  get_skill: { first: [], second: [] },
  list_chat_rules: { first: [2], second: [1] },
  get_chat_rule: { second: [1] },
  create_chat_rule: { first: [1, 1], second: [1] },
  update_chat_rule: { second: [1] },
  delete_chat_rule: { second: [1, 1] },
  list_chat_commands: { first: [2], second: [1] },
  get_chat_command: { second: [1] },
  create_chat_command: { first: [1, 1], second: [1] },
  update_chat_command: { second: [1] },
  delete_chat_command: { second: [1, 1] },
  run_chat_command: { second: [1] },
  list_chat_command_runs: { second: [2] },
  list_assistants: { first: [2], second: [1] },
  get_assistant: { first: [2], second: [1] },
  delete_assistant: { second: [1, 1] },
  list_knowledge_base_articles: { first: [2], second: [1] },
  get_knowledge_base_article: { second: [1] },
  create_knowledge_base_article: { first: [1, 1], second: [1] },
  update_knowledge_base_article: { second: [1] },
  delete_knowledge_base_article: { second: [1, 1] },
  search_registry: { first: [2], second: [2] },
  get_registry_codebundle: { first: [1], second: [1] },
  deploy_registry_codebundle: { first: [1, 6, 1, 1, 1], second: [5, 1, 1] },
  list_discovery_platforms: { first: [], second: [] },
  list_indexed_resource_types: { first: [], second: [] },
  render_codecollection_skill: { first: [1], second: [] },
  run_script: { first: [1, 4, 1], second: [3, 1] },
  run_script_and_wait: { first: [1, 4, 1, 1, 1, 3], second: [3, 1, 1, 1, 3] },
  commit_slx: { first: [1, 8, 1, 1, 1], second: [6, 1, 1, 1] },
  create_assistant: { first: [1, 1, 1, 1], again: ['/personas/careful-carl'] },
  update_assistant: { second: [1, 1, 1], again: ['/personas/careful-carl'] },
};
