import { getWorkspaceChatConfig } from './chat/get-workspace-chat-config.ts';
import { workspaceChat } from './chat/workspace-chat.ts';
import { getWorkspaceContext } from './context/get-workspace-context.ts';
import type { ToolDefinition } from './define-tool.ts';
import { getIssueDetails } from './issues/get-issue-details.ts';
import { getWorkspaceIssues } from './issues/get-workspace-issues.ts';
import { getRunSessions } from './runs/get-run-sessions.ts';
import { runSlx } from './runs/run-slx.ts';
import { getSkill } from './skills/get-skill.ts';
import { listSkills } from './skills/list-skills.ts';
import { getSlxRunbook } from './slxs/get-slx-runbook.ts';
import { getWorkspaceSlxs } from './slxs/get-workspace-slxs.ts';
import { getWorkspaceConfigIndex } from './workspaces/get-workspace-config-index.ts';
import { listWorkspaces } from './workspaces/list-workspaces.ts';
import { searchWorkspace } from './workspaces/search-workspace.ts';

/** Every tool of the server, in the order in which hosts list them. */
export const tools = [
  workspaceChat,
  listWorkspaces,
  getWorkspaceChatConfig,
  getWorkspaceIssues,
  getIssueDetails,
  getWorkspaceSlxs,
  getSlxRunbook,
  searchWorkspace,
  getWorkspaceConfigIndex,
  runSlx,
  getRunSessions,
  getWorkspaceContext,
  listSkills,
  getSkill,
] as unknown as readonly ToolDefinition[];
