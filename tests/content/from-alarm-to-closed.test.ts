import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';
import { HOSTS, type Host } from '../hosts/hosts.ts';
import { type HttpBench, serve } from '../server/http/http-bench.ts';
import { readText } from './documents.ts';
import { StandIn, toolCalls } from './tool-calls.ts';

let sandbox: CheckedSandbox;
let bench: HttpBench;
let host: Host;
beforeAll(async () => {
  sandbox = await startCheckedSandbox();
  bench = await serve(sandbox.url);
  host = await HOSTS['a 2.x client on 2026-07-28']!({ url: bench.url, token: sandbox.token });
});
afterAll(async () => {
  await host.close();
  await bench.close();
  await sandbox.close();
});

// biome-ignore lint/suspicious/noExplicitAny: each tool answers in a form of its own.
type Answer = any;
type Row = { id: number; slxName: string; openSince: string };

/** What each answer must tell, in the order of the calls. */
const TOLD: ((answer: Answer, before: Answer[]) => void)[] = [
  ({ results: [worst] }) => expect(worst).toMatchObject({ name: 'checkout-prod', open_issues: { 1: 2 } }),
  ({ worst_issues: [worst] }) => {
    expect(worst.seen_before.ran_before_it_closed[0].about).toContain('Pool of payments-api back to 20');
    expect(worst.articles[0].title).toContain('connection budget');
  },
  (answer) =>
    expect(JSON.stringify(answer)).toMatch(/The most severe is issue \d+.*412 log lines match ERROR pool/s),
  ({ results: [cause, symptom] }) => {
    expect([cause.slxName, symptom.slxName].map((name) => name.split('--')[1])).toEqual([
      'payments-api-db-pool',
      'checkout-api-pods',
    ]);
    expect(Date.parse(cause.openSince)).toBeLessThan(Date.parse(symptom.openSince));
  },
  ({ generated }) => expect(generated.next_steps.join()).toContain('payments-api-pool-size'),
  ({ sli: { under } }, [, , , { results }]) => {
    const late = Date.parse(under.since) - Date.parse(results[0].openSince);
    expect(under.now).toBe(true);
    expect(Math.abs(late)).toBeLessThan(30 * 60_000);
  },
  ({ results }) =>
    expect(results.flatMap(({ slxs }: { slxs: string[] }) => slxs)).toEqual(
      expect.arrayContaining(['payments-api-db-pool', 'payments-api-latency', 'payments-api-pool-size']),
    ),
  (run) => expect(run).toMatchObject({ outcome: 'issues', issues: [{ severity: 1 }] }),
  ({ tags, runtimeVarsProvided }) => {
    expect(JSON.stringify(tags)).toContain('read-write');
    expect(runtimeVarsProvided).toEqual([expect.objectContaining({ name: 'POOL_SIZE' })]);
  },
  (run) => expect(run.outcome).toBe('healthy'),
  (run) => expect(run.outcome).toBe('healthy'),
  (run) => expect(run.outcome).toBe('healthy'),
  ({ sli: { last } }) => expect(last.value).toBe(1),
  ({ results }) => expect(results.every(({ status }: { status: string }) => status === 'closed')).toBe(true),
  ({ results }) => expect(results).toEqual([expect.objectContaining({ status: 'ignored' })]),
  (rule) => expect(rule.id).toEqual(expect.any(Number)),
  (article) => expect(article.noteId).toEqual(expect.any(String)),
  ({ open_issues, worst_issues }) => {
    expect(open_issues['1']).toBe(0);
    const named = worst_issues.map(({ slxName }: Row) => slxName.split('--')[1]);
    expect(named.filter((name: string) => /^(checkout-(api|ingress)|payments|rds)-/.test(name))).toEqual([]);
  },
];

const FOLLOWING = /--(rds-payments-connections|payments-api-latency|checkout-(api-replicas|ingress-errors))$/;

/** What a reader puts in the place of a name in capitals, out of the list of issues. */
const STAND_INS: Record<string, (issues: Row[]) => unknown> = {
  CAUSE_ID: ([first]) => first!.id,
  FOLLOWING_IDS: (issues) => issues.filter(({ slxName }) => FOLLOWING.test(slxName)).map(({ id }) => id),
  KNOWN_IDS: () =>
    [...sandbox.world.workspaces.get('checkout-prod')!.issues.values()]
      .filter(({ slxShortName, openSince }) => slxShortName === 'checkout-namespace-events' && openSince)
      .map(({ id }) => id),
};

const calls = toolCalls(readText('docs/from-alarm-to-closed.md'));
const answers: Answer[] = [];

test('the page tells of an incident in at most eighteen calls', () => {
  expect(calls.length).toBeLessThanOrEqual(18);
  expect(calls).toHaveLength(TOLD.length);
});

test.each(calls.map(({ tool, args }, index) => ({ step: index + 1, tool, args })))(
  'step $step, $tool, does what the page says',
  async ({ step, tool, args }) => {
    const given = Object.entries(args).map(([name, value]) => [
      name,
      value instanceof StandIn ? STAND_INS[value.name]!(answers[3].results) : value,
    ]);
    const answer = await host.call(tool, Object.fromEntries(given));
    answers.push(answer);
    TOLD[step - 1]!(answer, answers);
  },
);
