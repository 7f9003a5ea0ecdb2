import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { addCallers, COMMON, type TestCaller } from './callers.ts';
import { authorized, type HttpBench, lastMessage, post, serve, toolCall } from './http-bench.ts';

const CALLERS = 20;

interface Answer {
  caller: TestCaller;
  step: string;
  /** The workspace that the caller named. */
  named: string;
  /** Status, headers and body as they arrived. */
  wire: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  value: any;
  failed: boolean;
}

let sandbox: Sandbox;
let bench: HttpBench;
let callers: TestCaller[];
let answers: Answer[];
let strangers: Response[];

/** What each caller does, ten calls in all; `neighbour` is the next caller. */
const STEPS: Record<string, (caller: TestCaller, neighbour: TestCaller) => [string, object]> = {
  'list workspaces': () => ['list_workspaces', {}],
  'list workspaces again': () => ['list_workspaces', {}],
  'own issues': ({ workspace }) => ['get_workspace_issues', { workspace_name: workspace }],
  'own issues again': ({ workspace }) => ['get_workspace_issues', { workspace_name: workspace }],
  'own rules': ({ workspace }) => ['list_chat_rules', { workspace_name: workspace }],
  'own chat': ({ workspace, mark }) => ['workspace_chat', { workspace_name: workspace, message: `${mark}?` }],
  'own run': ({ workspace }) => ['get_run_sessions', { workspace_name: workspace }],
  "neighbour's issues": (_, { workspace }) => ['get_workspace_issues', { workspace_name: workspace }],
  'common rule': ({ mark }) => [
    'create_chat_rule',
    { workspace_name: COMMON, name: `rule of ${mark}`, rule_content: mark },
  ],
  'own rule': ({ workspace, mark }) => [
    'create_chat_rule',
    { workspace_name: workspace, name: `rule of ${mark}`, rule_content: mark },
  ],
};

const neighbourOf = (caller: TestCaller) => callers[(callers.indexOf(caller) + 1) % CALLERS]!;

async function ask(caller: TestCaller, neighbour: TestCaller, step: string): Promise<Answer> {
  const [name, args] = STEPS[step]!(caller, neighbour);
  const reply = await post(bench.url, toolCall(name, { ...args }), { headers: authorized(caller.token) });
  const text = await reply.text();
  const { result } = lastMessage(text);
  return {
    caller,
    step,
    named: 'workspace_name' in args ? String(args.workspace_name) : caller.workspace,
    wire: `${reply.status} ${JSON.stringify([...reply.headers])} ${text}`,
    value: JSON.parse(result.content[0].text),
    failed: result.isError === true,
  };
}

/** Some callers' workspaces are slow, some fail now and then, some drop connections. */
function disturb(): void {
  callers.forEach(({ workspace }, index) => {
    const path = new RegExp(`/workspaces/${workspace}(/|$)`);
    if (index % 4 === 1) sandbox.faults.add({ path, delayMs: 150 });
    if (index % 4 === 2)
      sandbox.faults.add({ path, status: 503, body: { detail: 'busy' }, times: 2, after: 1 });
    if (index % 4 === 3) sandbox.faults.add({ path, method: 'GET', cut: 'mid-body', times: 1, after: 1 });
  });
  sandbox.faults.add({ path: '/api/v3/users/whoami', delayMs: 80, times: 10 });
  sandbox.faults.add({ path: '/api/v3/workspaces', delayMs: 60, times: 7, after: 3 });
}

beforeAll(async () => {
  sandbox = await startSandbox();
  callers = addCallers(sandbox.world, CALLERS);
  bench = await serve(sandbox.url);
  disturb();
  const work = Object.keys(STEPS).flatMap((step) =>
    callers.map((caller) => ask(caller, neighbourOf(caller), step)),
  );
  const unknown = Array.from({ length: CALLERS }, (_, index) =>
    post(bench.url, toolCall('list_workspaces'), { headers: authorized(`token-of-nobody-${index}`) }),
  );
  [answers, strangers] = await Promise.all([Promise.all(work), Promise.all(unknown)]);
});

afterAll(async () => {
  await bench.close();
  await sandbox.close();
});

/** What one step was answered, for every caller. */
function of(step: string) {
  const found = answers.filter((answer) => answer.step === step);
  expect(found, step).toHaveLength(CALLERS);
  return found;
}

const othersThan = ({ mark }: TestCaller) =>
  callers.map((other) => other.mark).filter((other) => other !== mark);

describe('two hundred calls of twenty callers at once', () => {
  test('are all answered', () => {
    expect(answers).toHaveLength(200);
  });

  test('show each caller their own workspaces', () => {
    for (const { caller, value } of [...of('list workspaces'), ...of('list workspaces again')]) {
      const names = value.map(({ name }: { name: string }) => name).toSorted();
      expect(names).toEqual([COMMON, caller.workspace]);
    }
  });

  test('show each caller their own issues and rules', () => {
    for (const { caller, value, step } of [
      ...of('own issues'),
      ...of('own rules'),
      ...of('own issues again'),
    ]) {
      expect(JSON.stringify(value), step).toContain(`${caller.mark}: `);
    }
  });

  test('carry nothing of another caller in answers and headers', () => {
    for (const { caller, named, wire, step } of answers) {
      const told = wire.replaceAll(named, '');
      expect(
        othersThan(caller).filter((mark) => told.includes(mark)),
        step,
      ).toEqual([]);
      expect(wire).not.toContain(caller.token);
    }
  });

  test('keep each caller out of the workspace of another', () => {
    for (const { failed, value } of of("neighbour's issues")) {
      expect(failed).toBe(true);
      expect(value.error.code).toBe('invalid_arguments');
    }
  });

  test('let each caller change only what their own role allows', () => {
    for (const { caller, failed, value } of of('common rule')) {
      expect(failed, JSON.stringify(value)).toBe(!caller.mayWrite);
      if (failed) expect(value.error.code).toBe('forbidden');
    }
    expect(of('own rule').filter(({ failed }) => failed)).toEqual([]);
  });

  test('send nothing to the platform for a caller whose role forbids it', () => {
    const tokens = callers.filter(({ mayWrite }) => !mayWrite).map(({ token }) => `Bearer ${token}`);
    const sent = sandbox.requests.filter(
      ({ method, path, headers }) =>
        method === 'POST' && path.includes(COMMON) && tokens.includes(headers.authorization ?? ''),
    );
    expect(sent).toEqual([]);
  });

  test('refuse every token that the platform does not know', () => {
    expect(new Set(strangers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  test('reach the platform each with the token of its own caller', () => {
    for (const { path, headers, body } of sandbox.requests) {
      const sender = callers.find(({ token }) => headers.authorization === `Bearer ${token}`);
      if (!sender) continue;
      // The neighbour's workspace is what this caller asked for, by name; the platform is asked with the caller's own token.
      const asked = decodeURIComponent(path).replaceAll(neighbourOf(sender).workspace, '');
      const sent = `${asked} ${JSON.stringify(headers)} ${JSON.stringify(body)}`;
      expect(othersThan(sender).filter((mark) => sent.includes(mark))).toEqual([]);
    }
  });

  test('leave no token in the log and no caller in the metrics', async () => {
    const logs = bench.logs.join('');
    const metrics = await (await fetch(`${bench.origin}/metrics`)).text();
    expect(logs).toContain('http_request');
    expect(metrics).toContain('mcp_tool_calls_total');
    for (const { mark, token } of callers) {
      expect(logs).not.toContain(token);
      expect(metrics).not.toContain(mark);
    }
  });
});
