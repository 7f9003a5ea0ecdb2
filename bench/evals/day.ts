import {
  accepted,
  CALLER,
  lower,
  openIssues,
  type Scene,
  sameSet,
  type Task,
  unless,
  workspace,
} from './task.ts';

export const CRASHING =
  'main() {\n  set -e\n  curl --silent --fail http://127.0.0.1:1/health\n  printf "[]" >&3\n}\n';
export const RULE_TEXT = 'Name the namespace in every answer.';
export const ARTICLE_TEXT = 'The carrier takes parcels until 18:00; later orders leave the next day.';

const sessionsOf = (scene: Scene, slx: string) =>
  [...workspace(scene).runSessions.values()].filter((session) =>
    session.runRequests.some(({ slxShortName }) => slxShortName === slx),
  );

const ran = (scene: Scene, slx: string, id: unknown) =>
  sessionsOf(scene, slx).some((session) => session.id === Number(id)) &&
  accepted(scene, 'POST', /runsessions$/).some(
    ({ response }) => (response.body as { id?: number })?.id === Number(id),
  );

/** The author runs that were started with these variables. */
const runsWith = (scene: Scene, name: string, value: string) =>
  accepted(scene, 'POST', /\/author\/run$/).filter(({ request }) => {
    const { envVars } = request.body as { envVars?: Record<string, string> };
    return envVars?.[name] === value;
  });

