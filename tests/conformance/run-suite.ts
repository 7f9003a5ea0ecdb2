import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runProgram } from './run-program.ts';

/**
 * Runs every scenario for servers. The baseline names what fails; exit code 1 when something else fails, and when
 * something in it passes.
 */
export async function runSuite(
  url: string,
  baseline: string,
): Promise<{ code: number | null; summary: string }> {
  const results = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const { code, stdout, stderr } = await runProgram('suite', [
      ...['server', '--url', url, '--suite', 'all', '--output-dir', results],
      ...['--expected-failures', resolve('tests/conformance', baseline)],
    ]);
    return { code, summary: `${stdout.slice(stdout.indexOf('=== SUMMARY ==='))}${stderr}` };
  } finally {
    await rm(results, { recursive: true });
  }
}
