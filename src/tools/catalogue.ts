import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { createAssistant } from './assistants/create-assistant.ts';
import { deleteAssistant } from './assistants/delete-assistant.ts';
import { getAssistant } from './assistants/get-assistant.ts';
import { listAssistants } from './assistants/list-assistants.ts';
import { updateAssistant } from './assistants/update-assistant.ts';
import { getWorkspaceChatConfig } from './chat/get-workspace-chat-config.ts';
import { workspaceChat } from './chat/workspace-chat.ts';
import { createChatCommand } from './chat-commands/create-chat-command.ts';
import { deleteChatCommand } from './chat-commands/delete-chat-command.ts';
import { getChatCommand } from './chat-commands/get-chat-command.ts';
import { listChatCommandRuns } from './chat-commands/list-chat-command-runs.ts';
import { listChatCommands } from './chat-commands/list-chat-commands.ts';
import { runChatCommand } from './chat-commands/run-chat-command.ts';
import { updateChatCommand } from './chat-commands/update-chat-command.ts';
import { createChatRule } from './chat-rules/create-chat-rule.ts';
import { deleteChatRule } from './chat-rules/delete-chat-rule.ts';
import { getChatRule } from './chat-rules/get-chat-rule.ts';
import { listChatRules } from './chat-rules/list-chat-rules.ts';
import { updateChatRule } from './chat-rules/update-chat-rule.ts';
import { listDiscoveryPlatforms } from './codecollections/list-discovery-platforms.ts';
import { listIndexedResourceTypes } from './codecollections/list-indexed-resource-types.ts';
import { renderCodecollectionSkill } from './codecollections/render-codecollection-skill.ts';
import { getWorkspaceContext } from './context/get-workspace-context.ts';
import { closeIssue } from './issues/close-issue.ts';
import { getIssueDetails } from './issues/get-issue-details.ts';
import { getWorkspaceIssues } from './issues/get-workspace-issues.ts';
import { ignoreIssue } from './issues/ignore-issue.ts';
import { createKnowledgeBaseArticle } from './knowledge-base/create-knowledge-base-article.ts';
import { deleteKnowledgeBaseArticle } from './knowledge-base/delete-knowledge-base-article.ts';
import { getKnowledgeBaseArticle } from './knowledge-base/get-knowledge-base-article.ts';
import { listKnowledgeBaseArticles } from './knowledge-base/list-knowledge-base-articles.ts';
import { updateKnowledgeBaseArticle } from './knowledge-base/update-knowledge-base-article.ts';
import { deployRegistryCodebundle } from './registry/deploy-registry-codebundle.ts';
import { getRegistryCodebundle } from './registry/get-registry-codebundle.ts';
import { searchRegistry } from './registry/search-registry.ts';
import { getRunSession } from './runs/get-run-session.ts';
import { getRunSessions } from './runs/get-run-sessions.ts';
import { runSlx } from './runs/run-slx.ts';
import { getRunOutput } from './scripts/get-run-output.ts';
import { getRunStatus } from './scripts/get-run-status.ts';
import { getWorkspaceLocations } from './scripts/get-workspace-locations.ts';
import { getWorkspaceSecrets } from './scripts/get-workspace-secrets.ts';
import { runScript } from './scripts/run-script.ts';
import { runScriptAndWait } from './scripts/run-script-and-wait.ts';
import { validateScriptTool } from './scripts/validate-script.ts';
import { getSkill } from './skills/get-skill.ts';
import { listSkills } from './skills/list-skills.ts';
import { commitSlx } from './slxs/commit-slx.ts';
import { deleteSlx } from './slxs/delete-slx.ts';
import { getSlxMetrics } from './slxs/get-slx-metrics.ts';
import { getSlxRunbook } from './slxs/get-slx-runbook.ts';
import { getWorkspaceSlxs } from './slxs/get-workspace-slxs.ts';
import { getWorkspaceConfigIndex } from './workspaces/get-workspace-config-index.ts';
import { getWorkspaceOverview } from './workspaces/get-workspace-overview.ts';
import { listWorkspaceResources } from './workspaces/list-workspace-resources.ts';
import { listWorkspaces } from './workspaces/list-workspaces.ts';
import { searchWorkspace } from './workspaces/search-workspace.ts';

/** Every tool of the server, in the order in which hosts list them. */
export const tools = [
  workspaceChat,
  listWorkspaces,
  getWorkspaceOverview,
  getWorkspaceChatConfig,
  getWorkspaceIssues,
  getIssueDetails,
  closeIssue,
  ignoreIssue,
  getWorkspaceSlxs,
  getSlxRunbook,
  getSlxMetrics,
  searchWorkspace,
  listWorkspaceResources,
  getWorkspaceConfigIndex,
  runSlx,
  getRunSessions,
  getRunSession,
  getWorkspaceContext,
  validateScriptTool,
  runScriptAndWait,
  runScript,
  getRunStatus,
  getRunOutput,
  commitSlx,
  deleteSlx,
  getWorkspaceSecrets,
  getWorkspaceLocations,
  listSkills,
  getSkill,
  listChatRules,
  getChatRule,
  createChatRule,
  updateChatRule,
  deleteChatRule,
  listChatCommands,
  getChatCommand,
  createChatCommand,
  updateChatCommand,
  deleteChatCommand,
  runChatCommand,
  listChatCommandRuns,
  listAssistants,
  getAssistant,
  createAssistant,
  updateAssistant,
  deleteAssistant,
  listKnowledgeBaseArticles,
  getKnowledgeBaseArticle,
  createKnowledgeBaseArticle,
  updateKnowledgeBaseArticle,
  deleteKnowledgeBaseArticle,
  searchRegistry,
  getRegistryCodebundle,
  deployRegistryCodebundle,
  listDiscoveryPlatforms,
  listIndexedResourceTypes,
  renderCodecollectionSkill,
] as unknown as readonly ToolDefinition[];
