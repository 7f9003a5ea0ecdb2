import { describe, expect, test } from 'vitest';
import { updateAssistant } from '../../src/tools/assistants/update-assistant.ts';
import { updateChatCommand } from '../../src/tools/chat-commands/update-chat-command.ts';
import { createChatRule } from '../../src/tools/chat-rules/create-chat-rule.ts';
import { deleteChatRule } from '../../src/tools/chat-rules/delete-chat-rule.ts';
import { updateChatRule } from '../../src/tools/chat-rules/update-chat-rule.ts';
import { createKnowledgeBaseArticle } from '../../src/tools/knowledge-base/create-knowledge-base-article.ts';
import { updateKnowledgeBaseArticle } from '../../src/tools/knowledge-base/update-knowledge-base-article.ts';
import { deployRegistryCodebundle } from '../../src/tools/registry/deploy-registry-codebundle.ts';
import { commitSlx } from '../../src/tools/slxs/commit-slx.ts';
import { deleteSlx } from '../../src/tools/slxs/delete-slx.ts';
import { COMMIT, workspace_name } from '../tools/slxs/commits.ts';
import { type ToolBench, toolBench } from '../tools/tool-caller.ts';

const asking = (mode: string) => toolBench({ environment: { MCP_CONFIRM: mode } });

const writesOf = ({ sandbox }: ToolBench) =>
  sandbox.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

const rule = { workspace_name, name: 'brief', rule_content: 'Be brief.', scope_type: 'workspace' };

