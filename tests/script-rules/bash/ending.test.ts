// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { readEnding } from '../../../src/script-rules/read-ending.ts';
import { bashMain } from '../judged.ts';

const read = (script: string) => readEnding({ script, interpreter: 'bash' });
const MAIN = 'main() {\n  check\n  echo "[]" >&3\n}\n';

describe('the text of a Bash script proves its result', () => {
  it.each([
    ['main writes it last', bashMain('echo "[]" >&3')],
    ['main is on one line', 'main() { echo "[]" >&3; }\n'],
    ['a function is called before', `check() {\n  kubectl get pods\n}\n${MAIN}`],
    ['a function comes back early', `check() {\n  kubectl get pods || return 1\n}\n${MAIN}`],
    ['a function that exits is never called', `die() {\n  exit 1\n}\ncheck() {\n  :\n}\n${MAIN}`],
    ['set -e is on', `set -euo pipefail\ncheck() {\n  kubectl get pods\n}\n${MAIN}`],
    ['only a subshell exits', bashMain('(exit 0)', 'x=$(exit 0)', 'exit 0 | cat', 'echo "[]" >&3')],
    ['it exits after it has written', bashMain('echo "[]" >&3', 'exit 0')],
    ['both ways of a condition write it', bashMain('if check; then echo "[]" >&3; else echo "[]" >&3; fi')],
    [
      'all ways of a longer one do',
      bashMain('if a; then printf "x\\n" >&3', 'elif b; then echo >&3', 'else echo 1 >&3; fi'),
    ],
    ['a block is redirected', bashMain('{ echo "["; check; echo "]"; } >&3')],
    ['a function writes it', `report() { echo "$1" >&3; }\n${bashMain('report "[]"')}`],
    ['a function is redirected', `report() { echo "[]"; }\n${bashMain('report >&3')}`],
    ['a here-document does', bashMain('cat >&3 <<X', '[]', 'X').replaceAll('  X', 'X')],
    ['its file is named', bashMain('echo "[]" > "$ISSUES_FILE"')],
    ['its file is named by its directory', bashMain('echo "[]" > "${CODEBUNDLE_TEMP_DIR}/run_output.json"')],
    ['its file is named where the script runs', bashMain('echo "[]" > run_output.json')],
    [
      'a variable holds its path',
      `OUT="$CODEBUNDLE_TEMP_DIR/run_output.json"\n${bashMain('echo "[]" >> "$OUT"')}`,
    ],
    [
      'a variable holds the path of another variable',
      bashMain('local f=/dev/fd/3', 'local g="$f"', 'echo "[]" > "$g"'),
    ],
    ['printf ends with a line', bashMain('printf "%s\\n" "$x" >&3')],
    [
      'a file of its own is removed',
      bashMain('T=$(mktemp -d)', 'rm -rf "$T" /tmp/mine', 'echo "[]" >&3', 'rm -f "$T/x" log.txt'),
    ],
    [
      'options of the shell are set',
      `shopt -s nullglob\nset -Eeuo pipefail\nIFS=$'\\n\\t'\n${bashMain('echo "[]" >&3')}`,
    ],
    [
      'variables are set from programs',
      `NOW=$(date +%s)\nDIR="$(cd "$(dirname "$0")" && pwd)"\n${bashMain('echo "[]" >&3')}`,
    ],
    [
      'words of the kind stand in texts only',
      bashMain('echo "exit or return or eval; trap"', 'echo "[]" >&3'),
    ],
    ['such words stand in a comment', bashMain('# exit 0, eval, source', 'echo "[]" >&3')],
    ['a loop breaks', bashMain('for x in a b; do break; done', 'echo "[]" >&3')],
    ['it reads a list', bashMain('while read -r x; do echo "$x"; done < list', 'echo "[]" >&3')],
    [
      'it ends before with a status of its own',
      `[ -n "$X" ] || { echo no; exit 3; }\n${bashMain('a || exit 1', 'echo "[]" >&3')}`,
    ],
    ...['exec', 'flock /tmp/x', 'busybox', 'stdbuf -oL', 'watch -n1', 'awk -f x.awk', 'make'].map((by) => [
      `${by} does something else after it`,
      bashMain('echo "[]" >&3', `${by} cat /tmp/mine`),
    ]),
    ['its function is written with the word', 'function main {\n  echo "[]" >&3\n}\n'],
  ])('where %s', async (_, script) => {
    expect((await read(script)).mayLeaveNothing).toBeUndefined();
  });

  it.each([
    ['main comes back early', bashMain('kubectl get pods || return 0', 'echo "[]" >&3')],
    ['a function that main calls exits', `check() {\n  exit 0\n}\n${MAIN}`],
    ['one exits that it calls', `die() {\n  exit 0\n}\ncheck() {\n  true || die\n}\n${MAIN}`],
    ['one exits that a variable names', `stop_now() {\n  exit 0\n}\ncheck() {\n  "stop_$1"\n}\n${MAIN}`],
    ['one exits that a line begins with', `die_now() {\n  exit 0\n}\n${bashMain('$1', 'echo "[]" >&3')}`],
    ['a trap exits', `check() {\n  trap "exit 0" EXIT\n}\n${MAIN}`],
    ['echo is a function', `echo() {\n  :\n}\n${MAIN}`],
    ['a condition decides', bashMain('if check; then', 'echo "[]" >&3', 'fi')],
    ['one way of a condition does not write', bashMain('if a; then echo "[]" >&3; else echo "[]"; fi')],
    ['a loop decides', bashMain('for x in $list; do echo "$x" >&3; done')],
    ['the exit status decides', bashMain('check && echo "[]" >&3')],
    ['a program writes it', bashMain('jq -c . list.json >&3')],
    ['a variable may be empty', bashMain('printf "%s" "$issues" >&3')],
    ['echo writes no line', bashMain('echo -n "$issues" >&3')],
    ['an option of echo is in a variable', bashMain('flag=-n', 'echo "$flag" >&3')],
    ['an option of echo may come of a word', bashMain('echo $issues >&3')],
    ['the descriptor is pointed elsewhere', bashMain('exec 3>/tmp/x', 'echo "[]" >&3')],
    ['it is so for a block', bashMain('{ echo "[]" >&3; } 3>/tmp/x')],
    ['it is so for main', 'main() { echo "[]" >&3; } 3>/tmp/x\n'],
    ['it is run as another program', bashMain('exec true', 'echo "[]" >&3')],
    ['text is run', bashMain('eval "$CHECK"', 'echo "[]" >&3')],
    ['a file is read', `source ./lib.sh\n${MAIN}`],
    ['the script ends before main', `[ -n "$X" ] || exit 0\n${bashMain('echo "[]" >&3')}`],
    ['its status before main is 0 after all', `[ -n "$X" ] || exit 256\n${bashMain('echo "[]" >&3')}`],
    ['its status before main is in a variable', `a || exit $?\n${bashMain('echo "[]" >&3')}`],
    [
      'a handler ends it with another status',
      `trap 'exit 0' EXIT\na || exit 1\n${bashMain('echo "[]" >&3')}`,
    ],
    ['the rest of the script is read away', `cat > /tmp/x\n${bashMain('echo "[]" >&3')}`],
    ['it may be read away in a function', `setup() { read -r x; }\nsetup\n${bashMain('echo "[]" >&3')}`],
    ['its file is removed before', bashMain('rm -f "$ISSUES_FILE"', 'echo "[]" >&3')],
    ['its file is removed after', bashMain('echo "[]" >&3', 'rm -f run_output.json')],
    ['all files are', bashMain('echo "[]" >&3', 'rm -f ./*.json')],
    ['its directory is', bashMain('echo "[]" >&3', 'rm -rf "$CODEBUNDLE_TEMP_DIR"')],
    ['it is moved away', bashMain('echo "[]" >&3', 'mv "$ISSUES_FILE" /tmp/x')],
    ['it is emptied', bashMain('echo "[]" >&3', ': > /dev/fd/3')],
    ['it is emptied by cp', bashMain('echo "[]" >&3', 'cp /dev/null "$ISSUES_FILE"')],
    ['it is emptied by dd', bashMain('echo "[]" >&3', 'dd if=/dev/null of=/dev/fd/3')],
    ['it is emptied by tee', bashMain('echo "[]" >&3', 'true | tee run_output.json')],
    ['it is emptied by truncate', bashMain('echo "[]" >&3', 'truncate -s 0 "$ISSUES_FILE"')],
    ['it is emptied by find', bashMain('echo "[]" >&3', 'find . -name "*.json" -delete')],
    ['it is emptied by Python', bashMain('echo "[]" >&3', `python3 -c 'open("run_output.json", "w")'`)],
    [
      'it is emptied by Python in a here-document',
      bashMain('echo "[]" >&3', 'python3 - <<X', 'open("/dev/fd/3", "w")', 'X').replaceAll('  X', 'X'),
    ],
    ['it is removed by a shell', bashMain('echo "[]" >&3', `bash -c 'rm -f run_output.*'`)],
    ...[
      'chroot /',
      'exec',
      'flock /tmp/x',
      'busybox',
      'stdbuf -oL',
      'ionice -c3',
      'su -c',
      'find . -exec',
    ].map((by) => [`it is removed through ${by}`, bashMain('echo "[]" >&3', `${by} rm -f run_output.json`)]),
    ['it is removed by awk', bashMain('echo "[]" >&3', `awk 'BEGIN { system("rm run_output.json") }'`)],
    ['it is emptied by gawk', bashMain('echo "[]" >&3', `gawk 'BEGIN { printf "" > "run_output.json" }'`)],
    ['it may be removed by a variable', bashMain('echo "[]" >&3', 'rm -f "$1"')],
    ['it is emptied by a variable', `OUT=/dev/fd/3\n${bashMain('echo "[]" >&3', '> "$OUT"')}`],
    ['it is emptied by a function', `tidy() { : > "$ISSUES_FILE"; }\n${bashMain('echo "[]" >&3', 'tidy')}`],
    ['a job goes on', bashMain('(sleep 1; rm -f run_output.json) &', 'echo "[]" >&3')],
    ['another directory is given', `CODEBUNDLE_TEMP_DIR=/tmp\n${bashMain('echo "[]" >&3')}`],
    ['main is removed', `unset -f main\n${bashMain('echo "[]" >&3')}`],
    ['main is defined again', `${bashMain('echo "[]" >&3')}main() { :; }\n`],
    ['main is defined under a condition', 'if true; then main() { echo "[]" >&3; }; fi\n'],
    ['nothing more is run', bashMain('set -n', 'echo "[]" >&3')],
    ['an error that breaks main off is hidden', bashMain('{ x=$((1 / n)); } 2>/dev/null', 'echo "[]" >&3')],
    ['all errors are hidden', bashMain('exec 2>/dev/null', 'echo "$((1 / n))"', 'echo "[]" >&3')],
    ['the directory is another', bashMain('cd /tmp', 'echo "[]" > run_output.json')],
  ])('but not where %s', async (_, script) => {
    expect((await read(script)).mayLeaveNothing).toBeDefined();
  });

  it('says which line it is', async () => {
    const { mayLeaveNothing } = await read(bashMain('kubectl get pods || return 0', 'echo "[]" >&3'));
    expect(mayLeaveNothing).toEqual({ line: 2, text: 'return 0' });
  });
});

