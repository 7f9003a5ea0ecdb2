import { describe, expect, it } from 'vitest';
import { judgePython, pythonMain } from '../judged.ts';

describe('runner: what a Python task returns', () => {
  it.each([
    ['an empty list', 'return []'],
    ['a list of calls', 'return [issue(1), *others]'],
    ['a comprehension', 'return [issue(x) for x in items]'],
    ['a tuple', 'return (issue(1),)'],
    ['a tuple without parentheses', 'return {"issue title": f()}, {"issue title": g()}'],
    ['a name', 'issues = []\n    issues.append(1)\n    return issues'],
    ['a call', 'return collect()'],
    ['an attribute', 'return self.issues'],
    ['a choice', 'return issues if issues else []'],
    ['a fallback', 'return found or []'],
    ['a sum of lists', 'return first + second'],
    ['sorted()', 'return sorted(found)'],
    ['a list that a loop adds to', 'rows = {}\n    for x in y:\n        rows = rows or [x]\n    return rows'],
    ['a list of what objects hold', 'return [found.first, found["b"]]'],
    ['an issue made of two dicts', 'return [{"issue title": f()} | more]'],
    ['what an object makes of a sign', 'return -rows'],
    [
      'what may be an object with a remainder',
      'rows = "%s"\n    if x:\n        rows = y\n    return rows % 2',
    ],
    [
      'a name through many others',
      'a = f()\n    b = a if x else None\n    c = b if x else None\n    d = c if x else None\n    return d',
    ],
  ])('may be %s', async (_, line) => {
    expect((await judgePython(pythonMain(line))).errors).toEqual([]);
  });

  it.each([
    ['a dict', 'return {"issues": []}'],
    ['a dict by way of a variable', 'result = {}\n    return result'],
    ['a dict comprehension', 'return {x: 1 for x in y}'],
    ['a string', 'return "[]"'],
    ['an f-string', 'return f"{x}"'],
    ['json.dumps()', 'return json.dumps([])'],
    ['a number', 'return 0'],
    ['a negative number', 'return -1'],
    ['a boolean', 'return True'],
    ['a comparison', 'return a == b'],
    ['a test for an element, whatever compares', 'import numpy\n    return a in b'],
    ['one of two strings', 'return "x" and "a" or ""'],
    ['one of two wrong kinds', 'return None and 1 or {}'],
    ['a formatted string', 'return "%s pods" % x'],
    ['two strings', 'return "a" + "b"'],
    ['two dicts', 'return {"a": 1} | {"b": 2}'],
    ['a set', 'return {1, 2}'],
    ['a generator', 'return (x for x in y)'],
    ['None', 'return None'],
    ['a bare return', 'return'],
    ['an annotated dict', 'r: dict = {}\n    return r'],
    ['a dict in place of None', 'r = None\n    r = r or {}\n    return r'],
    ['a dict of two names', 'a = b = {}\n    return b'],
    ['a dict that is passed on', 'r = {}\n    x = f(r, r=1)\n    return r'],
    ['a dict of another name', 'r = {}\n    print(x := r)\n    return r'],
    ['a dict that a condition names', 'r = {}\n    if (x := r):\n        pass\n    return r'],
    ['a dict that is added', 'r = {}\n    x = f()\n    x += r\n    return r'],
    ['a dict that a loop goes over', 'r = {}\n    for x in r:\n        pass\n    return r'],
    ['a dict until later', 'r = {}\n    if x:\n        return r\n    r = []'],
    ['a dict until a loop is left', 'r = {}\n    for y in x:\n        return r\n    r = []'],
    ['a dict in the other branch', 'r = {}\n    if x:\n        r = []\n    else:\n        return r'],
    ['a dict of one branch', 'if x:\n        r = {}\n    return r'],
    ['a dict that replaces a list in a branch', 'r = []\n    if x:\n        r = {}\n        return r'],
    ['a dict that replaces a list before a branch', 'r = []\n    r = {}\n    if x:\n        return r'],
    ['a dict in the place of a list on one line', 'r = []\n    r = {}; print(r)\n    return r'],
    ['None first and a dict later', 'r = None\n    r = {}\n    return r'],
    ['one wrong kind on each path', 'r = None\n    if x:\n        r = {}\n    return r'],
    ['what print() returns', 'return print("x")'],
  ])('must not be %s', async (_, line) => {
    expect((await judgePython(pythonMain(line))).errors).toEqual(['returns-wrong-type']);
  });

  it.each([
    ['None in one branch', 'return [] if ok else None'],
    ['a bare return in one branch', 'if x:\n        return\n    return []'],
    ['None where a loop finds none', 'r = None\n    for r in x:\n        pass\n    return r if y else []'],
    ['strings on one way out', 'if x:\n        return ["down"]\n    return []'],
  ])('is advised on where only some values are wrong: %s', async (_, line) => {
    const { errors, advice } = await judgePython(pythonMain(line));
    expect({ errors, advice: advice.length }).toEqual({ errors: [], advice: 1 });
  });

  it.each([
    [
      'None before a try block',
      'r = None\n    try:\n        r = f()\n    except ValueError as e:\n        r = [{"issue title": str(e)}]\n    return r',
    ],
    ['text before its values', 'data = ""\n    data = json.loads(text())\n    return data'],
    [
      'a dict before its values',
      'found = {}\n    found["a"] = {"issue title": f()}\n    found = list(found.values())\n    return found',
    ],
    ['None where a call gave none', 'r = None\n    r = f()\n    if r is None:\n        r = []\n    return r'],
    ['None replaced on the line of the return', 'r = None\n    r = []; return r'],
    ['an annotated None', 'r: list = None\n    r = []\n    return r'],
    ['None before a loop', 'r = None\n    while True:\n        r = []\n        break\n    return r'],
    ['None before a with block', 'r = None\n    with f():\n        r = []\n    return r'],
    ['None before a match', 'r = None\n    match f():\n        case [*r]:\n            pass\n    return r'],
    [
      'None that a function inside replaces',
      'r = None\n    def f():\n        nonlocal r\n        r = []\n    f()\n    return r',
    ],
    ['None before a name for what is opened', 'r = None\n    with f() as r:\n        pass\n    return r'],
    [
      'None before a name for a pattern',
      'r = None\n    match f():\n        case [_, *_] as r:\n            pass\n    return r',
    ],
    ['a dict beside what is assigned with it', 'a, b = {}, f()\n    return b'],
    ['what a name in parentheses gets', 'b = None\n    (a, b) = f()\n    return b'],
    ['None that a condition replaces', 'r = None\n    if (r := f()):\n        return r\n    return []'],
    ['a list repeated on one of two ways', 'return [f()] * 2 if x else []'],
    ['a sum with what another class makes of it', 'return "" + Text()'],
  ])('may first be something else: %s', async (_, lines) => {
    expect((await judgePython(pythonMain(lines))).findings).toEqual([]);
  });

  it('must not be wrong on every way out', async () => {
    const { errors } = await judgePython(pythonMain('if x:', '    return None', 'return {}'));
    expect(errors).toEqual(['returns-wrong-type', 'returns-wrong-type']);
  });

  it('must not be wrong where main is a lambda', async () => {
    expect((await judgePython('main = lambda: {}\n')).errors).toEqual(['returns-wrong-type']);
    expect((await judgePython('main = lambda')).errors).toContain('syntax-error');
  });

  it('must not be wrong where main() is in a try block', async () => {
    const main =
      '    def main():\n        if x:\n            r = {}\n        if y:\n            return r\n        r = []\n';
    const { errors } = await judgePython(`try:\n${main}except OSError:\n    pass\n`);
    expect(errors).toEqual(['returns-wrong-type']);
  });

  it('is not judged where a division may end main() first', async () => {
    expect((await judgePython(pythonMain('return 1 / 0'))).findings).toEqual([]);
  });

  it.each([
    ['return None', 'returns nothing:'],
    ['return "[]"', 'returns a string:'],
    ['return True', 'returns True or False:'],
    ['return 0', 'returns a number:'],
    ['return {1, 2}', 'returns a set, which is not JSON:'],
  ])('is named where it is wrong: %s', async (line, words) => {
    expect((await judgePython(pythonMain(line))).finding('returns-wrong-type').message).toContain(words);
  });

  it('must be something', async () => {
    const { errors, finding } = await judgePython(pythonMain('print("ok")'));
    expect(errors).toEqual(['returns-nothing']);
    expect(finding('returns-nothing').line).toBe(1);
    expect(finding('returns-nothing').message).toContain('the run fails');
  });

  it('counts no return of a function inside main()', async () => {
    expect((await judgePython(pythonMain('def f():', '    return []', 'f()'))).errors).toEqual([
      'returns-nothing',
    ]);
  });

  it.each([
    ['strings', 'return ["pod down"]'],
    ['strings in a tuple', 'return ("pod down",)'],
    ['None', 'return [None]'],
  ])('holds no %s', async (_, line) => {
    expect((await judgePython(pythonMain(line))).errors).toEqual(['issue-not-object']);
  });

  it.each([
    ['under a test', 'if x:\n        return []'],
    ['under a test that fails', 'if False:\n        return []'],
    ['behind one that holds', 'if True:\n        pass\n    else:\n        return []'],
    ['in a loop', 'for y in x:\n        return []'],
    [
      'where errors are passed over',
      'from contextlib import suppress\n    with suppress(OSError):\n        return []',
    ],
  ])('is advised on where main() may run past its end: it returns only %s', async (_, lines) => {
    expect((await judgePython(pythonMain(lines))).advice).toEqual(['may-return-nothing']);
  });

  it.each([
    ['if and else', 'if x:\n        return []\n    else:\n        return [y]'],
    ['try and except', 'try:\n        return f()\n    except ValueError:\n        return []'],
    ['with', 'with f():\n        return []'],
    ['raise', 'if x:\n        return []\n    raise ValueError(x)'],
    ['a test written out as true', 'if True:\n        return []'],
    ['an else behind a test that fails', 'if False:\n        pass\n    else:\n        return []'],
    ['an elif that holds', 'if x:\n        return []\n    elif 1:\n        raise ValueError(x)'],
    [
      'both branches',
      'if x:\n        return []\n        # one\n    else:\n        return [y]\n        # other\n    # end',
    ],
    ['two statements on a line', 'x = 1; return []'],
    ['a return before code that never runs', 'return []\n    print(x)'],
    [
      'loops in both branches',
      'if x:\n        while y:\n            return []\n    else:\n        return []',
    ],
    ['a loop that is left by it', 'while True:\n        return []'],
  ])('is not advised on where %s always end it', async (_, lines) => {
    expect((await judgePython(pythonMain(lines))).advice).toEqual([]);
  });
});

