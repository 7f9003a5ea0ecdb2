import { expect, test } from 'vitest';
import { type Answers, STEPS } from '../../bench/python-server/calls.ts';
import { differences, type FieldTypes, fieldsOf } from '../../bench/python-server/fields.ts';
import { wrongCalls } from '../../bench/python-server/wrong-calls.ts';
import { MOVING_FIELDS } from '../../scripts/moving-fields.ts';
import { MOVING_ROWS } from '../../scripts/moving-rows.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import parameters from '../ground-truth/python-server-parameters.json' with { type: 'json' };
import refusals from '../ground-truth/python-server-refusals.json' with { type: 'json' };
import results from '../ground-truth/python-server-results.json' with { type: 'json' };
import { fastBench } from '../tools/scripts/fast-bench.ts';

/** The fields of every answer of the Python server to the calls of the bench. */
const RESULTS = results as Record<string, FieldTypes>;
/** What it does where one thing is wrong: the fields of its answer, `refused` for an error in a success, `error` for one. */
const REFUSALS = refusals as Record<string, FieldTypes | string>;

const NO_CHANGE = { onProgress: () => {} };
const toolNamed = (name: string) => tools.find((tool) => tool.name === name) as unknown as ToolDefinition;
const theirs = STEPS.filter(({ tool }) => parameters.tools.some((one) => one.tool === tool));

/** What the Python server answers and this one refuses, with the row of "Moving over" that says so. */
const REFUSED_HERE: Record<string, string> = {
  'validate_script without a script': 'validate-nothing',
  'get_workspace_chat_config with persona_name unknown': 'unknown-names',
  'delete_slx with slx_name unknown': 'unknown-names',
  'deploy_registry_codebundle with repo_url unknown': 'bundle-addresses',
  'deploy_registry_codebundle with codebundle_path unknown': 'bundle-addresses',
  'validate_script with interpreter unknown': 'interpreters',
  'run_script with interpreter unknown': 'interpreters',
  'run_script_and_wait with interpreter unknown': 'interpreters',
  'commit_slx with interpreter unknown': 'interpreters',
  'run_script with script unknown': 'broken-scripts',
  'run_script_and_wait with script unknown': 'broken-scripts',
  'commit_slx with script unknown': 'broken-scripts',
  'render_codecollection_skill with script unknown': 'broken-scripts',
};

/** What both answer otherwise, by tool. */
class Found {
  readonly fields: Record<string, Set<string>> = {};
  readonly refused: string[] = [];

  compare(
    tool: string,
    as: string,
    fields: FieldTypes,
    ours: { answer: unknown } | { error: unknown },
  ): void {
    if ('error' in ours) this.refused.push(as);
    else
      this.fields[tool] = new Set([
        ...(this.fields[tool] ?? []),
        ...differences(fields, fieldsOf(ours.answer)),
      ]);
  }
}

test("each answer of the Python server's is ours too, field by field, or docs/parity.md says what to do instead", async () => {
  const bench = await fastBench();
  const answers: Answers = {};
  const found = new Found();
  const tryCall = async (tool: string, args: Record<string, unknown>) => {
    try {
      return { answer: await bench.call(toolNamed(tool), args, NO_CHANGE) };
    } catch (error) {
      if (!String(error).includes(' answered {"error"')) throw error;
      return { error };
    }
  };
  for (const { tool, as = tool, args } of theirs) {
    const ours = await tryCall(tool, args(answers));
    if ('answer' in ours) answers[as] = ours.answer;
    expect(RESULTS, as).toHaveProperty([as]);
    found.compare(tool, as, RESULTS[as]!, ours);
  }
  const wrong = wrongCalls(answers);
  expect(wrong.map(({ as }) => as).toSorted()).toEqual(
    Object.keys(REFUSALS)
      .filter((as) => !as.endsWith(' with a wrong token'))
      .toSorted(),
  );
  for (const { tool, as, args } of wrong) {
    const fields = REFUSALS[as]!;
    if (typeof fields !== 'string') found.compare(tool, as, fields, await tryCall(tool, args));
  }
  expect(found.refused.toSorted()).toEqual(Object.keys(REFUSED_HERE).toSorted());
  expect(sorted(found.fields)).toEqual(sorted(told()));
}, 120_000);

test('each refusal that is new has its row', () => {
  const rows = new Set(MOVING_ROWS.map(({ id }) => id));
  expect(Object.values(REFUSED_HERE).filter((id) => !rows.has(id))).toEqual([]);
});

test('where its token is wrong, the Python server answers no more than these, which need none', () => {
  const answered = Object.keys(REFUSALS).filter(
    (as) => as.endsWith(' with a wrong token') && typeof REFUSALS[as] !== 'string',
  );
  expect(answered.map((as) => as.replace(' with a wrong token', ''))).toEqual([
    'search_registry',
    'get_registry_codebundle',
    'get_workspace_context',
    'list_skills',
    'get_skill',
    'validate_script',
    'list_discovery_platforms',
    'list_indexed_resource_types',
  ]);
});

test.each(['search_registry', 'list_skills', 'get_workspace_context', 'list_discovery_platforms'])(
  '%s answers with a wrong token here too',
  async (name) => {
    const bench = await fastBench({ token: 'not-a-token' });
    await bench.call(toolNamed(name), name === 'search_registry' ? { search: 'kubernetes' } : {});
  },
);

function told(): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const row of MOVING_FIELDS) fields[row.tool] = [...(fields[row.tool] ?? []), ...row.fields];
  return fields;
}

function sorted(of: Record<string, Iterable<string>>): Record<string, string[]> {
  const lists = Object.entries(of).map(([tool, fields]) => [tool, [...fields].toSorted()] as const);
  return Object.fromEntries(lists.filter(([, fields]) => fields.length > 0));
}
