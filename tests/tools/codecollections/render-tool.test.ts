import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { renderCodecollectionSkill } from '../../../src/tools/codecollections/render-codecollection-skill.ts';
import { parseYaml11, renderJinja } from '../../codecollections/jinja.ts';
import { byName, type Document } from '../../codecollections/sample-bundle.ts';
import { put, temporaryFolder } from '../../skills/skill-folder.ts';
import { type BenchOptions, type Caller, toolBench } from '../tool-caller.ts';

const SCRIPT = 'def main():\n    return [{"issue title": "a"}]\n';
const SLI = 'def main():\n    return 0.5\n';
const GIVEN = {
  bundle_name: 'my-health-check',
  alias: 'Cart Health',
  statement: 'The cart answers.',
  task_title: 'Check the cart',
  script: SCRIPT,
  interpreter: 'python',
};
const FOLDER = 'codebundles/my-health-check';

async function render(given: Record<string, unknown> = {}, options: BenchOptions = {}, caller: Caller = {}) {
  const bench = await toolBench(options);
  const answer = await bench.call(renderCodecollectionSkill, { ...GIVEN, ...given }, caller);
  const template = (kind: string): Document =>
    parseYaml11(renderJinja(answer.files[`${FOLDER}/.runwhen/templates/my-health-check-${kind}.yaml`]));
  return { answer, template, sandbox: bench.sandbox };
}

async function refuse(given: Record<string, unknown>, caller: Caller = {}) {
  const bench = await toolBench();
  return bench.refusal(renderCodecollectionSkill, { ...GIVEN, ...given }, caller);
}

