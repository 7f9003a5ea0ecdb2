// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../../src/script-rules/script-kind.ts';
import { replay } from '../ground-truth/real-runs.ts';

const MAIN = 'def main():\n    return []\n';
const FILE = 'os.environ["CODEBUNDLE_TEMP_DIR"] + "/run_output.json"';

async function marked(interpreter: Interpreter, script: string) {
  const real = { kind: 'task', interpreter, script, env: {}, secrets: [], timeout_seconds: null } as const;
  const { reading, isMarked } = await replay({ ...real, secrets: [] }, { mark: true });
  expect(isMarked).toBe(true);
  return reading;
}

describe('a run whose main returned is not judged by that alone', () => {
  it.concurrent.each([
    ['json.dump is another', 'python', `import json\njson.dump = lambda *a, **k: None\n${MAIN}`],
    ['the path is another', 'python', `import os.path\nos.path.join = lambda *a: "other.json"\n${MAIN}`],
    [
      'a test replaces parts',
      'python',
      `from unittest import mock\nmock.patch("json.dump").start()\n${MAIN}`,
    ],
    ['open is another', 'python', `import io\ndef open(*a, **k):\n    return io.StringIO()\n${MAIN}`],
    [
      'the directory is another',
      'python',
      `import os\nname = "CODEBUNDLE_TEMP_DIR"\nos.environ[name] = "."\nos.chdir("/tmp")\n${MAIN}`,
    ],
    [
      'its result is removed at exit',
      'python',
      `import atexit, os\natexit.register(lambda: os.remove(${FILE}))\n${MAIN}`,
    ],
    [
      'its result is removed by a trap',
      'bash',
      'trap \'rm -f run_output.json\' EXIT\nmain() { echo "[]" >&3; }\n',
    ],
    ['a trap writes it', 'bash', 'trap \'echo "[]" > "$ISSUES_FILE"\' EXIT\nmain() { :; }\n'],
    ['a job writes it later', 'bash', 'main() {\n  (sleep 0.2; echo "[]" >&3) &\n}\n'],
  ] as const)('where %s', async (_, interpreter, script) => {
    expect((await marked(interpreter, script)).outcome).toBe('unknown');
  });

  it.concurrent.each([
    [
      'sets variables for others',
      'python',
      `import os\nos.environ["KUBECONFIG"] = os.environ["CODEBUNDLE_TEMP_DIR"] + "/k"\n${MAIN}`,
    ],
    [
      'has a path and an open of its own',
      'python',
      `class Store:\n    def open(self):\n        self.path = "x"\n${MAIN}`,
    ],
    [
      'makes JSON of dates',
      'python',
      `import json\njson.JSONEncoder.default = lambda self, one: str(one)\n${MAIN}`,
    ],
    ['tidies up at exit', 'python', `import atexit\natexit.register(print, "bye")\n${MAIN}`],
    [
      'removes a directory of its own by a trap',
      'bash',
      'T=$(mktemp -d)\ntrap \'rm -rf "$T"\' EXIT\nmain() { echo "[]" >&3; }\n',
    ],
    ['waits for its jobs', 'bash', 'main() {\n  sleep 0.1 &\n  wait\n  echo "[]" >&3\n}\n'],
  ] as const)('but is healthy where the script %s', async (_, interpreter, script) => {
    expect((await marked(interpreter, script)).outcome).toBe('healthy');
  });

  it.concurrent.each([
    [
      'what main returned is lost',
      'python',
      'import json\njson.dump = lambda *a, **k: None\ndef main():\n    return [{}, {}]\n',
      'main returned a list of 2, but the run has no issues and no error.',
    ],
    [
      'the result is written with another function',
      'python',
      `import json\njson.dump = lambda *a, **k: None\n${MAIN}`,
      '(line 2: json.dump = lambda *a, **k: None)',
    ],
    [
      'nothing was written that a trap could remove',
      'bash',
      "trap 'rm -f run_output.json' EXIT\nmain() { :; }\n",
      'main returned with status 0 and had written no result',
    ],
  ] as const)('and the reason says so where %s', async (_, interpreter, script, words) => {
    expect((await marked(interpreter, script)).reason).toContain(words);
  });

  it('and not healthy without a mark where a variable in echo may be an option', async () => {
    const script = 'main() {\n  issues=""\n  echo -n "$issues" >&3\n}\n';
    const real = {
      kind: 'task',
      interpreter: 'bash',
      script,
      env: {},
      secrets: [],
      timeout_seconds: null,
    } as const;
    expect((await replay({ ...real, secrets: [] }, { mark: false })).reading.outcome).toBe('unknown');
  });
});

describe('a script that was stopped by the time limit', () => {
  it.concurrent.each([
    ['bash', 'main() {\n  sleep 3 &\n  echo "[]" >&3\n}\n', 'unknown'],
    ['bash', 'main() {\n  sleep 3\n  echo "[]" >&3\n}\n', 'timed_out'],
    [
      'python',
      `import threading, time\nthreading.Thread(target=time.sleep, args=(3,)).start()\n${MAIN}`,
      'unknown',
    ],
    ['python', 'import time\ndef main():\n    time.sleep(3)\n    return []\n', 'timed_out'],
  ] as const)('in %s may have left its result: %j is %s', async (interpreter, script, outcome) => {
    const real = { kind: 'task', interpreter, script, env: {}, secrets: [], timeout_seconds: 1 } as const;
    expect((await replay({ ...real, secrets: [] }, { mark: false })).reading.outcome).toBe(outcome);
  });
});
