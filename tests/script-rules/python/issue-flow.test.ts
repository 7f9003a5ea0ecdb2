import { describe, expect, it } from 'vitest';
import { judgePython, pythonMain } from '../judged.ts';

/** A script, or the lines of its main(). */
const whole = (text: string) => (text.includes('def main') ? text : pythonMain(...text.split('\n')));

describe('an issue that main() returns', () => {
  it.each([
    'return {"issue titel": f()},',
    'return [{"issue titel": f()} if f() else {"issue title": g()}]',
    'return [{"issue title": f()} if g() == "x" else {"issue titel": g()}]',
    'return [{"issue titel": f()}] if True else []',
    'rows = [{"issue titel": f()}]\nreturn [*rows, {"issue title": g()}]',
    'return list(tuple([{"issue titel": f()}]))',
    'rows = [{"issue titel": f()}]\nfound = rows\nreturn found',
    'row = {"issue titel": f()}\nfound = row\nreturn [found]',
    'row = dict(issue_title=f())\nreturn [row]',
    'def main(a=f()):\n    b = a\n    a = b\n    return [{"issue titel": g()}] if a else []',
    'def main(a=f()):\n    b = not a\n    a = not b\n    return [{"issue titel": g()}] if a else []',
    'def make():\n    return {"issue titel": f()}\ndef main():\n    row = make()\n    return [row]',
    'rows = []\nrows.insert(0, {"issue titel": f()})\nreturn rows',
    'rows = []\nrows.extend([{"issue titel": f()}])\nreturn rows',
    'rows = []\nrows += [{"issue titel": f()}]\nreturn rows',
    'rows = [{"issue titel": f()}]\nrows += [{"issue title": f()}]\nreturn rows',
    'row = {"issue titel": f()}\nrows = []\nrows.append(row)\nreturn rows',
    'one = []\ntwo = []\ntwo.append({"issue titel": f()})\nreturn one + two',
    'rows = []\ndef inner():\n    rows.append({"issue titel": f()})\ninner()\nreturn rows',
    'rows = []\nfor x in "ab":\n    row = {"issue titel": x}\n    rows.append(row)\nfor row in rows:\n    print(row)\nreturn rows',
    'rows = []\nrows.append({"issue titel": f()})\nreturn [*rows]',
    'rows = []\nrows += [] + [{"issue titel": f()}]\nreturn rows',
    'rows = []\nrows.extend([] + [{"issue titel": f()}])\nreturn rows',
  ])('is refused for a misspelt key: %j', async (lines) => {
    expect((await judgePython(whole(lines))).errors).toEqual(['issue-key']);
  });

  it('is refused for a misspelt key where main is a lambda', async () => {
    expect((await judgePython('main = lambda: [{"issue titel": f()}]\n')).errors).toEqual(['issue-key']);
  });

  it.each([
    'two = {"issue title": f(), "issue severity": 2}\ntwo["issue severity"] = "high"\nreturn [two]',
    'row = {"issue title": f(), "issue severity": 2}\nprint(row)\nrow = {"issue title": f()}\nrow["issue severity"] = "high"\nreturn [row]',
    'one = {"issue title": f()}\none["issue severity"] = 2\ntwo = {"issue title": f()}\ntwo["issue severity"] = "high"\nreturn [one, two]',
    'row = {"issue severity": "high"}\nrow["issue title"] = f()\nreturn [row]',
    'rows = []\nfor x in "ab":\n    row = {"issue title": x}\n    row["issue severity"] = 2\n    rows.append(row)\nfor x in "ab":\n    row = {"issue title": x}\n    row["issue severity"] = "high"\n    rows.append(row)\nreturn rows',
    'if f():\n    row = {"issue title": f(), "issue severity": "high"}\nelse:\n    row = {"issue title": f()}\nreturn [row]',
    'rows = []\nrow = {"issue title": f()}\nif f():\n    row = {"issue title": g()}\n    rows.append(row)\nrow["issue severity"] = "high"\nreturn rows',
  ])('is refused for its severity: %j', async (lines) => {
    expect((await judgePython(whole(lines))).errors).toEqual(['severity-not-an-integer']);
  });

  it.each([
    'return [] if [{"issue severity": "high"}] else []',
    'return [{"issue severity": "high"}] if False else []',
    'DEBUG = False\ndef main():\n    return [{"issue severity": "high"}] if DEBUG else []',
    'rows = []\nrows.count({"issue title": f(), "issue severity": "high"})\nreturn rows',
    'rows = []\nif False:\n    rows.append({"issue title": f(), "issue severity": "high"})\nreturn rows',
    'row = {"issue title": f()}\nif False:\n    row["issue severity"] = "high"\nreturn [row]',
    'row = {"issue severity": "high"}\nrow = {"issue title": f(), "issue severity": {"high": 2}[row["issue severity"]]}\nreturn [row]',
    'row = {}\nrow["issue severity"] = "high"\nrow = {"issue title": f(), "issue severity": {"high": 2}[row["issue severity"]]}\nreturn [row]',
    'row = {"issue title": f()}\ndef inner():\n    row = {}\n    row["issue severity"] = "high"\ninner()\nreturn [row]',
    'rows = []\ndef inner():\n    rows = []\n    rows.append({"issue title": f(), "issue severity": "high"})\ninner()\nreturn rows',
    'rows = []\ndef inner():\n    rows = []\n    rows += [{"issue title": f(), "issue severity": "high"}]\ninner()\nreturn rows',
    'good = {"issue severity": 2}\nreturn [{"issue title": f(), "issue severity": "high", **good}]',
    'good = {"issue title": f()}\nreturn [{"issue_title": f(), **good}]',
    'good = {"issue title": f()}\nreturn [dict(good, issue_title=f())]',
    'key = "issue title"\nreturn [{"issue_title": f(), key: f()}]',
    'row = {"issue title": f(), "issue severity": "high"}\nrows = [row]\nrow["issue severity"] = 2\nreturn rows',
    'row = {"issue title": f(), "issue severity": "high"}\nrow.update({"issue severity": 2})\nrows = []\nrows.append(row)\nreturn rows',
    'ROWS = []\ndef mend():\n    ROWS[0]["issue severity"] = 2\ndef main():\n    row = {"issue title": f(), "issue severity": "high"}\n    ROWS.append(row)\n    mend()\n    return [row]',
    'ROWS = []\ndef mend():\n    ROWS[0]["issue severity"] = 2\ndef main():\n    ROWS.append({"issue title": f(), "issue severity": "high"})\n    mend()\n    return ROWS',
    'def make(rows):\n    row = {"issue title": f(), "issue severity": "high"}\n    rows.append(row)\n    return row\ndef main():\n    rows = []\n    found = [make(rows)]\n    rows[0]["issue severity"] = 2\n    return found',
    'def add(rows):\n    rows.append({"issue title": f(), "issue severity": "high"})\n    return rows\ndef main():\n    rows = []\n    found = add(rows)\n    rows[0]["issue severity"] = 2\n    return found',
    'def mended(make):\n    return lambda: [{**row, "issue severity": 2} for row in make()]\n@mended\ndef make():\n    return [{"issue title": f(), "issue severity": "high"}]\ndef main():\n    return make()',
    'def mended(make):\n    return lambda: [{**row, "issue severity": 2} for row in make()]\n@mended\ndef main():\n    return [{"issue title": f(), "issue severity": "high"}]',
    'def make():\n    yield {"issue title": f()}\n    return [{"issue title": f(), "issue severity": "high"}]\ndef main():\n    return list(make())',
    'def make():\n    return [{"issue title": f(), "issue severity": "high"}]\nmake = list\ndef main():\n    return make()',
    'class Check:\n    def list(self):\n        return [{"issue title": f(), "issue severity": "high"}]\ndef main():\n    return list()',
    'def dict(**keys):\n    return {"issue title": f()}\ndef main():\n    return [dict(issue_title=f())]',
    'def print(rows):\n    rows[0]["issue severity"] = 2\ndef main():\n    rows = [{"issue title": f(), "issue severity": "high"}]\n    print(rows)\n    return rows',
    'def info(row):\n    row["issue severity"] = 2\ndef main():\n    row = {"issue title": f(), "issue severity": "high"}\n    info(row)\n    return [row]',
    'if f():\n    def main():\n        return []\nelse:\n    def main():\n        return [{"issue_title": f()}]',
    'import os\ndef put(text):\n    with open(os.environ["CODEBUNDLE_TEMP_DIR"] + "/run_output.json", "w") as f:\n        f.write(text)\ndef end():\n    put("[]")\n    os._exit(0)\ndef main():\n    end()\n    return [{"issue_title": f()}]',
    'return [] if True else [{"issue severity": "high"}]',
    'return [{"issue title": f(), "issue severity": "high"}][:0]',
    'return list(range(len([{"issue severity": "high"}]) - 1))',
    'return list()',
    'rows = []\nif f() == 1:\n    rows.append()\n    rows.extend()\nreturn rows',
    'def make(n):\n    return make(n - 1) if n else []\ndef main():\n    return make(3)',
    'row = {"issue title": f(), "issue severity": ""}\nrow["issue severity"] += "2"\nreturn [row]',
  ])('is not refused for a dict that main() does not return so: %j', async (lines) => {
    expect((await judgePython(whole(lines))).errors).toEqual([]);
  });
});

