import { describe, expect, test } from 'vitest';
import type { RunOutcome } from '../../src/sandbox/runner/run.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';
import { run, stream } from '../sandbox/runner/runs.ts';
import { type Cluster, clusterOf, type Pod, refusingCluster } from './cluster.ts';
import { proseDocuments, readText } from './documents.ts';

const REFERENCES = 'skills/build-runwhen-task/references';
const KUBECONFIG = 'k8s:file@secret/kubeconfig:kubeconfig';

const HEALTHY: Pod = { name: 'checkout-1', phase: 'Running', ready: true };
const CRASHING: Pod = {
  name: 'checkout-2',
  phase: 'Running',
  ready: false,
  waiting: 'CrashLoopBackOff',
  restarts: 12,
};
const WAITING: Pod = { name: 'checkout-3', phase: 'Pending', ready: false };
const FINISHED: Pod = { name: 'migrate-1', phase: 'Succeeded', ready: false };

type Kind = 'task' | 'sli';

function runTemplate(file: string, kind: Kind, cluster: Cluster, env: Record<string, string> = {}) {
  return runText(readText(`${REFERENCES}/${file}`), file, kind, { ...cluster.env, ...env });
}

function runText(script: string, file: string, kind: Kind, env: Record<string, string>): Promise<RunOutcome> {
  return run({
    script,
    kind,
    env: { NAMESPACE: 'online-shop', CONTEXT: 'prod-eu', ...env },
    secrets: { kubeconfig: KUBECONFIG },
    config: { INTERPRETER: file.endsWith('.py') ? 'python' : 'bash' },
  });
}

const severities = ({ issues }: RunOutcome) => issues.map(({ severity }) => severity);

const TEMPLATES = [
  ['bash-task.sh', 'task'],
  ['python-task.py', 'task'],
  ['bash-sli.sh', 'sli'],
  ['python-sli.py', 'sli'],
] as const;

test.each(TEMPLATES)('%s leaves validation nothing to say', async (file, taskType) => {
  const { findings, size, environmentVariables } = await validateScript({
    script: readText(`${REFERENCES}/${file}`),
    interpreter: file.endsWith('.py') ? 'python' : 'bash',
    taskType,
    given: ['NAMESPACE', 'CONTEXT', 'kubeconfig'],
  });
  expect({ findings, size }).toEqual({ findings: [], size: {} });
  expect(environmentVariables).toEqual(expect.arrayContaining(['CONTEXT', 'NAMESPACE', 'kubeconfig']));
});

describe.each(['bash-task.sh', 'python-task.py'])('%s', (file) => {
  test('reports each pod that is not ready, and ends with a summary', async () => {
    const outcome = await runTemplate(file, 'task', clusterOf([HEALTHY, CRASHING, WAITING, FINISHED]));
    expect(severities(outcome)).toEqual([2, 3, 4]);
    expect(outcome.issues.map(({ title }) => title)).toEqual([
      'Pod checkout-2 in online-shop is not ready',
      'Pod checkout-3 in online-shop is not ready',
      'Pod readiness in online-shop: 1 of 3 ready',
    ]);
    expect(outcome.issues[0]?.details).toMatch(/CrashLoopBackOff.*12/);
    expect(outcome.issues[0]?.nextSteps).toContain('kubectl --context=prod-eu');
  });

  test('writes issues that the quality notes have nothing to say about', async () => {
    const { issues } = await runTemplate(file, 'task', clusterOf([HEALTHY, CRASHING, WAITING]));
    expect(issues.length).toBeGreaterThan(0);
    for (const { title, details, nextSteps } of issues) {
      expect(title.length).toBeGreaterThanOrEqual(8);
      expect(details?.length).toBeGreaterThanOrEqual(40);
      expect(nextSteps?.length).toBeGreaterThanOrEqual(20);
    }
  });

  test('leaves only the summary when all is well', async () => {
    const outcome = await runTemplate(file, 'task', clusterOf([HEALTHY, FINISHED]));
    expect(severities(outcome)).toEqual([4]);
  });

  test('is critical when no pod is ready', async () => {
    expect(severities(await runTemplate(file, 'task', clusterOf([CRASHING])))).toEqual([2, 1, 4]);
  });

  test('says so when the cluster refuses, with the reason', async () => {
    const outcome = await runTemplate(file, 'task', refusingCluster('pods is forbidden'));
    expect(severities(outcome)).toEqual([2]);
    expect(outcome.issues[0]?.details).toMatch(/pods is forbidden$/);
    expect(outcome.issues[0]?.details).not.toContain('warming up');
  });

  test('says so when it has no namespace', async () => {
    const outcome = await runTemplate(file, 'task', clusterOf([HEALTHY]), { NAMESPACE: '' });
    expect(severities(outcome)).toEqual([3]);
    expect(outcome.issues[0]?.title).toBe('Pod readiness check has no namespace');
  });
});

