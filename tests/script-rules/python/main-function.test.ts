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
  ])('refuses %s', async (_, script, code) => {
    expect(await codesOf(script)).toEqual([code]);
  });

  it.each([
    ['a star import', 'from checks import *\n'],
    ['a global statement', 'def f():\n    global main\n    main = list\nf()\n'],
    ['exec()', 'exec(code)\n'],
  ])('only remarks where %s may bring one', async (_, script) => {
    const { errors, advice } = await judgePython(script);
    expect({ errors, advice }).toEqual({ errors: [], advice: ['main-missing'] });
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
  ])('is refused %s', async (_, call) => {
    const judged = await judgePython(`def main():\n    return []\n${call}\n`);
    expect(judged.errors).toEqual(['main-called']);
    expect(judged.finding('main-called').message).toContain('call main() directly');
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
