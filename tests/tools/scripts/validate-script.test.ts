import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { validateScriptTool } from '../../../src/tools/scripts/validate-script.ts';
import { bashMain, pythonMain } from '../../script-rules/judged.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const HEALTHY = pythonMain('return []');
const GUARD = '\n\nif __name__ == "__main__":\n    main()\n';

const judge = async (args: Record<string, unknown>, environment?: Record<string, string>) =>
  (await toolBench({ environment })).call(validateScriptTool, args);

/** The error of both tools that read a script, which must be the same one. */
async function refusedAlike(bench: ToolBench, args: Record<string, unknown>) {
  const error = await bench.refusal(validateScriptTool, args);
  const ofRun = await bench.refusal(runScriptAndWait, { workspace_name: 'checkout-prod', ...args });
  expect(ofRun).toEqual(error);
  return error;
}

describe('validate_script', () => {
  test('answers with everything that a caller decides by', async () => {
    const result = await judge({ script: `${HEALTHY}${GUARD}`, interpreter: 'python' });
    expect(result).toEqual({
      valid: true,
      message: expect.any(String),
      findings: [expect.objectContaining({ code: 'main-guard', severity: 'auto-fixed', line: 5 })],
      warnings: [expect.stringContaining('__main__')],
      blocking_warnings: [],
      auto_fixable_warnings: [expect.stringContaining('__main__')],
      auto_fixes_applied_on_run: [expect.stringContaining('__main__')],
      issue_quality_notes: [],
      detected_env_vars: [],
      interpreter: 'python',
      task_type: 'task',
      script_bytes: expect.any(Number),
      original_script_bytes: Buffer.byteLength(`${HEALTHY}${GUARD}`),
    });
    expect(result.script_bytes).toBeLessThan(result.original_script_bytes);
  });

  test('has no original size where nothing is taken out', async () => {
    expect(await judge({ script: HEALTHY })).not.toHaveProperty('original_script_bytes');
  });

  test('tells the interpreter from the script', async () => {
    expect((await judge({ script: HEALTHY })).interpreter).toBe('python');
    expect((await judge({ script: bashMain("printf '[]' >&3") })).interpreter).toBe('bash');
  });

  test('names the variables that a script reads, sorted', async () => {
    const script = bashMain('echo "$ZONE ${NAMESPACE} $HOME $PATH"', "printf '[]' >&3");
    expect((await judge({ script })).detected_env_vars).toEqual(['NAMESPACE', 'ZONE']);
  });

  test('judges an SLI by what an SLI returns', async () => {
    const script = pythonMain('return 0.95');
    expect(await judge({ script, task_type: 'sli' })).toMatchObject({ valid: true, warnings: [] });
    expect(await judge({ script, task_type: 'task' })).toMatchObject({ valid: false });
  });

  test('asks the platform nothing', async () => {
    const bench = await toolBench();
    await bench.call(validateScriptTool, { script: HEALTHY });
    expect(bench.sandbox.requests).toEqual([]);
  });

  test('refuses a script over the hard limit only for its guard not at all', async () => {
    const limit = { RUNWHEN_SCRIPT_HARD_MAX_BYTES: String(HEALTHY.length + 20) };
    const result = await judge({ script: `${HEALTHY}${GUARD}` }, limit);
    expect(result).toMatchObject({ valid: true, original_script_bytes: HEALTHY.length + GUARD.length });
    expect(result).not.toHaveProperty('size_error');
  });

  test('finds a script over the hard limit too large, and so does a run', async () => {
    const bench = await toolBench({ environment: { RUNWHEN_SCRIPT_HARD_MAX_BYTES: '40' } });
    const script = pythonMain(`return []  # ${'x'.repeat(60)}`);
    expect(await bench.call(validateScriptTool, { script })).toMatchObject({
      valid: false,
      size_error: expect.stringContaining('registry codebundle'),
    });
    const error = await bench.refusal(runScriptAndWait, { workspace_name: 'checkout-prod', script });
    expect(error).toMatchObject({
      code: 'refused',
      message: 'Script too large for transport',
      detail: { script_bytes: script.length, message: expect.stringContaining('script_path') },
    });
    // The caller's role is looked up; the script goes nowhere.
    expect(bench.sandbox.requests.map(({ path }) => path)).toEqual(['/api/v3/workspaces']);
  });
});

describe('the source of a script', () => {
  test.each([
    ['base64', { script_base64: Buffer.from(HEALTHY).toString('base64') }],
    ['gzip in base64', { script_gzip_base64: gzipSync(HEALTHY).toString('base64') }],
  ])('may be %s', async (_, source) => {
    expect(await judge(source)).toMatchObject({ valid: true, script_bytes: HEALTHY.length });
  });

  test.each([
    ['none', {}, 'none is'],
    ['an empty one', { script: '' }, 'none is'],
    ['two', { script: HEALTHY, script_path: '/no/such/file.py' }, 'script and script_path are'],
  ])('is asked for where there is %s', async (_, source, said) => {
    const error = await refusedAlike(await toolBench(), source);
    expect(error).toMatchObject({ code: 'invalid_arguments', message: expect.stringContaining(said) });
  });

  test('is named where its file does not exist', async () => {
    const error = await refusedAlike(await toolBench(), { script_path: '/no/such/file.py' });
    expect(error.message).toContain('/no/such/file.py is not found');
  });

  test.each(['script_path', 'script_base64_path'])('is never a file of the server (%s)', async (name) => {
    const { refusal } = await toolBench();
    const error = await refusal(validateScriptTool, { [name]: '/etc/hostname' }, { transport: 'http' });
    expect(error.message).toContain('not supported in HTTP mode');
    expect(error.hint).toContain('script_gzip_base64');
  });

  test('is refused by what is wrong with its encoding', async () => {
    const { refusal } = await toolBench();
    const outer = await refusal(validateScriptTool, { script_gzip_base64: '!!!not-base64!!!' });
    expect(outer.message).toContain('base64');
    const inner = await refusal(validateScriptTool, {
      script_gzip_base64: Buffer.from('plain').toString('base64'),
    });
    expect(inner.message).toContain('gzip decompression failed');
  });

  test('is not decompressed beyond the hard limit', async () => {
    const { refusal } = await toolBench({ environment: { RUNWHEN_SCRIPT_HARD_MAX_BYTES: '16384' } });
    const bomb = gzipSync(Buffer.alloc(10_000_000)).toString('base64');
    const error = await refusal(validateScriptTool, { script_gzip_base64: bomb });
    expect(error.message).toContain('decompressed script exceeds the hard cap');
  });
});