describe('MCP_CONFIRM=deletes', () => {
  test('shows what goes with an SLX', async () => {
    const bench = await asking('deletes');
    const { preview } = await bench.call(deleteSlx, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(preview.act).toBe('Delete SLX checkout-api-pods of checkout-prod');
    expect(preview.details.join('\n')).toMatch(
      /runbook with \d+ tasks?[\s\S]*SLI, which runs every[\s\S]*open issue/,
    );
    expect(writesOf(bench)).toEqual([]);
  });

  test('still shows the preview where the open issues cannot be read, and says so', async () => {
    const bench = await asking('deletes');
    bench.sandbox.faults.add({ path: '/api/v3/workspaces/checkout-prod/issues', status: 403 });
    const { preview } = await bench.call(deleteSlx, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(preview.details.join('\n')).toContain('open issues could not be read');
  });

  test('deletes nothing where the object cannot be read, whatever the code', async () => {
    const bench = await asking('deletes');
    const named = { workspace_name, slx_name: 'checkout-api-pods' };
    const { confirm } = await bench.call(deleteSlx, named);
    bench.sandbox.faults.add({ path: /\/slxs\/checkout-api-pods$/, method: 'GET', status: 403 });
    expect((await bench.refusal(deleteSlx, { ...named, confirm })).code).toBe('forbidden');
    expect(writesOf(bench)).toEqual([]);
  });

  test('lets everything else act at once, replacements too', async () => {
    const bench = await asking('deletes');
    const { id } = await bench.call(createChatRule, rule);
    expect(
      (await bench.call(updateChatRule, { workspace_name, rule_id: id, rule_content: 'Be long.' })).id,
    ).toBe(id);
    expect(await bench.call(commitSlx, COMMIT)).toMatchObject({ status: 'committed' });
    expect(await bench.call(commitSlx, COMMIT)).toMatchObject({ status: 'committed' });
  });

  test('gives each caller codes of their own', async () => {
    const bench = await asking('deletes');
    const { id } = await bench.call(createChatRule, rule);
    const args = { workspace_name, rule_id: id };
    const [first, second] = [await bench.call(deleteChatRule, args), await bench.call(deleteChatRule, args)];
    expect(first.confirm).toBe(second.confirm);
    const other = await toolBench({ environment: { MCP_CONFIRM: 'deletes' } });
    const { id: sameId } = await other.call(createChatRule, rule);
    expect(sameId).toBe(id);
    const reply = await other.call(deleteChatRule, { ...args, confirm: first.confirm });
    expect(reply.status).toBe('confirmation_required');
  });
});

describe('MCP_CONFIRM=always', () => {
  test('reads once what a commit would replace', async () => {
    const bench = await asking('always');
    await bench.call(commitSlx, COMMIT);
    const from = bench.sandbox.requests.length;
    const { status } = await bench.call(commitSlx, { ...COMMIT, alias: 'Ledger behind' });
    expect(status).toBe('confirmation_required');
    const reads = bench.sandbox.requests.slice(from).filter(({ path }) => path.endsWith('/slxs/ledger-lag'));
    expect(reads.map(({ method }) => method)).toEqual(['GET']);
  });

  test('replaces nothing where what is there cannot be read', async () => {
    const bench = await asking('always');
    bench.sandbox.faults.add({ path: /\/slxs\/ledger-lag$/, method: 'GET', status: 403 });
    expect((await bench.refusal(commitSlx, COMMIT)).code).toBe('forbidden');
    expect(writesOf(bench)).toEqual([]);
  });

  test('shows the lines that a commit replaces, and commits with the code', async () => {
    const bench = await asking('always');
    expect(await bench.call(commitSlx, COMMIT)).toMatchObject({ status: 'committed' });
    const before = writesOf(bench).length;
    const changed = { ...COMMIT, statement: 'Is otherwise now' };
    const { status, preview, confirm } = await bench.call(commitSlx, changed);
    expect(status).toBe('confirmation_required');
    expect(preview.details.join('\n')).toContain('+ Is otherwise now');
    expect(writesOf(bench)).toHaveLength(before);
    const another = await bench.call(commitSlx, { ...changed, statement: 'Something else', confirm });
    expect(another.status).toBe('confirmation_required');
    expect(await bench.call(commitSlx, { ...changed, confirm })).toMatchObject({ status: 'committed' });
  });

  test('lets a dry run and a new SLX through', async () => {
    const bench = await asking('always');
    expect(await bench.call(commitSlx, { ...COMMIT, dry_run: true })).toMatchObject({ status: 'dry_run' });
    expect(await bench.call(commitSlx, COMMIT)).toMatchObject({ status: 'committed' });
    expect(await bench.call(commitSlx, { ...COMMIT, dry_run: true })).toMatchObject({ status: 'dry_run' });
  });

  test('asks before a deployment replaces an SLX', async () => {
    const bench = await asking('always');
    const deployment = {
      workspace_name,
      slx_name: 'checkout-api-pods',
      alias: 'Pods',
      statement: 'Pods are well',
      repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      codebundle_path: 'codebundles/k8s-namespace-healthcheck',
      config_vars: { NAMESPACE: 'checkout', CONTEXT: 'prod' },
      secret_vars: { kubeconfig: 'kubeconfig' },
    };
    const reply = await bench.call(deployRegistryCodebundle, deployment);
    expect(reply).toMatchObject({
      status: 'confirmation_required',
      preview: { act: expect.stringContaining('Replace') },
    });
    expect(writesOf(bench)).toEqual([]);
  });

  test('asks before a text is replaced, and not for what no text loses', async () => {
    const bench = await asking('always');
    const { id } = await bench.call(createChatRule, rule);
    const { noteId } = await bench.call(createKnowledgeBaseArticle, {
      workspace_name,
      content: 'Closes at five.',
    });
    const [command] = [...bench.sandbox.world.workspaces.get(workspace_name)!.commands.values()];
    const before = writesOf(bench).length;
    for (const [tool, args] of [
      [updateChatRule, { rule_id: id, rule_content: 'Be long.' }],
      [updateKnowledgeBaseArticle, { note_id: noteId, content: 'Closes at six.' }],
      [updateChatCommand, { command_id: command!.id, command_content: 'Sum up.' }],
      [updateAssistant, { assistant_name: 'dev-danica', description: 'Otherwise' }],
    ] as const) {
      const reply = await bench.call(tool, { workspace_name, ...args });
      expect(reply.status, tool.name).toBe('confirmation_required');
      expect(reply.preview.details.join('\n')).toMatch(/^[-+] /m);
    }
    expect(writesOf(bench)).toHaveLength(before);
    const off = await bench.call(updateChatRule, { workspace_name, rule_id: id, is_active: false });
    expect(off.is_active).toBe(false);
  });
});
