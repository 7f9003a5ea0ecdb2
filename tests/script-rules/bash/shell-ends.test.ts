// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { readEnding } from '../../../src/script-rules/read-ending.ts';
import { bashMain } from '../judged.ts';

const WRITE = 'echo "[]" >&3';
const FAILS = 'check() { x=$((1 / n)); }\n';

const doubt = async (script: string) => (await readEnding({ script, interpreter: 'bash' })).mayLeaveNothing;

describe('a Bash script comes to the main that writes its result', () => {
  it.each([
    '[ -n "$X" ] || return 0',
    '[ -n "$X" ] || exit 127',
    '[ -n "$X" ] || exit -1',
    '[ -n "$X" ] || command exit 1',
    'command',
    'command -v exit',
    'command -V ls > log',
    'time ls > log',
    'command trap - EXIT',
    "command trap '' EXIT",
    'command trap -p EXIT > log',
    'set -- -n x',
    'set -e - -n',
    'shopt -s nullglob dotglob',
    'unset X',
    'exec 4> log',
    'exec {fd}> log',
    'exec 4>&1\nexec 4>&-',
    'exec >&2',
    'cat 0< /dev/null',
    'setup() { read -r x < /dev/null; }\nsetup',
    'kubectl get pods -n x',
    'for x in a; do continue; done',
  ])('after %j', async (lines) => {
    expect(await doubt(`${lines}\n${bashMain(WRITE)}`)).toBeUndefined();
  });

  it.each([
    'builtin exit 0',
    'command exit 0',
    'command -p exit 0',
    'command -- exit 0',
    'command command exit 0',
    'command exec true',
    'command "$END" 0',
    '"$END" 0',
    "command trap 'exit 0' EXIT",
    'command trap "$HANDLER" EXIT',
    'set -e -n',
    'shopt -s -o noexec',
    'unset "$NAME"',
    'unset X main',
    'unset CODEBUNDLE_TEMP_DIR',
    'exec <<X\nX',
    'exec <<< ""',
    'exec 4< /dev/null\nexec <&4',
    'exec 3> log',
    'x=$("$READ")',
    'cat 4< /dev/null',
    'command cat',
    'kubectl delete -f-',
    'kubectl exec --stdin pod -- sh',
  ])('but perhaps not after %j', async (lines) => {
    expect(await doubt(`${lines}\n${bashMain(WRITE)}`)).toBeDefined();
  });
});

describe('a main of Bash comes to its write', () => {
  it.each([
    ['where a function that exits is only defined in it', '', 'die() { exit 0; }'],
    ['after a function that calls itself', 'check() { [ "$1" = 3 ] || check 3; }\n', 'check 1'],
  ])('%s', async (_, before, line) => {
    expect(await doubt(`${before}${bashMain(line, WRITE)}`)).toBeUndefined();
  });

  it.each([
    'X=1 return 0',
    '2>/dev/null return 0',
    '"return" 0',
    'builtin return 0',
    'command builtin return 0',
    'time leave',
  ])('but not after %j', async (line) => {
    expect(await doubt(`leave() { exit 0; }\n${bashMain(line, WRITE)}`)).toBeDefined();
  });
});

describe('a main of Bash that is a subshell', () => {
  it.each(['[ -n "$X" ] || exit 1', 'set -e; false', 'die'])('may end unseen at %j', async (line) => {
    const body = `(\n${line}\n${WRITE}\n)`;
    expect(await doubt(`die() { exit 1; }\nmain() ${body}\n`)).toEqual({ line: 2, text: 'main() (' });
    expect(await doubt(`die() { exit 1; }\nreport() ${body}\nmain() { report; }\n`)).toBeDefined();
    expect(await doubt(`die() { exit 1; }\n${bashMain(line, WRITE)}`)).toBeUndefined();
  });
});

describe('an error that breaks a main of Bash off', () => {
  it.each([
    'x=$((1 / n))',
    'x=$((1 / n)) 2>/dev/null',
    'echo "$((1 / n))" 2>/dev/null',
    '{ echo "${n:-x}" "${n:?x}"; } 2>/dev/null',
    '{ x=2; } 2>/dev/null',
    'check > log',
  ])('shows, or there is none: %j', async (line) => {
    expect(await doubt(`${FAILS}${bashMain(line, WRITE)}`)).toBeUndefined();
  });

  it.each(['exec 2>&1', 'exec &> log', 'exec &>> log', 'exec >& log', 'exec 1>& log', 'exec > log 2>&1'])(
    'is hidden after %j',
    async (line) => {
      expect(await doubt(`${line}\n${FAILS}${bashMain('check', WRITE)}`)).toBeDefined();
    },
  );

  it.each([
    ...['check > log 2>&1', 'check >& log', 'check &>> log', '2>/dev/null check', 'time check 2>/dev/null'],
    ...['{ echo "${!n}"; } 2>/dev/null', '{ x=abc; echo "${x:1/0}"; } 2>/dev/null'],
    ...['{ echo "${@:1/0}"; } 2>/dev/null', '{ echo "${a[1/0]}"; } 2>/dev/null'],
    ...['readonly x=1; { x=2; } 2>/dev/null', 'declare -gr x=1; { x=2; } 2>/dev/null'],
    ...['local -r x=1; { x=2; } 2>/dev/null', 'typeset  -r x=1; { x=2; } 2>/dev/null'],
    ...['local -i x; { x=1/0; } 2>/dev/null', '{ UID=2; } 2>/dev/null'],
    ...['shopt -s failglob; { ls *.none; } 2>/dev/null', ': 2>/dev/null > "$((1 / n))"'],
  ])('may be hidden by %j', async (line) => {
    expect(await doubt(`${FAILS}${bashMain(line, WRITE)}`)).toBeDefined();
  });

  it('is hidden where its function is redirected', async () => {
    expect(await doubt(`check() { x=$((1 / n)); } 2>/dev/null\n${bashMain('check', WRITE)}`)).toBeDefined();
  });
});
