import { describe, expect, it } from 'vitest';
import { judgePython } from '../judged.ts';

const MAIN = 'def main():\n    return []\n';

describe('§5 the __main__ block of a Python script', () => {
  it('is replaced by pass at the top level', async () => {
    const { shipped, fixed, finding } = await judgePython(
      `${MAIN}\nif __name__ == "__main__":\n    main()\n`,
    );
    expect(shipped).toBe(`${MAIN}\npass\n`);
    expect(fixed).toEqual(['main-guard']);
    expect(finding('main-guard')).toMatchObject({ line: 4, column: 1 });
    expect(finding('main-guard').message).toContain('__main__');
  });

  it.each([
    ['one line', 'if __name__ == "__main__": main()', 'pass'],
    ['turned around', 'if "__main__" == __name__:\n    main()', 'pass'],
    ['single quotes', "if __name__ == '__main__':\n    main()", 'pass'],
    ['parentheses over lines', 'if (\n    __name__ == "__main__"\n):\n    main()', 'pass'],
    ['comments in the test', 'if (__name__  # this\n    == "__main__"\n):\n    main()', 'pass'],
    ['parentheses around the name', 'if "__main__" == (__name__):\n    main()', 'pass'],
    ['comments inside', 'if __name__ == "__main__":  # here\n    # now\n    main()  # go', 'pass  # go'],
    ['tabs', 'if __name__ == "__main__":\n\tmain()', 'pass'],
    [
      'nested blocks',
      'if __name__ == "__main__":\n    try:\n        main()\n    except Exception:\n        raise',
      'pass',
    ],
    ['code after it', 'if __name__ == "__main__":\n    main()\nlimit = 3', 'pass\nlimit = 3'],
    [
      'an outer if with its own else',
      'if True:\n    if __name__ == "__main__":\n        main()\nelse:\n    limit = 3',
      'if True:\n    pass\nelse:\n    limit = 3',
    ],
    [
      'inside a function',
      'def f():\n    if __name__ == "__main__":\n        main()\n',
      'def f():\n    pass\n',
    ],
    [
      'a name in a function that another function lacks',
      'def f():\n    if __name__ == "__main__":\n        x = main()\ndef g():\n    return x',
      'def f():\n    pass\ndef g():\n    return x',
    ],
    [
      'after a long string',
      'text = """\n"__main__"\n"""\nif __name__ == "__main__":\n    main()',
      'text = """\n"__main__"\n"""\npass',
    ],
  ])('goes with %s', async (_, block, rest) => {
    const { shipped, errors } = await judgePython(`${MAIN}${block}`);
    expect({ shipped, errors }).toEqual({ shipped: `${MAIN}${rest}`, errors: [] });
  });

  it('keeps CRLF and a missing last line end as they are', async () => {
    const script = 'def main():\r\n    return []\r\nif __name__ == "__main__":\r\n    main()';
    expect((await judgePython(script)).shipped).toBe('def main():\r\n    return []\r\npass');
  });

  it('goes where an earlier quote has no end', async () => {
    const { shipped } = await judgePython(`text = "no end\n${MAIN}if __name__ == "__main__":\n    main()\n`);
    expect(shipped).toBe(`text = "no end\n${MAIN}pass\n`);
  });

  it.each([
    ['else', 'if __name__ == "__main__":\n    main()\nelse:\n    limit = 3\n'],
    ['elif', 'if __name__ == "__main__":\n    main()\nelif MAIN:\n    limit = 3\n'],
  ])('stays and is refused with a paired %s', async (_, block) => {
    const { shipped, errors, finding } = await judgePython(`${MAIN}${block}`);
    expect(shipped).toBe(`${MAIN}${block}`);
    expect(errors).toEqual(['main-guard-else']);
    expect(finding('main-guard-else').message).toContain('paired else/elif');
  });

  it('stays where main() needs what it defines, without its call of main()', async () => {
    const script = `import sys\ndef main():\n    return [LIMIT]\nif __name__ == "__main__":\n    LIMIT = {}\n    `;
    const { shipped, errors, finding } = await judgePython(`${script}sys.exit(main())\n`);
    expect({ shipped, errors }).toEqual({ shipped: `${script}pass\n`, errors: [] });
    expect(finding('main-guard-needed')).toMatchObject({ severity: 'advice' });
    expect(finding('main-guard-needed').message).toContain('LIMIT');
  });

  it.each([
    ['under a test', 'if os.environ.get("A"):\n    LIMIT = 1\n'],
    ['in one of two branches', 'if os.environ.get("A"):\n    LIMIT = 1\nelse:\n    OTHER = 1\n'],
    ['in a loop', 'for LIMIT in os.environ:\n    pass\n'],
    ['in a try', 'try:\n    LIMIT = int("1")\nexcept ValueError:\n    pass\n'],
    ['in a case', 'match os.name:\n    case "posix":\n        LIMIT = 1\n'],
    [
      'under a test in front of a function that has one of its own',
      'if os.name == "a":\n    LIMIT = 1\ndef g():\n    LIMIT = 2\n',
    ],
  ])('stays where main() needs what else is set only %s', async (_, lines) => {
    const script = `import os\n${lines}def main():\n    return [LIMIT]\nif __name__ == "__main__":\n    LIMIT = {}\n`;
    const { shipped, errors, finding } = await judgePython(script);
    expect({ shipped, errors }).toEqual({ shipped: script, errors: [] });
    expect(finding('main-guard-needed').message).toContain('LIMIT');
  });

  it('stays where it sets several names that are set only in some cases, in another order', async () => {
    const script =
      'import os\nif os.name == "a":\n    A = 1\nif os.name == "b":\n    B = 1\ndef main():\n    return [A, B]\nif __name__ == "__main__":\n    B = {}\n    A = {}\n';
    const { shipped, finding } = await judgePython(script);
    expect(shipped).toBe(script);
    expect(finding('main-guard-needed').message).toContain('B, A');
  });

  it.each([
    ['without condition', 'LIMIT = 1\n'],
    ['in front of a test that sets it too', 'LIMIT = 1\nif os.environ.get("A"):\n    LIMIT = 2\n'],
    [
      'in each branch',
      'if os.environ.get("A"):\n    LIMIT = 1\nelif os.name:\n    LIMIT = 2\nelse:\n    LIMIT = 3\n',
    ],
    ['in a try and where it fails', 'try:\n    import LIMIT\nexcept ImportError:\n    LIMIT = None\n'],
    ['in a with', 'with open("a") as LIMIT:\n    pass\n'],
    [
      'in front of it',
      'if os.environ.get("A"):\n    LIMIT = 1\n    print(LIMIT)\n',
      'def main():\n    LIMIT = 1\n    return [LIMIT]\n',
    ],
  ])('goes where what it sets is set %s', async (_, lines, main = 'def main():\n    return [LIMIT]\n') => {
    const script = `import os\n${lines}${main}`;
    const { shipped } = await judgePython(
      `${script}if __name__ == "__main__":\n    LIMIT = {}\n    main()\n`,
    );
    expect(shipped).toBe(`${script}pass\n`);
  });

  it('stays where main() needs what it defines, while calls of main() in it and behind it go', async () => {
    const script = (call: string) =>
      `def main():\n    return [LIMIT]\nif __name__ == "__main__":\n    LIMIT = {}\n    ${call}\n${call}\n`;
    expect((await judgePython(script('main()'))).shipped).toBe(script('pass'));
  });

  it('stays where a call behind it cannot be replaced', async () => {
    const script = `${MAIN}if __name__ == "__main__":\n    main()\nmain()x\n`;
    const { shipped, errors, finding } = await judgePython(script);
    expect({ shipped, errors }).toEqual({ shipped: script, errors: ['syntax-error'] });
    expect(finding('main-guard-needed').message).toContain('cannot be removed safely');
  });

  it('stays with a paired else behind a call of main()', async () => {
    const block = 'if __name__ == "__main__":\n    print(1)\nelse:\n    print(2)\n';
    const { shipped, errors } = await judgePython(`${MAIN}result = main()\n${block}`);
    expect({ shipped, errors }).toEqual({ shipped: `${MAIN}pass\n${block}`, errors: ['main-guard-else'] });
  });

  it.each([
    [
      'a comprehension has a name of its own',
      'def main():\n    return [i for i in []]\n',
      'for i in main():\n        print(i)',
    ],
    [
      'an argument is called so',
      'def main():\n    print(dict(indent=2))\n    return []\n',
      'indent = 4\n    print(indent)',
    ],
    [
      'a class has it',
      'class A:\n    name: str = ""\n    other = name\ndef main():\n    return []\n',
      'name = "x"\n    main()',
    ],
    [
      'Python has it',
      'def main():\n    return list(id(1) for x in [])\n',
      'for id in main():\n        print(id)',
    ],
    ['the runner imports it', 'def main():\n    print(json.dumps({}))\n    return []\n', 'import json'],
    [
      'its lack is caught',
      'def main():\n    try:\n        print(LIMIT)\n    except NameError:\n        pass\n    return []\n',
      'LIMIT = 3',
    ],
    [
      'a function sets it',
      'def start():\n    global client\n    client = 1\ndef main():\n    start()\n    print(client)\n    return []\n',
      'client = 2',
    ],
  ])('goes where %s', async (_, before, body) => {
    const { fixed, errors } = await judgePython(`${before}if __name__ == "__main__":\n    ${body}\n`);
    expect({ fixed, errors }).toEqual({ fixed: ['main-guard'], errors: [] });
  });

  it('says that its effects are gone', async () => {
    const { finding } = await judgePython(`${MAIN}if __name__ == "__main__":\n    main()\n`);
    expect(finding('main-guard').message).toContain('nothing that it sets or changes is there');
  });

  it('goes where functions have locals of the same name', async () => {
    const script = `def main():\n    result = []\n    return result\nif __name__ == "__main__":\n    result = main()\n`;
    expect((await judgePython(script)).fixed).toEqual(['main-guard']);
  });

  it.each([
    ['a function docstring', 'def f():\n    """\n    if __name__ == "__main__":\n        main()\n    """\n'],
    ['a module docstring', '"""\nif __name__ == "__main__":\n    main()\n"""\n'],
    ['a comment', '# if __name__ == "__main__":\n'],
    ['another comparison', 'if __name__ != "__main__":\n    limit = 3\n'],
    ['another module', 'if __name__ == "tests":\n    limit = 3\n'],
    ['another name', 'import os\nif "__main__" == os.name:\n    limit = 3\n'],
    ['nothing of the kind', 'limit = 3\n'],
  ])('is not seen in %s', async (_, text) => {
    const { shipped, fixed, errors } = await judgePython(`${text}${MAIN}`);
    expect({ shipped, fixed, errors }).toEqual({ shipped: `${text}${MAIN}`, fixed: [], errors: [] });
  });
});