describe('§3 and runner: what a Python SLI returns', () => {
  const judge = (line: string) => judgePython(pythonMain(line), { taskType: 'sli' });

  it.each([
    'return 0.95',
    'return 51.0 / 52.0',
    'return 1.0',
    'return 1.',
    'return ready / total',
    'return ready / total if total else 1.0',
    'score = 1 - failed / total\n    return score',
    'return compute()',
    'return float(text)',
    'return min(1.0, value)',
    'return "0.9"',
    'return str(score)',
    'return f"{score}"',
    'return 0',
    'return 1',
    'return round(x, 2)',
    'score = []\n    score = len(score)\n    return score',
    'ok = True\n    ok = 1.0 if ok else 0.0\n    return ok',
    'return (a == b) + (c == d)',
    'return (a == b) % 2',
    'good = a == b\n    good += 0.5\n    return good',
    '_2 = ready / total\n    return _2',
  ])('may be written %s', async (line) => {
    const { errors, advice } = await judge(line);
    expect({ errors, advice }).toEqual({ errors: [], advice: [] });
  });

  it.each([
    ['a list', 'return []'],
    ['a dict', 'return {"value": 1}'],
    ['None', 'return None'],
    ['True', 'return True'],
    ['a comparison', 'return ready == total'],
    ['a negation', 'return not failed'],
    ['words', 'return "ok"'],
    ['two numbers', 'return 1, 0'],
    ['an empty text', 'return ""'],
    ['a sum of lists', 'return [] + [1]'],
    ['a number first and a list later', 'score = 1\n    score = []\n    return score'],
  ])('must not be %s', async (_, line) => {
    expect((await judge(line)).errors).toEqual(['returns-wrong-type']);
  });

  it('must be something', async () => {
    expect((await judge('print(1)')).errors).toEqual(['returns-nothing']);
  });

  it('is told of as a metric', async () => {
    expect((await judge('print(1)')).finding('returns-nothing').message).toContain('the SLI');
    expect((await judge('if x:\n        return 1.0')).finding('may-return-nothing').message).toContain(
      'the SLI',
    );
    expect((await judge('return True')).finding('returns-wrong-type').message).toContain('True or False;');
    expect((await judge('return []')).finding('returns-wrong-type').message).toContain('a list, which');
  });

  it('may be out of range on one way and a list on the other', async () => {
    const { errors, advice } = await judge('if x:\n        return 95\n    return []');
    expect({ errors, advice }).toEqual({ errors: [], advice: ['metric-out-of-range', 'returns-wrong-type'] });
  });

  it('may be None where other returns give a number', async () => {
    const { errors, advice } = await judge('if not total:\n        return None\n    return ready / total');
    expect({ errors, advice }).toEqual({ errors: [], advice: ['returns-wrong-type'] });
  });

  it.each(['return 95', 'return -1', 'return 1.5'])('is advised on outside 0 to 1: %s', async (line) => {
    expect((await judge(line)).advice).toEqual(['metric-out-of-range']);
  });
});
