// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { readEnding } from '../../../src/script-rules/read-ending.ts';

/** Lines of main; what comes before main is before `MAIN`. */
async function doubt(text: string) {
  const [lines = '', before = ''] = text.split(' MAIN ').toReversed();
  const script = `${before}\nmain() {\n${lines}\n}\n`;
  return (await readEnding({ script, interpreter: 'bash' })).mayLeaveNothing;
}

describe('a main of Bash surely writes its result', () => {
  it.each([
    'echo x >&3 && check',
    'echo x > log >&3',
    'echo x >&3 2>&1',
    'echo x >&3 < /dev/null',
    'echo x &> /dev/fd/3',
    'echo x >| /dev/fd/3',
    'cat <<X >&3 2>/dev/null\na\nX',
    'echo a <<X >&3\na\nX',
    '{ echo a; } <<X >&3\na\nX',
    'printf a- >&3',
    'printf "\\n" >&3',
    'printf "%5.10sa%-*s" x 2 y >&3',
    'printf "%b\\n" "$1" >&3',
    'echo - >&3',
    'echo -nx >&3',
    'echo a-n >&3',
    'echo a* >&3',
    'echo "*" >&3',
    "echo '' >&3",
    'echo "a$1" >&3',
    'echo a"$1" >&3',
    'X=-nx MAIN echo "$X" >&3',
    'log() { :; } MAIN log -nx a-n; echo "$1" >&3',
    'log() { :; } MAIN head -n x; echo "$1" >&3',
    'if a; then echo x >&3; elif b; then echo y >&3; elif c; then echo z >&3; else echo x >&3; fi',
    'if a; then echo x > run_output.json; else echo y > run_output.json; fi',
    'if echo x >&3; then :; elif b; then echo y >&3; else echo z >&3; fi',
    'f() { echo x; return; } MAIN f >&3',
  ])('%j', async (text) => {
    expect(await doubt(text)).toBeUndefined();
  });

  it.each([
    'echo x >&3 || rm -f run_output.json',
    'echo x 3>/tmp/x >&3',
    'echo x 2>&3',
    'echo x >&3 > /tmp/x',
    'f() { echo x >&-; } MAIN f >&3',
    'true <<X >&3\na\nX',
    'cat <<X >&3\nX',
    'jq . <<X >&3\na\nX',
    'cat none.json <<X >&3\na\nX',
    'cat <<X >&3 && rm -f run_output.json\na\nX',
    'echo x <<X >&3 && rm -f run_output.json\na\nX',
    'f() { echo x; }\nf() { :; } MAIN f >&3',
    'f() (echo x) MAIN f >&3',
    'f() { if [ -e x ]; then echo x >&3; else touch x; f; fi; } MAIN f',
    'printf "$1" x >&3',
    'printf -v x a >&3',
    'printf "%s%5.10s%-*s" "" "" 2 "" >&3',
    'printf "%b\\n" "\\c" >&3',
    'printf "%-5b\\n" "\\c" >&3',
    "echo '-n' >&3",
    'echo \\-n >&3',
    'echo ""-n >&3',
    'echo ?n >&3',
    'echo [-]n >&3',
    'echo ""$1 >&3',
    'echo "-$1" >&3',
    'echo "$1-n" >&3',
    'echo "$1-ne" >&3',
    'echo -ne >&3',
    'X=-ne MAIN echo "$X" >&3',
    'X="-n" MAIN echo "$X" >&3',
    'X=$\'-n\' MAIN echo "$X" >&3',
    'X=\\-n MAIN echo "$X" >&3',
    'f() { echo "$1"; } MAIN f -ne x >&3',
    'if a; then echo x >&3; elif b; then :; else echo x >&3; fi',
    'if a; then echo x >&3; elif b; then echo x >&3; fi',
    'if return 0; then echo x >&3; else echo y >&3; fi',
    'if false; then echo x >&3; elif return 0; then echo y >&3; else echo x >&3; fi',
    'if rm -f run_output.json; then echo x >&3; else echo x >&3; fi',
    'if a; then echo x >&3; elif rm -f run_output.json; then echo y >&3; else echo x >&3; fi',
    'if a; then echo x >&3; rm -f run_output.json; else echo x >&3; fi',
  ])('but perhaps not: %j', async (text) => {
    expect(await doubt(text)).toBeDefined();
  });
});
