import { describe, expect, it } from 'vitest';
import { judgePython, pythonMain } from '../judged.ts';

describe('runner: what a Python task returns', () => {
  it.each([
    ['an empty list', 'return []'],
    ['a list of calls', 'return [issue(1), *others]'],
    ['a comprehension', 'return [issue(x) for x in items]'],
    ['a tuple', 'return (issue(1),)'],
    ['a name', 'issues = []\n    issues.append(1)\n    return issues'],
    ['a call', 'return collect()'],
    ['an attribute', 'return self.issues'],
    ['a choice', 'return issues if issues else []'],
    ['a fallback', 'return found or []'],
    ['a sum of lists', 'return first + second'],
    ['sorted()', 'return sorted(found)'],
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
    ['a set', 'return {1, 2}'],
    ['a generator', 'return (x for x in y)'],
    ['None', 'return None'],
    ['None in one branch', 'return [] if ok else None'],
    ['a bare return', 'if x:\n        return\n    return []'],
    ['what print() returns', 'return print("x")'],
  ])('must not be %s', async (_, line) => {
    expect((await judgePython(pythonMain(line))).errors).toEqual(['returns-wrong-type']);
  });

  it('must be something', async () => {
    const { errors, finding } = await judgePython(pythonMain('print("ok")'));
    expect(errors).toEqual(['returns-nothing']);
    expect(finding('returns-nothing').line).toBe(1);
  });

  it('counts no return of a function inside main()', async () => {
    expect((await judgePython(pythonMain('def f():', '    return []', 'f()'))).errors).toEqual([
      'returns-nothing',
    ]);
  });

  it.each([
    ['strings', 'return ["pod down"]'],
    ['None', 'return [None]'],
  ])('holds no %s', async (_, line) => {
    expect((await judgePython(pythonMain(line))).errors).toEqual(['issue-not-object']);
  });

  it('is advised on where main() may run past its end', async () => {
    expect((await judgePython(pythonMain('if x:', '    return []'))).advice).toEqual(['may-return-nothing']);
  });

  it.each([
    ['if and else', 'if x:\n        return []\n    else:\n        return [y]'],
    ['try and except', 'try:\n        return f()\n    except ValueError:\n        return []'],
    ['with', 'with f():\n        return []'],
    ['raise', 'if x:\n        return []\n    raise ValueError(x)'],
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
    'return round(x, 2)',
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
  ])('must not be %s', async (_, line) => {
    expect((await judge(line)).errors).toEqual(['returns-wrong-type']);
  });

  it('must be something', async () => {
    expect((await judge('print(1)')).errors).toEqual(['returns-nothing']);
  });

  it('may be None where other returns give a number', async () => {
    const { errors, advice } = await judge('if not total:\n        return None\n    return ready / total');
    expect({ errors, advice }).toEqual({ errors: [], advice: ['returns-wrong-type'] });
  });

  it.each(['return 95', 'return -1', 'return 1.5'])('is advised on outside 0 to 1: %s', async (line) => {
    expect((await judge(line)).advice).toEqual(['metric-out-of-range']);
  });
});
