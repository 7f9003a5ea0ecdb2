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
  names: ['workspace_chat', 'get_workspace_issues', 'get_issue_details', 'get_slx_runbook', 'run_slx'],
  async write({ symptom }, workspace, context) {
    const ws = quoted(workspace);
    const question = symptom ? `What is wrong: ${symptom}` : 'What is wrong right now, and why?';
    return {
      task: `Find out what is wrong in ${workspace}${symptom ? `: ${symptom}` : ''}. Say what is known, by which evidence, and what is not known.`,
      facts: await openIssues(workspace, context),
      steps: [
        `Ask: workspace_chat(workspace_name=${ws}, message=${quoted(question)}).`,
        `List what is open: get_workspace_issues(workspace_name=${ws}).`,
        `Read each issue that fits in full: get_issue_details(workspace_name=${ws}, issue_id=ISSUE_ID).`,
        `See what its check does: get_slx_runbook(workspace_name=${ws}, slx_name=SLX_NAME).`,
        `Is it still so? After asking the user: run_slx(workspace_name=${ws}, slx_name=SLX_NAME).`,
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

export const morningSummary: Prompt = {
  name: 'morning_summary',
  title: 'Morning summary',
  description: 'What happened since yesterday, worst first, in a form that can be posted.',
  arguments: [{ name: 'since', description: 'How far back, such as 24h; 24h by default', kind: 'text' }],
  names: ['get_workspace_issues', 'get_run_sessions'],
  async write({ since = '24h' }, workspace, context) {
    const ws = quoted(workspace);
    return {
      task: `Sum up what happened in ${workspace} in the last ${since}, for the people who begin work now.`,
      facts: await openIssues(workspace, context),
      steps: [
        `What is open and was seen: get_workspace_issues(workspace_name=${ws}, since=${quoted(since)}).`,
        `What was closed: get_workspace_issues(workspace_name=${ws}, state="closed", since=${quoted(since)}).`,
        `What ran: get_run_sessions(workspace_name=${ws}).`,
        'Write at most ten lines: new and worse first, then what got well, then what needs a decision. Give issue ids. Say so where nothing happened.',
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