describe('the text of a Bash script says what goes on after main', () => {
  it.each([
    'curl "$URL?a=1&b=2"',
    'a && b',
    'a 2>&1',
    'a &>log',
    'echo "[]" >&3',
    'echo "trap & nohup"',
    'trap - EXIT',
    ':\n# sleep 1 &',
    'cat <<X\n&\nX',
  ])('nothing: %s', async (line) => {
    expect((await read(`main() {\n${line}\n}\n`)).mayGoOn).toBeUndefined();
  });

  it.each([
    'sleep 1 &',
    '(sleep 1; a) &',
    'a > >(tee log)',
    'trap "echo bye" EXIT',
    'nohup a',
    'eval "$X"',
    'bash -c "a &"',
  ])('something: %s', async (line) => {
    expect((await read(`main() {\n${line}\n}\n`)).mayGoOn).toBeDefined();
  });

  it('not what is in a function that nobody calls', async () => {
    expect((await read(`later() { sleep 1 & }\n${bashMain('echo "[]" >&3')}`)).mayGoOn).toBeUndefined();
  });
});

describe('what goes on after a main of Bash', () => {
  it.each([
    ['a handler removes it', `trap 'rm -f run_output.json' EXIT`],
    ['a handler empties it', `trap ': > "$ISSUES_FILE"' EXIT`],
    ['a handler removes its directory', `trap 'rm -rf "$CODEBUNDLE_TEMP_DIR"' EXIT`],
    ['a handler calls a function that does', `tidy() { rm -f ./*; }\ntrap tidy EXIT`],
    ['a handler is in a variable', 'trap "$HANDLER" EXIT'],
    ['a job removes it', 'f() { (sleep 1; rm -f run_output.json) & }\nf'],
    ['a handler runs Python', `trap 'python3 -c "import os; os.remove(\\"run_output.json\\")"' EXIT`],
  ])('may take the result away: %s', async (_, lines) => {
    expect((await read(`${lines}\n${bashMain('echo "[]" >&3')}`)).mayTakeAway).toBeDefined();
  });

  it.each([
    ['it removes a directory of its own', `T=$(mktemp -d)\ntrap 'rm -rf "$T"' EXIT`],
    ['it removes it by a text with the variable put in', 'T=$(mktemp)\ntrap "rm -f $T" EXIT'],
    ['it calls a function that does', 'T=$(mktemp -d)\ntidy() { rm -rf "$T"; }\ntrap tidy EXIT'],
    ['it prints', `trap 'echo "failed on line $LINENO" >&2' ERR`],
    [
      'it removes a file of another name',
      `trap 'rm -f /tmp/kubeconfig.$$ "$CODEBUNDLE_TEMP_DIR/pods.json"' EXIT`,
    ],
    ['a job only waits', 'f() { sleep 1 & }\nf'],
    ['a substitution writes a log', 'f() { a > >(tee run.log); }\nf'],
  ])('does not: %s', async (_, lines) => {
    expect((await read(`${lines}\n${bashMain('echo "[]" >&3')}`)).mayTakeAway).toBeUndefined();
  });
});

