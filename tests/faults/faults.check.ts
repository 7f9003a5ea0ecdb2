import { expect, test } from 'vitest';
import { RIGHT } from './judge.ts';
import { tableOf } from './report.ts';
import { runFaults } from './run-faults.ts';
import type { Mode } from './served.ts';

const {
  FAULTS_MODE,
  FAULTS_TOOL = '',
  FAULTS_NAME = '',
  FAULTS_LANES = '6',
  FAULTS_PATIENCE = '1',
  FAULTS_PART = '1/1',
} = process.env;
const [part, parts] = FAULTS_PART.split('/').map(Number) as [number, number];

/** What a server may hold at most: lists and replies at their bounds, a chat answer, the loader of its sources. */
const MOST_MB = 512;
/** The longest call: its requests one after another, each at its shortened bound, on a machine that is busy. */
const MOST_MS = 30_000;

const modes: Mode[] = FAULTS_MODE ? [FAULTS_MODE as Mode] : ['stdio', 'http'];

test.each(modes)(
  '%s: no hang, no wrong success, no double write, no token seen, bounded memory',
  async (mode) => {
    const report = await runFaults({
      mode,
      lanes: Number(FAULTS_LANES),
      patience: Number(FAULTS_PATIENCE),
      only: ({ tool, fault }, index) =>
        tool.includes(FAULTS_TOOL) &&
        (fault === '*' || (fault.includes(FAULTS_NAME) && index % parts === part - 1)),
    });
    console.log(tableOf(mode, report));
    expect(report.cases.filter(({ verdict }) => !RIGHT.includes(verdict))).toEqual([]);
    expect(report.cases.length).toBeGreaterThan(0);
    expect(Math.max(...report.cases.map(({ ms }) => ms))).toBeLessThan(MOST_MS * Number(FAULTS_PATIENCE));
    if (report.peakMb !== undefined) expect(report.peakMb).toBeLessThan(MOST_MB);
  },
);
