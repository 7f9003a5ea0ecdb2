import { shortNameOf } from '../names/full-name.ts';
import type { Prompt } from './define-prompt.ts';
import { openIssues } from './live-facts.ts';

const quoted = JSON.stringify;

/** What every report reads: what is open, what ended, what is quiet and what was done. */
const look = (ws: string, since: string) => [
  `Where it stands: get_workspace_overview(workspace_name=${ws}).`,
  `What is open and was seen: get_workspace_issues(workspace_name=${ws}, since=${quoted(since)}).`,
  `What was closed: get_workspace_issues(workspace_name=${ws}, state="closed", since=${quoted(since)}).`,
  `What is kept quiet, and until when: get_workspace_issues(workspace_name=${ws}, state="ignored").`,
  `What was done: get_run_sessions(workspace_name=${ws}, since=${quoted(since)}).`,
];

const READS = ['get_workspace_overview', 'get_workspace_issues', 'get_run_sessions'];

export const morningSummary: Prompt = {
  name: 'morning_summary',
  title: 'Morning summary',
  description: 'What happened since yesterday, worst first, in a form that can be posted.',
  arguments: [{ name: 'since', description: 'How far back, such as 24h; 24h by default', kind: 'period' }],
  names: READS,
  async write({ since = '24h' }, workspace, context) {
    return {
      task: `Sum up what happened in ${workspace} in the last ${since}, for the people who begin work now.`,
      facts: await openIssues(workspace, context),
      steps: [
        ...look(quoted(workspace), since),
        'Write at most ten lines: new and worse first, then what recovered, then what needs a decision. Give issue ids, and times as UTC. If nothing happened, say so.',
      ],
    };
  },
};

export const shiftHandover: Prompt = {
  name: 'shift_handover',
  title: 'Hand over a shift',
  description: 'What the next shift must know: open, quiet, tried, next; kept as an article once you agree.',
  arguments: [
    { name: 'since', description: 'When the shift began, such as 8h; 12h by default', kind: 'period' },
    { name: 'for_whom', description: 'Who takes over, such as "night shift"', kind: 'text' },
  ],
  names: [...READS, 'get_issue_details', 'list_chat_rules', 'create_knowledge_base_article'],
  async write({ since = '12h', for_whom }, workspace, context) {
    const ws = quoted(workspace);
    return {
      task: `Write the hand-over of ${workspace} for ${for_whom || 'the next shift'}: the last ${since}.`,
      facts: await openIssues(workspace, context),
      steps: [
        ...look(ws, since),
        `For each that is worse than severity 3, what is known and was tried: get_issue_details(workspace_name=${ws}, issue_id=ISSUE_ID).`,
        `Which rules keep something out of the answers: list_chat_rules(workspace_name=${ws}, is_active=true).`,
        'Ask the user what was tried outside of the platform.',
        'Write: open and why, quiet until when, tried with which outcome (run sessions), next step and who takes it. Ids and UTC times. Say what is not known.',
        `Once the user agrees: create_knowledge_base_article(workspace_name=${ws}, title=TITLE_WITH_DATE, content=HANDOVER).`,
      ],
    };
  },
};

export const weekReview: Prompt = {
  name: 'week_review',
  title: 'Review a week',
  description: 'What came back, which checks were noisy, how measures moved, and what nothing watches.',
  arguments: [
    { name: 'slx_name', description: 'The measure that matters most: short name of its SLX', kind: 'slx' },
    { name: 'since', description: 'How far back, such as 7d; 7d by default', kind: 'period' },
  ],
  names: [...READS, 'get_issue_details', 'get_slx_metrics', 'list_workspace_resources'],
  async write({ slx_name, since = '7d' }, workspace, context) {
    const ws = quoted(workspace);
    const slx = slx_name ? quoted(shortNameOf(workspace, slx_name)) : 'SLX_NAME';
    return {
      task: `Review the last ${since} of ${workspace}: what to fix for good, what to tune, what to watch.`,
      facts: await openIssues(workspace, context),
      steps: [
        ...look(ws, since),
        `For what came back: get_issue_details(workspace_name=${ws}, issue_id=ISSUE_ID); seen_before tells when, and what ran before it closed.`,
        `How the measures that matter moved: get_slx_metrics(workspace_name=${ws}, slx_name=${slx}, history=${quoted(since)}).`,
        `What nothing watches: list_workspace_resources(workspace_name=${ws}, unwatched=true).`,
        'Answer with three lists, each with its evidence (ids, times in UTC, numbers): causes to fix, checks to tune, gaps to watch. At most five in each; say where there is nothing.',
      ],
    };
  },
};
