import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOUNDS } from '../../src/config/bounds.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { COMMIT, workspace_name } from '../tools/slxs/commits.ts';
import { authorized, type HttpBench, lastMessage, post, serve, toolCall } from './http/http-bench.ts';

type Json = Record<string, unknown>;

const ajv = new Ajv();
const promising = tools.map((tool) => publishTool(tool)).filter(({ outputSchema }) => outputSchema);

let sandbox: Sandbox;
let http: HttpBench;
beforeAll(async () => {
  sandbox = await startSandbox();
  http = await serve(sandbox.url, { environment: { MCP_CONFIRM: 'always' } });
});
afterAll(async () => {
  await http.close();
  await sandbox.close();
});

async function resultOf(name: string, args: Json) {
  const reply = await post(http.url, toolCall(name, args), { headers: authorized(sandbox.token) });
  const { content, structuredContent, isError } = lastMessage(await reply.text()).result;
  return { text: content[0].text as string, structured: structuredContent as Json, isError };
}

const printing = (bytes: number) => ({
  workspace_name,
  interpreter: 'bash',
  location: 'public-runner-eu',
  script: `main() {\n  head -c ${bytes} /dev/zero | tr '\\0' 'x'\n  echo "[]" >&3\n}\n`,
});

/** A whole run, then what its output reads like. */
async function startedRun(): Promise<Json> {
  const { text } = await resultOf('run_script', printing(10));
  return { workspace_name, run_id: JSON.parse(text).runId };
}

/** Calls of every tool that promises a shape, by tool: each way in which its results differ. */
const CALLS: Record<string, Record<string, () => Promise<Json> | Json>> = {
  validate_script: {
    'of a good script': () => ({ script: COMMIT.script }),
    'of a bad one': () => ({ script: 'def main(:', interpreter: 'python' }),
    'of one with more findings than fit': () => ({
      interpreter: 'bash',
      script: `main() {\n${'  eval "$UNSET_VARIABLE"\n'.repeat(300)}}\n`,
    }),
  },
  run_script_and_wait: {
    'of a short run': () => printing(10),
    'of one that prints much': () => printing(60_000),
  },
  get_run_output: { 'of a run': startedRun },
  run_slx: { 'of an SLX': () => ({ workspace_name, slx_name: 'checkout-api-pods' }) },
  commit_slx: {
    'of a dry run': () => ({ ...COMMIT, dry_run: true }),
    'of a new SLX': () => COMMIT,
    'of one that would replace it': () => ({ ...COMMIT, alias: 'Otherwise' }),
  },
};

test('the tools whose results programs read are tried, and no other promises a shape', () => {
  expect(promising.map(({ name }) => name).toSorted()).toEqual(Object.keys(CALLS).toSorted());
});

describe.each(promising)('the result of $name', ({ name, outputSchema }) => {
  test.each(Object.entries(CALLS[name]!))(
    '%s is what its schema says, and not sent twice where it is long',
    async (_, args) => {
      const { text, structured, isError } = await resultOf(name, await args());
      expect(isError, text).not.toBe(true);
      expect(ajv.validate(outputSchema!, structured), `${ajv.errorsText()}: ${text}`).toBe(true);
      const size = Buffer.byteLength(JSON.stringify(structured));
      expect(size).toBeLessThanOrEqual(BOUNDS.structuredReply.limit);
      if (Buffer.byteLength(text) <= BOUNDS.structuredReply.limit)
        expect(structured).toEqual(JSON.parse(text));
      else expect(JSON.stringify(structured)).toContain('The text of this result has all of it.');
    },
  );

  test('is an error in words alone where the call fails', async () => {
    const { structured, isError } = await resultOf(name, { no_such_argument: 1 });
    expect(isError).toBe(true);
    expect(structured).toBeUndefined();
  });
});
