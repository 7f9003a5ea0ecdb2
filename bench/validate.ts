import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Interpreter } from '../src/script-rules/script-kind.ts';
import { median, report, round } from './report.ts';

const BYTES = 64 * 1024;
const WARM_UP = 5;
const REPETITIONS = 30;
const MEDIAN_MS = 80;
const FIRST_MS = 500;
const READER_MB = 130;

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

async function connect(node: string): Promise<{ client: Client; pid: number }> {
  const transport = new StdioClientTransport({
    command: node,
    args: [resolve('dist/cli.js'), '--sandbox'],
    stderr: 'ignore',
  });
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(transport);
  return { client, pid: transport.pid! };
}

/** Milliseconds until a good script is validated. */
async function validate(client: Client, script: string): Promise<number> {
  const start = performance.now();
  const { isError } = await client.callTool({ name: 'validate_script', arguments: { script } });
  const took = performance.now() - start;
  if (isError) throw new Error('the script should be free of errors');
  return took;
}

async function medianMs(client: Client, script: string): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < WARM_UP + REPETITIONS; repetition++)
    times.push(await validate(client, script));
  return round(median(times.slice(WARM_UP)));
}

/** The process that reads scripts, the server's only child, and the most memory in MB that it held so far. */
function readerOf(server: number): { pid: string; mb: number } {
  const pid = execFileSync('ps', ['-o', 'pid=', '--ppid', String(server)], { encoding: 'utf8' }).trim();
  const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return { pid, mb: Math.round(Number(kb) / 1024) };
}

async function measure(node: string): Promise<Record<string, number>> {
  const { client, pid } = await connect(node);
  await client.callTool({ name: 'list_workspaces', arguments: {} });
  const first = await validate(client, MAIN.python);
  const reader = readerOf(pid);
  const numbers = {
    first_ms: round(first),
    python_median_ms: await medianMs(client, scriptOf('python', MAIN.python)),
    bash_median_ms: await medianMs(client, scriptOf('bash', MAIN.bash)),
    python_stripped_median_ms: await medianMs(client, scriptOf('python', MAIN.python + OWN_CALL.python)),
    bash_stripped_median_ms: await medianMs(client, scriptOf('bash', MAIN.bash + OWN_CALL.bash)),
    reader_most_mb: readerOf(pid).mb,
  };
  // The server replaces a reader that grew too large, and the next one begins small.
  if (readerOf(pid).pid !== reader.pid) numbers.reader_most_mb = Number.POSITIVE_INFINITY;
  await client.close();
  return numbers;
}

const programs = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
const numbers: Record<string, Record<string, number>> = {};
for (const node of programs) {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  numbers[version] = await measure(node);
}

const isKept = (one: Record<string, number>) =>
  one.first_ms! <= FIRST_MS &&
  one.python_median_ms! < MEDIAN_MS &&
  one.bash_median_ms! < MEDIAN_MS &&
  one.reader_most_mb! <= READER_MB;
report({
  measured:
    'validate_script over stdio: the first script, then 64 KiB; stripped: with its own call of main, so that it is read twice',
  numbers,
  bound: `first at most ${FIRST_MS} ms, 64 KiB under ${MEDIAN_MS} ms at the median, not counting the second reading, reader at most ${READER_MB} MB`,
  held: Object.values(numbers).every(isKept),
});
