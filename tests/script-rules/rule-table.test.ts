// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FindingCode, RULES } from '../../src/script-rules/rule-table.ts';
import type { Interpreter } from '../../src/script-rules/script-kind.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';

type Case = [interpreter: Interpreter, script: string];

/** For each rule that can refuse: a script that it refuses, and the nearest one that it must let pass. */
const CASES: Partial<Record<FindingCode, { refused: Case; taken: Case }>> = {
  'syntax-error': {
    refused: ['python', 'def main():\n    return [\n'],
    taken: ['python', 'def main():\n    return [\n    ]\n'],
  },
  'nested-too-deeply': {
    refused: ['python', `def main():\n    return ${'['.repeat(2500)}${']'.repeat(2500)}\n`],
    taken: ['python', `def main():\n    print(${'['.repeat(50)}${']'.repeat(50)})\n    return []\n`],
  },
  'markdown-text': {
    refused: ['python', 'Here it is:\n```\ndef main():\n    return []\n```\n'],
    taken: [
      'python',
      '"""Here it is:\n```\ndef main():\n    return []\n```\n"""\ndef main():\n    return []\n',
    ],
  },
  'main-missing': {
    refused: ['bash', '(main() { echo "[]" >&3; })\n'],
    taken: ['bash', '{ main() { echo "[]" >&3; }; }\n'],
  },
  'main-not-callable': {
    refused: ['python', 'main = []\n'],
    taken: ['python', 'main = list\n'],
  },
  'main-async': {
    refused: ['python', 'async def main():\n    return []\n'],
    taken: [
      'python',
      'async def check():\n    return []\nimport asyncio\ndef main():\n    return asyncio.run(check())\n',
    ],
  },
  'main-generator': {
    refused: ['python', 'def main():\n    yield {}\n'],
    taken: ['python', 'def main():\n    def each():\n        yield {}\n    return list(each())\n'],
  },
  'main-arguments': {
    refused: ['python', 'def main(limit, /, *names):\n    return []\n'],
    taken: ['python', 'def main(limit=3, /, *names, wide=False, **rest):\n    return []\n'],
  },
  'main-guard-else': {
    refused: [
      'python',
      'def main():\n    return []\nif __name__ == "__main__":\n    x = 1\nelse:\n    x = 2\n',
    ],
    taken: [
      'python',
      'def main():\n    return []\nif __name__ == "__main__":\n    if main():\n        x = 1\n    else:\n        x = 2\n',
    ],
  },
  'returns-nothing': {
    refused: ['python', 'def main():\n    issues = []\n'],
    taken: ['python', 'def main():\n    issues = []\n    while True:\n        return issues\n'],
  },
  'returns-wrong-type': {
    refused: ['python', 'def main():\n    result = None\n    return result\n'],
    taken: ['python', 'def main():\n    result = None\n    result = []\n    return result\n'],
  },
  'issue-not-object': {
    refused: ['python', 'def main():\n    return ["Pod is down"]\n'],
    taken: [
      'python',
      'def issue():\n    return {"issue title": f"Pod {1}"}\ndef main():\n    return [issue()]\n',
    ],
  },
  'issue-key': {
    refused: ['bash', `main() {\n  echo '[{"issue_title": "x"}]' >&3\n}\n`],
    taken: [
      'bash',
      `main() {\n  echo '[{"issue_title": "x"}]' | jq '[{"issue title": .[].issue_title}]' >&3\n}\n`,
    ],
  },
  'issue-title-missing': {
    refused: ['python', 'def main():\n    return [{"issue severity": 2}]\n'],
    taken: [
      'python',
      'def main():\n    issue = {"issue severity": 2}\n    issue["issue title"] = f"{1}"\n    return [issue]\n',
    ],
  },
  'severity-not-an-integer': {
    refused: ['bash', `main() {\n  echo '[{"issue title": "x", "issue severity": "high"}]' >&3\n}\n`],
    taken: [
      'bash',
      'main() {\n  echo "[{\\"issue title\\": \\"x\\", \\"issue severity\\": \\"$LEVEL\\"}]" >&3\n}\n',
    ],
  },
  'no-output': {
    refused: ['bash', 'main() {\n  echo "[]" > /tmp/result\n}\n'],
    taken: ['bash', 'main() {\n  echo "[]" > "$ISSUES_FILE"\n}\n'],
  },
  'exits-early': {
    refused: ['bash', 'main() { echo "[]" >&3; }\n{ exit 0; }\n'],
    taken: ['bash', 'main() { echo "[]" >&3; }\n( exit 0 )\n'],
  },
  'unbound-source': {
    refused: ['bash', 'set -u\nD="${BASH_SOURCE[0]}"\nmain() { echo "[]" >&3; }\n'],
    taken: ['bash', 'set -u\nD="$(dirname "${BASH_SOURCE[0]}")"\nmain() { echo "[]" >&3; }\n'],
  },
  'reads-stdin': {
    refused: ['bash', 'cat > /tmp/x\nmain() { echo "[]" >&3; }\n'],
    taken: ['bash', 'cat > /tmp/x <<X\nX\nmain() { echo "[]" >&3; }\n'],
  },
  'nul-character': {
    refused: ['python', 'def main():\n    x = "\0"\n    return []\n'],
    taken: ['python', 'def main():\n    x = "\\0"\n    return []\n'],
  },
  'lone-surrogate': {
    refused: ['python', 'def main():\n    x = "\ud800"\n    return []\n'],
    taken: ['python', 'def main():\n    x = "\ud83d\ude80"\n    return []\n'],
  },
  'end-mark': {
    refused: ['bash', 'cat <<X\nRW_GENERIC_EOF\nX\nmain() { echo "[]" >&3; }\n'],
    taken: ['bash', 'cat <<X\n RW_GENERIC_EOF\nX\nmain() { echo "[]" >&3; }\n'],
  },
};

