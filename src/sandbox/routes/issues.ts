import { z } from 'zod';
import { nextStepsOf, summaryOf } from '../assistant/about-issue.ts';
import { type Need, requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { optionalBoolean, paging, parseQuery } from '../http/query.ts';
import { notFound, page, parseBody } from '../http/reply.ts';
import { issueFilters, passes } from '../rules/issue-filter.ts';
import { occurrenceFields, occurrenceParameters } from '../rules/occurrence-window.ts';
import type { Issue } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { issueView } from '../views/issue.ts';
import { V3 } from './paths.ts';

const updateBody = z.object({
  title: z.string().nullish(),
  severity: z.number().int().nullish(),
  summary: z.string().nullish(),
  observations: z.array(z.string()).nullish(),
  next_steps: z.string().nullish(),
  additional_context: z.record(z.string(), z.unknown()).nullish(),
});
const ignoreBody = z.object({ ignored_until: z.iso.datetime({ offset: true }) });
const nextStepsBody = z.object({ comment_contents: z.array(z.string()).default([]) }).nullable();
const closeBody = z.object({ comment: z.string().max(10_000).nullish() }).nullable();

/** Issues: listing with filters, reading with occurrences, changing, ignoring and closing. */
export function issueRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/issues`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const shape = { ...issueFilters, ...paging(250), details: optionalBoolean() };
    const query = parseQuery(c, shape, { lists: ['severity'] });
    const found = [...workspace.issues.values()].filter((issue) => passes(issue, query)).sort(newestFirst);
    return c.json({
      ...page(c, found, query, (issue) => issueView(workspace, issue, query.details ?? false)),
      limit: query.limit,
      offset: query.offset,
    });
  });

  app.get(`${V3}/issues/:issue_id`, (c) => {
    const { workspace, issue } = pathIssue(c, world, 'read');
    const query = parseQuery(c, occurrenceParameters);
    return c.json({ ...issueView(workspace, issue, true), ...occurrenceFields(issue, query) });
  });

  app.patch(`${V3}/issues/:issue_id`, async (c) => {
    const { workspace, issue } = pathIssue(c, world, 'write');
    const body = await parseBody(c, updateBody);
    issue.title = body.title ?? issue.title;
    issue.severity = body.severity ?? issue.severity;
    issue.summary = body.summary === undefined ? issue.summary : body.summary;
    issue.observations = body.observations ?? issue.observations;
    issue.nextSteps = body.next_steps === undefined ? issue.nextSteps : body.next_steps;
    issue.additionalContext = body.additional_context ?? issue.additionalContext;
    issue.modified = world.timestamp();
    return c.json(issueView(workspace, issue, true));
  });

  app.delete(`${V3}/issues/:issue_id`, (c) => {
    const { workspace, issue } = pathIssue(c, world, 'write');
    workspace.issues.delete(issue.id);
    return c.body(null, 204);
  });

  app.patch(`${V3}/issues/:issue_id/ignore`, async (c) => {
    const { workspace, issue, caller } = pathIssue(c, world, 'write');
    const body = await parseBody(c, ignoreBody);
    issue.ignoredUntil = new Date(body.ignored_until).toISOString();
    issue.ignoredSince = world.timestamp();
    issue.ignoredByUserId = caller.id;
    issue.openSince = null;
    issue.modified = issue.ignoredSince;
    return c.json(issueView(workspace, issue, true));
  });

  app.post(`${V3}/issues/:issue_id/generate-summary`, (c) => {
    const { workspace, issue } = pathIssue(c, world, 'read');
    return c.json({ summary: summaryOf(workspace, issue), issue_id: issue.id });
  });

  app.post(`${V3}/issues/:issue_id/generate-next-steps`, async (c) => {
    const { workspace, issue } = pathIssue(c, world, 'read');
    await parseBody(c, nextStepsBody);
    const steps = nextStepsOf(workspace, issue);
    return c.json({ next_steps: steps, raw_next_steps: steps, issue_id: issue.id });
  });

  app.patch(`${V3}/issues/:issue_id/close`, async (c) => {
    const { workspace, issue, caller } = pathIssue(c, world, 'write');
    await parseBody(c, closeBody);
    issue.closedAt = world.timestamp();
    issue.closedByType = 'user';
    issue.closedById = caller.id;
    issue.openSince = null;
    issue.modified = issue.closedAt;
    return c.json(issueView(workspace, issue, true));
  });
}

function pathIssue(c: SandboxContext, world: World, need: Need) {
  const { workspace, caller } = requireWorkspace(c, world, need);
  const id = pathInteger(c, 'issue_id');
  const issue = workspace.issues.get(id);
  if (!issue) throw notFound(`Issue ${id} not found`);
  return { workspace, caller, issue };
}

function newestFirst(a: Issue, b: Issue): number {
  const [left = '', right = ''] = [a, b].map((issue) => issue.occurrences[0]?.observedAt);
  return left === right ? b.id - a.id : left < right ? 1 : -1;
}