/** Fourteen tasks of a day. */
export const DAY: Task[] = [
  {
    id: 'worst-workspace',
    ask: 'Which of my workspaces has the most open issues of severity 1?',
    form: { workspace: 'its short name' },
    check({ workspace: given }, scene) {
      const mine = [...scene.world.workspaces.values()].filter(({ members }) => members.has(CALLER));
      const counted = mine.map((one) => ({
        name: one.name,
        count: openIssues(one).filter(({ severity }) => severity === 1).length,
      }));
      const most = Math.max(...counted.map(({ count }) => count));
      return unless(
        counted.some(({ name, count }) => name === given && count === most),
        'another workspace has more',
      );
    },
  },
  {
    id: 'root-cause',
    ask: 'Customers of checkout-prod cannot pay. Find the check that shows the cause, not a symptom, and run it again.',
    form: { slx: 'short name of that check', session_id: 'id of the run session that you started' },
    check({ slx, session_id }, scene) {
      const titles = [...workspace(scene).issues.values()]
        .filter(({ slxShortName }) => slxShortName === slx)
        .map(({ title }) => title);
      return [
        ...unless(
          /pool|connection/i.test([slx, ...titles].join(' ')),
          'the cause is that database connections run out',
        ),
        ...unless(ran(scene, String(slx), session_id), 'no such session was started for it'),
      ];
    },
  },
  {
    id: 'issues-by-display-name',
    ask: 'List the open issues of severity 1 and 2 of the workspace that people call “Payments Platform (staging)”.',
    form: { ids: 'list of issue ids' },
    check({ ids }, scene) {
      const wanted = openIssues(workspace(scene, 'pay-core-7')).filter(({ severity }) => severity <= 2);
      return unless(
        sameSet(
          ids,
          wanted.map(({ id }) => id),
        ),
        'these are not the open issues of severity 1 and 2',
      );
    },
  },
  {
    id: 'write-a-check',
    ask: 'In checkout-prod: write a Python check with an SLI that reports an issue where the variable QUEUE_LENGTH is over 100. Try it with 150 and 50, commit it as eval-queue-length, run the committed one once, and delete it again.',
    form: { with_150: 'outcome of the run', with_50: 'outcome of the run' },
    check({ with_150, with_50 }, scene) {
      const runs = accepted(scene, 'POST', /\/author\/run$/).map(({ request }) =>
        JSON.stringify(request.body),
      );
      return [
        ...unless(
          lower(with_150) === 'issues' && lower(with_50) === 'healthy',
          'the outcomes are issues and healthy',
        ),
        ...unless(
          runs.some((body) => body.includes('150')) && runs.some((body) => body.includes('50')),
          'it was not tried with both',
        ),
        ...unless(sessionsOf(scene, 'eval-queue-length').length > 0, 'the committed check was not run'),
        ...unless(!workspace(scene).slxs.has('eval-queue-length'), 'it is still there'),
      ];
    },
  },
  {
    id: 'crash-or-health',
    ask: `In checkout-prod, run this Bash check as it is and say whether the service is healthy:\n\n${CRASHING}`,
    form: { outcome: 'outcome of the run', healthy: 'true, false, or null where the run does not tell' },
    check({ outcome, healthy }, scene) {
      return [
        ...unless(lower(outcome) === 'crashed', 'the script crashed'),
        ...unless(healthy !== true, 'a crash says nothing about the service'),
        ...unless(accepted(scene, 'POST', /\/author\/run$/).length > 0, 'nothing was run'),
      ];
    },
  },
  {
    id: 'rule-switched-off',
    ask: `In checkout-prod, add a chat rule “eval-namespace” with the text “${RULE_TEXT}” for the whole workspace, and then switch it off without changing its text.`,
    form: {},
    check(_, scene) {
      const rule = [...workspace(scene).rules.values()].find(({ name }) => name === 'eval-namespace');
      return [
        ...unless(rule, 'there is no such rule'),
        ...unless(!rule?.is_active, 'it is on'),
        ...unless(rule?.rule_content === RULE_TEXT, 'its text is another'),
        ...unless(rule?.scope_type === 'workspace', 'it is not for the workspace'),
      ];
    },
  },
  {
    id: 'scheduled-command',
    ask: 'In checkout-prod, add a chat command “eval-morning” that summarises the open issues on weekdays at 7:00 UTC and posts to the Slack channel #checkout-ops. Run it now, and tell the status of its latest run.',
    form: { status: 'status of the latest run' },
    check({ status }, scene) {
      const { commands, executions } = workspace(scene);
      const command = [...commands.values()].find(({ name }) => name === 'eval-morning');
      const runs = [...executions.values()].filter(({ command_id }) => command_id === command?.id);
      return [
        ...unless(
          /^0 7 \* \* (1-5|mon-fri)$/i.test(command?.cron_schedule ?? ''),
          'the schedule is 0 7 * * 1-5',
        ),
        ...unless(
          JSON.stringify(command?.sink_configs ?? []).includes('checkout-ops'),
          'it does not post to #checkout-ops',
        ),
        ...unless(runs.length > 0, 'it was not run'),
        ...unless(/queued|running|succeeded/.test(lower(status)), 'that is no status of its run'),
      ];
    },
  },
  {
    id: 'article-title',
    ask: `In checkout-prod, add a knowledge base article titled “eval carrier” with the text “${ARTICLE_TEXT}”. Then change its title, and nothing else, to “eval carrier cut-off”.`,
    form: {},
    check(_, scene) {
      const notes = [...workspace(scene).notes.values()];
      const article = notes.find(({ title }) => title === 'eval carrier cut-off');
      return [
        ...unless(article, 'no article has that title'),
        ...unless(article?.content === ARTICLE_TEXT, 'its text is another'),
        ...unless(!notes.some(({ title }) => title === 'eval carrier'), 'the old one is still there'),
      ];
    },
  },
  {
    id: 'deploy-a-bundle',
    ask: 'In checkout-prod, find a ready-made check of the pods of a namespace and deploy it as eval-namespace-pods for the namespace checkout.',
    form: {},
    check(_, scene) {
      const slx = workspace(scene).slxs.get('eval-namespace-pods');
      const config = Object.fromEntries(
        (slx?.runbook?.configProvided ?? []).map(({ name, value }) => [name, value]),
      );
      return [
        ...unless(
          /k8s|kubernetes/.test(slx?.runbook?.codeBundlePath ?? ''),
          'no Kubernetes bundle is deployed under that name',
        ),
        ...unless(config.NAMESPACE === 'checkout', 'its namespace is not checkout'),
        ...unless((slx?.runbook?.secretsProvided.length ?? 0) > 0, 'it has no secret to sign in with'),
      ];
    },
  },
  {
    id: 'suggest-only',
    ask: 'In checkout-prod, add an assistant eval-adviser that suggests tasks and never runs one unasked.',
    form: {},
    check(_, scene) {
      const persona = workspace(scene).personas.get('eval-adviser');
      return [
        ...unless(persona, 'there is no such assistant'),
        ...unless((persona?.runConfidenceThreshold ?? 0) >= 1, 'it runs tasks that match well enough'),
      ];
    },
  },
  {
    id: 'code-collection',
    ask: 'Make the files of a code collection for a Bash check of every Azure key vault whose secrets expire soon; the script may be as short as you like. Which files are there?',
    form: { paths: 'list of their paths' },
    check({ paths }) {
      const all = Array.isArray(paths) ? paths.map(String) : [];
      return [
        ...unless(
          all.some((path) => /generation-rules\/.*\.ya?ml$/.test(path)),
          'no generation rule',
        ),
        ...unless(
          all.some((path) => /templates\/.*-slx\.ya?ml$/.test(path)),
          'no template of the SLX',
        ),
        ...unless(
          all.some((path) => /templates\/.*-(runbook|taskset)\.ya?ml$/.test(path)),
          'no template of the task',
        ),
      ];
    },
  },
  {
    id: 'changed-variable',
    ask: 'In checkout-prod, run the check of cart-api-pods once with RESTART_THRESHOLD=500, without changing what is committed. What was the outcome?',
    form: { outcome: 'outcome of the run' },
    check({ outcome }, scene) {
      const slx = workspace(scene).slxs.get('cart-api-pods');
      return [
        ...unless(
          runsWith(scene, 'RESTART_THRESHOLD', '500').length > 0 ||
            sessionsOf(scene, 'cart-api-pods').some(({ runRequests }) =>
              runRequests.some(({ runtimeVarOverrides }) => runtimeVarOverrides.RESTART_THRESHOLD === '500'),
            ),
          'it was not run so',
        ),
        ...unless(['issues', 'healthy', 'crashed', 'unknown'].includes(lower(outcome)), 'that is no outcome'),
        ...unless(slx && !JSON.stringify(slx).includes('"500"'), 'what is committed was changed'),
      ];
    },
  },
  {
    id: 'mentions',
    ask: 'Which checks of checkout-prod have “redis” in their short name or alias?',
    form: { slxs: 'list of short names' },
    check({ slxs }, scene) {
      const wanted = [...workspace(scene).slxs.values()].filter(({ shortName, alias }) =>
        /redis/i.test(`${shortName} ${alias}`),
      );
      return unless(
        sameSet(
          slxs,
          wanted.map(({ shortName }) => shortName),
        ),
        'these are not all, or not only those',
      );
    },
  },
  {
    id: 'a-claim',
    ask: 'A colleague says of checkout-prod: “the latest run of checkout-api-pods timed out.” Is that true?',
    form: { timed_out: 'true or false', outcome: 'what its outcome was' },
    check({ timed_out, outcome }) {
      return [
        ...unless(timed_out === false, 'it did not time out'),
        ...unless(lower(outcome) !== 'timed_out' && lower(outcome) !== '', 'the outcome is missing'),
      ];
    },
  },
];