/** Sizes are findings of the command `validate` only, and tested with it. */
const REFUSING = (Object.keys(RULES) as FindingCode[]).filter(
  (code) => RULES[code].severities.includes('error') && code !== 'script-size',
);

async function findingsOf([interpreter, script]: Case) {
  return (await validateScript({ interpreter, script, taskType: 'task' })).findings;
}

/** Without the table: what says the findings. */
const sayingFindings = ['src/script-rules', 'src/commands/validate']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith('.ts') && !path.endsWith('rule-table.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('a rule', () => {
  it('that no code names is not in the table', () => {
    const unused = Object.keys(RULES).filter((code) => !sayingFindings.includes(`'${code}'`));
    expect(unused, 'take it out of src/script-rules/rule-table.ts').toEqual([]);
  });
});

describe('a rule that can refuse', () => {
  it('has a script that it refuses and one that it takes', () => {
    const cure = 'give the rule a case in tests/script-rules/rule-table.test.ts';
    expect(Object.keys(CASES).toSorted(), cure).toEqual(REFUSING.toSorted());
  });

  it.each(Object.entries(CASES))(
    '%s refuses the one and takes the other',
    async (code, { refused, taken }) => {
      const errors = async (given: Case) =>
        (await findingsOf(given)).filter(({ severity }) => severity === 'error').map((one) => one.code);
      expect(await errors(refused)).toContain(code);
      expect(await errors(taken)).toEqual([]);
    },
  );

  it('says of a finding what its table allows, and what it cannot see', async () => {
    for (const { refused, taken } of Object.values(CASES)) {
      for (const { code, severity } of [...(await findingsOf(refused)), ...(await findingsOf(taken))])
        expect(RULES[code].severities).toContain(severity === 'auto-fixed' ? 'fixed' : severity);
    }
    for (const code of REFUSING) expect(RULES[code].unseen).not.toBe('');
  });
});
