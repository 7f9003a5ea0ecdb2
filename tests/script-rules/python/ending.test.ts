import { describe, expect, it } from 'vitest';
import { readEnding } from '../../../src/script-rules/read-ending.ts';

const read = (script: string) => readEnding({ script, interpreter: 'python' });
const MAIN = 'def main():\n    return []\n';

describe('the text of a Python script proves its result', () => {
  it.each([
    ['nothing ends the interpreter', 'import json\n'],
    ['a parser of arguments gets none', 'import argparse\nargs = argparse.ArgumentParser().parse_args([])\n'],
    [
      'a parser reads the arguments of the program, which has none',
      'import argparse\nargs = argparse.ArgumentParser().parse_args()\n',
    ],
    ['such words stand in texts and comments', 'TEXT = "sys.exit(0), eval, globals()"  # exit, os._exit\n'],
    [
      'something else is left',
      'import smtplib\ndef bye(server):\n    server.quit()\n'.replace('smtplib', 'ssl'),
    ],
    ['a pattern is compiled', 'import re\nP = re.compile("exit code")\n'],
    ['variables of others are set', 'import os\nos.environ["KUBECONFIG"] = "/tmp/k"\n'],
    [
      'variables are passed on',
      'import os, subprocess\nsubprocess.run(["a"], env={**os.environ, "A": "b"})\n',
    ],
    ['a list loses an element', 'rows = [1]\nrows.remove(1)\n'],
    ['something is looked up by a plain name', 'import os\nuid = getattr(os, "getuid", None)\n'],
    [
      'what comes is sorted by a plain name',
      'import operator\nrows.sort(key=operator.attrgetter("title"))\n',
    ],
  ])('where %s', async (_, lines) => {
    expect((await read(lines + MAIN)).mayLeaveNothing).toBeUndefined();
  });

  it.each([
    ['it exits', 'import sys\ndef stop():\n    sys.exit(0)\n'],
    ['it exits by another name', 'from os import _exit as bye\ndef stop():\n    bye(0)\n'],
    ['it raises the exception', 'def stop():\n    raise SystemExit\n'],
    ['it looks the function up', 'import sys\ngetattr(sys, "exit")(0)\n'],
    ['it looks a name up', 'import sys\ngetattr(sys, name)(0)\n'],
    ['it looks names up that are unpacked', 'getattr(*pair)(0)\n'],
    ['it looks a name up in what comes', 'import operator, sys\noperator.attrgetter(name)(sys)(0)\n'],
    ['it takes it out of a dict', 'import sys\nsys.__dict__["exit"](0)\n'],
    ['it quits', 'quit()\n'],
    ['it becomes another program', 'import os\nos.execvp("true", ["true"])\n'],
    ['it runs text', 'exec(TEXT)\n'],
    ['a parser of arguments prints help', 'import argparse\nargparse.ArgumentParser().parse_args(["-h"])\n'],
    [
      'a parser that leaves arguments over prints help',
      'import argparse\nargparse.ArgumentParser().parse_known_args(["-h"])\n',
    ],
    [
      'a parser of arguments gets some',
      'import argparse, sys\nsys.argv.append("-h")\nargparse.ArgumentParser().parse_args()\n',
    ],
    ['a module may end it', 'import click\n'],
    ['one of several modules may end it', 'import json, click\n'],
    ['all names of a module are taken', 'from os.path import *\n'],
    ['it forks', 'import os\nos.fork()\n'],
    ['what the result is written with is another', 'import json\njson.dump = print\n'],
  ])('but not where %s', async (_, lines) => {
    expect((await read(lines + MAIN)).mayLeaveNothing).toBeDefined();
  });

  it('says which line it is', async () => {
    const { mayLeaveNothing } = await read('import sys\ndef main():\n    sys.exit(0)  # done\n');
    expect(mayLeaveNothing).toEqual({ line: 3, text: 'exit(0)  # done' });
  });
});

