import { describe, expect, test } from 'vitest';
import { createChatCommand } from '../../src/tools/chat-commands/create-chat-command.ts';
import { getChatCommand } from '../../src/tools/chat-commands/get-chat-command.ts';
import { createChatRule } from '../../src/tools/chat-rules/create-chat-rule.ts';
import { getChatRule } from '../../src/tools/chat-rules/get-chat-rule.ts';
import { createKnowledgeBaseArticle } from '../../src/tools/knowledge-base/create-knowledge-base-article.ts';
import { getKnowledgeBaseArticle } from '../../src/tools/knowledge-base/get-knowledge-base-article.ts';
import { listKnowledgeBaseArticles } from '../../src/tools/knowledge-base/list-knowledge-base-articles.ts';
import { updateKnowledgeBaseArticle } from '../../src/tools/knowledge-base/update-knowledge-base-article.ts';
import { commitSlx } from '../../src/tools/slxs/commit-slx.ts';
import { getSlxRunbook } from '../../src/tools/slxs/get-slx-runbook.ts';
import { toolBench } from '../tools/tool-caller.ts';

const workspace_name = 'checkout-prod';
/** All that is taken out of a text where it is only shown. */
const HIDDEN = 'a\u202eb \u{e0041}\u200b \u001b[31mred <!-- c --> [l](javascript:x) می‌خواهم 👩‍💻 end';
const KEPT = expect.arrayContaining([expect.stringMatching(/returned as stored: \d+ × invisible/)]);

describe('hidden text', () => {
  test('of articles is taken out of a list, and read and saved byte for byte', async () => {
    const { call, blocks } = await toolBench();
    const article = await call(createKnowledgeBaseArticle, {
      workspace_name,
      title: 'Odd',
      content: HIDDEN,
    });
    const [listed, more] = await blocks(listKnowledgeBaseArticles, { workspace_name, search: 'Odd' });
    expect(listed[0].content).toBe('ab  red &lt;!-- c --> [l]((not a link) javascript:x) می‌خواهم 👩‍💻 end');
    expect(more.notes.join()).toMatch(
      /Removed or made visible.*3 × invisible.*1 × control.*1 × HTML.*1 × link/,
    );
    const read = await call(getKnowledgeBaseArticle, { workspace_name, note_id: article.noteId });
    expect(read).toMatchObject({ content: HIDDEN, notes: KEPT });
    await call(updateKnowledgeBaseArticle, {
      workspace_name,
      note_id: article.noteId,
      content: `${read.content}!`,
    });
    expect((await call(getKnowledgeBaseArticle, { workspace_name, note_id: article.noteId })).content).toBe(
      `${HIDDEN}!`,
    );
  });

  test('of rules and commands is read byte for byte', async () => {
    const { call } = await toolBench();
    const rule = await call(createChatRule, {
      workspace_name,
      name: 'Odd',
      rule_content: HIDDEN,
      scope_type: 'workspace',
    });
    const readRule = await call(getChatRule, { workspace_name, rule_id: rule.id });
    expect(Object.values(readRule)).toContain(HIDDEN);
    expect(readRule.notes).toEqual(KEPT);
    const command = await call(createChatCommand, {
      workspace_name,
      name: 'odd',
      command_content: HIDDEN,
    });
    const readCommand = await call(getChatCommand, { workspace_name, command_id: command.id });
    expect(Object.values(readCommand)).toContain(HIDDEN);
    expect(readCommand.notes).toEqual(KEPT);
  });

  test('of scripts is committed and read byte for byte', async () => {
    const { call } = await toolBench();
    const script = `main() {\n  # ${HIDDEN}\n  echo "[]" >&3\n}\n`;
    await call(commitSlx, {
      workspace_name,
      slx_name: 'odd-check',
      alias: 'Odd',
      statement: 'All is well.',
      script,
      interpreter: 'bash',
      access: 'read-only',
      data: 'config',
    });
    const read = await call(getSlxRunbook, { workspace_name, slx_name: 'odd-check' });
    expect(read.script).toBe(script);
    expect(read.notes).toEqual(KEPT);
  });

  test('of an error is taken out, and said', async () => {
    const { sandbox, refusal } = await toolBench();
    sandbox.faults.add({ path: /notes/, status: 400, body: { detail: 'no \u202egood' } });
    const error = await refusal(listKnowledgeBaseArticles, { workspace_name });
    expect(JSON.stringify(error)).toContain('no good');
  });
});