describe('render_codecollection_skill', () => {
  test('hands the files over, with proof that GEN_CMD is the reviewed script', async () => {
    const { answer, template } = await render();
    expect(Object.keys(answer.files)).toEqual([
      `${FOLDER}/README.md`,
      `${FOLDER}/.runwhen/SKILL_TEMPLATE.md`,
      `${FOLDER}/.runwhen/raw_script.py`,
      `${FOLDER}/.runwhen/generation-rules/my-health-check.yaml`,
      `${FOLDER}/.runwhen/templates/my-health-check-slx.yaml`,
      `${FOLDER}/.runwhen/templates/my-health-check-taskset.yaml`,
    ]);
    expect(answer.files[`${FOLDER}/.runwhen/raw_script.py`]).toBe(SCRIPT);
    expect(answer.gen_cmd_check.equal).toBe(true);
    expect(answer.gen_cmd_check.raw_sha256).toBe(answer.gen_cmd_check.gen_cmd_sha256);
    const { spec } = template('taskset');
    expect(spec.codeBundle.pathToRobot).toBe('codebundles/tool-builder/runbook.robot');
    expect(byName(spec.configProvided)).toMatchObject({
      TASK_TITLE: 'Check the cart',
      INTERPRETER: 'python',
    });
    expect(byName(template('slx').spec.tags)).toMatchObject({ access: 'read-write', data: 'logs-bulk' });
  });

  test('says nothing of an SLI, and resolves nothing for it, where there is none', async () => {
    const { answer } = await render();
    expect(answer).toMatchObject({
      generic_repo_sli_url: null,
      generic_repo_sli_resolved_from: null,
      generic_repo_sli_ref: null,
      sli_gen_cmd_check: null,
    });
  });

  test('adds an SLI from a script of its own', async () => {
    const { answer, template } = await render({
      include_sli: true,
      sli_script: SLI,
      sli_description: 'Share.',
    });
    const { spec } = template('sli');
    expect(spec).toMatchObject({
      description: 'Share.',
      intervalSeconds: 300,
      codeBundle: { pathToRobot: 'codebundles/tool-builder/sli.robot' },
    });
    expect(byName(spec.configProvided).INTERPRETER).toBe('python');
    expect(answer.sli_gen_cmd_check.equal).toBe(true);
  });

  test.each([
    [{ include_sli: true }, 'explicit sli_script'],
    [{ sli_script: SCRIPT }, 'Identical task and SLI script'],
  ])('refuses the SLI of %j', async (given, message) => {
    const error = await refuse(given);
    expect(error.code).toBe('refused');
    expect(`${error.message} ${error.hint}`).toContain(message);
  });

  test('leaves an SLI out where include_sli is false, and names what it does not use', async () => {
    const { answer } = await render({ include_sli: false, sli_script: SLI, sli_interval_seconds: 60 });
    expect(answer.paths.filter((path: string) => path.includes('sli'))).toEqual([]);
    expect(answer.notes).toEqual(
      expect.arrayContaining([
        'sli_script is not used: include_sli is false.',
        'sli_interval_seconds is not used: include_sli is false.',
      ]),
    );
  });

  test.each([
    [0, 'none'],
    ['1', 'basic'],
    [2, 'detailed'],
    ['basic', 'basic'],
    [undefined, 'detailed'],
  ])('takes the level of detail %s for %s', async (level_of_detail, level) => {
    const { answer } = await render({ level_of_detail });
    const rules = answer.files[`${FOLDER}/.runwhen/generation-rules/my-health-check.yaml`];
    expect(rules).toContain(`levelOfDetail: "${level}"`);
  });

  test('says in the review page which data the report holds, and what rendered it', async () => {
    const { answer } = await render({ data: 'config' });
    const page = answer.files[`${FOLDER}/.runwhen/SKILL_TEMPLATE.md`];
    expect(page).toContain('- Data in its report: `config`');
    expect(page).toMatch(/- Rendered by runwhen-platform-mcp \d+\.\d+\.\d+ .* at \d{4}-\d\d-\d\dT.*Z/);
  });

  test('takes the script in any of its forms', async () => {
    const script_gzip_base64 = gzipSync(SCRIPT).toString('base64');
    const { answer } = await render({ script: null, script_gzip_base64 });
    expect(answer.files[`${FOLDER}/.runwhen/raw_script.py`]).toBe(SCRIPT);
  });

  test('ships for review what will run, where something must be taken out', async () => {
    const { answer } = await render({ script: `${SCRIPT}\nif __name__ == "__main__":\n    main()\n` });
    expect(answer.files[`${FOLDER}/.runwhen/raw_script.py`]).not.toContain('__main__');
    expect(answer.gen_cmd_check.equal).toBe(true);
    expect(answer.notes).toEqual([expect.stringContaining('Changed in the rendered script')]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a name that is no folder name', { bundle_name: 'foo_bar' }, 'Invalid bundle_name "foo_bar"'],
    [
      'a hierarchy on Kubernetes',
      { platform: 'kubernetes', hierarchy: ['a'] },
      'Invalid discovery platform configuration',
    ],
    [
      'an unknown type',
      { platform: 'kubernetes', resource_types: ['nope'] },
      'Unknown kubernetes resource type',
    ],
    ['a script that does not fit the runner', { script: 'x = 1\n' }, 'does not fit the runner'],
    ['a title that the runner would fill in', { task_title: 'Check ${NAMESPACE}' }, 'task_title holds ${'],
    ['a value that the runner would execute', { env_vars: { A: '${{1}}' } }, 'env_vars.A holds ${{'],
    [
      'a runtime variable without validation',
      { runtime_vars: [{ name: 'A', description: 'x', default: '' }] },
      'runtime_vars',
    ],
    ['an Azure script without credentials', { script: `from azure.identity import X\n${SCRIPT}` }, 'zure'],
  ])('refuses %s', async (_, given, message) => {
    const error = await refuse(given);
    expect(error.code).toBe('refused');
    expect(error.message).toContain(message);
  });

  test('puts the resource path below custom/', async () => {
    const { template } = await render({ resource_path: 'shop/cart/' });
    expect(template('slx').spec.additionalContext).toMatchObject({ resourcePath: 'custom/shop/cart' });
  });

  test('matches what it is told to', async () => {
    const { answer } = await render({
      platform: 'kubernetes',
      resource_types: ['deployment'],
      qualifiers: ['resource', 'namespace', 'cluster'],
      match_rules: [{ type: 'exists', path: 'resource/metadata/labels/app' }],
      base_name: 'deployment-is-ready',
      shortened_base_name: 'dep-ready',
      level_of_detail: 'basic',
    });
    const { spec } = parseYaml11(
      answer.files[`${FOLDER}/.runwhen/generation-rules/my-health-check.yaml`],
    ) as Document;
    expect(spec.generationRules[0]).toMatchObject({
      resourceTypes: ['deployment'],
      matchRules: [{ type: 'exists', path: 'resource/metadata/labels/app' }],
      slxs: [
        {
          baseName: 'deployment-is-ready',
          shortenedBaseName: 'dep-ready',
          levelOfDetail: 'basic',
          qualifiers: ['resource', 'namespace', 'cluster'],
        },
      ],
    });
  });
});

describe('the bundle on the runner', () => {
  test('is the one that the platform has on record', async () => {
    const { answer, sandbox } = await render({ sli_script: SLI });
    const recorded = sandbox.world.codeCollections.find(({ name }) => name === 'rw-generic-codecollection');
    expect(answer).toMatchObject({
      generic_repo_runbook_url: recorded?.repoWebUrl,
      generic_repo_runbook_resolved_from: 'workspace',
      generic_repo_sli_url: recorded?.repoWebUrl,
    });
  });

  test('is an explicit one for task and SLI alike, without asking', async () => {
    const url = 'https://git.example.com/generic.git';
    const { answer, sandbox } = await render({
      sli_script: SLI,
      generic_repo_url: url,
      generic_repo_ref: 'v1.2',
    });
    expect(answer).toMatchObject({
      generic_repo_runbook_url: url,
      generic_repo_sli_url: url,
      generic_repo_runbook_resolved_from: 'explicit',
      generic_repo_runbook_ref: 'v1.2',
      generic_repo_sli_ref: 'v1.2',
    });
    expect(sandbox.requests).toEqual([]);
  });

  test('may be another for the SLI, by the server’s settings', async () => {
    const environment = { MCP_TOOL_BUILDER_SLI_REPO_URL: 'https://git.example.com/sli.git' };
    const { answer } = await render({ sli_script: SLI }, { environment });
    expect(answer.generic_repo_sli_url).toBe('https://git.example.com/sli.git');
    expect(answer.generic_repo_runbook_url).not.toBe(answer.generic_repo_sli_url);
  });

  test('is the default, with a note, where the platform cannot be asked', async () => {
    const { answer } = await render({}, { token: '' });
    expect(answer.generic_repo_runbook_resolved_from).toBe('default');
    expect(answer.notes).toEqual([expect.stringContaining('code collections could not be read')]);
  });
});

describe('output_dir', () => {
  test('is where the files are written, and only there', async () => {
    const output_dir = await temporaryFolder();
    const { answer } = await render({ output_dir });
    expect(answer).not.toHaveProperty('files');
    expect(answer.written).toHaveLength(6);
    expect(await readdir(output_dir)).toEqual(['codebundles']);
    expect(await readFile(join(output_dir, FOLDER, '.runwhen/raw_script.py'), 'utf8')).toBe(SCRIPT);
  });

  test('keeps files that are there unless told to overwrite', async () => {
    const output_dir = await temporaryFolder();
    await put(output_dir, `${FOLDER}/README.md`, 'mine\n');
    const error = await refuse({ output_dir });
    expect(error).toMatchObject({ code: 'refused', hint: expect.stringContaining('overwrite: true') });
    expect(await readFile(join(output_dir, FOLDER, 'README.md'), 'utf8')).toBe('mine\n');
    const { answer } = await render({ output_dir, overwrite: true });
    expect(answer.written).toHaveLength(6);
  });

  test.each(['../elsewhere', '/tmp/../etc', '$NOT_SET/x'])('may not be %s', async (output_dir) => {
    expect(await refuse({ output_dir })).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('plain path'),
    });
  });

  test('is not written over HTTP', async () => {
    const output_dir = await temporaryFolder();
    const { answer } = await render({ output_dir }, {}, { transport: 'http' });
    expect(Object.keys(answer.files)).toHaveLength(6);
    expect(answer.notes).toEqual([expect.stringContaining('not written over HTTP')]);
    expect(await readdir(output_dir)).toEqual([]);
  });

  test('is not written by a read-only server', async () => {
    const output_dir = await temporaryFolder();
    const { answer } = await render({ output_dir }, { environment: { MCP_READ_ONLY: 'true' } });
    expect(answer.notes).toEqual([expect.stringContaining('read-only')]);
    expect(await readdir(output_dir)).toEqual([]);
  });
});

describe('an SLO and a workflow', () => {
  const slo = { objective: 99.5, threshold: 1, operand: 'eq' };

  test('are rendered beside an SLI, and named in the README', async () => {
    const { answer, template } = await render({ sli_script: SLI, slo, workflow: true });
    expect(template('slo').spec).toMatchObject(slo);
    expect(template('workflow').kind).toBe('Workflow');
    expect(answer.files[`${FOLDER}/README.md`]).toContain('`my-health-check-slo.yaml`');
  });

  test.each([[{ slo }], [{ workflow: true }]])('are refused without an SLI: %o', async (given) => {
    expect((await refuse(given)).message).toContain('no SLI to follow');
  });

  test.each([
    [{ ...slo, objective: 100 }],
    [{ ...slo, threshold: 0.5 }],
    [{ objective: 99 }],
    [{ ...slo, x: 1 }],
  ])('is refused by name where it is %o', async (given) => {
    expect((await refuse({ sli_script: SLI, slo: given })).message).toContain('slo');
  });

  test('leaves a bundle alone whose workflow is false', async () => {
    const { answer } = await render({ workflow: false });
    expect(Object.keys(answer.files).join()).not.toContain('workflow');
  });
});