describe('a list of issues', () => {
  it.each([
    'if rows:\n    g()',
    'if not rows:\n    return []',
    'while rows:\n    break',
    'assert rows',
    'print(f"{rows}")',
    'rows',
    'print(rows, sep="")',
    'print(len(rows), any(rows))',
    'log.info("%s", rows)',
    'print(json.dumps(rows))',
    'print(rows == [], rows is None, 1 in rows)',
    'x = g() if rows else h()',
    'print((rows), [rows], (rows, 1))',
    'print(rows or [], rows if f() else [])',
    'if f():\n    return rows',
    'if f():\n    return [*rows]',
    'print(rows[0], rows[:1])',
    'print(rows.count(1), rows[:1].count(0))',
    'rows.sort(key=str)',
    'print(sorted(rows, key=str))',
    'print(list(rows))',
    'rows += g()',
    'rows.extend(g())',
    'g(rows=1)',
    'for r in rows:\n    print(r)',
    'for r in rows:\n    x = r["issue titel"]',
    'for at, r in enumerate(rows):\n    print(at, r)',
    'x = [r["issue titel"] for r in rows]',
    'x = any(r for r in rows)',
    'x = sum(1 for r in rows if r["issue titel"])',
    'x = [1 for y in g() if rows]',
    'x = [y for y in g() for r in rows]',
    'x = (1 for r in rows)',
    'x = rows == []',
    'x = (rows or []).count(0)',
    'x = [rows].count(0)',
    'x = json.dumps(obj=rows)',
    'logger = logging.getLogger()\nlogger.info(rows)',
  ])('is refused as it is after %j', async (lines) => {
    const script = pythonMain('rows = [{"issue titel": f()}]', ...lines.split('\n'), 'return rows');
    expect((await judgePython(script)).errors).toEqual(['issue-key']);
  });

  it.each([
    'x = rows\nx[0]["issue severity"] = 2',
    'rows[0]["issue severity"] = 2',
    'x = rows[0]\nx["issue severity"] = 2',
    'x = rows[:]\nx[0]["issue severity"] = 2',
    'x = rows or []\nx[0]["issue severity"] = 2',
    'x = rows if rows else []\nx[0]["issue severity"] = 2',
    'x = []\nx += rows\nx[0]["issue severity"] = 2',
    'x = [*rows]\nx[0]["issue severity"] = 2',
    'x = []\nx.append(rows)\nx[0][0]["issue severity"] = 2',
    'x = []\nx.extend(rows)\nx[0]["issue severity"] = 2',
    'print(x := rows)\nx[0]["issue severity"] = 2',
    'print(rows := [])',
    'rows[0] = {"issue title": f()}',
    'x = rows[0] = {"issue title": f()}',
    '(rows[0]["issue severity"], x) = 2, 1',
    '[rows[0]["issue severity"], x] = 2, 1',
    'for rows[0]["issue severity"] in [1, 2]:\n    pass',
    '[1 for rows[0]["issue severity"] in [1, 2]]',
    'for rows in [[]]:\n    pass',
    'with open("/dev/null"):\n    rows = []',
    'if g():\n    rows = []\nelse:\n    rows = [1][1:]',
    'while True:\n    rows = []\n    break',
    'for r in rows:\n    r["issue severity"] = 2',
    'for r in rows:\n    del r["issue severity"]',
    'for r in rows:\n    r.pop("issue severity")',
    'for r in list(rows):\n    r["issue severity"] = 2',
    'for r in rows[:1]:\n    r["issue severity"] = 2',
    'for at, r in enumerate(rows):\n    r["issue severity"] = 2',
    'for pair in enumerate(rows):\n    pair[1]["issue severity"] = 2',
    'for x in rows, []:\n    for r in x:\n        r["issue severity"] = 2',
    'for x in rows, [1]:\n    rows[0]["issue severity"] = 2',
    'for x in [1], rows:\n    x[0] = 1 if x == [1] else {"issue title": f()}',
    'for x in [rows]:\n    x[0]["issue severity"] = 2',
    'box = [0]\nfor box[0] in rows:\n    box[0]["issue severity"] = 2',
    'box = [0]\nfor (box[0], x) in zip(rows, [1]):\n    box[0]["issue severity"] = 2',
    '[r.pop("issue severity") for r in rows]',
    '[r.pop("issue severity") for x in [1] for r in rows]',
    'x = [r for r in rows]\nx[0]["issue severity"] = 2',
    'x = list(r for r in rows)\nx[0]["issue severity"] = 2',
    'for x in list(rows for i in [1]):\n    x[0]["issue severity"] = 2',
    'list(r.pop("issue severity") for r in rows)',
    'mend = lambda: rows[0].pop("issue severity")\nmend()',
    'give = lambda: rows\ngive()[0]["issue severity"] = 2',
    'def give():\n    return rows\ngive()[0]["issue severity"] = 2',
    'log = lambda x: x[0].pop("issue severity")\nlog(rows)',
    'rows.clear()',
    'rows = rows[:0]',
    'a = []\nb = []\na.extend(b)\nb.extend(rows)\na.extend(b)\nb.extend(a)\na[0]["issue severity"] = 2',
    'for r in list(rows or []):\n    r["issue severity"] = 2',
    'for x in [rows]:\n    x[:1][0]["issue severity"] = 2',
    'for x in [rows]:\n    x[0].pop("issue severity")',
  ])('may be mended by %j', async (lines) => {
    const script = pythonMain(
      'rows = [{"issue title": f(), "issue severity": "high"}]',
      ...lines.split('\n'),
      'return rows',
    );
    expect((await judgePython(script)).errors).toEqual([]);
  });
});

