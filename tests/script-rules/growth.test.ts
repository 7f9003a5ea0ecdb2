import { describe, expect, it } from 'vitest';
import { bashEnding } from '../../src/script-rules/bash/ending.ts';
import { bashRules } from '../../src/script-rules/bash/rules.ts';
import type { LanguageRules } from '../../src/script-rules/language-rules.ts';
import { pythonEnding } from '../../src/script-rules/python/ending.ts';
import { pythonRules } from '../../src/script-rules/python/rules.ts';
import type { SyntaxNode, SyntaxTree } from '../../src/script-rules/syntax/tree.ts';

const SHORT = 2 * 1024;
const LONG = 4 * SHORT;
/** Looks at parts of the tree that one part of it may cost, and how much more those of a text four times as long may cost. */
const MOST_PER_NODE = 150;
const MOST_GROWTH = 4 * 1.4;

/** The same start and end around one construct again and again, up to a length. */
type Script = (bytes: number) => string;

function repeated(start: string, part: (at: number) => string, end: string): Script {
  return (bytes) => {
    let script = start;
    for (let at = 0; script.length + end.length < bytes; at += 1) script += part(at);
    return script + end;
  };
}

const inMain = (part: (at: number) => string) =>
  repeated('import os\ndef main():\n  issues = []\n', part, '  return issues\n');
const inBash = (part: (at: number) => string) => repeated('main() {\n', part, "  echo '[]' >&3\n}\n");

/** Constructs that a rule looks at in relation to others of the same script. */
const PYTHON: Record<string, Script> = {
  'dicts of one name': inMain(() => '  x = {"a": [1, 2, 3], "b": "text"}\n'),
  'issues of names of their own': inMain((at) => `  x${at} = {"issue titel": "T", "issue severity": 3}\n`),
  'keys of one name': inMain((at) => `  x["issue title${at}"] = "T"\n`),
  'issues built by their keys': inMain(() => '  x = {}\n  x["issue title"] = "a"\n  issues.append(x)\n'),
  'issues in a name that is used again': inMain(() => '  y = {"issue title": "T"}\n  issues.append(y)\n'),
  'lists added to one': inMain(() => '  issues.extend([{"issue title": "T"}, y])\n'),
  'lists that hold one another': inMain((at) => `  a${at + 1} = a${at} + [{"issue title": "T"}]\n`),
  'a long list': repeated('def main():\n  return [\n', () => '  {"issue title": "T"},\n', '  ]\n'),
  'a long call': repeated('def main():\n  print(', (at) => `x, a${at}, `, ')\n  return []\n'),
  'calls of main': repeated('def main():\n  return []\n', () => 'main()\n', ''),
  guards: repeated('def main():\n  return []\n', () => 'if __name__ == "__main__":\n  main()\n', ''),
  'functions that read variables': repeated(
    'import os\n',
    (at) => `def f${at}(name):\n  return os.environ[name]\n`,
    'def main():\n  return f1("A")\n',
  ),
  'returns under tests': inMain((at) => `  if a${at}:\n    return [{"issue title": "T"}]\n`),
  'a value that is one of many': repeated(
    'def main():\n  r = []\n',
    () => '  if x:\n    r = r or r\n',
    '  return r\n',
  ),
  'long chains of attributes': inMain(() => `  x = a${'.b'.repeat(300)}\n`),
};
const BASH: Record<string, Script> = {
  'statements after main': repeated(
    "main() { echo '[]' >&3; }\nmain\n",
    (at) => `wait\necho "$x${at}"\n`,
    '',
  ),
  redirections: inBash((at) => `  cmd > file${at} 2>&1\n`),
  'issues added to one variable by jq': inBash(
    (at) => `  issues=$(jq --arg a "$b${at}" '. += [{"issue title": $a}]' <<< "$issues")\n`,
  ),
  'issues written as they are': inBash(() => `  echo '[{"issue title": "T"}]' >&3\n`),
  'issues of one variable': inBash(() => `  x='[{"issue title": "T"}]'\n  echo "$x" >&3\n`),
  assignments: inBash((at) => `  x${at + 1}="$x${at}"\n`),
};

describe.each([
  { language: 'Python', kinds: PYTHON, rules: pythonRules, ending: pythonEnding },
  { language: 'Bash', kinds: BASH, rules: bashRules, ending: bashEnding },
])('judging $language', ({ kinds, rules, ending }) => {
  it.each(Object.keys(kinds))('costs as much as there is of it: %s', async (kind) => {
    const [short, long] = [await looks(kinds[kind]!(SHORT)), await looks(kinds[kind]!(LONG))];
    expect(long.perNode).toBeLessThan(MOST_PER_NODE);
    expect(long.all).toBeLessThan(short.all * MOST_GROWTH);
  });

  async function looks(script: string): Promise<{ all: number; perNode: number }> {
    const untyped = rules as LanguageRules<SyntaxTree>;
    const before = await untyped.parse(script);
    const count = countLooks(before);
    const { tree } = await untyped.clean(before);
    if (tree !== before) countLooks(tree, count);
    untyped.check(tree, 'task', new Set());
    (ending as (tree: SyntaxTree) => unknown)(tree);
    return { all: count.looks, perNode: count.looks / before.nodes.length };
  }
});

/** Counts how often the nodes of a tree are looked at, from now on. */
function countLooks(tree: SyntaxTree, count = { looks: 0 }): { looks: number } {
  for (const node of tree.nodes) {
    for (const part of ['name', 'parent', 'children', 'index', 'from'] satisfies (keyof SyntaxNode)[]) {
      const value = node[part];
      Object.defineProperty(node, part, {
        get() {
          count.looks += 1;
          return value;
        },
      });
    }
  }
  return count;
}
