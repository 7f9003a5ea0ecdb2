import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readScriptApart, stopReader } from '../src/script-reader/read-script.ts';
import type { Interpreter } from '../src/script-rules/script-kind.ts';
import { report, round } from './report.ts';

/*
 * npx tsx bench/corpus.ts DIRECTORY: reads every script below a directory, by its ending or its first line, and holds
 * what is said about its syntax to the interpreters themselves, `compile()` of the python3 and `bash -n` of the bash on
 * the path. Other errors in files that the interpreter takes are printed with their files.
 */

const MAX_BYTES = 64 * 1024;
/** Errors that most files of a library have, since they are no scripts for the runner. */
const NO_SCRIPT = new Set(['main-missing', 'no-output']);

const [directory] = process.argv.slice(2);
if (!directory) throw new Error('Usage: npx tsx bench/corpus.ts DIRECTORY');

interface Script {
  path: string;
  text: string;
  interpreter: Interpreter;
}

const scripts = readdirSync(resolve(directory), { recursive: true, encoding: 'utf8' }).flatMap((path) =>
  readScript(join(resolve(directory), path)),
);

function readScript(path: string): Script[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size === 0 || stat.size > MAX_BYTES) return [];
  const isPlain = /\.(?:py|sh|bash)$/.test(path);
  if (!isPlain && /\.\w+$/.test(path)) return [];
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  const interpreter = isPlain ? nameOf(path) : /^#! ?\/\S*(?: \S*)?\b(bash|sh|python)3?\b/.exec(text)?.[1];
  if (interpreter === undefined || !Buffer.from(text).equals(bytes)) return [];
  return [{ path, text, interpreter: interpreter === 'python' ? 'python' : 'bash' }];
}

function nameOf(path: string): Interpreter {
  return path.endsWith('.py') ? 'python' : 'bash';
}

const COMPILE = `
import json, sys, warnings
warnings.simplefilter("ignore")
fits = []
for path in json.load(sys.stdin):
    try:
        compile(open(path, encoding="utf-8", newline="").read(), path, "exec")
        fits.append(True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        fits.append(False)
print(json.dumps(fits))`;

/** Whether each script is one to its interpreter. */
function oracle(interpreter: Interpreter, some: readonly Script[]): boolean[] {
  if (interpreter === 'bash')
    return some.map(({ path }) => spawnSync('bash', ['-n', path], { stdio: 'ignore' }).status === 0);
  const input = JSON.stringify(some.map(({ path }) => path));
  return JSON.parse(execFileSync('python3', ['-c', COMPILE], { input, maxBuffer: 1 << 28 }).toString());
}

async function measure(interpreter: Interpreter) {
  const some = scripts.filter((script) => script.interpreter === interpreter);
  const fits = oracle(interpreter, some);
  const falseRefusals: string[] = [];
  const misses: string[] = [];
  const otherErrors = new Map<string, number>();
  const start = performance.now();
  for (const [at, { path, text }] of some.entries()) {
    const read = await readScriptApart({ script: text, interpreter, taskType: 'task' }).catch(
      (error: Error) => error,
    );
    const codes =
      read instanceof Error
        ? ['not-read']
        : read.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    const isRefused = codes.includes('syntax-error') || codes.includes('not-read');
    if (fits[at] && isRefused) falseRefusals.push(path);
    if (!fits[at] && !isRefused) misses.push(path);
    for (const code of new Set(codes)) {
      if (!fits[at] || NO_SCRIPT.has(code)) continue;
      otherErrors.set(code, (otherErrors.get(code) ?? 0) + 1);
      process.stderr.write(`${code}: ${path}\n`);
    }
  }
  const valid = fits.filter(Boolean).length;
  const broken = fits.length - valid;
  for (const path of falseRefusals)
    process.stderr.write(`refused, though ${interpreter} takes it: ${path}\n`);
  for (const path of misses) process.stderr.write(`taken, though ${interpreter} refuses it: ${path}\n`);
  return {
    valid,
    broken,
    false_refusals_per_thousand: valid === 0 ? 0 : round((1000 * falseRefusals.length) / valid, 2),
    misses_per_thousand: broken === 0 ? 0 : round((1000 * misses.length) / broken, 2),
    ms_per_file: some.length === 0 ? 0 : round((performance.now() - start) / some.length, 1),
    errors_in_valid_files: Object.fromEntries(otherErrors),
  };
}

const python = await measure('python');
const bash = await measure('bash');
stopReader();
report({
  measured: `syntax errors in the scripts of up to 64 KiB below ${directory}, against compile() and bash -n`,
  numbers: { python, bash },
  bound: 'no false refusal',
  held: python.false_refusals_per_thousand === 0 && bash.false_refusals_per_thousand === 0,
});
