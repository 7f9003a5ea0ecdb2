import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const AGENT = '/api/v1/workspaces/checkout-prod';

let sandbox: Sandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

interface Event {
  sessionId?: string;
  message?: string;
  error?: string;
  resources?: { type: string; id?: number; name?: string }[];
}

function stream(message: string, { workspace = 'checkout-prod', ...more }: Record<string, unknown> = {}) {
  const body = {
    message,
    workspaceName: workspace,
    personaName: 'default',
    userId: 'ada',
    sessionId: null,
    ...more,
  };
  return send('POST', `/api/v1/workspaces/${workspace}/chat-pro-sse`, { body });
}

async function ask(message: string, more: Record<string, unknown> = {}) {
  const { body } = await stream(message, more);
  const lines = (body as string).split('\n').filter((line) => line.startsWith('data: '));
  const events: Event[] = lines.map((line) => JSON.parse(line.slice('data: '.length)));
  return {
    events,
    message: events.map((event) => event.message ?? '').join(''),
    sessionId: events.find((event) => event.sessionId)?.sessionId,
    error: events.find((event) => event.error)?.error,
    resources: events.flatMap((event) => event.resources ?? []),
  };
}

describe('the stream', () => {
  test('is one of events, the session first, the message in several pieces', async () => {
    expect((await stream('What is failing?')).headers.get('content-type')).toContain('text/event-stream');
    const { events } = await ask('What is failing?');
    expect(events[0]).toEqual({ sessionId: expect.any(String) });
    expect(events.filter((event) => event.message).length).toBeGreaterThan(5);
  });

  test('refuses a body without what it needs', async () => {
    expect((await stream('')).status).toBe(422);
    expect((await send('POST', `${AGENT}/chat-pro-sse`, { body: { message: 'Hi' } })).status).toBe(422);
  });

  test('takes an assistant of the workspace, and tells of an unknown one as an error event', async () => {
    expect((await ask('What is failing?', { personaName: 'eager-edgar' })).error).toBeUndefined();
    expect((await ask('What is failing?', { personaName: 'nobody' })).error).toContain('nobody');
  });
});

describe('the answer', () => {
  test('says that it is the sandbox’s and no AI', async () => {
    expect((await ask('What is failing?')).message).toContain("the sandbox's assistant");
  });

  test('about the whole workspace lists the gravest issues first', async () => {
    const { message } = await ask('What is wrong right now?');
    const severities = [...message.matchAll(/^\| \d+ \| (\d)/gm)].map(([, severity]) => severity);
    expect(severities).toEqual([...severities].sort());
    expect(severities[0]).toBe('1');
  });

  test('about something names its issues, SLXs and articles by id, and what to run', async () => {
    const { message, resources } = await ask('Is the payments database out of connections?');
    const issues = [...(sandbox.world.workspaces.get('checkout-prod')?.issues.values() ?? [])];
    const issue = issues.find(({ slxShortName }) => slxShortName === 'rds-payments-connections');
    const expected = `| ${issue?.id} | 2 (high) | ${issue?.title} | rds-payments-connections |`;
    expect(message).toContain(expected);
    expect(message).toContain(
      '`run_slx` with slx_name `rds-payments-connections` and workspace_name `checkout-prod`',
    );
    expect(message).toMatch(/Articles:\n- .+ \([0-9a-f-]{36}\)/);
    expect(resources).toContainEqual(expect.objectContaining({ type: 'issue', id: issue?.id }));
    expect(resources).toContainEqual(
      expect.objectContaining({ type: 'slx', name: 'checkout-prod--rds-payments-connections' }),
    );
  });

  test('about a symptom names the cause first: in the table, as the gravest, among what to run and what it refers to', async () => {
    const { message, resources } = await ask('Why can customers not pay at the checkout?');
    const slxs = [...message.matchAll(/^\| \d+ \| .* \| (\S+) \|$/gm)].map(([, slx]) => slx);
    expect(slxs.slice(0, 2)).toEqual(['payments-api-db-pool', 'checkout-api-pods']);
    const runs = [...message.matchAll(/with slx_name `(\S+)`/g)].map(([, slx]) => slx);
    expect(runs.slice(0, 2)).toEqual(['payments-api-db-pool', 'checkout-api-pods']);
    const first = message.match(/^\| (\d+) \|/m)![1];
    expect(message).toContain(`The most severe is issue ${first},`);
    expect(resources[0]).toMatchObject({ type: 'issue', id: Number(first) });
  });

  test('about nothing that there is says so', async () => {
    expect((await ask('Where is the zebra?')).message).toContain('matches *zebra*');
  });

  test('stays within its workspace', async () => {
    expect((await ask('clickstream')).resources).toEqual([]);
    expect((await ask('clickstream', { workspace: 'data-lake' })).resources.length).toBeGreaterThan(0);
  });
});

describe('a session', () => {
  test('goes on under its id, and remembers what it was about', async () => {
    const first = await ask('Is the analytics disk filling up?');
    const second = await ask('And what should I look at next?', { sessionId: first.sessionId });
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.message).toContain('gce-analytics-disk');
  });

  test('that is unknown, or another workspace’s, is a new one', async () => {
    const { sessionId } = await ask('What is failing?');
    expect((await ask('Hello?', { sessionId: 'no-such' })).sessionId).not.toBe('no-such');
    expect((await ask('Hello?', { sessionId, workspace: 'pay-core-7' })).sessionId).not.toBe(sessionId);
  });

  test('can be exported by its owner', async () => {
    const { sessionId } = await ask('What is failing?');
    const body = { userId: 'ada', sessionId };
    expect((await send('POST', `${AGENT}/chat-export-url`, { body })).body).toEqual({
      exportUrl: `/workspace/checkout-prod/chat-export/${sessionId}`,
    });
    expect((await send('POST', `${AGENT}/chat-export-url`, { body, as: 'readonly' })).status).toBe(404);
  });
});
