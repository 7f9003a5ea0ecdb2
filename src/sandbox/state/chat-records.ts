import type { JsonObject, Timestamp } from './values.ts';

export interface ChatRule {
  id: number;
  name: string;
  rule_content: string;
  scope_type: string;
  scope_id: string | null;
  is_active: boolean;
  created_by: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ChatCommand {
  id: number;
  name: string;
  command_content: string;
  description: string | null;
  scope_type: string;
  scope_id: string | null;
  is_active: boolean;
  cron_schedule: string | null;
  sink_configs: JsonObject[];
  run_as_user: string | null;
  assistant_name: string | null;
  max_runs: number | null;
  runs_completed: number;
  schedule_paused: boolean;
  auto_approve_readonly: boolean;
  created_by: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface CommandExecution {
  id: number;
  /** Null for a dry run. */
  command_id: number | null;
  /** The prompt as it was when the run began. */
  command_content: string;
  status: string;
  started_at: Timestamp;
  finished_at: Timestamp | null;
  result: string | null;
}

export interface Persona {
  id: number;
  shortName: string;
  fullName: string;
  description: string | null;
  avatarUrl: string | null;
  filterConfidenceThreshold: number;
  filterIssueSelectionStrategy: string;
  filterCodebundleTaskTags: string[];
  filterStopWords: string[];
  filterScope: string | null;
  searchFilters: JsonObject;
  runConfidenceThreshold: number;
  runConfig: JsonObject;
  created: Timestamp;
  modified: Timestamp;
}

export interface Note {
  noteId: string;
  title: string | null;
  content: string;
  resourcePaths: string[];
  resourceSelectors: JsonObject[];
  abstractEntities: string[];
  tags: string[];
  status: 'active' | 'deprecated';
  verified: boolean;
  authorEmail: string | null;
  readOnly: boolean;
  created: Timestamp;
  modified: Timestamp;
}
