// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readOutline } from '../../../src/script-rules/bash/grammar.ts';
import { bashMain, judgeBash } from '../judged.ts';
import { VALID_BASH } from './valid-scripts.ts';

const MAIN = bashMain('echo "[]" >&3');

const BROKEN: [string, string, number][] = [
  ['if without fi', 'if true; then\n  echo\n', 6],
  ['fi without if', 'echo\nfi\n', 5],
  ['do without done', 'for x in a; do\n  echo\n', 6],
  ['while without do', 'while true\n  echo\ndone\n', 6],
  ['a missing then', 'if true\n  echo\nfi\n', 6],
  ['an empty then', 'if true; then\nfi\n', 5],
  ['an open brace', 'f() {\n  echo\n', 6],
  ['an open double quote', 'echo "abc\n', 4],
  ['an open single quote', "echo 'abc\n", 4],
  ['an open substitution', 'x=$(echo\n', 4],
  ['an open expansion', 'x=${y\n', 4],
  ['a case without esac', 'case x in\n  a) echo ;;\n', 6],
  ['a bracket too many', 'echo )\n', 4],
  ['an operator without a command', 'echo &&\n', 5],
  ['two semicolons', 'echo;; echo\n', 4],
  ['a test without an end', '[[ -f x ; then\n', 4],
];

function accepts(script: string): boolean {
  const { stderr, status } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  return status === 0 && stderr === '';
}

describe('Bash syntax', () => {
  it.each(VALID_BASH)('finds no fault in %s', async (_, script) => {
    expect((await judgeBash(`${MAIN}${script}\n`)).errors).toEqual([]);
  });

  it.each(VALID_BASH)('agrees with bash on %s', (_, script) => {
    expect(accepts(script)).toBe(true);
  });

  it.each(BROKEN)('finds %s', async (_, script, line) => {
    const { errors, finding } = await judgeBash(`${MAIN}${script}`);
    expect(errors).toContain('syntax-error');
    expect(Math.abs((finding('syntax-error').line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  it.each(BROKEN)('agrees with bash on %s', (_, script) => {
    expect(accepts(`${MAIN}${script}`)).toBe(false);
  });

  it('refuses a here-document without an end: it would swallow the call of main', async () => {
    expect((await judgeBash(`${MAIN}cat <<EOF\nabc\n`)).errors).toContain('syntax-error');
  });

  it('lists functions that are not inside another, and redirections', () => {
    const { functions, redirections } = readOutline('a() { b() { :; }; }\nfunction c { echo >&3; }\n');
    expect({ functions, redirections }).toEqual({ functions: ['a', 'c'], redirections: ['>&3'] });
  });
});
