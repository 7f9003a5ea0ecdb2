import { describe, expect, it } from 'vitest';
import { toResult } from '../../src/script-rules/result.ts';
import { type ScriptToValidate, validateScript } from '../../src/script-rules/validate-script.ts';

const GOOD = 'def main():\n    return []\n';
const GUARD = 'if __name__ == "__main__":\n    main()\n';

const validate = async (script: string, options: Partial<ScriptToValidate> = {}) =>
  toResult(await validateScript({ script, interpreter: 'python', taskType: 'task', ...options }));

describe('§6 what validate_script answers', () => {
  it('has the original’s fields', async () => {
    expect(await validate(GOOD)).toEqual({
      valid: true,
      message: 'The script fits the runner.',
      findings: [],
      warnings: [],
      blocking_warnings: [],
      auto_fixable_warnings: [],
      auto_fixes_applied_on_run: [],
      issue_quality_notes: [],
      detected_env_vars: [],
      interpreter: 'python',
      task_type: 'task',
      script_bytes: GOOD.length,
    });
  });

  it('is valid with nothing but what is fixed on the way', async () => {
    const result = await validate(GOOD + GUARD);
    expect(result.valid).toBe(true);
    expect(result.blocking_warnings).toEqual([]);
    expect(result.auto_fixable_warnings).toEqual(result.warnings);
    expect(result.auto_fixes_applied_on_run).toHaveLength(1);
  });

  it('is not valid with an error, which it places', async () => {
    const result = await validate('import os\nasync def main():\n    return []\n');
    expect(result.valid).toBe(false);
    expect(result.blocking_warnings[0]).toMatch(/^Line 2: main\(\) is async/);
    expect(result.findings[0]).toMatchObject({ code: 'main-async', severity: 'error', line: 2, column: 1 });
  });

  it('keeps notes on quality apart from warnings', async () => {
    const result = await validate('def main():\n    return [{"issue title": "Pod is down"}]\n');
    expect(result.valid).toBe(true);
    expect(result.warnings).toEqual([]);
    expect(result.issue_quality_notes).toHaveLength(1);
  });

  it('lists the variables that the script reads', async () => {
    const result = await validate(`import os\nx = os.environ["B"], os.environ["A"]\n${GOOD}`);
    expect(result.detected_env_vars).toEqual(['A', 'B']);
  });

  it('is not valid over the hard limit', async () => {
    const result = await validate(GOOD, { limits: { softBytes: 5, hardBytes: 10 } });
    expect(result.valid).toBe(false);
    expect(result.size_error).toContain('registry codebundle');
  });

  it('is valid where only the stripped block puts it over the limit', async () => {
    const result = await validate(GOOD + GUARD, { limits: { softBytes: 100, hardBytes: GOOD.length + 5 } });
    expect(result).toMatchObject({
      valid: true,
      script_bytes: GOOD.length + 'pass\n'.length,
      original_script_bytes: GOOD.length + GUARD.length,
    });
    expect(result.size_error).toBeUndefined();
  });

  it('orders findings by their lines', async () => {
    const { findings } = await validate('import sys\nx = sys.argv\nmain()\ndef main():\n    return 1\n');
    expect(findings.map(({ line }) => line)).toEqual([2, 3, 5]);
  });
});

describe('runner: text that does not arrive as it is', () => {
  it.each([
    ['a NUL character', `# \0\n${GOOD}`, 'nul-character'],
    ['half a surrogate pair', `# \ud800\n${GOOD}`, 'lone-surrogate'],
    ['the line that ends the runner’s here-document', `x = """\nRW_GENERIC_EOF\n"""\n${GOOD}`, 'end-mark'],
  ])('is an error: %s', async (_, script, code) => {
    const result = await validate(script);
    expect(result.findings.map((finding) => [finding.code, finding.severity])).toContainEqual([
      code,
      'error',
    ]);
  });

  it('is advice: a backslash before %{', async () => {
    const { findings } = await validate(`x = r"\\%{http_code}"\n${GOOD}`);
    expect(findings.map(({ code, severity, line }) => [code, severity, line])).toEqual([
      ['percent-brace', 'advice', 1],
    ]);
  });

  it('is mended: a byte order mark', async () => {
    const { shipped, findings } = await validateScript({
      script: `\uFEFF${GOOD}${GUARD}`,
      interpreter: 'python',
      taskType: 'task',
    });
    expect(shipped).toBe(`${GOOD}pass\n`);
    expect(findings.map(({ code, line }) => [code, line])).toEqual([
      ['byte-order-mark', undefined],
      ['main-guard', 3],
    ]);
  });

  it('is refused where it is nested beyond any interpreter', async () => {
    const { findings } = await validate(`x = ${'('.repeat(3000)}1${')'.repeat(3000)}\n${GOOD}`);
    expect(findings.map(({ code }) => code)).toEqual(['nested-too-deeply']);
  });
});
