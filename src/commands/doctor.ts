import type { Flags } from '../config/load.ts';
import { VERSION } from '../server/identity.ts';
import type { Check, Status } from './doctor/check.ts';
import { checkMachine, checkNetworkSettings } from './doctor/machine.ts';
import { checkPlatform } from './doctor/platform.ts';
import { checkSettings } from './doctor/settings.ts';
import { checkSkills } from './doctor/skills.ts';
import { styleText } from './terminal/style-text.ts';
import { padTo } from './terminal/table.ts';

const MARKS: Record<Status, string> = { ok: 'ok', warning: 'warn', failed: 'FAIL', unknown: '?' };
const STYLES = { ok: 'dim', warning: 'bold', failed: 'red', unknown: 'dim' } as const;

/**
 * Checks everything that must be right for the server to work, and says how to mend what is not. Changes nothing, prints no
 * secret. Exit code 1 where a check failed.
 */
export async function doctor(flags: Flags, options: { json?: boolean }): Promise<number> {
  const machine = await checkMachine();
  const { config, checks: settings } = await checkSettings(flags);
  const rest = config
    ? await Promise.all([checkNetworkSettings(config), checkPlatform(config), checkSkills(config)])
    : [];
  const checks = [...machine, ...settings, ...rest.flat()];
  const healthy = checks.every(({ status }) => status !== 'failed');
  const report = options.json ? JSON.stringify({ version: VERSION, healthy, checks }, null, 2) : show(checks);
  process.stdout.write(`${report}\n`);
  return healthy ? 0 : 1;
}

function show(checks: readonly Check[]): string {
  const { stdout } = process;
  const colours = stdout.isTTY === true && stdout.hasColors();
  const width = Math.max(...checks.map(({ about }) => about.length));
  const lines = checks.flatMap(({ about, status, found, advice, ms }) => {
    const mark = MARKS[status].padEnd(4);
    const timing = ms === undefined ? '' : ` in ${ms} ms`;
    return [
      `${colours ? styleText(STYLES[status], mark) : mark}  ${padTo(about, width)}  ${found}${timing}`,
      ...(advice ? [`      ${' '.repeat(width)}  → ${advice}`] : []),
    ];
  });
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  const end = `${count('failed')} failed, ${count('warning')} warnings, ${count('unknown')} unknown.`;
  return [...lines, '', end].join('\n');
}
