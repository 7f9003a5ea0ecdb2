import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { judgePython } from '../judged.ts';
import { REFUSED_BY_CPYTHON } from './refused-by-cpython.ts';

const MAIN = '\ndef main():\n    return []\n';

/** Line of CPython's own complaint about each program; null where it compiles. */
function linesOfCPython(programs: readonly string[]): (number | null)[] {
  const code = `
import json, sys, warnings
warnings.simplefilter("ignore")
lines = []
for program in json.load(sys.stdin):
    try:
        compile(program, "script", "exec")
        lines.append(None)
    except SyntaxError as error:
        lines.append(error.lineno)
print(json.dumps(lines))`;
  const { stdout } = spawnSync('python3', ['-c', code], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

describe('a program that CPython refuses', () => {
  const lines = linesOfCPython(REFUSED_BY_CPYTHON.map(([, program]) => `${program}${MAIN}`));

  it.each(REFUSED_BY_CPYTHON)('is refused with its place: %s', async (message, program) => {
    const { errors, finding } = await judgePython(`${program}${MAIN}`);
    const line = lines[REFUSED_BY_CPYTHON.findIndex(([one]) => one === message)]!;
    expect(errors).toContain('syntax-error');
    expect(Math.abs(finding('syntax-error').line! - line), `Python says line ${line}`).toBeLessThanOrEqual(1);
    expect(finding('syntax-error').column).toBeGreaterThanOrEqual(1);
  });

  it('is one of the list by the word of the Python at hand', () => {
    const accepted = lines.flatMap((line, at) => (line === null ? [REFUSED_BY_CPYTHON[at]![0]] : []));
    expect(accepted).toEqual([]);
  });
});

describe('Python’s own library', () => {
  it('has no syntax error and no guard that it needs', async () => {
    const code = `
import json, os, sysconfig, warnings
warnings.simplefilter("ignore")
root = sysconfig.get_paths()["stdlib"]
found = []
for name in sorted(os.listdir(root))[::12]:
    path = os.path.join(root, name)
    if not name.endswith(".py") or os.path.getsize(path) > 65536:
        continue
    try:
        text = open(path, encoding="utf-8", newline="").read()
        compile(text, path, "exec")
    except (SyntaxError, UnicodeDecodeError):
        continue
    found.append([name, text])
print(json.dumps(found))`;
    const { stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const files: [string, string][] = JSON.parse(stdout);
    // A twelfth of it here; bench/corpus.ts reads it all.
    expect(files.length).toBeGreaterThan(8);
    const refused: string[] = [];
    for (const [name, text] of files) {
      const { errors } = await judgePython(text);
      if (errors.some((code) => code === 'syntax-error' || code === 'main-guard-needed')) refused.push(name);
    }
    expect(refused).toEqual([]);
  }, 120_000);
});
