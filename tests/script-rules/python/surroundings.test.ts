import { describe, expect, it } from 'vitest';
import { judgePython, pythonMain } from '../judged.ts';

describe('§6 environment variables of a Python script', () => {
  it.each([
    ['os.environ.get', 'import os\nx = os.environ.get("MY_VAR")', ['MY_VAR']],
    ['os.getenv', 'import os\nx = os.getenv("NAMESPACE", "default")', ['NAMESPACE']],
    ['inside int()', 'import os\nx = int(os.environ.get("LIMIT", "3"))', ['LIMIT']],
    ['a subscript', 'import os\nx = os.environ["TOKEN"]', ['TOKEN']],
    ['names imported from os', 'from os import environ, getenv as g\nx = environ["A"], g("B")', ['A', 'B']],
    [
      'names in parentheses',
      'from os import (  # both\n    environ as e,\n    getenv,\n)\nx = e["A"], getenv("B")',
      ['A', 'B'],
    ],
    ['os under another name', 'import os as system\nx = system.environ["A"]', ['A']],
    ['a test for presence', 'import os\nx = "A" in os.environ', ['A']],
    [
      'a function around it',
      'import os\ndef read(name, default=""):\n    return os.environ.get(name, default)\nx = read("B") + read("A")',
      ['A', 'B'],
    ],
    [
      'a function among other reads',
      'import os\na = os.getenv("A")\ndef read(name):\n    return os.environ[name]\nb = os.getenv("C") + read("B")',
      ['A', 'B', 'C'],
    ],
    ['an f-string', 'import os\nx = f"{os.environ[\'A\']}"', ['A']],
    ['the same name twice', 'import os\nx = os.environ["A"] + os.environ["A"]', ['A']],
  ])('are found by way of %s', async (_, script, names) => {
    expect((await judgePython(`${script}\n${pythonMain('return []')}`)).environmentVariables).toEqual(names);
  });

  it.each([
    ['os.environ.get', 'import os\nx = os.environ.get("A", "5")', { A: '5' }],
    ['getenv by another name', 'from os import getenv as g\nx = g("A", 5)', { A: '5' }],
    ['a keyword', 'import os\nx = os.getenv("A", default="x y")', { A: 'x y' }],
    ['or', 'import os\nx = int(os.environ.get("A") or 100)', { A: '100' }],
    ['what is worked out', 'import os\nx = os.environ.get("A", str(2 * 3))', { A: 'str(2 * 3)' }],
    [
      'arguments with comments',
      'import os\nx = os.environ.get(  # why\n    "A",  # what\n    "5",\n)',
      { A: '5' },
    ],
    ['a list that is not known', 'import os\nx = os.environ.get("A", *rest)', {}],
    ['a dict that is not known', 'import os\nx = os.getenv("A", **rest)', {}],
    ['a sum', 'import os\nx = os.environ.get("A") + "5"', {}],
    ['what is before it', 'import os\nx = y or os.environ.get("A")', {}],
    ['None alone', 'import os\nx = os.environ.get("A", None)', {}],
    ['nothing', 'import os\nx = os.environ["A"]', {}],
    ['another dict', 'x = settings.get("A", "5")', {}],
  ])('have the default that %s gives', async (_, script, defaults) => {
    expect((await judgePython(`${script}\n${pythonMain('return []')}`)).environmentDefaults).toEqual(
      defaults,
    );
  });

  it.each([
    ['a comment', '# os.environ["A"]'],
    ['a string', 'x = \'os.environ["A"]\''],
    ['an assignment', 'import os\nos.environ["A"] = "1"'],
    ['a dict of another name', 'x = settings["A"] + config.get("B")'],
    ['a computed name', 'import os\nx = os.environ[name]'],
    ['a function with a fallback', 'import os\ndef run(env):\n    return dict(env or os.environ)\nrun("A")'],
  ])('are not seen in %s', async (_, script) => {
    expect((await judgePython(`${script}\n${pythonMain('return []')}`)).environmentVariables).toEqual([]);
  });
});

