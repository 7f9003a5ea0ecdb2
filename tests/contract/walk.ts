import { expect } from 'vitest';
import type { CheckedSandbox } from './checked-sandbox.ts';

export type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: never }>;

/** Calls the sandbox as its admin does, with JSON or a form, and expects each call to succeed. */
export function callsOf(sandbox: CheckedSandbox): Call {
  return async (method, path, body) => {
    const isForm = body instanceof URLSearchParams;
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${sandbox.token}`,
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.status, `${method} ${path} ${text}`).toBeLessThan(400);
    const json = response.headers.get('content-type') === 'application/json';
    return { status: response.status, body: (json ? JSON.parse(text) : text) as never };
  };
}

/** Waits until `done` holds for what `look` gives. */
export async function until<Value>(
  look: () => Promise<Value>,
  done: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await look();
    if (done(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const W3 = '/api/v3/workspaces/checkout-prod';
const W4 = '/api/v4/workspaces/checkout-prod';

export async function walkWorkspaces(call: Call): Promise<void> {
  await call('GET', '/api/v3/workspaces?limit=2&offset=1');
  for (const detail of ['', '?detail=true']) await call('GET', `${W3}${detail}`);
  const reads = [
    'my-permissions status metadata entities index-health workspace-stats search-scope runners authorizedlocations',
    'workspace-configuration-index secrets-keys top-issue-resources?hours=24&limit=3',
  ];
  for (const read of reads.join(' ').split(' ')) await call('GET', `${W3}/${read}`);
  await call('POST', `${W3}/task-search`, { query: 'database connections', scope: [] });
  await call('POST', `${W3}/autocomplete`, { query: 'check' });
  const { body: whoami } = await call('GET', '/api/v3/users/whoami');
  await call('GET', `/api/v3/users/${(whoami as { id: number }).id}`);
  const { body: runners } = await call('GET', '/api/v3/runners');
  const [runner] = (runners as { results: { runner_uuid: string }[] }).results;
  await call('GET', `/api/v3/runners/${runner?.runner_uuid}`);
  const { body: collections } = await call('GET', '/api/v3/codecollections');
  const [collection] = (collections as { results: { name: string }[] }).results;
  await call('GET', `/api/v3/codecollections/${collection?.name}`);
}

export async function walkSignIn(call: Call, { token, world }: CheckedSandbox): Promise<void> {
  for (const name of ['oauth-authorization-server', 'openid-configuration', 'jwks.json']) {
    await call('GET', `/.well-known/${name}`);
  }
  const { clientId: client_id, clientSecret: client_secret } = world.oauth;
  const client = { client_id, redirect_uri: 'https://mcp.example/auth/callback' };
  world.oauth.redirectUris.push(client.redirect_uri);
  await call('GET', `/oauth/authorize?${new URLSearchParams(client)}`);
  await call('POST', '/oauth/authorize', new URLSearchParams({ ...client, user: 'ada@checkout.example' }));
  const [code = ''] = world.oauth.codes.keys();
  const grant = { ...client, client_secret, grant_type: 'authorization_code', code };
  await call('POST', '/oauth/token', new URLSearchParams(grant));
  const { body } = await call('POST', '/api/v3/token/', { username: 'ada', password: token });
  await call('POST', '/api/v3/token/refresh/', { refresh: (body as { refresh: string }).refresh });
  world.oauth.auth0Tokens = new Map([['outside', 'ada@checkout.example']]);
  await call('POST', '/api/v3/token/exchange/', { subject_token: 'outside' });
}

export async function walkIssues(call: Call): Promise<void> {
  const filters = 'severity=1&severity=SEV2&severity__lte=3&closed=false&search=api&details=true&limit=5';
  const { body } = await call('GET', `${W3}/issues?${filters}&created__gte=2020-01-01T00:00:00Z`);
  const id = (body as { results: { id: number }[] }).results[0]?.id;
  await call('GET', `${W3}/issues/${id}`);
  await call(
    'GET',
    `${W3}/issues/${id}?include_occurrence_timestamps=true&occurrence_from=1&occurrence_to=2`,
  );
  await call('PATCH', `${W3}/issues/${id}`, { summary: 'Known', next_steps: 'Wait' });
  for (const body of [undefined, { comment_contents: ['Seen after the release.'] }]) {
    await call('POST', `${W3}/issues/${id}/generate-next-steps`, body);
  }
  await call('POST', `${W3}/issues/${id}/generate-summary`);
  await call('PATCH', `${W3}/issues/${id}/ignore`, { ignored_until: '2099-01-01T00:00:00Z' });
  await call('PATCH', `${W3}/issues/${id}/close`, { comment: 'done' });
  await call('DELETE', `${W3}/issues/${id}`);
}

export async function walkSlxs(call: Call): Promise<void> {
  await call('GET', `${W3}/slxs?search=pod&tags=kubernetes&resource_path_prefix=kubernetes/&limit=250`);
  await call('GET', `${W4}/slxs?limit=1000`);
  const slx = 'slxs/checkout-api-pods';
  for (const path of [`${W3}/${slx}`, `${W4}/${slx}`, `${W3}/${slx}/runbook`, `${W4}/${slx}/runbook`]) {
    await call('GET', path);
  }
  await call('GET', `${W4}/${slx}/sli`);
  for (const query of ['types=sli&history=2h&resolution=5m', 'types=slo&window=30d', 'types=sli,slo']) {
    await call('GET', `${W3}/${slx}/metrics?${query}`);
  }
  const { body } = await call('POST', `${W4}/slxs/sync-typed`, {
    payload: {
      name: 'walked',
      alias: 'Walked',
      statement: 'Is walked.',
      tags: [{ name: 'access', value: 'read-only' }],
    },
  });
  const slxId = (body as { resource_id: number }).resource_id;
  await call('POST', `${W4}/runbooks/sync-typed`, {
    payload: { slxId, codeBundlePath: 'codebundles/x/runbook.robot' },
  });
  await call('POST', `${W4}/slis/sync-typed`, { payload: { slxId, intervalSeconds: 600 } });
  await call('DELETE', `${W4}/slxs/walked/runbook`);
  await call('DELETE', `${W4}/slxs/walked/sli`);
  await call('DELETE', `${W4}/slxs/walked`);
}

export async function walkRuns(call: Call): Promise<void> {
  await call('GET', `${W3}/runsessions?page=1&page-size=2&active=false`);
  await call('GET', `${W3}/runsessions/search/sources`);
  const times = { timeStart: '2020-01-01T00:00:00Z', timeEnd: '2099-01-01T00:00:00Z' };
  await call('POST', `${W3}/runsessions/search`, { ...times, sources: ['direct'], pageSize: 5 });
  const { body: started } = await call('POST', `${W3}/runsessions`, {
    source: 'direct',
    runRequests: [{ slxName: 'checkout-prod--cart-api-pods', taskTitles: ['*'], memo: {} }],
  });
  const { id } = started as { id: number };
  type Session = { runRequests: { id: number; responseTime: string | null; reportFile: string }[] };
  const session: Session = await until(
    async () => (await call('GET', `${W3}/runsessions/${id}`)).body as Session,
    ({ runRequests }) => runRequests.every((run) => run.responseTime),
  );
  for (const part of ['alerts', 'summary']) await call('GET', `${W3}/runsessions/${id}/${part}`);
  await call('PATCH', `${W3}/runsessions/${id}`, { active: false });
  const run = session.runRequests[0];
  const runs = `${W3}/slxs/cart-api-pods/runbook/runs`;
  for (const path of [
    '?limit=5',
    `/${run?.id}`,
    `/${run?.id}/report`,
    `/${run?.id}/issues`,
    `/${run?.id}/output`,
  ]) {
    await call('GET', `${runs}${path}`);
  }
  await call('GET', `${W3}/run-requests/${run?.id}/log`);
  const file = new URL(run?.reportFile ?? '');
  await call('GET', `${file.pathname}${file.search}`);
}

export async function walkSlis(call: Call): Promise<void> {
  await call('POST', '/sandbox/workspaces/checkout-prod/slxs/cart-api-pods/sli/run');
}

export async function walkAuthorRuns(call: Call): Promise<void> {
  const { body } = await call('POST', `${W3}/author/run`, {
    command: 'main() { printf "[]" >&3; }',
    location: 'checkout-prod-eu',
    interpreter: 'bash',
    runType: 'task',
    envVars: {},
    secretVars: {},
  });
  const { runId } = body as { runId: string };
  await until(
    async () => (await call('GET', `${W3}/author/run/${runId}/status`)).body as { status: string },
    ({ status }) => status !== 'RUNNING',
  );
  await call('GET', `${W3}/author/run/${runId}/output`);
}

export async function walkChat(call: Call): Promise<void> {
  const agent = '/api/v1/workspaces/checkout-prod';
  const question = {
    message: 'What is failing?',
    workspaceName: 'checkout-prod',
    userId: 'ada',
    sessionId: null,
  };
  const { body } = await call('POST', `${agent}/chat-pro-sse`, question);
  const sessionId = /"sessionId":"([^"]+)"/.exec(body as string)?.[1];
  await call('POST', `${agent}/chat-export-url`, { userId: 'ada', sessionId });
}

export async function walkChatConfig(call: Call): Promise<void> {
  await call('GET', `${W3}/chat-config/resolved`);
  const rule = { name: 'Short', rule_content: 'Be short.', scope_type: 'workspace' };
  const command = { name: 'standup', command_content: 'Summarise the open issues.', scope_type: 'workspace' };
  for (const [kind, create] of [['rules', rule] as const, ['commands', command] as const]) {
    const list = `${W3}/chat-config/${kind}`;
    await call('GET', `${list}?page=1&page_size=2&is_active=true`);
    const { body } = await call('POST', list, create);
    const one = `${list}/${(body as { id: number }).id}`;
    await call('GET', one);
    await call('PUT', one, { name: 'Renamed' });
    if (kind === 'commands') {
      await call('POST', `${one}/run-now`);
      await call('GET', `${one}/executions?limit=5`);
    }
    await call('DELETE', one);
  }
  const dryRun = { command_content: 'What is failing?', run_as_user: 'ada@checkout.example' };
  const { body: started } = await call('POST', `${W3}/chat-config/dry-run`, dryRun);
  const sinks = encodeURIComponent('[{"type":"slack","mode":"channel","target":"#sre"}]');
  const looked = `${W3}/chat-config/dry-run/${(started as { exec_id: number }).exec_id}?sink_configs_json=${sinks}`;
  await call('GET', `${looked}&command_name=standup`);
  await call('GET', `${W3}/chat-config/sink-suggestions/slack`);
  for (const notes of [`${W3}/notes`, `${W4}/notes`]) {
    await call('GET', `${notes}?search=a&limit=5`);
    const { body } = await call('POST', notes, { title: 'Walk', content: 'A walk.', resourcePaths: [] });
    const one = `${notes}/${(body as { noteId: string }).noteId}`;
    await call('GET', one);
    await call('PATCH', one, { status: 'deprecated', verified: true });
    await call('DELETE', one);
  }
  await call('GET', `${W4}/personas?limit=5`);
  await call('POST', `${W4}/personas/sync-typed`, { payload: { name: 'walker', fullName: 'Walker' } });
  await call('GET', `${W4}/personas/walker`);
  await call('DELETE', `${W4}/personas/walker`);
}

export async function walkRegistry(call: Call): Promise<void> {
  const { body } = await call('GET', '/api/v1/codebundles?search=pod&platform=Kubernetes&limit=2');
  type Page = { codebundles: { slug: string; codecollection: { slug: string } }[] };
  const [bundle] = (body as Page).codebundles;
  const collection = bundle?.codecollection.slug;
  await call('GET', `/api/v1/collections/${collection}/codebundles/${bundle?.slug}`);
  await call(
    'GET',
    '/api/v1/vector/search/codebundles?query=crashing+containers&max_results=3&platform=Kubernetes',
  );
  await call('GET', '/api/v1/registry/collections');
  await call('GET', `/api/v1/registry/collections/${collection}`);
  await call('GET', '/api/v1/health');
}
