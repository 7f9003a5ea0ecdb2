import { describe, expect, test } from 'vitest';
import { answering, sendJson, startServer } from './http-server.ts';
import { never, platformAt, rejection } from './test-platform.ts';

const signal = never;

describe('chat configuration', () => {
  test('pages of 200 are counted from one', async () => {
    const server = await startServer((request, response) => {
      const page = Number(new URL(request.url, 'http://x').searchParams.get('page'));
      const rows = page === 3 ? 7 : 200;
      const results = Array.from({ length: rows }, (_, n) => ({
        id: page * 1000 + n,
        name: 'r',
        scope_type: 'workspace',
      }));
      sendJson(response, 200, { count: 407, results, next: null, previous: null });
    });
    const page = await platformAt(server.url).chatConfig.rules.list('ws', { is_active: true }, { signal });
    expect(page.results).toHaveLength(407);
    expect(server.requests.map(({ url }) => url.split('?')[1]).sort()).toEqual([
      'is_active=true&page=1&page_size=200',
      'is_active=true&page=2&page_size=200',
      'is_active=true&page=3&page_size=200',
    ]);
  });

  test('rows in camelCase are read too', async () => {
    const row = { id: 1, name: 'c', scopeType: 'persona', scopeId: 'edgar', cronSchedule: '0 6 * * *' };
    const server = await answering(200, row);
    const command = await platformAt(server.url).chatConfig.commands.get('ws', 1, { signal });
    expect(command).toMatchObject({ scope_type: 'persona', scope_id: 'edgar', cron_schedule: '0 6 * * *' });
  });

  test('a delete reads no body', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(204);
      response.end();
    });
    await platformAt(server.url).chatConfig.rules.delete('ws', 5, { signal });
    expect(server.requests[0]).toMatchObject({
      method: 'DELETE',
      url: '/api/v3/workspaces/ws/chat-config/rules/5',
    });
  });

  test('a creation that breaks off is not sent twice', async () => {
    const server = await startServer((_, response) => void response.destroy());
    const { chatConfig } = platformAt(server.url);
    const fields = { name: 'r', rule_content: 'x', scope_type: 'workspace' };
    await rejection(chatConfig.rules.create('ws', fields, { signal }));
    await rejection(chatConfig.commands.runNow('ws', 1, { signal }));
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });
});
