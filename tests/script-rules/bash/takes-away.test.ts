// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { readEnding } from '../../../src/script-rules/read-ending.ts';
import { bashMain } from '../judged.ts';

const WRITE = 'echo "[]" >&3';
/** A variable that names the result, and one that names something else. */
const NAMES = 'OUT=/dev/fd/3\nOWN=/tmp/mine\n';

const read = (script: string) => readEnding({ script, interpreter: 'bash' });
const unindented = (script: string) => script.replaceAll('  X', 'X');

describe('a result that a main of Bash has written', () => {
  it.each([
    ...[': >& run_output.json', ': &> run_output.json', ': >| run_output.json', ': >& "$1"'],
    ...[
      'find -delete',
      'find -L . -delete',
      'find -L -delete',
      'find -name "*.json" -delete',
      'find "$OWN" . -delete',
    ],
    ...['find . -exec "$TOOL" {} +', 'find "$1" -delete'],
    ...['dd if=/dev/null of=run_output.json', 'dd if=/dev/null of="$1"', 'dd of=/dev/fd/3 if=/dev/null'],
    ...['sed -i d run_output.json', 'sed -ni d run_output.json', 'sed --in-place d run_output.json'],
    ...['sed -i d /tmp/mine run_output.json', 'cp list.json .', 'ln -sf /dev/null run_output.json'],
    ...['timeout 9 rm run_output.json', 'timeout 9 "$TOOL" run_output.json', 'sudo python3 x "$OUT"'],
    ...['python3 tidy.py "$OUT"', `perl -e'unlink "run_output.json"'`, 'echo "$PROGRAM" | bash'],
    ...['echo "$PROGRAM" | python3 -', `python3 <<< 'import os; os.remove("run_output.json")'`],
    `python3 > log <<< 'import os; os.remove("run_output.json")'`,
    `python3 <<< 'import os; os.remove("run_output.json")' > log`,
  ])('may be taken away by %s', async (line) => {
    expect((await read(`${NAMES}${bashMain(WRITE, line)}`)).mayLeaveNothing).toBeDefined();
  });

  it.each([
    ...[': >&2', ': >> run_output.json', 'cat < run_output.json', ': > "$OWN"', ': >&-'],
    ...[
      'find . -name "*.json" -print',
      'find /tmp/mine -name "*.json" -delete',
      'find "$OWN" /tmp/b -delete',
      'find -L /tmp/my-own -name x -delete',
    ],
    ...['dd if=run_output.json of=/tmp/mine', 'sed s/a/b/ run_output.json', 'sed -i "s/x/$1/" /tmp/mine'],
    ...['sed -n /^-i/p run_output.json', 'cp run_output.json /tmp/mine'],
    ...['cp a.json run_output.json /tmp/mine', 'cp --version', 'timeout 9 cat run_output.json'],
    ...['timeout 9 cp a.json /tmp/mine', 'go vet .', 'python3 tidy.py "$OWN"', 'bash -x report.sh'],
    ...['echo a | awk 1', 'python3 <<< "print(1)"', 'echo glob | python3 report.py'],
    'python3 - <<X\nprint(1)\nX',
    'python3 - > remove.log <<X\nprint(1)\nX',
  ])('is not by %s', async (line) => {
    expect((await read(unindented(`${NAMES}${bashMain(WRITE, line)}`))).mayLeaveNothing).toBeUndefined();
  });

  it.each([
    ...[
      'mv a.json "$ISSUES_FILE"',
      'ln -sf /tmp/mine "$ISSUES_FILE"',
      'install -m 644 a.json "$ISSUES_FILE"',
    ],
    ...['rsync a.json "$ISSUES_FILE"', 'sed -i d "$ISSUES_FILE"', 'rm -f "$ISSUES_FILE"'],
    'cp --remove-destination a.json "$ISSUES_FILE"',
  ])('is not there where another file came in its place before: %s', async (line) => {
    expect((await read(bashMain(line, WRITE))).mayLeaveNothing).toBeDefined();
  });

  it.each([
    ...['cp a.json "$ISSUES_FILE"', 'cp -f a.json "$ISSUES_FILE"', 'truncate -s 0 "$ISSUES_FILE"'],
    ...['ln -sf "$ISSUES_FILE" /tmp/mine', 'install -d /tmp/mine', ': > "$ISSUES_FILE"'],
  ])('is there where its file was only overwritten before: %s', async (line) => {
    expect((await read(bashMain(line, WRITE))).mayLeaveNothing).toBeUndefined();
  });

  it.each(['trap "source ./tidy.sh" EXIT', `trap '. ./tidy.sh' EXIT`, '(eval "$TIDY") &'])(
    'may be by code that runs later and is not read: %s',
    async (line) => {
      expect((await read(bashMain(line, WRITE))).mayTakeAway).toBeDefined();
    },
  );
});
