import { describe, expect, it } from 'vitest';
import { judgePython } from '../judged.ts';

const codesOf = async (script: string) => (await judgePython(script)).errors;

describe('§3 main() of a Python task', () => {
  it.each([
    ['a plain function', 'def main():\n    return []\n'],
    ['a function with defaults only', 'def main(limit=3, *names, verbose=False, **rest):\n    return []\n'],
    ['a lambda', 'main = lambda: []\n'],
    ['a name for another function', 'def check():\n    return []\nmain = check\n'],
    ['a function under a condition', 'import sys\nif sys:\n    def main():\n        return []\n'],
    ['a function in a try block', 'try:\n    def main():\n        return []\nexcept ValueError:\n    pass\n'],
    ['the later one of two', 'def main(a):\n    return a\ndef main():\n    return []\n'],
    ['a name in unicode beside it', 'überprüfung = 1\ndef main():\n    return []\n'],
  ])('takes %s', async (_, script) => {
    expect(await codesOf(script)).toEqual([]);
  });

  it.each([
    ['no main at all', 'def check():\n    return []\n', 'main-missing'],
    ['nothing', '', 'main-missing'],
    ['main as a method', 'class Check:\n    def main(self):\n        return []\n', 'main-missing'],
    ['main inside a function', 'def f():\n    def main():\n        return []\n', 'main-missing'],
    ['main in a string', 'text = """\ndef main():\n    return []\n"""\n', 'main-missing'],
    ['an async main', 'async def main():\n    return []\n', 'main-async'],
    ['a generator', 'def main():\n    yield {}\n', 'main-generator'],
    ['a generator with a bare yield', 'def main():\n    yield\n', 'main-generator'],
    ['a required parameter', 'def main(event):\n    return []\n', 'main-arguments'],
    ['a required keyword', 'def main(*, event):\n    return []\n', 'main-arguments'],
    ['a lambda with a parameter', 'main = lambda event: []\n', 'main-arguments'],
    ['a class', 'class main:\n    pass\n', 'main-not-callable'],
    ['a list', 'main = []\n', 'main-not-callable'],
    ['a module', 'import main\n', 'main-not-callable'],
    ['a generator that takes values', 'def main():\n    x = yield {}\n', 'main-generator'],
    ['a class with empty parentheses', 'class main():\n    pass\n', 'main-not-callable'],
    ['a list in place of a function', 'main = print\nmain = []\n', 'main-not-callable'],
    ['a list in place of a function on one line', 'main = print; main = []\n', 'main-not-callable'],
    ['a list under a condition', 'import sys\nif sys:\n    main = []\n', 'main-not-callable'],
  ])('refuses %s', async (_, script, code) => {
    expect(await codesOf(script)).toEqual([code]);
  });

  it.each([
    ['a star import', 'from checks import *\n', 'main-missing'],
    ['a global statement', 'def f():\n    global main\n    main = list\nf()\n'],
    ['exec()', 'exec(code)\n'],
    [
      'the decorator of a class',
      'def made(c):\n    return lambda: []\n@made\nclass main:\n    pass\n',
      'main-not-callable',
    ],
    ['a class that is a list', 'class main(list):\n    pass\n', 'main-not-callable'],
    [
      'another way to it',
      'try:\n    from checks import main\nexcept ImportError:\n    main = None\n',
      'main-not-callable',
    ],
    [
      'another branch',
      'import os\nif os.name == "nt":\n    def main():\n        return []\nelse:\n    async def main():\n        return []\n',
      'main-async',
    ],
  ])('only remarks where %s may bring one', async (_, script, code = 'main-missing') => {
    const { errors, advice } = await judgePython(script);
    expect({ errors, advice }).toEqual({ errors: [], advice: [code] });
  });

  it('only remarks on a main from elsewhere', async () => {
    const { errors, advice } = await judgePython('from checks.pods import main\n');
    expect({ errors, advice }).toEqual({ errors: [], advice: ['main-imported'] });
  });

  it('leaves a decorated main to its decorator', async () => {
    const script = 'import click\n@click.command()\n@click.option("--n")\ndef main(n):\n    return []\n';
    const { errors, advice } = await judgePython(script);
    expect({ errors, advice }).toEqual({ errors: [], advice: ['main-decorated'] });
  });
});

