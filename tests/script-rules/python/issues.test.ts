import { describe, expect, it } from 'vitest';
import { judgePython, pythonMain } from '../judged.ts';

const GOOD = `
def main():
    issues = []
    for pod in pods():
        issues.append({
            "issue title": f"{pod} is not ready",
            "issue description": f"Pod {pod} restarted {restarts(pod)} times",
            "issue severity": 2,
            "issue next steps": f"kubectl describe pod {pod}",
            "issue observed at": now(),
        })
    return issues
`;

describe('§3 issue keys of a Python task', () => {
  it('says nothing of the five valid keys', async () => {
    expect((await judgePython(GOOD)).findings).toEqual([]);
  });

  it.each([
    ['issue desription', 'issue description'],
    ['issue desciption', 'issue description'],
    ['issue descripton', 'issue description'],
    ['issue descrption', 'issue description'],
    ['issue titel', 'issue title'],
    ['issue tittle', 'issue title'],
    ['issue_title', 'issue title'],
    ['issue_description', 'issue description'],
    ['issue_severity', 'issue severity'],
    ['issue next_steps', 'issue next steps'],
    ['issue_next_steps', 'issue next steps'],
    ['issue observed_at', 'issue observed at'],
    ['issue_observed_at', 'issue observed at'],
    ['Issue Title', 'issue title'],
  ])('refuses %s and names %s', async (wrong, right) => {
    const { errors, finding } = await judgePython(
      pythonMain('issue = {', `    "${wrong}": value(),`, '}', 'return [issue]'),
    );
    expect(errors).toEqual(['issue-key']);
    expect(finding('issue-key')).toMatchObject({ line: 3, column: 9 });
    expect(finding('issue-key').message).toContain(`"${wrong}"`);
    expect(finding('issue-key').fix).toContain(`"${right}"`);
  });

  it.each([
    ['returned directly', 'return [{"issue title": f(), "issue desription": g()}]'],
    ['through a variable', 'issue = {"issue titel": g()}\n    return [issue]'],
    ['appended', 'found = []\n    found.append({"issue titel": g()})\n    return found'],
    ['in a loop over others', 'return [{"issue titel": x} for x in g()]'],
    [
      'by a function that makes the list',
      'def f():\n        return [{"issue titel": g()}]\n    return f() + []',
    ],
    ['set by subscript', 'issue = new()\n    issue["issue titel"] = g()\n    return [issue]'],
    ['as a dict() call', 'return [dict(issue_title=f())]'],
    ['under a test that a run decides', 'if f():\n        return [{"issue titel": 1}]\n    return []'],
    ['behind a branch that returns', 'if f():\n        return []\n    return [{"issue titel": 1}]'],
    ['behind a loop', 'while f():\n        break\n    return [{"issue titel": 1}]'],
    ['in a try block', 'try:\n        return [{"issue titel": 1}]\n    finally:\n        f()'],
    [
      'under a name that is set again',
      'a = False\n    a = f()\n    return [{"issue titel": 1}] if a else []',
    ],
    [
      'under a name that an error gets',
      'e = None\n    try:\n        f()\n    except OSError as e:\n        if e:\n            return [{"issue titel": 1}]\n    return []',
    ],
    [
      'in the branch that runs',
      'if False:\n        return []\n    else:\n        return [{"issue titel": 1}]',
    ],
    ['in a test', 'rows = []\n    if rows.append({"issue titel": f()}):\n        pass\n    return rows'],
    ['beside an issue with the right key', 'return [{"issue title": f()}, {"issue titel": g()}]'],
    [
      'in one of two that may be returned',
      'row = {"issue titel": f()}\n    return [row if f() else {"issue title": g()}]',
    ],
    ['in an issue with other keys', 'return [{"issue titel": f(), "issue severity": 2}]'],
    ['in a script that starts a thread', 'import threading\n    return [{"issue titel": f()}]'],
    [
      'in a script that names its result and cannot end',
      'print("run_output.json", f())\n    return [{"issue titel": 1}]',
    ],
    ['in a function inside main()', 'def make():\n        return {"issue titel": f()}\n    return [make()]'],
  ])('finds a misspelling %s', async (_, lines) => {
    expect((await judgePython(pythonMain(lines))).errors).toEqual(['issue-key']);
  });

  it('finds a misspelling in a helper’s dict that has a valid key', async () => {
    const helper = 'def make(t):\n    return {"issue title": t, "issue desription": t}\n';
    expect((await judgePython(`${helper}${pythonMain('return [make(f())]')}`)).errors).toEqual(['issue-key']);
  });

  it('calls another key in snake_case and one that is unknown by name', async () => {
    const { findings } = await judgePython(
      pythonMain('return [{"issue title": f(), "issue_owner": 1, "issue category": 2}]'),
    );
    expect(findings.map(({ severity, message }) => [severity, message.split(' "')[0]])).toEqual([
      ['advice', 'Invalid issue field key'],
      ['advice', 'Unrecognized issue field key'],
    ]);
  });

  it('only remarks on a misspelling beside the right key', async () => {
    const { errors, advice } = await judgePython(
      pythonMain('return [{"issue title": f(), "issue titel": g()}]'),
    );
    expect({ errors, advice }).toEqual({ errors: [], advice: ['issue-key'] });
  });

  it.each([
    ['printed', 'row = {"issue_title": "bug", "issue_number": 7}\n    print(row)\n    return []'],
    ['replaced before', 'row = {"issue_title": "bug"}\n    row = {"issue title": f()}\n    return [row]'],
    ['mended by a function', 'row = {"issue_title": "bug"}\n    mend(row)\n    return [row]'],
    [
      'mended by hand',
      'row = {"issue_title": "bug"}\n    row["issue title"] = row.pop("issue_title")\n    return [row]',
    ],
    [
      'mended in a loop',
      'rows = [{"issue_title": "bug"}]\n    for row in rows:\n        row["issue title"] = f()\n    return rows',
    ],
    [
      'data that issues are made from',
      'rows = [{"issue_title": "bug"}]\n    return [make(row) for row in rows]',
    ],
    [
      'an issue that is sent elsewhere',
      'post({"issue title": f(), "issue severity": "high"})\n    return []',
    ],
  ])('refuses no dict that main() may not return so: %s', async (_, lines) => {
    expect((await judgePython(pythonMain(lines))).errors).toEqual([]);
  });

  it('only remarks on issue_id in a dict of main() that is no issue', async () => {
    const { errors, advice } = await judgePython(pythonMain('post({"issue_id": 5})', 'return []'));
    expect({ errors, advice }).toEqual({ errors: [], advice: ['issue-key'] });
  });

  it.each([
    ['a comment', `# {"issue titel": 1}\n${GOOD}`],
    ['a key in two parts', 'def main():\n    seen = {}\n    seen["issue titel", 1] = 2\n    return []\n'],
    ['a docstring', `def main():\n    """{"issue titel": 1}"""\n    return []\n`],
    ['a constant of the module', `FIELDS = {"issue_title": 1, "issue_desription": 2}\n${GOOD}`],
    ['a helper outside main()', `def payload(x):\n    return {"issue_id": x}\n${GOOD}`],
    ['a table that is looked into', 'def main():\n    return {"a": [], "b": f()}[f()]\n'],
    ['a list that a function makes issues of', 'def main():\n    return mend([{"name": 1}])\n'],
    ['a list that is not returned', 'def main():\n    rows = [{"name": 1}]\n    return mend(rows)\n'],
    ['an SLI', 'def main():\n    seen = {"issue titel": 1}\n    return len(seen) / 2\n'],
  ])('finds nothing in %s', async (where, script) => {
    const taskType = where === 'an SLI' ? 'sli' : 'task';
    expect((await judgePython(script, { taskType })).findings).toEqual([]);
  });

  it('refuses a returned issue without a title', async () => {
    expect((await judgePython(pythonMain('return [{"issue severity": 2}]'))).errors).toEqual([
      'issue-title-missing',
    ]);
  });

  it('accepts a title that comes later or from another dict', async () => {
    const later = pythonMain('issue = {"issue severity": 2}', 'issue["issue title"] = f()', 'return [issue]');
    const spread = pythonMain('return [{**base, "issue severity": 2}]');
    expect((await judgePython(later)).errors).toEqual([]);
    expect((await judgePython(spread)).errors).toEqual([]);
  });

  it('remarks on keys that the runner ignores', async () => {
    const { advice } = await judgePython(pythonMain('return [{"issue title": f(), "severity": 2}]'));
    expect(advice).toEqual(['issue-key-ignored']);
  });
});