describe('runner: what a Python script will not find', () => {
  const judge = (line: string, given: string[] = []) =>
    judgePython(`import os, sys\n${pythonMain(line, 'return []')}`, { given });

  it.each([
    ['HOME', 'x = os.environ["HOME"]', 'runner-variable'],
    ['KUBECONFIG', 'x = os.environ.get("KUBECONFIG")', 'runner-variable'],
    ['HOME, which another dict gets', 'd = {}; d["HOME"] = "/"; x = os.environ["HOME"]', 'runner-variable'],
    ['a variable of the runner', 'x = os.environ["RW_WORKSPACE"]', 'runner-variable'],
    ['a home path', 'x = os.path.expanduser("~/.kube/config")', 'runner-variable'],
    ['the home directory', 'x = pathlib.Path.home()', 'runner-variable'],
    ['the home directory of a Path', 'x = Path.home()', 'runner-variable'],
    ['a path that may be a home path', 'x = os.path.expanduser(path)', 'runner-variable'],
    ['the home path of an object', 'x = Path("~/.kube").expanduser()', 'runner-variable'],
    ['input()', 'x = input()', 'reads-stdin'],
    ['standard input', 'x = sys.stdin.read()', 'reads-stdin'],
    ['arguments', 'x = sys.argv[1]', 'reads-arguments'],
    ['its own path', 'x = __file__', 'reads-own-path'],
    ['its end by sys.exit', 'if x: sys.exit(1)', 'exits-early'],
    ['its end by SystemExit', 'if x: raise SystemExit(1)', 'exits-early'],
    ['its end in a function', 'def stop(): os._exit(1)', 'exits-early'],
  ])('is advice: %s', async (_, line, code) => {
    const { errors, advice } = await judge(line);
    expect({ errors, advice }).toEqual({ errors: [], advice: [code] });
  });

  it.each([
    ['variables that it is given', 'x = os.environ["HOME"]', ['HOME']],
    ['a secret called KUBECONFIG', 'x = os.environ["KUBECONFIG"]', ['KUBECONFIG']],
    [
      'variables that it sets',
      'os.environ["KUBECONFIG"] = os.environ["kubeconfig"]\n    x = os.environ["KUBECONFIG"]',
      [],
    ],
    ['an exception that names another', 'raise ValueError("SystemExit")', []],
    ['another method of a Path', 'x = Path.home_of(user)', []],
    ['paths without a tilde', 'x = os.path.expanduser("/etc/hosts")', []],
  ])('is not: %s', async (_, line, given) => {
    expect((await judge(line, given)).findings).toEqual([]);
  });

  it.each([
    'import os as o\no._exit(0)',
    'from os import _exit as bye\nbye(0)',
    'import sys\nend = sys.exit\nsys.exit(0)',
    'import sys\ngetattr(sys, "exit")(0)',
    'import sys\ngetattr( sys , "exit" )(0)',
    'import os\nos.execvp("x", ["x"])',
    'raise SystemExit(0)',
    'import sys\nx = sys.exit(0)',
  ])('is its end by another name: %s', async (lines) => {
    expect((await judgePython(`${lines}\n${pythonMain('return []')}`)).errors).toEqual(['exits-early']);
  });

  it('is a name that nothing binds, said once where it is read first', async () => {
    const script =
      'def main():\n    a = client.pods()\n    json.dumps(os.environ)\n    return client.all(a, clients)\n';
    const { findings } = await judgePython(script, { undefinedNames: true });
    expect(findings.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['undefined-name', 2, 9],
      ['undefined-name', 4, 26],
    ]);
  });

  it('is a comparison that says little, each time', async () => {
    const { advice } = await judgePython(pythonMain('if f() is "x": pass', 'return f() is "x"'));
    expect(advice.filter((code) => code === 'likely-fault')).toHaveLength(2);
  });

  it('is not a call of its own function exit()', async () => {
    expect(
      (await judgePython(`def exit(code):\n    print(code)\nexit(1)\n${pythonMain('return []')}`)).errors,
    ).toEqual([]);
  });

  it('is an error where the script ends before main() is called', async () => {
    expect((await judgePython(`import sys\n${pythonMain('return []')}sys.exit(0)\n`)).errors).toEqual([
      'exits-early',
    ]);
  });
});

describe('a secret in a Python script', () => {
  const judge = async (line: string) => (await judgePython(pythonMain(line, 'return []'))).advice;

  it.each([
    'password = "hunter22"',
    "password = 'hunter\"2'",
    'password = """hunter22"""',
    'password = "token"; token = "hunter22"',
    'connect(password="hunter22")',
    'def connect(password="hunter22"): pass',
  ])('is advice: %s', async (line) => {
    expect(await judge(line)).toEqual(['secret-in-script']);
  });

  it.each([
    ['a short text', 'password = "hunter2"'],
    ['a short raw text', 'password = r"hunter2"'],
    ['a short long text', 'password = """hunter2"""'],
    ['a short argument', 'connect(password="hunter2")'],
    ['a name', 'password = "correct_horse"'],
    ['a number', 'password = "12345678"'],
    ['a path', 'password = "/run/secrets/1"'],
    ['a placeholder', 'password = "<password1>"; token = "{password1}"'],
    ['words', 'password = "see page 1 of it"'],
    ['another variable', 'pod = "hunter22"'],
  ])('is not: %s', async (_, line) => {
    expect(await judge(line)).toEqual([]);
  });
});

describe('§14 Python scripts that work with Azure', () => {
  const uses = async (script: string) =>
    (await judgePython(`${script}\n${pythonMain('return []')}`)).usesAzure;

  it.each([
    ['an import from the SDK', 'from azure.identity import DefaultAzureCredential'],
    ['an import of the SDK', 'import azure.mgmt.compute as compute'],
    ['the variable', 'import os\nx = os.environ["azure_credentials"]'],
    ['az as a list', 'import subprocess\nsubprocess.run(["az", "account", "show"])'],
    [
      'az as a shell command',
      'import subprocess\nsubprocess.check_output(f"az vm list -g {group}", shell=True)',
    ],
  ])('are known by %s', async (_, script) => {
    expect(await uses(script)).toBe(true);
  });

  it.each([
    ['azure_credentials in the text of an issue', 'x = {"issue next steps": "set azure_credentials"}'],
    ['az in the text of an issue', 'x = "az storage is full"'],
    ['topaz in text', 'x = "topaz storage"'],
    ['a comment', '# import azure, az account show'],
    ['a module that begins alike', 'import azureus'],
  ])('are not known by %s', async (_, script) => {
    expect(await uses(script)).toBe(false);
  });
});
