import type { Interpreter } from '../src/script-rules/script-kind.ts';
import { validateScript } from '../src/script-rules/validate-script.ts';
import { median, report, round } from './report.ts';

const BYTES = 64 * 1024;
const WARM_UP = 5;
const REPETITIONS = 30;
const BOUND_MS = 50;

/** One check as people write them; the script is made of many with names of their own. */
const PYTHON = (at: number): string => `
def check_${at}(namespace, limit=${at}):
    """Pods of one namespace that restarted more often than they may."""
    issues = []
    for pod in list_pods(namespace, labels={"app": f"app-{namespace}-${at}"}):
        restarts = sum(status.get("restartCount", 0) for status in pod["status"]["containerStatuses"])
        if restarts > limit and not pod["metadata"]["name"].startswith("job-"):
            issues.append({
                "issue title": f"Pod {pod['metadata']['name']} restarted {restarts} times",
                "issue description": f"In {namespace}: {restarts} restarts, more than {limit}.",
                "issue severity": 2 if restarts > 10 else 3,
                "issue next steps": f"kubectl logs {pod['metadata']['name']} -n {namespace} --previous",
            })
    return issues
`;
const BASH = (at: number): string => `
check_${at}() {
  local namespace="\${1:-default}" limit="\${2:-${at}}" restarts
  while read -r name restarts; do
    if [[ "$restarts" -gt "$limit" && "$name" != job-* ]]; then
      jq -n --arg title "Pod $name restarted $restarts times" --arg ns "$namespace" \\
        '{"issue title": $title, "issue description": "In \\($ns): too many restarts", "issue severity": 3}'
    fi
  done < <(kubectl get pods -n "$namespace" --no-headers | awk '{ print $1, $4 }')
}
`;
const MAIN: Record<Interpreter, string> = {
  python: '\ndef main():\n    return check_1("default")\n',
  bash: '\nmain() {\n  check_1 default | jq -s . >&3\n}\n',
};
/** Stripped from what is sent, so that the script is read a second time. */
const OWN_CALL: Record<Interpreter, string> = {
  python: '\nif __name__ == "__main__":\n    main()\n',
  bash: 'main "$@"\n',
};

function scriptOf(interpreter: Interpreter, end: string): string {
  const part = interpreter === 'python' ? PYTHON : BASH;
  let script = '';
  for (let at = 1; script.length + part(at).length + end.length <= BYTES; at++) script += part(at);
  return script + end;
}

async function medianMs(interpreter: Interpreter, end: string): Promise<number> {
  const script = scriptOf(interpreter, end);
  const times: number[] = [];
  for (let repetition = 0; repetition < WARM_UP + REPETITIONS; repetition++) {
    const start = performance.now();
    const { findings } = await validateScript({ script, interpreter, taskType: 'task' });
    times.push(performance.now() - start);
    if (findings.some(({ severity }) => severity === 'error'))
      throw new Error('the script should be free of errors');
  }
  return median(times.slice(WARM_UP));
}

const plain = {
  python: await medianMs('python', MAIN.python),
  bash: await medianMs('bash', MAIN.bash),
};
const stripped = {
  python: await medianMs('python', MAIN.python + OWN_CALL.python),
  bash: await medianMs('bash', MAIN.bash + OWN_CALL.bash),
};

report({
  measured: 'validating a script of 64 KiB; stripped: with its own call of main, so that it is read twice',
  numbers: {
    repetitions: REPETITIONS,
    python_median_ms: round(plain.python),
    bash_median_ms: round(plain.bash),
    python_stripped_median_ms: round(stripped.python),
    bash_stripped_median_ms: round(stripped.bash),
  },
  bound: `under ${BOUND_MS} ms at the median, not counting the second reading`,
  held: plain.python < BOUND_MS && plain.bash < BOUND_MS,
});