describe('§8 severities', () => {
  const judge = (severity: string) =>
    judgePython(pythonMain(`return [{"issue title": f(), "issue severity": ${severity}}]`));

  it.each(['0', '5', '6', '9', '10', '42', '"0"', '"5"', '"10"', "'9'", '-1', '-4', '-10', '"-1"', "'-4'"])(
    'outside 1-4 draw a note: %s',
    async (severity) => {
      const { advice, finding } = await judge(severity);
      expect(advice).toEqual(['severity-out-of-range']);
      expect(finding('severity-out-of-range').message).toContain('must be 1-4');
    },
  );

  it.each(['1', '2', '3', '4', '"2"', "'2'", '2.0', '"0x1"', 'severity_of(pod)'])(
    'draw none: %s',
    async (severity) => {
      expect((await judge(severity)).findings).toEqual([]);
    },
  );

  it.each(['"high"', 'None', '2.5', '""', '"+0x-2"'])(
    'that are no integer are refused: %s',
    async (severity) => {
      expect((await judge(severity)).errors).toEqual(['severity-not-an-integer']);
    },
  );
});

describe('§8 text of issues', () => {
  const judge = (title: string, rest = '', before = '') =>
    judgePython(`${before}\n${pythonMain(`return [{"issue title": ${title}${rest}}]`)}`);

  it('draws a note where the description or the next steps are empty', async () => {
    const { findings } = await judge('f"{x}"', ', "issue description": "", "issue next steps": " "');
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['issue-text-empty', '"issue description" is empty.'],
      ['issue-text-empty', '"issue next steps" is empty.'],
    ]);
  });

  it.each(['TODO', 'fixme', 'xxx', 'Lorem ipsum', 'placeholder', 'fill me in', 'TBD'])(
    'draws a note on the stub word %s',
    async (word) => {
      const { advice, finding } = await judge(`f"{x} ${word}"`);
      expect(advice).toEqual(['issue-text-placeholder']);
      expect(finding('issue-text-placeholder').message).toContain('placeholder token');
    },
  );

  it('draws one note on a stub word in a text of several literals', async () => {
    expect((await judge('f"{x} " "TODO " "list"')).advice).toEqual(['issue-text-placeholder']);
  });

  it('does not take code for a stub', async () => {
    expect((await judge('items(todo)')).findings).toEqual([]);
  });

  it('does not take part of a word for a stub', async () => {
    expect((await judge('f"{x} mastodon"')).findings).toEqual([]);
  });

  it.each(['1 + 2', 'len(x) + 1', 'None', 'x == "a"', '"-" * 40', 'x.formatted("a")', 'f("a")'])(
    'draws a note where it never changes, whatever %s computes',
    async (other) => {
      const { advice, finding } = await judge('"Pod is down"', '', `count = ${other}`);
      expect(advice).toEqual(['issue-text-constant']);
      expect(finding('issue-text-constant').fix).toContain('f-strings');
    },
  );

  it('draws none where one of its texts is worked out', async () => {
    expect((await judge('"Pod is down"', ', "issue description": describe(pod)')).findings).toEqual([]);
  });

  it.each([
    '"hello " + name',
    'name + ("!")',
    'name + str(x)',
    'f"{x}"',
    '"%s" % x',
    'TEMPLATE % str(x)',
    '"{}".format(x)',
    'TEMPLATE.format_map(x)',
    'Template(t).substitute(x)',
    '", ".join(x)',
  ])('draws none where %s is in the script', async (other) => {
    expect((await judge('"Pod is down"', '', `text = ${other}`)).findings).toEqual([]);
  });

  it('draws none in an SLI', async () => {
    const script = 'def main():\n    x = {"issue title": "TODO", "issue severity": 9}\n    return 1.0\n';
    expect((await judgePython(script, { taskType: 'sli' })).findings).toEqual([]);
  });
});
