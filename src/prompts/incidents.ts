import { InvalidArguments } from '../errors/request-errors.ts';
import { shortNameOf } from '../names/full-name.ts';
import { shorten } from '../tool-kit/compact.ts';
import type { Prompt } from './define-prompt.ts';
import { openIssues } from './live-facts.ts';

const quoted = JSON.stringify;

export const investigateIncident: Prompt = {
  name: 'investigate_incident',
  title: 'Investigate an incident',
  description: 'What fails, since when and why, with the evidence for it and what to do next.',
  arguments: [{ name: 'symptom', description: 'What was noticed, such as "checkout is slow"', kind: 'text' }],
  names: [
    'workspace_chat',
    'get_workspace_overview',
    'get_workspace_issues',
    'get_issue_details',
    'get_slx_metrics',
    'list_workspace_resources',
    'run_slx',
    'close_issue',
  ],
  async write({ symptom }, workspace, context) {
    const ws = quoted(workspace);
    const question = symptom ? `What is wrong: ${symptom}` : 'What is wrong right now, and why?';
    return {
      task: `Find out what is wrong in ${workspace}${symptom ? `: ${symptom}` : ''}. Say what is known, by which evidence, and what is not known.`,
      facts: await openIssues(workspace, context),
      steps: [
        `Where it is worst, and whether it was so before: get_workspace_overview(workspace_name=${ws}).`,
        `Ask: workspace_chat(workspace_name=${ws}, message=${quoted(question)}).`,
        `Line up what is open, and compare openSince, since causes come before symptoms: get_workspace_issues(workspace_name=${ws}).`,
        `Read the likely cause in full, with the platform's own next steps: get_issue_details(workspace_name=${ws}, issue_id=ISSUE_ID, generate=["next_steps"]).`,
        `Since when, and how far: get_slx_metrics(workspace_name=${ws}, slx_name=SLX_NAME).`,
        `What else watches the resource: list_workspace_resources(workspace_name=${ws}, search=RESOURCE).`,
        `Is it still so? After asking the user: run_slx(workspace_name=${ws}, slx_name=SLX_NAME). A task tagged read-write changes something: ask for that by itself.`,
        `Once a run says healthy, and the user agrees: close_issue(workspace_name=${ws}, issue_ids=ISSUE_IDS, comment=WHAT_FIXED_IT).`,
        'Answer with cause, evidence (issue ids, run session), effect, and next steps in order. Separate what was seen from what is guessed.',
      ],
    };
  },
};

export const explainIssue: Prompt = {
  name: 'explain_issue',
  title: 'Explain an issue',
  description: 'One issue in plain words: what it means, how bad it is, what to do.',
  arguments: [{ name: 'issue_id', description: 'Id of the issue', kind: 'issue', required: true }],
  names: ['get_issue_details', 'get_slx_runbook', 'list_knowledge_base_articles'],
  async write({ issue_id = '' }, workspace, { platform, signal }) {
    const ws = quoted(workspace);
    const id = idOf(issue_id);
    const issue = await platform.issues.get(workspace, id, { signal });
    const slx = shortNameOf(workspace, issue.slxName ?? '');
    return {
      task: `Explain issue ${id} of ${workspace} to somebody who does not know the system.`,
      facts: [
        `severity ${issue.severity ?? '?'}: ${issue.title ?? 'untitled'}`,
        ...(issue.openSince ? [`open since ${issue.openSince}`] : []),
        ...(issue.summary ? [shorten(issue.summary, 600) ?? ''] : []),
      ],
      steps: [
        `Read it in full: get_issue_details(workspace_name=${ws}, issue_id=${id}).`,
        ...(slx
          ? [`See what found it: get_slx_runbook(workspace_name=${ws}, slx_name=${quoted(slx)}).`]
          : []),
        `Look for what the team knows: list_knowledge_base_articles(workspace_name=${ws}, search=WORD_OF_THE_TITLE).`,
        'Answer: what it means, whom it hurts, how sure that is, and what to do first.',
      ],
    };
  },
};

function idOf(given: string): number {
  if (/^\d{1,15}$/.test(given.trim())) return Number(given);
  throw new InvalidArguments(`issue_id is a number; ${quoted(given.slice(0, 60))} is not.`, {
    hint: 'get_workspace_issues lists the issues with their ids.',
  });
}
