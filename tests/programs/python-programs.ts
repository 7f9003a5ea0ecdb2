import type { Random } from '../fuzz/grammar.ts';
import { choose, fragments, helpersFor, times } from './fragments.ts';

const CONDITIONS = fragments(`
True
False
not data
data
len(rows) > 1
os.path.exists("/etc/passwd")
check(5)
os.environ.get("UNSET")
isinstance(data, dict)
not issues
undefined_name
1 / n
n
`);
/** One statement each; some end the script, fail, or change what is returned. */
const STATEMENTS = fragments(`
print("working")
print("working", file=sys.stderr)
n += 1
data = None
data = json.loads("[]")
data = json.loads("{broken")
rows = []
x = rows[9]
x = data["none"]
x = 1 / n
x = int("abc")
issues = []
issues = None
issues.clear()
issues = [i for i in issues if i]
issues = tuple(issues)
issues = json.dumps(issues)
issues.extend([])
out = run("true")
out = run("false")
subprocess.run(["false"], check=True)
subprocess.run(["no-such-command"])
os.environ["UNSET"]
open("/none").read()
sys.exit(0)
sys.exit(1)
sys.exit("failed")
exit()
os._exit(0)
raise SystemExit
raise ValueError("x")
assert data
return []
return
return issues
return issues or []
fail()
leave()
undefined_function()
sys.stdin.read()
sys.stdout.close()
json = None
pass
`);
const SEVERITIES = fragments(`
1
3
"2"
3.0
True
severity
LEVELS["high"]
int("2")
2 if n else 3
max(1, 2)
f"{3}"
int(os.environ.get("UNSET", "3"))
"high"
None
2.5
{"a": 2}["a"]
`);
const RETURNS = fragments(`
return issues
return issues
return issues
return []
return list(issues)
return sorted(issues, key=str)
return issues or []
return [i for i in issues if i]
return [{**i, "issue severity": 2} for i in issues]
return found()
return
return None
return tuple(issues)
return json.dumps(issues)
return {"issues": issues}
return issues, 0
return issues[:1]
return filter(None, issues)
return asyncio.run(later())
`);
const BEFORE_MAIN = fragments(`
logging.basicConfig(level=logging.INFO)
atexit.register(print, "bye")
NAME = os.environ.get("NAME", "x")
NAME = os.environ["UNSET"]
import no_such_module
rows = ["a"]
sys.exit(0)
`);
const AFTER_MAIN = [
  '',
  '',
  '',
  'main()',
  'if __name__ == "__main__":\n    main()',
  'print("end")',
  'sys.exit(0)',
];
const HELPERS = {
  check: ['def check(v):\n    return v > 3'],
  fail: ['def fail():\n    raise RuntimeError("failed")', 'def fail():\n    return None'],
  leave: ['def leave():\n    sys.exit(0)', 'def leave(code=0):\n    if code:\n        sys.exit(code)'],
  run: [
    'def run(command):\n    return subprocess.run(command, shell=True, capture_output=True).stdout',
    'def run(command):\n    if subprocess.run(command, shell=True).returncode:\n        sys.exit(0)',
  ],
  make: [
    'def make(title, severity):\n    return {"issue title": title, "issue severity": severity}',
    'def make(title, severity):\n    issue = {"issue title": title}\n    issue.update({"issue severity": severity})\n    return issue',
    'def make(title, severity):\n    return {f"issue {k}": v for k, v in dict(title=title, severity=severity).items()}',
    'def make(title, severity):\n    return {"title": title, "severity": severity}',
  ],
  mend: [
    'def mend(issue):\n    return {**issue, "issue title": "t", "issue severity": 3}',
    'def mend(issue):\n    issue["issue severity"] = 3\n    return issue',
    'def mend(issue):\n    return issue',
  ],
  found: [
    'def found():\n    return []',
    'def found():\n    if os.environ.get("UNSET"):\n        return []',
    'def found():\n    yield from ()',
  ],
  later: ['async def later():\n    return []', 'async def later():\n    pass'],
};
const PARTS = ['argv=None', '*args', '', '', ''];
const renamed = (main: string) => main.replace('def main(', 'def check_all(');
/** How main may be written around its statements. */
const MAINS: readonly ((main: string) => string)[] = [
  (main) => main,
  (main) => main,
  (main) => `${renamed(main)}\ndef main():\n    return check_all()`,
  (main) =>
    `${renamed(main)}\ndef main():\n    try:\n        return check_all()\n    except Exception:\n        return []`,
  (main) => `${renamed(main)}\nmain = check_all`,
  (main) => `${renamed(main)}\nmain = lambda: check_all() or []`,
  (main) =>
    `${renamed(main)}\ndef main():\n    issues = []\n    issues.extend(check_all() or [])\n    return issues`,
  (main) => `@functools.wraps(print)\n${main}`,
];
const IMPORTS = [
  'import asyncio, atexit, contextlib, functools, json, logging, os, subprocess, sys, tempfile',
  'LEVELS = {"high": 2}',
];
const START = ['rows = ["a", "b"]', 'data = {"a": 1}', 'n = 0', 'severity = 2', 'issues = []'];

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** A Python script with a main, put together of statements that checks are made of and of some that go wrong. */
export function pythonProgram(random: Random): string {
  const pick = <T>(choices: readonly T[]) => choose(random, choices);
  const issue = (): string => {
    const severity = random() < 0.5 ? '3' : pick(SEVERITIES);
    const dict = `{"issue title": "t", "issue severity": ${severity}}`;
    return pick([
      () => dict,
      () => dict,
      () => `{**${dict}, "issue title": "other"}`,
      () => `dict(${dict}, **{"issue description": "d"})`,
      () => `make("t", ${severity})`,
      () => `mend(${dict})`,
      () => 'mend({"title": "t"})',
      () => `json.loads(json.dumps(${dict}))`,
      () => `${dict} if n else None`,
      () => '{"title": "t", "severity": 2}',
    ])();
  };
  const report = (): string =>
    pick([
      () => `issues.append(${issue()})`,
      () => `issues += [${issue()}]`,
      () => `issues.extend([${issue()}])`,
      () => `issues = issues + [${issue()}]`,
      () => `issues = [${issue()} for _ in rows]`,
      () => `issue = ${issue()}\nissues.append(issue)`,
      () => `issue = ${issue()}\nissue["issue severity"] = ${pick(SEVERITIES)}\nissues.append(issue)`,
      () => 'issue = {}\nissue["issue title"] = "t"\nissue["issue severity"] = 3\nissues.append(issue)',
      () => 'for issue in issues:\n    mend(issue)',
    ])();
  const block = (depth: number) => indented(times(random, 2, () => statement(depth)).join('\n'));
  const statement = (depth: number): string => {
    if (depth > 2 || random() < 0.6) return random() < 0.4 ? report() : pick(STATEMENTS);
    const inner = block(depth + 1);
    return pick([
      () => `if ${pick(CONDITIONS)}:\n${inner}`,
      () => `if ${pick(CONDITIONS)}:\n${inner}\nelse:\n${block(depth + 1)}`,
      () => `for item in ${pick(['rows', 'data or []', '[]', 'range(3)', 'data.items()'])}:\n${inner}`,
      () =>
        `try:\n${inner}\nexcept ${pick(['Exception', 'ValueError', 'SystemExit', 'BaseException'])}:\n${block(depth + 1)}`,
      () => `try:\n${inner}\nfinally:\n${block(depth + 1)}`,
      () =>
        `with ${pick(['open("/etc/hostname")', 'contextlib.suppress(Exception)', 'tempfile.TemporaryDirectory()'])}:\n${inner}`,
      () => `while n < 2:\n${inner}\n    n += 1`,
      () => `def inner():\n${inner}\ninner()`,
    ])();
  };
  const end = random() < 0.9 ? [pick(RETURNS)] : [];
  const body = [...START, ...times(random, 4, () => statement(0)), ...end].join('\n');
  const main = pick(MAINS)(`def main(${pick(PARTS)}):\n${indented(body)}`);
  const before = times(random, 2, () => pick(BEFORE_MAIN)).slice(1);
  const script = [...before, main, pick(AFTER_MAIN)].join('\n');
  return `${[...IMPORTS, ...helpersFor(HELPERS, script, pick), script].join('\n')}\n`;
}