describe('an issue in a variable', () => {
  it.each([
    'print(row)',
    'x = row["issue titel"]',
    'x = ""\nx += row["issue titel"]',
    'if row["issue titel"] == "x":\n    g()',
    'print(row.get("x"), list(row.items()))',
    'for key in row.items():\n    print(key)',
    'x = list(row)',
    'x = row["issue titel"], 1',
    'seen = [1 for x in g() if x == row["issue titel"]]',
    'if f():\n    return [row]',
    'if f():\n    return (row,)',
    'if f():\n    return row,',
    'rows = []\nrows.append(row)',
    'rows = []\nrows.insert(0, row)',
    'row["issue description"] = f()',
    'x = (row)["issue titel"]',
    'x = (row or {}).get("issue titel")',
  ])('is refused as it is after %j', async (lines) => {
    const script = pythonMain('row = {"issue titel": f()}', ...lines.split('\n'), 'return [row]');
    expect((await judgePython(script)).errors).toEqual(['issue-key']);
  });

  it.each([
    'row["issue severity"] = 2',
    'row["issue severity"] = "low"\nrow["issue severity"] = 2',
    'row["issue title"] = row["issue severity"] = "2"',
    '(row["issue severity"], x) = 2, 1',
    'row["issue severity"], x = 2, "high"',
    'x, row["issue severity"] = 1, 2',
    'for row["issue severity"] in [1, 2]:\n    pass',
    'x = row["issue severity"] = 2',
    'row["issue severity"] += ""\nrow["issue severity"] = 2',
    'row |= {"issue severity": 2}',
    'del row["issue severity"]',
    'del (row["issue severity"])',
    'key = "issue severity"\nrow[key] = 2',
    '[row][0]["issue severity"] = 2',
    '(row)["issue severity"] = 2',
    '(row or {})["issue severity"] = 2',
    '(row if row else {})["issue severity"] = 2',
    'for r in [row]:\n    r["issue severity"] = 2',
    'rows = []\nrows.append(row)\nrows[0]["issue severity"] = 2',
    'rows = []\nrows.insert(0, row)\nrows[0]["issue severity"] = 2',
    'rows = []\nrows.append([row])\nrows[0][0]["issue severity"] = 2',
    'rows = []\nrows.append({"a": row})\nfor r in rows:\n    r["a"]["issue severity"] = 2',
    'box = {"a": []}\nbox["a"].append(row)\nbox["a"][0]["issue severity"] = 2',
  ])('may be mended by %j', async (lines) => {
    const script = pythonMain(
      'row = {"issue title": f(), "issue severity": "high"}',
      ...lines.split('\n'),
      'return [row]',
    );
    expect((await judgePython(script)).errors).toEqual([]);
  });
});
