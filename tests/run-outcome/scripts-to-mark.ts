// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Bash look like this.
/** Scripts by what they do that a completion mark must not change. */
export const pythonScripts: [string, string][] = [
  ['callable', 'class M:\n    def __call__(self):\n        return []\nmain = M()\n'],
  ['lru', 'import functools\n@functools.lru_cache\ndef main():\n    return []\n'],
  ['cls', 'class main(list):\n    pass\n'],
  [
    'recursive',
    'n = 0\ndef main():\n    global n\n    n += 1\n    if n < 3:\n        return main()\n    return []\n',
  ],
  [
    'frames',
    'import sys, traceback, inspect\ndef main():\n    f = sys._getframe(1)\n    print(f.f_code.co_name, f.f_lineno, len(inspect.stack()))\n    traceback.print_stack(file=sys.stdout)\n    return []\n',
  ],
  ['globalslist', 'def main():\n    print(sorted(globals()))\n    print(sorted(dir()))\n    return []\n'],
  [
    'modules',
    'import sys\nbefore = set(sys.modules)\ndef main():\n    print(sorted(set(sys.modules) - before))\n    return []\n',
  ],
  [
    'group',
    'def main():\n    raise ExceptionGroup("g", [ValueError("a"), ExceptionGroup("h", [OSError(2, "no")])])\n',
  ],
  ['execv', 'import os\ndef main():\n    os.execvp("true", ["true"])\n'],
  [
    'atexit-raise',
    'import atexit\ndef boom():\n    1/0\natexit.register(boom)\ndef main():\n    return []\n',
  ],
  [
    'stderr-stringio',
    'import sys, io\nsys.stderr = io.StringIO()\ndef main():\n    print("x", file=sys.stderr)\n    return []\n',
  ],
  [
    'stderr-closed-file',
    'import sys\nsys.stderr.close()\nf = open("mine.txt", "w")\ndef main():\n    f.write("hi"); f.flush()\n    print(open("mine.txt").read())\n    return []\n',
  ],
  [
    'redirect',
    'import contextlib, io, sys\ndef main():\n    b = io.StringIO()\n    with contextlib.redirect_stderr(b):\n        print("x", file=sys.stderr)\n    print(len(b.getvalue()))\n    return []\n',
  ],
  ['list-shadow', 'list = 5\ntype = 6\nlen = 7\nstr = 8\nisinstance = 9\ndef main():\n    return []\n'],
  ['next-shadow', 'next = map = exec = globals = None\ndef main():\n    return []\n'],
  [
    'warn',
    'import warnings\nwarnings.warn("careful")\ndef main():\n    warnings.warn("again")\n    return []\n',
  ],
  ['blank-err', 'import sys\ndef main():\n    sys.stderr.write("\\n\\n")\n    return []\n'],
  ['listsub', 'class L(list):\n    pass\ndef main():\n    return L()\n'],
  ['gen', 'def main():\n    yield {"issue title":"x"}\n'],
  [
    'mainreplace',
    'def other():\n    return [{"issue title": "other"}]\ndef main():\n    global main\n    main = other\n    return []\n',
  ],
];

export const bashScripts: [string, string][] = [
  [
    'funcname',
    'main() { echo "${FUNCNAME[*]} ${BASH_LINENO[*]} $LINENO ${#BASH_SOURCE[@]} $(caller 0)"; echo "[]" >&3; }\n',
  ],
  [
    'traperr',
    'trap \'echo "E $LINENO $BASH_COMMAND" >&2\' ERR\nmain() { false; echo "[]" >&3; return 4; }\n',
  ],
  ['trapexit', 'trap \'echo "X $? $BASH_COMMAND $LINENO" >&2\' EXIT\nmain() { echo "[]" >&3; }\n'],
  ['file2', 'exec 2>err.log\nmain() { echo e >&2; cat err.log; echo "[]" >&3; }\n'],
  ['both', 'exec > all.log 2>&1\nmain() { echo o; echo e >&2; echo "[]" >&3; }\n'],
  ['euo', 'set -euo pipefail\nmain() { local x; x=$(echo a | grep b); echo "[]" >&3; }\n'],
  ['posix', 'set -o posix\nmain() { echo "[]" >&3; }\n'],
  ['allexport', 'set -a\nmain() { echo "[]" >&3; }\ntrap "env | grep -c ^s= " EXIT\n'],
  ['readonly-s', 'readonly s=1 r=2\nmain() { echo "[]" >&3; }\n'],
  ['ifs', 'IFS=0\nmain() { echo "[]" >&3; return 10; }\n'],
  ['unsetmain', 'main() { unset -f main; echo "[]" >&3; }\n'],
  ['subshell-main', 'main() ( cd /; echo "[]" >&3 )\n'],
  [
    'pathmain',
    'mkdir -p b; printf "#!/bin/bash\\necho []>&3\\n" > b/main; chmod +x b/main; PATH=$PWD/b:$PATH\n',
  ],
  ['nonl', 'main() { printf "no newline" >&2; echo "[]" >&3; }\n'],
  ['catmain', 'main() { cat > /dev/null; echo "[]" >&3; }\n'],
  ['reopen3', 'main() { exec 3>other.json; echo "[]" >&3; }\n'],
  ['killsub', 'main() { (kill -9 $BASHPID); echo "[]" >&3; }\n'],
  ['declare', 'main() { declare -p FUNCNAME; declare -F; compgen -A alias; alias; echo "[]" >&3; }\n'],
  [
    'setprint',
    'main() { set | grep -E "^(s|r|main|_)" ; shopt -p expand_aliases; echo "$-"; echo "[]" >&3; }\n',
  ],
  ['typemain', 'main() { type -t main; declare -f main; echo "[]" >&3; }\n'],
];
