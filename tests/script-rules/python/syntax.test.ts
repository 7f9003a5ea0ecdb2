import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { judgePython } from '../judged.ts';
import { VALID_PYTHON } from './valid-scripts.ts';

const MAIN = 'def main():\n    return []\n';

const BROKEN: [string, string, number][] = [
  ['an open bracket', 'x = (1,\n', 4],
  ['a closing bracket too many', 'x = 1)\n', 3],
  ['a missing colon', 'if x\n    pass\n', 3],
  ['an open string', 'x = "abc\n', 3],
  ['an open long string', 'x = """abc\n', 3],
  ['an unexpected indent', 'x = 1\n  y = 2\n', 4],
  ['a dedent to nowhere', 'if x:\n    y = 1\n  z = 2\n', 5],
  ['no block after if', 'if x:\ny = 1\n', 4],
  ['print as a statement', 'print "x"\n', 3],
  ['return outside a function', 'return 1\n', 3],
  ['break outside a loop', 'break\n', 3],
  ['await outside async', 'def f():\n    await g()\n', 4],
  ['a positional after a named argument', 'f(a=1, 2)\n', 3],
  ['else without if', 'else:\n    pass\n', 3],
  ['two names side by side', 'x y\n', 3],
  ['an open bracket in a function', 'def f():\n    return (\n', 4],
  ['a choice without its end', 'def main():\n    return [] if x else\n', 4],
  ['a sum without its end', 'def main():\n    return 1 +\n', 4],
  ['an assignment without a value', 'def main():\n    x =\n    return x\n', 4],
  ['an argument without a value', 'def main():\n    return f(a=)\n', 4],
  ['a star without a value', 'def main():\n    return f(*)\n', 4],
  ['a loop without values', 'def main():\n    for x\n', 4],
  ['a function without a name', 'def (x):\n    pass\n', 3],
  ['a function without a block', 'def main\n', 3],
  ['an import of nothing', 'from os import\n', 3],
  ['an open subscript', 'def main():\n    x[\n', 4],
  ['mixed indentation', 'if x:\n\ty = 1\n        z = 2\n', 5],
];

/** Compiles each of a list of scripts, and prints which of them it can. */
const COMPILE = `
import json, sys
def compiles(script):
    try:
        compile(script, "script", "exec")
    except SyntaxError:
        return False
    return True
print(json.dumps([compiles(script) for script in json.load(sys.stdin)]))
`;

describe('Python syntax', () => {
  it.each(VALID_PYTHON)('finds no fault in %s', async (_, script) => {
    const { findings } = await judgePython(`${script}\n${MAIN}`);
    expect(findings.filter(({ code }) => code === 'syntax-error')).toEqual([]);
  });

  it.each(BROKEN)('finds %s', async (_, script, line) => {
    const { errors, finding } = await judgePython(`${MAIN}${script}`);
    expect(errors).toContain('syntax-error');
    expect(finding('syntax-error').line).toBeGreaterThanOrEqual(line - 1);
    expect(finding('syntax-error').line).toBeLessThanOrEqual(line + 1);
    expect(finding('syntax-error').column).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['# noqa', 'x = "# noqa"; return 1\n', 15],
    ['#  NOQA: F706', 'return 1  #  NOQA: F706\n', 1],
    ['# ruff: noqa', '# ruff: noqa\nreturn 1\n', 1],
    ['# flake8: noqa', '# flake8: noqa\nreturn 1\n', 1],
  ])('finds a fault where %s hides it from Ruff', async (_, script, column) => {
    const { finding } = await judgePython(`${MAIN}${script}`);
    expect(finding('syntax-error').column).toBe(column);
  });

  it('names the first fault', async () => {
    const { finding } = await judgePython(`return 1\n${MAIN}def f(a, a): pass\n`);
    expect(finding('syntax-error')).toMatchObject({ line: 1, column: 1 });
  });

  it('agrees with Python on each of them', () => {
    const scripts = [MAIN, ...BROKEN.map(([, script]) => `${MAIN}${script}`)];
    const { stdout } = spawnSync('python3', ['-c', COMPILE], {
      input: JSON.stringify(scripts),
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual([true, ...BROKEN.map(() => false)]);
  });
});
