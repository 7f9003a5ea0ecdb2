import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeMark, withoutMark } from '../../src/run-outcome/completion-mark.ts';
import { machine } from '../../src/sandbox/runner/machine.ts';
import { runShell } from '../../src/sandbox/runner/shell-process.ts';
import { wrapScript } from '../../src/sandbox/runner/wrapper.ts';
import type { Interpreter } from '../../src/script-rules/script-kind.ts';

/** Runs a script as the runner does, in a directory of its own; gives all that it leaves. */
export async function leftBy(script: string, interpreter: Interpreter) {
  const { path, python = 'python3' } = await machine();
  const root = await realpath(await mkdtemp(join(tmpdir(), 'runwhen-mark-')));
  try {
    const result = await runShell({
      command: wrapScript(script, interpreter, python, 'task'),
      cwd: root,
      root,
      env: { PATH: path, CODEBUNDLE_TEMP_DIR: root },
      timeoutMs: 20_000,
    });
    const taken = takeMark(result, withoutMark(script).hash);
    const plain = (text: string) =>
      text
        .replaceAll(root, 'ROOT')
        .replace(/0x[0-9a-f]+/g, '0x')
        .replace(/line (\d+): +\d+ (\w+)/g, 'line $1: $2');
    return {
      mark: taken.mark,
      left: {
        exitCode: result.exitCode,
        stdout: plain(taken.stdout),
        stderr: plain(taken.stderr),
        files: await filesOf(root),
      },
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function filesOf(root: string): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true })).sort();
  const files: Record<string, string> = {};
  for (const name of names) {
    // Directories, and links to nothing, have no text.
    const text = await readFile(join(root, name), 'utf8').catch(() => undefined);
    if (text !== undefined) files[name] = text;
  }
  return files;
}