describe('what the result of Python is written with', () => {
  it.each([
    'import os.path as p\np.join = None\n',
    'import os\nsetattr(os, name, 1)\n',
    'import os\nos.environ.update(values)\n',
    'import os\nos.environ.update(A := values)\n',
    'import os\nos.environ.update(**values)\n',
    'import os\nos.environ.update({"CODEBUNDLE_TEMP_DIR": "/tmp"})\n',
    'import os\nfor k in list(os.environ):\n    del os.environ[k]\n',
    'import os\nos.environ.clear()\n',
    'import os\nos.environ.pop("CODEBUNDLE_TEMP_DIR")\n',
    'import os\nenv = os.environ\nenv["CODEBUNDLE_TEMP_DIR"] = "/tmp"\n',
    'from os import environ as e\ne[name] = "x"\n',
    'import os\nos.environ |= values\n',
    'import sys\nsys.modules["json"] = None\n',
    'import json as j\nj.JSONEncoder = None\n',
    'from json import JSONEncoder\nJSONEncoder.encode = print\n',
    'import os\nos.environ.popitem()\n',
    'import os\nos.environ.__setitem__(name, "x")\n',
    'import os\nos.environ.update({"A": "b", **values})\n',
    'import os\nos.environ.update({"A": "b"}, CODEBUNDLE_TEMP_DIR="/tmp")\n',
    'import json\nvars(json)["dump"] = print\n',
    'import json\njson.dump, x = print, 1\n',
    'import json\njson.__dict__["dump"] = print\n',
    'def open(*a):\n    pass\n',
    'from io import open\n',
    'def f():\n    global json\n    json = None\n',
    'from unittest.mock import patch\n',
    'import builtins\nbuiltins.open = None\n',
  ])('may be changed: %j', async (script) => {
    expect((await read(script)).mayReplaceWriter).toBeDefined();
  });

  it.each([
    'import os\nos.environ.update({"A": "b"})\n',
    'import os\nos.environ.update(A="b")\n',
    'import os\nos.environ.setdefault("A", "b")\n',
    'import os\nif os.environ["A"] == "b": pass\n',
    'import os\ndel os.environ["HTTPS_PROXY"]\n',
    'import os\nenv = dict(os.environ)\nenv["A"] = name\n',
    'import os\nenv = os.environ.copy()\nenv[name] = "x"\n',
    'class A:\n    def __init__(self):\n        self.path = "x"\n',
    'class Store:\n    def open(self):\n        pass\n',
    'import json\njson.JSONEncoder.default = print\n',
    'from json import JSONEncoder\nJSONEncoder.default = print\n',
    'import os\nos.environ.pop("A", None)\n',
    'import os\nos.environ.update({"A": "b", "C": "d"})\n',
    'row = {}\nrow["json"] = 1\nrow["open"] = 2\n',
    'TEXT = """\njson.dump = None\nopen = 1\n"""\n',
    'def f():\n    open = 1\n    return open\n',
    'setattr(args, name, 1)\n',
  ])('is not: %j', async (script) => {
    expect((await read(script)).mayReplaceWriter).toBeUndefined();
  });
});

describe('what goes on after a main of Python', () => {
  it.each([
    ['import threading\n', true, false],
    ['import atexit\natexit.register(print, "bye")\n', true, false],
    ['import atexit, os\natexit.register(os.remove, PATH)\n', true, true],
    ['import atexit, os\natexit.register(lambda: os.unlink("run_output.json"))\n', true, true],
    ['import os\nos.system("sleep 9 &")\n', true, false],
    ['import os\nos.system("(sleep 9; rm run_output.json) &")\n', true, true],
    ['import os\nos.system("""\nsleep 9 &\n""")\n', true, false],
    ['import os\nos.system("echo \'a=1&\' b")\n', false, false],
    ['import os\nos.system("echo \'a=1&b=2\'")\n', false, false],
    ['# threading, atexit\nTEXT = "Popen(threading)"\n', false, false],
    ['import os\nos.remove("/tmp/x")\n', false, false],
  ])('in %j: something %s, to take the result away %s', async (lines, goesOn, takes) => {
    const { mayGoOn, mayTakeAway } = await read(lines + MAIN);
    expect([mayGoOn !== undefined, mayTakeAway !== undefined]).toEqual([goesOn, takes]);
  });
});
