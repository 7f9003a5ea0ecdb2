import { RIGHT, VERDICTS } from './judge.ts';
import type { FaultsReport } from './run-faults.ts';
import type { Mode } from './served.ts';

/** The outcome in a few lines: how many cases came to what, the longest and the largest, and each wrong one. */
export function tableOf(mode: Mode, { cases, peakMb }: FaultsReport): string {
  const count = (one: string) => cases.filter(({ verdict }) => verdict === one).length;
  const [longest] = cases.toSorted((one, other) => other.ms - one.ms);
  const tools = new Set(cases.map(({ tool }) => tool)).size;
  const requests = new Set(cases.map(({ tool, method, path }) => `${tool} ${method} ${path}`)).size;
  const faults = new Set(cases.map(({ fault }) => fault)).size;
  return [
    `${mode}: ${tools} tools, ${requests} requests, ${faults} faults, ${cases.length} cases`,
    ...VERDICTS.map((verdict) => `  ${verdict.padEnd(16)}${String(count(verdict)).padStart(6)}`),
    `  longest         ${String(longest?.ms).padStart(6)} ms  (${longest?.tool}: ${longest?.fault})`,
    `  peak memory     ${String(peakMb ?? '?').padStart(6)} MB`,
    ...cases
      .filter(({ verdict }) => !RIGHT.includes(verdict))
      .map(
        ({ verdict, tool, method, path, fault, shown }) =>
          `- ${verdict}: ${tool}, ${method} ${path}, ${fault}: ${shown}`,
      ),
  ].join('\n');
}
