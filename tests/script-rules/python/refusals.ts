import { pythonMain } from '../judged.ts';
import type { Refusals } from '../refusals.ts';

const PLAIN = pythonMain('return []');

/** A function with which a script writes its result file by itself. */
const WRITES_ITSELF =
  'import os\n\ndef put(text):\n    with open(os.environ["CODEBUNDLE_TEMP_DIR"] + "/run_output.json", "w") as f:\n        f.write(text)\n\n';

/** What makes the runner write anything else as a list. */
const WRITES_LISTS = 'import json\njson.JSONEncoder.default = lambda self, value: list(value)\n';

/** For each rule that can refuse Python: a script that it refuses, and the nearest ones that work. */
export const PYTHON_REFUSALS: Refusals = {
  'syntax-error': {
    refused: 'def main():\n    return [\n',
    taken: [
      'def main():\n    return [\n    ]\n',
      pythonMain('f = lambda a,: a', 'return f([])'),
      `match = {}\ncase = type = match\n${PLAIN}`,
      pythonMain('def each():', '    yield  # nothing', '    print(1)', 'return list(each())[1:]'),
      pythonMain('x = (', '"(" # )', ')', 'return []'),
      'def main(): return [*()]  # no line end',
    ],
  },
  'nested-too-deeply': {
    refused: pythonMain(`return ${'['.repeat(2500)}${']'.repeat(2500)}`),
    taken: [
      pythonMain(`print(${'['.repeat(80)}${']'.repeat(80)})`, 'return []'),
      pythonMain(`x = ${Array.from({ length: 100 }, () => '1').join(' + ')}`, 'return []'),
      pythonMain(
        'x = 1',
        'if x == 0: pass',
        ...Array.from({ length: 100 }, (_, at) => `elif x == -${at}: pass`),
        'return []',
      ),
    ],
  },
  'markdown-text': {
    refused: 'Here it is:\n```\ndef main():\n    return []\n```\n',
    taken: [
      `"""Here it is:\n\`\`\`\ndef main():\n    return []\n\`\`\`\n"""\n${PLAIN}`,
      `# Use it so:\n# \`\`\`\n# main()\n# \`\`\`\n${PLAIN}`,
      pythonMain('text = """', '```', 'kubectl get pods', '```', '"""', 'return [] if text else []'),
      `\`\`\`python\n${PLAIN}\`\`\`\n`,
    ],
  },
  'main-missing': {
    refused: 'class Check:\n    def main(self):\n        return []\n',
    taken: [
      `${WRITES_ITSELF}put("[]")\nos._exit(0)\n`,
      `if True:\n    ${PLAIN.trimEnd().replaceAll('\n', '\n    ')}\n`,
      'def setup():\n    global main\n    def main():\n        return []\nsetup()\n',
      'exec("def main():\\n    return []\\n")\n',
      'def check():\n    return []\nglobals()["main"] = check\n',
      'for main in (lambda: [], ): pass\n',
      'print(main := (lambda: []))\n',
      'if __name__ == "__main__":\n    def main():\n        return []\n',
      'import sys\ndef check():\n    return []\nsys.modules[__name__].main = check\n',
      'match (lambda: []):\n    case main: pass\n',
      'def check():\n    return []\nimport sys\nsetattr(sys.modules["__main__"], "main", check)\n',
      'try:\n    from no_such import main\nexcept ImportError:\n    def main():\n        return []\n',
    ],
  },
  'main-not-callable': {
    refused: 'main = []\n',
    taken: [
      'main = list\n',
      `main = None\n${PLAIN}`,
      'class main(list):\n    pass\n',
      'class Check:\n    def __call__(self):\n        return []\nmain = Check()\n',
      'main = {"a": lambda: []}["a"]\n',
      'class main:\n    def __new__(cls):\n        return []\n',
    ],
  },
  'main-async': {
    refused: 'async def main():\n    return []\n',
    taken: [
      'import asyncio\nasync def check():\n    return []\ndef main():\n    return asyncio.run(check())\n',
      `async def main():\n    return []\n${PLAIN}`,
      'import asyncio\ndef sync(f):\n    return lambda: asyncio.run(f())\n@sync\nasync def main():\n    return []\n',
      'import asyncio\nasync def main():\n    return []\nwork = main\ndef main():\n    return asyncio.run(work())\n',
      'import asyncio\nasync def main():\n    return []\nmain = (lambda work: lambda: asyncio.run(work()))(main)\n',
    ],
  },
  'main-generator': {
    refused: 'def main():\n    yield {}\n',
    taken: [
      'def main():\n    def each():\n        yield {"issue title": "a"}\n    return list(each())\n',
      'def main():\n    return [*(x for x in [])]\n',
      'def collected(f):\n    return lambda: list(f())\n@collected\ndef main():\n    yield {"issue title": "a"}\n',
      `${WRITES_LISTS}def main():\n    yield {"issue title": "a"}\n`,
      'def main():\n    each = lambda: (yield)\n    return [x for x in each() if x]\n',
    ],
  },
  'main-arguments': {
    refused: 'def main(limit, /, *names):\n    return []\n',
    taken: [
      'def main(limit=3, /, *names, wide=False, **rest):\n    return []\n',
      'def main(*args):\n    return list(args)\n',
      'def main(self, n):\n    return []\nmain = (lambda: [])\n',
      'def main(limit):\n    return []\nmain.__defaults__ = (3,)\n',
      'def main(*, limit):\n    return []\nmain.__kwdefaults__ = {"limit": 3}\n',
      'def given(f):\n    return lambda: f(3)\n@given\ndef main(limit):\n    return []\n',
    ],
  },
  'main-guard-else': {
    refused: `${PLAIN}if __name__ == "__main__":\n    x = 1\nelse:\n    x = 2\n`,
    taken: [
      `${PLAIN}if __name__ == "__main__":\n    if main():\n        x = 1\n    else:\n        x = 2\n`,
      `${PLAIN}if __name__ == "__main__":\n    for x in []:\n        print(x)\n    else:\n        print("none")\n`,
      `${PLAIN}try:\n    if __name__ == "__main__":\n        main()\nexcept ValueError:\n    pass\nelse:\n    pass\n`,
      `import sys\nif sys.argv[0] == "__main__":\n    x = 1\nelse:\n    x = 2\n${PLAIN}`,
    ],
  },
  'returns-nothing': {
    refused: pythonMain('issues = []'),
    taken: [
      pythonMain('issues = []', 'while True:', '    return issues'),
      pythonMain('try:', '    print(1)', 'finally:', '    return []'),
      pythonMain('with open("/dev/null") as f:', '    return [x for x in f]'),
      pythonMain('match 1:', '    case _:', '        return []'),
      `${WRITES_ITSELF}${pythonMain('put("[]")', 'os._exit(0)')}`,
      `${WRITES_ITSELF}${pythonMain('put("[]")', 'raise SystemExit')}`,
      `${WRITES_ITSELF}${pythonMain('put("[]")', 'raise RuntimeError("written")')}`,
      `${WRITES_ITSELF}${pythonMain('put("[]")', 'os.execv("/bin/true", ["true"])')}`,
      `${WRITES_ITSELF}def end():\n    put("[]")\n    os._exit(0)\n\n${pythonMain('end()')}`,
      'main = lambda: []\n',
    ],
  },
  'returns-wrong-type': {
    refused: pythonMain('result = None', 'return result'),
    taken: [
      `${WRITES_ITSELF}${pythonMain('put("[]")', 'os._exit(0)', 'return "done"')}`,
      pythonMain('result = None', 'result = []', 'return result'),
      pythonMain('result = None', 'for result in [[]]:', '    pass', 'return result'),
      pythonMain(
        'result = ""',
        'with open("/dev/null") as f:',
        '    result = f.readlines()',
        'return result',
      ),
      pythonMain(
        'def fill():',
        '    nonlocal result',
        '    result = []',
        'result = None',
        'fill()',
        'return result',
      ),
      pythonMain('issues = {}', 'issues["a"] = {"issue title": "a"}', 'return list(issues.values())'),
      pythonMain('result = {}', 'result = result or []', 'return result'),
      pythonMain('if (result := None) is None:', '    result = []', 'return result'),
      pythonMain('return () or None or []'),
      'result = None\ndef main():\n    global result\n    result = []\n    return result\n',
      pythonMain('str = lambda x: [x][1:]', 'return str(1)'),
      pythonMain('result = None', 'print(result := [])', 'return result'),
      `def dict(x):\n    return [x]\n${pythonMain('return dict({"issue title": "a"})')}`,
      `set = list\n${pythonMain('return set()')}`,
      'def main(dict=list):\n    return dict()\n',
      'def main(rows=[]):\n    if rows:\n        rows = None\n    return rows\n',
      'def fill():\n    global rows\n    rows = []\ndef main():\n    global rows\n    rows = None\n    fill()\n    return rows\n',
      pythonMain('rows, = {()}', 'return rows'),
      pythonMain('[rows] = {()}', 'return rows'),
      pythonMain('rows = {"issue title": "a"},', 'return rows'),
      pythonMain('rows = None', 'for x in (1, 2):', '    if x > 1:', '        return rows', '    rows = []'),
      pythonMain(
        'rows = None',
        'try:',
        '    rows = []',
        '    open("/no")',
        'except OSError:',
        '    return rows',
      ),
      pythonMain('rows = None', 'if (rows := []) is not None:', '    return rows'),
      pythonMain('rows = None', 'class Check:', '    nonlocal rows', '    rows = []', 'return rows'),
      pythonMain('rows = None', 'for _ in range(1):', '    rows = rows or []', 'return rows'),
      `from builtins import list as dict\n${pythonMain('return dict()')}`,
      `class Rows(list):\n    def __eq__(self, other):\n        return self\n${pythonMain('return Rows() == 1')}`,
      `${WRITES_LISTS}${pythonMain('return set()')}`,
      `import json\ndump = json.dump\njson.dump = lambda value, *rest: dump(list(value), *rest)\n${pythonMain('return {"a": 1}')}`,
      `import atexit\n${WRITES_ITSELF}atexit.register(put, "[]")\n${pythonMain('return {"a": 1}')}`,
    ],
  },
  'issue-not-object': {
    refused: pythonMain('return ["Pod is down"]'),
    taken: [
      `def issue():\n    return {"issue title": f"Pod {1}"}\n${pythonMain('return [issue()]')}`,
      pythonMain('return [dict(zip(["issue title"], ["a"]))]'),
      pythonMain('rows = ["a"]', 'rows.clear()', 'return rows'),
      pythonMain('return [{"issue title": name} for name in ["a"]]'),
      pythonMain('rows = ["a", "b"]', 'rows = [{"issue title": row} for row in rows]', 'return rows'),
      pythonMain('return [{"issue title": "a"} | {"issue severity": 2}]'),
    ],
  },
  'issue-key': {
    refused: pythonMain('return [{"issue_title": "a"}]'),
    taken: [
      pythonMain('row = {"issue_title": "a"}', 'print(row)', 'return []'),
      pythonMain(
        'rows = [{"issue_title": "a"}]',
        'return [{"issue title": row["issue_title"]} for row in rows]',
      ),
      pythonMain('return [{"issue title": "a", "owner": "b"}]'),
      pythonMain('return []', 'return [{"issue_title": "a"}]'),
      pythonMain('if False:', '    return [{"issue_title": "a"}]', 'return []'),
      pythonMain('if True:', '    return []', 'else:', '    return [{"issue_title": "a"}]'),
      pythonMain('while not 1:', '    return [{"issue_title": "a"}]', 'return []'),
      pythonMain('for x in ():', '    return [{"issue_title": "a"}]', 'return []'),
      pythonMain('try:', '    return [{"issue_title": "a"}]', 'finally:', '    return []'),
      `DEBUG = None\n${pythonMain('rows = []', 'if DEBUG:', '    rows.append({"issue_title": "a"})', 'return rows')}`,
      pythonMain(
        'row = {"issue_title": "a"}',
        'return [{key.replace("_", " "): value for key, value in row.items()}]',
      ),
      pythonMain('row = {"issue_title": "a"}', 'row["issue title"] = row.pop("issue_title")', 'return [row]'),
      pythonMain('return [{"issue_title": "a", "issue title": "a"}]'),
      `import json\ndump = json.dump\njson.dump = lambda rows, *rest: dump([{"issue title": row["issue_title"]} for row in rows], *rest)\n${pythonMain('return [{"issue_title": "a"}]')}`,
      pythonMain('row = {"issue title": "a"}', 'row["issue_title"] = "a"', 'return [row]'),
      pythonMain('row = {"issue_title": "a"}', 'row["issue title"] = "a"', 'return [row]'),
      pythonMain('row = {"issue_title": "a"}', 'row.clear()', 'row["issue title"] = "a"', 'return [row]'),
      `KEYS = {"title": "issue title"}\n${pythonMain('row = {"title": "a"}', 'return [{KEYS[k]: v for k, v in row.items()}]')}`,
    ],
  },
  'issue-title-missing': {
    refused: pythonMain('return [{"issue severity": 2}]'),
    taken: [
      pythonMain('issue = {"issue severity": 2}', 'issue["issue title"] = f"{1}"', 'return [issue]'),
      pythonMain('rest = {"issue title": "a"}', 'return [{"issue severity": 2, **rest}]'),
      pythonMain('issue = {"issue severity": 2}', 'issue.update({"issue title": "a"})', 'return [issue]'),
      pythonMain('key = "issue title"', 'return [{"issue severity": 2, key: "a"}]'),
      pythonMain(
        'issues = [{"issue severity": 2}]',
        'for issue in issues:',
        '    issue["issue title"] = "a"',
        'return issues',
      ),
      pythonMain('issues = [{"issue severity": 2}]', 'return [i for i in issues if "issue title" in i]'),
      pythonMain('issue = {"issue severity": 2}', 'issue |= {"issue title": "a"}', 'return [issue]'),
      pythonMain(
        'issue = {"issue severity": 2}',
        'other = issue',
        'other.update({"issue title": "a"})',
        'return [issue]',
      ),
      pythonMain('rows = [{"issue severity": 2}]', 'rows[0].update({"issue title": "a"})', 'return rows'),
      `def title(row): row.update({"issue title": "a"})\n${pythonMain('rows = [{"issue severity": 2}]', 'for at, row in enumerate(rows): title(row)', 'return rows')}`,
      pythonMain(
        'rows = [{"issue severity": 2}]',
        '[row.setdefault("issue title", "a") for row in rows]',
        'return rows',
      ),
      pythonMain(
        'rows = [{"issue severity": 2}]',
        'list(map(lambda row: row.update({"issue title": "a"}), rows))',
        'return rows',
      ),
      pythonMain('rows = [{"issue severity": 2}]', 'rows[:] = [{"issue title": "a"}]', 'return rows'),
      pythonMain(
        'rows = []',
        'rows.append({"issue severity": 2})',
        'rows[-1] |= {"issue title": "a"}',
        'return rows',
      ),
      pythonMain(
        'rows = []',
        'row = {"issue severity": 2}',
        'rows.append(row)',
        'del rows[0]',
        'return rows',
      ),
    ],
  },
  'severity-not-an-integer': {
    refused: pythonMain('return [{"issue title": "a", "issue severity": "high"}]'),
    taken: [
      pythonMain('return [{"issue title": "a", "issue severity": " 0x2 "}]'),
      pythonMain('return [{"issue title": "a", "issue severity": 2.0}]'),
      pythonMain('LEVELS = {"high": 2}', 'return [{"issue title": "a", "issue severity": LEVELS["high"]}]'),
      pythonMain(
        'issue = {"issue title": "a", "issue severity": "high"}',
        'issue["issue severity"] = {"high": 2}[issue["issue severity"]]',
        'return [issue]',
      ),
      pythonMain(
        'row = {"issue title": "a", "issue severity": "high"}',
        'return [{**row, "issue severity": 2}]',
      ),
      pythonMain('return [{"issue title": "a", "issue severity": "3.0"}]'),
      pythonMain(
        'row = {"issue title": "a", "issue severity": "high"}',
        'row["issue severity"] = 2',
        'return [row]',
      ),
      `def make():\n    return {"issue title": "a", "issue severity": "high"}\n${pythonMain('row = make()', 'row["issue severity"] = 2', 'return [row]')}`,
      pythonMain(
        'row = {"issue title": "a"}',
        'row["issue severity"] = "high"',
        'row["issue severity"] = 2',
        'return [row]',
      ),
      pythonMain(
        'row = {"issue title": "a", "issue severity": "high"}',
        'for key in ["issue severity"]:',
        '    row[key] = 2',
        'return [row]',
      ),
    ],
  },
  'exits-early': {
    refused: `import sys\n${PLAIN}sys.exit(0)\n`,
    taken: [
      `import sys\ndef die():\n    sys.exit(1)\n${PLAIN}`,
      `import sys\n${PLAIN}try:\n    sys.exit(0)\nexcept SystemExit:\n    pass\n`,
      `import sys\nif len(sys.argv) > 1:\n    sys.exit(2)\n${PLAIN}`,
      `def exit(code):\n    print(code)\nexit(0)\n${PLAIN}`,
      `import contextlib\n${PLAIN}with contextlib.suppress(SystemExit):\n    raise SystemExit\n`,
      `import sys\nsys.exit = print\nsys.exit(0)\n${PLAIN}`,
      `import sys\nsys.exit: object = print\nsys.exit(0)\n${PLAIN}`,
      `import sys\nend = sys.exit = print\nsys.exit(0)\n${PLAIN}`,
      `import sys\nend, sys.exit = sys.exit, print\nsys.exit(0)\n${PLAIN}`,
      `import sys\ndef no_getattr(module, name):\n    return print\nno_getattr(sys, "exit")(0)\n${PLAIN}`,
      `import sys\nbye = lambda: sys.exit(0)\n${PLAIN}`,
      `import sys\nassert True, sys.exit(0)\n${PLAIN}`,
      `import sys\nif True:\n    pass\nelif sys.exit(0):\n    pass\n${PLAIN}`,
      `import sys\ntry:\n    pass\nexcept sys.exit(0):\n    pass\n${PLAIN}`,
    ],
  },
  'reads-stdin': {
    taken: [
      `import sys\ntext = sys.stdin.read()\n${PLAIN}`,
      pythonMain('import subprocess', 'subprocess.run(["cat"])', 'return []'),
      `try:\n    name = input()\nexcept EOFError:\n    name = ""\n${PLAIN}`,
    ],
  },
  'nul-character': {
    refused: pythonMain('x = "\0"', 'return []'),
    taken: [
      pythonMain('x = "\\0"', 'return []'),
      pythonMain('x = b"\\x00" + bytes(1)', 'return []'),
      pythonMain('x = "\u2400\u0001"', 'return []'),
    ],
  },
  'lone-surrogate': {
    refused: pythonMain('x = "\ud800"', 'return []'),
    taken: [
      pythonMain('x = "\ud83d\ude80"', 'return []'),
      pythonMain('x = "\\ud800"', 'return []'),
      pythonMain('x = "\ufffd\uffff"', 'return []'),
    ],
  },
  'end-mark': {
    refused: pythonMain('x = """', '"""', 'return []').replace('"""\n', '"""\nRW_GENERIC_EOF\n'),
    taken: [
      `RW_GENERIC_EOF = 1\n${PLAIN}`,
      `${PLAIN}# RW_GENERIC_EOF\n`,
      pythonMain('x = """', ' RW_GENERIC_EOF', 'RW_GENERIC_EOF """', 'return []'),
      `RW_GENERIC_EOF = 1\nRW_GENERIC_EOF;\n${PLAIN}`,
    ],
  },
};