describe('§3 a call of main() while the script is read', () => {
  it.each([
    ['at column 0', 'main()'],
    ['assigned', 'result = main()'],
    ['as an argument', 'print(main())'],
    ['under a condition', 'if True:\n    main()'],
    ['in a class body', 'class A:\n    main()'],
    ['in an f-string', 'print(f"{main()}")'],
    ['in sys.exit', 'import sys\nsys.exit(main())'],
    ['raised', 'raise SystemExit(main())'],
    ['with arguments', 'main(["-v"])'],
    ['in try', 'try:\n    main()\nexcept Exception as error:\n    print(error)'],
    ['on a line with others', 'x = 1; main()'],
    ['twice', 'main()\nmain()'],
    ['printed later', 'result = main()\nprint(json.dumps(result))'],
    ['before a comparison', 'result = main()\nis_own = __name__ == "__main__"'],
    ['beside a function with such a name', 'def f():\n    result = 1\n    return result\nresult = main()'],
    ['beside a comprehension', 'rows = [x for x in "ab"]\nmain()'],
    [
      'in place of an earlier value',
      'result = []\ntry:\n    result = main()\nexcept OSError:\n    pass\nprint(result)',
    ],
    ['and set again where nothing else follows', 'code = main()\nif code:\n    code = 1\nexit(code)'],
    ['and looked at', 'code = main()\nif code:\n    print("failed")\nexit(1 if code else 0)'],
  ])('is taken out %s', async (_, call) => {
    const { errors, fixed, shipped, finding } = await judgePython(`def main():\n    return []\n${call}\n`);
    expect({ errors, fixed: [...new Set(fixed)] }).toEqual({ errors: [], fixed: ['main-call'] });
    expect(finding('main-call').message).toContain('call main() directly');
    expect(shipped).not.toMatch(/main\(\)[^:]/);
    expect((await judgePython(shipped)).shipped).toBe(shipped);
  });

  it('is taken out without what follows where nothing keeps its result', async () => {
    const script = (call: string) => `def main():\n    return []\n${call}\nprint("done")\n`;
    expect((await judgePython(script('main()'))).shipped).toBe(script('pass'));
  });

  it.each([
    ['in a loop', 'for x in range(2):\n    main()'],
    ['with others', 'import app\napp.send(main())'],
    ['in a comprehension', 'print([row for row in main()])'],
    ['beside a lambda', 'print(main() or (lambda: 1))'],
    ['where its result is shown and something else follows', 'result = main()\nprint(result)\nimport os'],
    [
      'where an error sets its result',
      'try:\n    result = main()\nexcept OSError:\n    result = []\nprint(result)',
    ],
    [
      'where another branch sets its result',
      'if f():\n    result = main()\nelse:\n    result = []\nprint(result)',
    ],
    [
      'where a loop sets its result',
      'for result in []:\n    pass\ntry:\n    result = main()\nfinally:\n    print(result)',
    ],
    ['where a dict gets its result', 'rows = {}\nrows["a"] = main()\nprint(rows["a"].count(0))'],
    [
      'where only a class has the name of its result',
      'class A:\n    result = 1\ntry:\n    result = main()\nfinally:\n    print(result)',
    ],
    ['where its result is used', 'result = main()\ndef report():\n    return result\nreport()'],
  ])('stays with a remark %s', async (_, call) => {
    const script = `def main():\n    return []\n${call}\n`;
    const { errors, advice, shipped } = await judgePython(script);
    expect({ errors, advice, shipped }).toEqual({ errors: [], advice: ['main-called'], shipped: script });
  });

  it.each([
    ['in a comment', '# main()'],
    ['in a string', 'text = "main()"'],
    ['in a function', 'def again():\n    return main()'],
    ['of another name', 'remain()'],
    ['of a method', 'app.main()'],
    ['that a condition decides on', 'if len(app.argv) > 1:\n    main()'],
  ])('is not seen %s', async (_, line) => {
    expect(await codesOf(`def main():\n    return []\nimport app\ndef remain(): pass\n${line}\n`)).toEqual(
      [],
    );
  });
});
