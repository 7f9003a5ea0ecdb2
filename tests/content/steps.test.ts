import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import { type Backend, createBackend } from '../../src/server/backend.ts';
import { createServer } from '../../src/server/create-server.ts';
import { proseDocuments, ROOT, readText } from './documents.ts';
import { StandIn, type ToolCall, toolCalls } from './tool-calls.ts';

const PATTERNS = 'skills/build-runwhen-task/references/commit-patterns.md';
const TEMPLATES = 'skills/build-runwhen-task/references';

/** The scripts that the documents speak of, as a reader would have them. */
const CHECKS = {
  'pods-ready.sh': readText(`${TEMPLATES}/bash-task.sh`),
  'pods-ready.py': readText(`${TEMPLATES}/python-task.py`),
  'pods-ready-sli.py': readText(`${TEMPLATES}/python-sli.py`),
  'restart-deployment.sh': 'main() {\n  echo "$RESTART_TARGET"\n  echo "[]" >&3\n}\n',
  'front-page.py': 'import os\n\n\ndef main():\n    print(os.environ["URL"])\n    return []\n',
};

/** Where a reader finds what to put in the place of a name in capitals: in a tool's last answer that found anything. */
const STAND_INS: Record<string, [tool: string, ...path: (string | number)[]]> = {
  RULE_ID: ['create_chat_rule', 'id'],
  COMMAND_ID: ['create_chat_command', 'id'],
  NOTE_ID: ['create_knowledge_base_article', 'noteId'],
  RUN_ID: ['run_script_and_wait', 'runId'],
  SESSION_ID: ['run_slx', 'session_id'],
  ISSUE_ID: ['get_workspace_issues', 'results', 0, 'id'],
  ISSUE_IDS: ['get_workspace_issues', 'results', 0, 'id'],
  LOCATION: ['get_workspace_locations', 'recommended'],
  COLLECTION: ['search_registry', 'results', 0, 'codecollection_slug'],
  CODEBUNDLE: ['search_registry', 'results', 0, 'slug'],
  REPO_URL: ['get_registry_codebundle', 'deploy', 'repo_url'],
  CODEBUNDLE_PATH: ['get_registry_codebundle', 'deploy', 'codebundle_path'],
};

/** Names that stand for the reader's own. */
const OWN_NAMES: Record<string, string> = {
  'my-workspace': 'checkout-prod',
  'oncall@example.com': 'ada@checkout.example',
  'online-shop': 'checkout',
  'prod-eu': 'prod-eu-1',
};

/** What an answer holds when a step has done what the text says, beyond not being an error. */
const GOOD: Record<string, object> = {
  get_workspace_context: { status: 'found' },
  run_script_and_wait: { outcome: 'issues' },
  run_slx: { status: 'completed', failed_titles: [] },
  search_registry: { results: expect.arrayContaining([expect.anything()]) },
  validate_script: { valid: true },
  workspace_chat: { chatUrl: expect.any(String) },
};

const answers = new Map<string, unknown>();
let workingDirectory: string;
let backend: Backend;
let client: Client;

beforeAll(async () => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'steps-'));
  mkdirSync(join(workingDirectory, 'checks'));
  for (const [name, text] of Object.entries(CHECKS))
    writeFileSync(join(workingDirectory, 'checks', name), text);
  const environment = {
    RUNWHEN_SANDBOX: 'true',
    MCP_POLL_INTERVAL_S: '0.05',
    MCP_ARTIFACT_SETTLE_DELAY_S: '0',
    RUNWHEN_CONTEXT_FILE: join(ROOT, 'docs/RUNWHEN.md.example'),
  };
  const config = loadConfig({ environment, workingDirectory });
  backend = createBackend(config);
  client = await connect(config);
  const committing = ['commit_slx', 'get_workspace_locations'];
  for (const call of callsOf(PATTERNS).filter(({ tool }) => committing.includes(tool))) await make(call);
});

afterAll(async () => {
  await client.close();
  await backend.close();
  rmSync(workingDirectory, { recursive: true });
});

const documents = proseDocuments()
  .map(({ path }) => path)
  .filter((path) => /^(skills|agents|rules)\//.test(path) || path === 'docs/agents-guide.md')
  .filter((path) => callsOf(path).length > 0);
const FIRST = 'docs/agents-guide.md';
const inOrder = [FIRST, ...documents.filter((path) => path !== FIRST && path !== PATTERNS), PATTERNS];

test.each(inOrder)('every call of %s works in the sandbox, in the order of the text', async (path) => {
  for (const call of callsOf(path)) await make(call);
});

function callsOf(path: string): ToolCall[] {
  const { fences, code } = proseDocuments().find((document) => document.path === path)!;
  return [...fences.filter(({ language }) => language === 'tool'), ...code]
    .sort((a, b) => a.line - b.line)
    .flatMap(({ text }) => toolCalls(text));
}

async function make({ tool, args }: ToolCall): Promise<void> {
  const given = fill(args) as Record<string, unknown>;
  const { content, isError } = await client.callTool({ name: tool, arguments: given });
  const [first] = content;
  const text = first && 'text' in first ? first.text : '';
  expect(isError ?? false, `${tool}(${JSON.stringify(given)}): ${text}`).toBe(false);
  const answer = JSON.parse(text);
  if (GOOD[tool]) expect(answer, `${tool}(${JSON.stringify(given)})`).toMatchObject(GOOD[tool]);
  if (answer.count !== 0) answers.set(tool, answer);
}

function fill(value: unknown): unknown {
  if (value instanceof StandIn) return standIn(value.name);
  if (typeof value === 'string' && value.startsWith('checks/')) return join(workingDirectory, value);
  if (typeof value === 'string') return OWN_NAMES[value] ?? value;
  if (Array.isArray(value)) return value.map(fill);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item)]));
  }
  return value;
}

function standIn(name: string): unknown {
  const [tool, ...path] = STAND_INS[name] ?? [name];
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown>)?.[key],
    answers.get(tool),
  );
  if (value === undefined) throw new Error(`No answer so far says what stands for ${name}.`);
  return value;
}

async function connect(config: ReturnType<typeof loadConfig>): Promise<Client> {
  const server = await createServer({
    config,
    transport: 'stdio',
    era: 'modern',
    log: createLogger('error'),
    platformFor: (_request, tool, limits) => backend.platform({ token: undefined, tool, ...limits }),
  });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const connected = new Client({ name: 'steps', version: '1.0.0' });
  await Promise.all([server.connect(serverSide), connected.connect(clientSide)]);
  return connected;
}
