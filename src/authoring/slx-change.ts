import { fullNameOf } from '../names/full-name.ts';
import type { Issue } from '../platform/issues.ts';
import type { ConfigEntry } from '../platform/slx-sync.ts';
import type { Slx } from '../platform/slxs.ts';
import { settingsOf } from '../slx/committed-script.ts';
import type { Preview, ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';
import { textDifference } from '../tool-kit/text-difference.ts';
import { previewSlx } from './save-slx.ts';
import { readStored, type SlxChange } from './slx-effect.ts';

/** Open issues of a workspace that are looked through for those of one SLX. */
const MOST_ISSUES = 1_000;

/** What deleting an SLX takes away. Throws `NotFound` where there is none of that name. */
export async function slxDeletion(workspace: string, slx: string, context: ToolContext): Promise<Preview> {
  const unread: string[] = [];
  const [stored, issues] = await Promise.all([
    context.platform.slxs.get(workspace, slx, context),
    orNote(openIssues(workspace, slx, context), {
      what: 'Its open issues could not be read',
      notes: unread,
      signal: context.signal,
    }),
  ]);
  return {
    act: `Delete SLX ${slx} of ${workspace}`,
    details: [
      titleOf(stored),
      ...partsOf(stored),
      ...(issues ? [tellIssues(issues)] : unread),
      'An SLX that is deleted cannot be brought back.',
    ],
    state: definitionOf(stored),
  };
}

/** What stays of an SLX that is about to go: its open issues, and the rules and commands that name it. */
export async function leftBehind(workspace: string, slx: string, context: ToolContext): Promise<string[]> {
  const { rules, commands } = context.platform.chatConfig;
  const notes: string[] = [];
  const asked = <Value>(what: string, work: Promise<Value>) =>
    orNote(work, { what: `${what} could not be read`, notes, signal: context.signal });
  const [issues, rulesNaming, commandsNaming] = await Promise.all([
    asked('Its open issues', openIssues(workspace, slx, context)),
    asked('Rules', rules.list(workspace, {}, context)),
    asked('Commands', commands.list(workspace, {}, context)),
  ]);
  return [
    ...(issues && issues.own.length > 0 ? [tellIssues(issues)] : []),
    ...naming('Rules', slx, rulesNaming?.results),
    ...naming('Commands', slx, commandsNaming?.results),
    ...notes,
  ];
}

/** Rules or commands whose text has the name of the SLX in it, as a word. */
function naming(
  what: string,
  slx: string,
  all: readonly { name?: string | null; id?: unknown }[] = [],
): string[] {
  const word = new RegExp(`(?<![\\w-])${slx.replaceAll(/[^\w-]/g, '\\$&')}(?![\\w-])`);
  const found = all.filter((one) => word.test(JSON.stringify(one)));
  return found.length > 0
    ? [`${what} that name it: ${found.map(({ name, id }) => name ?? String(id)).join(', ')}`]
    : [];
}

/** What committing these documents replaces; undefined where there is no SLX of that name yet. */
export async function slxReplacement(
  { workspace, slx, documents, stored: known }: SlxChange,
  context: ToolContext,
): Promise<Preview | undefined> {
  const stored = known === undefined ? await readStored(workspace, slx, context) : known;
  if (!stored) return undefined;
  const payloads = previewSlx(documents);
  return {
    act: `Replace SLX ${slx} of ${workspace}`,
    details: [
      titleOf(stored),
      ...changesOf('alias', stored.alias, payloads.slx.alias),
      ...changesOf('statement', stored.statement, payloads.slx.statement),
      ...scriptChanges('runbook', stored.runbook?.configProvided, payloads.runbook?.configProvided),
      ...scriptChanges('SLI', stored.sli?.configProvided, payloads.sli?.configProvided),
    ],
    state: { stored: definitionOf(stored), sent: payloads },
  };
}

const titleOf = ({ alias, name }: Slx) => `${alias ?? name}`;

/** The runbook with its tasks, and the SLI with its schedule. */
function partsOf({ runbook, sli }: Slx): string[] {
  const tasks = (runbook?.resolvedTasks ?? runbook?.tasks ?? []).length;
  const { CRON_SCHEDULE: schedule } = settingsOf(sli ?? {});
  return [
    ...(runbook ? [`Its runbook${tasks > 0 ? ` with ${counted(tasks, 'task')}` : ''}`] : []),
    ...(sli
      ? [`Its SLI, which runs ${schedule ? `at ${schedule}` : `every ${sli.intervalSeconds ?? '?'} s`}`]
      : []),
  ];
}

/** Those of one SLX, and how many of the workspace were looked through for them. */
interface OpenIssues {
  own: readonly Issue[];
  seen: number;
  count: number;
}

async function openIssues(workspace: string, slx: string, context: ToolContext): Promise<OpenIssues> {
  const { issues } = context.platform;
  const { results, count } = await issues.list(workspace, { closed: false, max: MOST_ISSUES }, context);
  const own = results.filter(({ slxName }) => slxName === fullNameOf(workspace, slx) || slxName === slx);
  return { own, seen: results.length, count };
}

function tellIssues({ own, seen, count }: OpenIssues): string {
  const all = seen < count ? ` among the first ${seen} of the workspace` : '';
  const titles = own.slice(0, 3).map(({ title }) => `“${title ?? 'untitled'}”`);
  return `${counted(own.length, 'open issue')}${all}${titles.length > 0 ? `: ${titles.join(', ')}${own.length > 3 ? ', …' : ''}` : ''}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The SLX as people wrote it, without what runs and issues change. */
function definitionOf({
  alias,
  statement,
  description,
  owners,
  tags,
  additionalContext,
  imageUrl,
  runbook,
  sli,
  id,
}: Slx) {
  return {
    id,
    alias,
    statement,
    description,
    owners,
    tags,
    additionalContext,
    imageUrl,
    runbook: bundleOf(runbook),
    sli: sli && { ...bundleOf(sli), intervalSeconds: sli.intervalSeconds },
  };
}

function bundleOf(part: Slx['runbook'] | Slx['sli']) {
  if (!part) return null;
  const { runnerUuid, codeBundleRepoUrl, codeBundleRef, codeBundlePath, configProvided, secretsProvided } =
    part;
  return {
    runnerUuid,
    codeBundleRepoUrl,
    codeBundleRef,
    codeBundlePath,
    configProvided,
    secretsProvided,
    runtimeVarsProvided: 'runtimeVarsProvided' in part ? part.runtimeVarsProvided : undefined,
  };
}

type ConfigProvided = NonNullable<Slx['runbook']>['configProvided'] | readonly ConfigEntry[];

function scriptChanges(part: string, stored: ConfigProvided, sent: ConfigProvided): string[] {
  if (!stored && !sent) return [];
  if (!sent) return [`its ${part} stays as it is`];
  if (!stored) return [`gets a ${part}`];
  return changesOf(`script of the ${part}`, scriptOf(stored), scriptOf(sent));
}

const scriptOf = (config: ConfigProvided) =>
  Buffer.from(settingsOf({ configProvided: config }).GEN_CMD ?? '', 'base64').toString('utf8');

function changesOf(what: string, stored: string | null | undefined, sent: string | undefined): string[] {
  if (sent === undefined) return [];
  const difference = textDifference(stored ?? '', sent);
  return difference ? [`${what}:\n${difference}`] : [`${what} stays as it is`];
}
