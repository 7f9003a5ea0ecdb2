import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { listTools } from '../../src/server/tool-list.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { bytesOf, costTable } from './cost-table.ts';

/** The names of the original, which prompts and skills rely on. */
const ORIGINAL = `workspace_chat list_workspaces get_workspace_chat_config list_chat_rules get_chat_rule
create_chat_rule update_chat_rule list_chat_commands get_chat_command create_chat_command update_chat_command
get_workspace_issues get_workspace_slxs get_run_sessions get_workspace_config_index get_issue_details get_slx_runbook
search_workspace list_knowledge_base_articles create_knowledge_base_article update_knowledge_base_article
delete_knowledge_base_article search_registry get_registry_codebundle deploy_registry_codebundle
get_workspace_context get_workspace_secrets get_workspace_locations validate_script run_script get_run_status
get_run_output run_script_and_wait commit_slx list_assistants get_assistant create_assistant update_assistant
delete_assistant get_knowledge_base_article list_skills get_skill run_slx delete_slx list_discovery_platforms
list_indexed_resource_types render_codecollection_skill`.split(/\s+/);

const NEW = [
  'delete_chat_rule',
  'delete_chat_command',
  'run_chat_command',
  'list_chat_command_runs',
  'get_workspace_overview',
  'close_issue',
  'ignore_issue',
  'get_slx_metrics',
  'get_run_session',
  'list_workspace_resources',
];

/**
 * What the list may cost, in bytes of UTF-8 of compact JSON. Hosts put name, title, description and input schema in front of
 * the model; hints, views and output schemas go over the wire beside them. The bounds are decided here and nowhere else.
 */
const MOST_BYTES = 50_000;
const MOST_BYTES_OF_ONE = 3_600;
const MOST_BYTES_ON_THE_WIRE = 56_000;

const published = tools.map((tool) => publishTool(tool));

const seenByModels = ({ name, title, description, inputSchema }: Partial<(typeof published)[number]>) =>
  bytesOf({ name, title, description, inputSchema });

const costs = (about: string, cost: (tool: object) => number) =>
  costTable(
    about,
    'tests/wire/tool-list.test.ts',
    published.map((tool) => ({ name: tool.name, bytes: cost(tool) })),
    cost,
  );

const fileName = (name: string) => name.replaceAll('_', '-');
const nameInCode = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** The text of all tests of a subject's tools. */
function testsOf(toolset: string): string {
  const folder = join('tests/tools', toolset);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.test.ts')) : [];
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

describe('the list of tools', () => {
  it('has the 47 names of the original and the new ones, and none besides', () => {
    const cure =
      'put a new name into NEW in tests/wire/tool-list.test.ts, or give the original its name back';
    expect(published.map(({ name }) => name).toSorted(), cure).toEqual([...ORIGINAL, ...NEW].toSorted());
  });

  it('costs a model no more than its bound', () => {
    const bytes = published.reduce((sum, tool) => sum + seenByModels(tool), 0);
    if (bytes > MOST_BYTES)
      throw new Error(costs(`A model sees ${bytes} bytes of ${MOST_BYTES}.`, seenByModels));
  });

  it('costs the wire no more than its bound, with hints, views and output schemas', () => {
    const bytes = bytesOf({ tools: listTools(loadConfig({ environment: {}, workingDirectory: '/' })) });
    if (bytes > MOST_BYTES_ON_THE_WIRE)
      throw new Error(costs(`${bytes} bytes of ${MOST_BYTES_ON_THE_WIRE} go over the wire.`, bytesOf));
  });

  it('is shown with the dear tools first and what each changed by, where it costs too much', () => {
    const lines = costs('Too much.', seenByModels).split('\n');
    expect(lines[1]).toContain('tests/wire/tool-list.test.ts decides');
    const bytes = lines.slice(2).map((line) => Number.parseInt(line, 10));
    expect(bytes).toEqual(bytes.toSorted((one, other) => other - one));
    expect(bytes).toHaveLength(published.length);
  });

  it('finds each tool in the file of its name, in the folder of its subject', () => {
    const files = tools.map(({ name, toolset }) => join(toolset, `${fileName(name)}.ts`));
    const present = readdirSync('src/tools', { recursive: true }).map(String);
    expect(files.filter((file) => !present.includes(file))).toEqual([]);
  });

  it('has no snapshot of a tool that is gone', () => {
    const snapshots = readdirSync('tests/wire/tools').map((file) => basename(file, '.json'));
    const names = published.map(({ name }) => name);
    expect(snapshots.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('has a test for every tool, in the folder of its subject', () => {
    const untested = tools.filter(({ name, toolset }) => !testsOf(toolset).includes(nameInCode(name)));
    const missing = untested.map(
      ({ name, toolset }) => `${name}: write tests/tools/${toolset}/${fileName(name)}.test.ts`,
    );
    expect(missing).toEqual([]);
  });
});

describe.each(published)('$name', (tool) => {
  it('costs a model no more than one tool may', () => {
    const bytes = seenByModels(tool);
    if (bytes > MOST_BYTES_OF_ONE)
      throw new Error(costs(`${tool.name} costs ${bytes} bytes of ${MOST_BYTES_OF_ONE}.`, seenByModels));
  });

  it('has a snake_case name, a title, a description and all four hints', () => {
    expect(tool.name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(tool.title.length).toBeGreaterThan(3);
    expect(tool.description.length).toBeGreaterThanOrEqual(10);
    expect(Object.values(tool.annotations).map((hint) => typeof hint)).toEqual(Array(4).fill('boolean'));
    if (tool.annotations.readOnlyHint) expect(tool.annotations.destructiveHint).toBe(false);
  });

  it('describes every parameter', () => {
    const silent = Object.entries(tool.inputSchema.properties).filter(([, { description }]) => !description);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('has a schema without the forms that some hosts refuse', () => {
    const text = JSON.stringify(tool.inputSchema);
    for (const form of ['"$ref"', '"anyOf"', '"oneOf"', '"allOf"', '"prefixItems"', '"null"', '"$defs"']) {
      expect(text).not.toContain(form);
    }
  });
});