describe.each(['bash-sli.sh', 'python-sli.py'])('%s', (file) => {
  test('is the share of ready pods, finished ones left out', async () => {
    const { metric } = await runTemplate(file, 'sli', clusterOf([HEALTHY, CRASHING, WAITING, FINISHED]));
    expect(metric).toBeCloseTo(1 / 3, 2);
  });

  test.each([
    ['1 when all are ready', clusterOfPods([HEALTHY]), 1],
    ['1 when none is expected', clusterOfPods([FINISHED]), 1],
    ['0 when none is ready', clusterOfPods([WAITING]), 0],
    ['0 when the cluster refuses', () => refusingCluster('pods is forbidden'), 0],
  ])('is %s', async (_title, cluster, value) => {
    expect((await runTemplate(file, 'sli', cluster())).metric).toBe(value);
  });
});

test.each(TEMPLATES)(
  '%s calls kubectl with context, time limit and the secret’s path',
  async (file, kind) => {
    const cluster = clusterOf([HEALTHY]);
    await runTemplate(file, kind, cluster);
    const calls = cluster.calls();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^--context=prod-eu --request-timeout=30s --namespace=online-shop get pods /);
    expect(calls[0]).toMatch(/ KUBECONFIG=\/.+\/kubeconfig$/);
  },
);

test.each([
  ['a failing command', 'false'],
  ['an unset variable', 'echo "$NOT_SET_ANYWHERE"'],
  ['an exit', 'exit 0'],
])('bash-task.sh turns %s in the middle into an issue', async (_what, line) => {
  const script = readText(`${REFERENCES}/bash-task.sh`).replace(
    'check_pods() {',
    `check_pods() {\n  ${line}`,
  );
  const outcome = await runText(script, 'bash-task.sh', 'task', clusterOf([HEALTHY]).env);
  expect(severities(outcome)).toEqual([2]);
  expect(outcome.issues[0]?.title).toBe('Pod readiness check of online-shop ended early');
});

test('python-task.py turns an exception into an issue and prints where it arose', async () => {
  const script = readText(`${REFERENCES}/python-task.py`).replace(
    'def is_ready(pod):',
    '$&\n    raise KeyError("spec")',
  );
  const outcome = await runText(script, 'python-task.py', 'task', clusterOf([HEALTHY]).env);
  expect(severities(outcome)).toEqual([2]);
  expect(outcome.issues[0]?.details).toContain('KeyError');
  expect(stream(outcome, 'stderr')).toContain('in is_ready');
});

describe('examples in documents', () => {
  const examples = proseDocuments().flatMap(({ path, fences }) =>
    fences
      .filter(
        ({ language, text }) => /^(bash|python)$/.test(language) && /^(def main|main\(\) \{)/m.test(text),
      )
      .map(({ language, text, line }) => [`${path}:${line}`, language as 'bash' | 'python', text] as const),
  );

  test('there is one in each language', () => {
    expect(new Set(examples.map(([, language]) => language))).toEqual(new Set(['bash', 'python']));
  });

  test.each(examples)('%s returns one complete issue', async (_where, language, script) => {
    const outcome = await run({ script, config: { INTERPRETER: language } });
    expect(outcome.issues).toHaveLength(1);
    const [{ title, details, nextSteps, severity }] = outcome.issues as [RunOutcome['issues'][number]];
    expect([title, details, nextSteps, severity].every(Boolean)).toBe(true);
  });

  test.each(examples)('%s passes validation', async (_where, interpreter, script) => {
    const { findings } = await validateScript({ script, interpreter, taskType: 'task' });
    expect(findings.filter(({ severity }) => severity !== 'advice')).toEqual([]);
  });
});

describe('read_secret of secrets.md', () => {
  const helpers = proseDocuments()
    .find(({ path }) => path === `${REFERENCES}/secrets.md`)!
    .fences.map(({ language, text }) => [language, text] as const);
  const call: Record<string, string> = {
    bash: `main() {\n  local value\n  value=$(read_secret TOKEN) || value=missing\n  printf '[{"issue title":"%s"}]' "$value" >&3\n}\n`,
    python:
      'def main():\n    try:\n        value = read_secret("TOKEN")\n    except KeyError:\n        value = "missing"\n    return [{"issue title": value}]\n',
  };

  test.each(helpers)(
    'in %s returns the content of the file without the line end',
    async (language, helper) => {
      const outcome = await run({
        script: `${helper}\n${call[language]}`,
        secrets: { TOKEN: 'token' },
        config: { INTERPRETER: language },
      });
      expect(outcome.issues[0]?.title).toBe('s3cret');
    },
  );

  test.each(helpers)('in %s takes a plain value, for trying the script by hand', async (language, helper) => {
    const outcome = await run({
      script: `${helper}\n${call[language]}`,
      env: { TOKEN: 'plain' },
      config: { INTERPRETER: language },
    });
    expect(outcome.issues[0]?.title).toBe('plain');
  });

  test.each(helpers)('in %s fails where the secret is missing', async (language, helper) => {
    const outcome = await run({ script: `${helper}\n${call[language]}`, config: { INTERPRETER: language } });
    expect(outcome.issues[0]?.title).toBe('missing');
  });
});

function clusterOfPods(pods: Pod[]): () => Cluster {
  return () => clusterOf(pods);
}
