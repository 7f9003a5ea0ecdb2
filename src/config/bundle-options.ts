import { PUBLIC_BUNDLES, PUBLIC_REF } from '../names/code-bundles.ts';
import { type Option, text, url, withoutUserInfo } from './option-kinds.ts';

/** A user and password in a repository's address would be committed with the SLX: they are left out. */
const codeBundle = (variable: string, help: string, fallback: string): Option<string | undefined> => ({
  ...text({ variable, section: 'Code bundles', help }),
  parse: (given) => ({ value: withoutUserInfo(given) }),
  default: fallback,
});

/** Where the code bundles of a committed SLX come from, and its icon. */
export const BUNDLE_OPTIONS = {
  slxIcon: url({
    variable: 'MCP_GENERIC_SLX_ICON',
    section: 'Code bundles',
    help: 'Icon of SLXs that are committed without one. When not set, by the platform that the SLX is about.',
  }),
  genericRepoUrl: codeBundle(
    'MCP_GENERIC_CODECOLLECTION_REPO_URL',
    'Repository of the tool-builder bundles, for tasks and SLIs alike.',
    PUBLIC_BUNDLES.runbook.repoUrl,
  ),
  genericRef: codeBundle('MCP_GENERIC_CODECOLLECTION_REF', 'Git reference of that repository.', PUBLIC_REF),
  runbookRepoUrl: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REPO_URL', 'Repository of the task bundle alone.', ''),
  runbookRef: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REF', 'Git reference of the task bundle alone.', ''),
  runbookPath: codeBundle(
    'MCP_TOOL_BUILDER_RUNBOOK_PATH',
    'Path of the task bundle in its repository.',
    PUBLIC_BUNDLES.runbook.path,
  ),
  sliRepoUrl: codeBundle('MCP_TOOL_BUILDER_SLI_REPO_URL', 'Repository of the SLI bundle alone.', ''),
  sliRef: codeBundle('MCP_TOOL_BUILDER_SLI_REF', 'Git reference of the SLI bundle alone.', ''),
  sliPath: codeBundle(
    'MCP_TOOL_BUILDER_SLI_PATH',
    'Path of the SLI bundle in its repository.',
    PUBLIC_BUNDLES.sli.path,
  ),
  cronRepoUrl: codeBundle(
    'MCP_CRON_SLI_REPO_URL',
    'Repository of the cron-scheduler bundle.',
    PUBLIC_BUNDLES.cron.repoUrl,
  ),
  cronRef: codeBundle('MCP_CRON_SLI_REF', 'Git reference of the cron-scheduler bundle.', PUBLIC_REF),
  cronPath: codeBundle(
    'MCP_CRON_SLI_PATH',
    'Path of the cron-scheduler bundle in its repository.',
    PUBLIC_BUNDLES.cron.path,
  ),
} satisfies Record<string, Option>;