describe('a Bash script that ends early', () => {
  it.each([
    ['the write is the last of main', bashMain('check', 'echo "[]" >&3')],
    ['it is the last on each way', bashMain('if a; then echo "[]" >&3; else jq . x >&3; fi')],
    [
      'it is in a function that main ends with',
      `report() {\n  echo "$1" >&3\n}\n${bashMain('check', 'report "[]"')}`,
    ],
    [
      'other files are written',
      bashMain('echo x > log', 'echo y >> "$CODEBUNDLE_TEMP_DIR/log"', 'echo "[]" >&3'),
    ],
    ['words of the kind stand in texts', bashMain('echo "write to >&3"', 'echo "[]" >&3')],
    ['a pipeline writes it', bashMain('list | jq -s . >&3')],
    [
      'a way that writes it is followed by another',
      bashMain('if a; then b; jq . x >&3; elif c; then d >&3; fi'),
    ],
    ['a trap is named that writes nothing', bashMain('trap - EXIT', 'echo "[]" >&3')],
    ['descriptor 3 is made of itself', bashMain('exec 3>&3', 'check')],
    [
      'the one that writes is called last in each function',
      `f() {\n  echo "[]" >&3\n}\ng() {\n  check\n  f\n}\n${bashMain('g')}`,
    ],
  ])('has surely left nothing where %s', async (_, script) => {
    expect((await read(script)).mayWriteEarly).toBeUndefined();
  });

  it.each([
    ['something follows', bashMain('echo "[]" >&3', 'check')],
    ['it is written by name before', bashMain('echo "[]" > "$ISSUES_FILE"', 'check')],
    ['it is written by tee before', bashMain('echo "[]" | tee run_output.json', 'check')],
    ['it is copied before', bashMain('cp list.json "$ISSUES_FILE"', 'check')],
    ['it is moved before', bashMain('mv list.json run_output.json', 'check')],
    ['dd writes it before', bashMain('dd if=list.json of=/dev/fd/3', 'check')],
    ['Python writes it before', bashMain(`python3 -c 'import os; os.write(3, b"[]")'`, 'check')],
    [
      'a here-document of Python does',
      bashMain('python3 - <<X', 'open("run_output.json", "w")', 'X', 'check').replaceAll('  X', 'X'),
    ],
    ['a variable holds the descriptor', bashMain('echo "[]" >&"$FD"', 'check')],
    ['a variable may hold the file', bashMain('echo "[]" > "$OUT"', 'check')],
    ['a block is redirected', bashMain('{ echo "[]"; check; } >&3')],
    ['a function is redirected', `report() { echo "[]"; check; }\n${bashMain('report >&3')}`],
    ['a loop writes it', bashMain('for x in a b; do echo "[]" >&3; done')],
    ['a handler writes it', `trap 'echo "[]" >&3' EXIT\n${bashMain('check')}`],
    ['text is run', bashMain('eval "$REPORT"', 'check')],
    ['a way that writes goes on', bashMain('if a; then', 'jq . x >&3', 'check', 'fi')],
    ['a loop ends with it', bashMain('while a; do', 'echo "[]" >&3', 'done')],
    [
      'one of two calls of its function is the last',
      `f() {\n  echo "[]" >&3\n}\n${bashMain('f', 'check', 'f')}`,
    ],
    ['its functions call each other', `f() {\n  g\n  echo "[]" >&3\n}\ng() {\n  a || f\n}\n${bashMain('f')}`],
    ['a function is part of the pipeline', `f() {\n  exit 1\n}\n${bashMain('f | jq . >&3')}`],
    ['a program is named by a variable', bashMain('"$REPORT"', 'check')],
    ['two descriptors are made of it', bashMain('exec 4>&3', 'check')],
    ['a file is written by other operators', bashMain('check &>> "$ISSUES_FILE"', 'check')],
    ['a file is written in spite of noclobber', bashMain('check >| "$ISSUES_FILE"', 'check')],
  ])('may have left something where %s', async (_, script) => {
    expect((await read(script)).mayWriteEarly).toBeDefined();
  });

  it('is told of the first of the places', async () => {
    const script = bashMain('cat list.json | tee "$OUT" > log', 'echo "[]" >&3', 'check');
    expect((await read(script)).mayWriteEarly).toMatchObject({ line: 2 });
  });
});
