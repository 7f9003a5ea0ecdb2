import { describe, expect, test } from 'vitest';
import { tools } from '../../src/tools/catalogue.ts';
import { authorized, post } from '../server/http/http-bench.ts';
import { DELETABLES } from './deletable.ts';
import {
  COMBINATIONS,
  deletions,
  freshName,
  http,
  other,
  sandbox,
  tryConfirmation,
  withPlatform,
} from './try-confirmation.ts';

withPlatform();

test('every tool that deletes is tried', () => {
  const deleting = tools.filter(({ effect }) => effect === 'delete').map(({ name }) => name);
  expect(DELETABLES.map(({ tool }) => tool).toSorted()).toEqual(deleting.toSorted());
});

/** Every tool from one host; confirmation.check.ts tries every tool from every host. */
describe.each(COMBINATIONS)('$host, $place', (combination) => {
  const everyTool = combination.host.includes('2026') && combination.place === 'over HTTP';
  tryConfirmation(
    combination,
    DELETABLES.filter(({ tool }) => everyTool || tool === 'delete_chat_rule'),
  );
});

describe('an agreement that nobody was asked for', () => {
  const META = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'forger', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
  };
  const send = async (name: string, args: Record<string, unknown>, answer: Record<string, unknown>) => {
    const params = { name, arguments: args, _meta: META, ...answer };
    const reply = await post(
      http.url,
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      {
        headers: {
          ...authorized(sandbox.token),
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': name,
        },
      },
    );
    return reply.text();
  };

  test.each(DELETABLES)('deletes nothing with $tool', async (kind) => {
    const [args, another] = [await kind.make(other, freshName()), await kind.make(other, freshName())];
    const before = deletions(kind.path);
    const ofAnother = /"requestState":"([^"]+)"/.exec(await send(kind.tool, another, {}))![1];
    const inputResponses = { agreement: { action: 'accept', content: {} } };
    for (const requestState of [undefined, '', '00000000-00000000', ofAnother]) {
      const reply = await send(kind.tool, args, {
        inputResponses,
        ...(requestState === undefined ? {} : { requestState }),
      });
      expect(reply, String(requestState)).toContain('"input_required"');
    }
    expect(deletions(kind.path)).toBe(before);
  });
});
