// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';
import { comesToMain } from './real-bash.ts';

const MAIN = bashMain('echo "[]" >&3');
const BODY = 'echo "[]" >&3';

describe('§4 main of a Bash script', () => {
  it.each([
    ['with parentheses', `main() {\n  ${BODY}\n}\n`],
    ['with the word function', `function main {\n  ${BODY}\n}\n`],
    ['with both', `function main() {\n  ${BODY}\n}\n`],
    ['as a subshell', `main() (\n  ${BODY}\n)\n`],
    ['with its brace on the next line', `main()\n{\n  ${BODY}\n}\n`],
    ['under a condition', `if true; then\n  main() { ${BODY}; }\nfi\n`],
    ['after a construct that the grammar lacks', `f() { for i do :; done; }\n${MAIN}`],
    ['with tabs and CRLF', `main() {\r\n\t${BODY}\r\n}\r\n`],
  ])('is taken %s', async (_, script) => {
    expect((await judgeBash(script)).errors).toEqual([]);
  });

  it.each([
    ['another name', `check() {\n  ${BODY}\n}\n`],
    ['a longer name', `main_check() {\n  ${BODY}\n}\n`],
    ['text', `echo 'main() { :; }'\nf() { ${BODY}; }\n`],
    ['a comment', `# main() {\nf() { ${BODY}; }\n`],
    ['a function inside another', `outer() {\n  main() { ${BODY}; }\n}\n`],
    ['one in a subshell', `(main() { ${BODY}; })\n`],
    ['one in a substitution', `x=$(main() { ${BODY}; })\n`],
    ['one in backquotes', `x=\`main() { ${BODY}; }\`\n`],
    ['a command that is given a name', 'command ls "$X" eval\n'],
    ['one in a function that is called in a subshell', `f() { main() { ${BODY}; }; }\n(f)\n`],
  ])('is missed where there is only %s', async (_, script) => {
    expect((await judgeBash(script)).errors).toEqual(['main-missing']);
  });
});

describe('a main of Bash that may come from elsewhere', () => {
  const WRITES = `f() { ${BODY}; }\n`;

  it.each([
    ['a function that is called', `define() { main() { ${BODY}; }; }\ndefine\n`],
    ['eval', `${WRITES}eval "main() { f; }"\n`],
    ['a file', `${WRITES}source ./library.sh\n`],
    ['a file, by its short name', `${WRITES}. <(echo "main() { f; }")\n`],
    ['an alias', `${WRITES}shopt -s expand_aliases\nalias main=f\n`],
    ['what answers unknown commands', `command_not_found_handle() { ${BODY}; }\n`],
    ['a command of another name', `${WRITES}"$DEFINE"\n`],
    ['the path', `${WRITES}PATH="$PWD/bin:$PATH"\n`],
  ])('is advised on, not refused: %s', async (_, script) => {
    const { errors, advice } = await judgeBash(script);
    expect(errors).toEqual([]);
    expect(advice).toContain('main-missing');
  });

  it.each([
    `define() { main() { echo came-to-main >&2; ${BODY}; }; }\ndefine\n`,
    `eval 'main() { echo came-to-main >&2; ${BODY}; }'\n`,
    `. /dev/stdin <<'X'\nmain() { echo came-to-main >&2; ${BODY}; }\nX\n`,
    `time -p eval 'main() { echo came-to-main >&2; ${BODY}; }'\n`,
    `run=eval\ncommand -p "$run" 'main() { echo came-to-main >&2; ${BODY}; }'\n`,
    `command_not_found_handle() { echo came-to-main >&2; ${BODY}; }\n`,
  ])('is found by bash: %j', async (script) => {
    expect(await comesToMain(script)).toBe(true);
  });
});

const TEST = '[[ "${BASH_SOURCE[0]}" == "$0" ]]';
const FUNCTIONS = `fail() { local text="$1"; echo "$(date): $text" >&2; exit 1; }\ndone_with() { printf "%s %s\\n" "$(date +%s)" "$1" | tr a-z A-Z; }\n`;

describe('§5 a Bash script’s own call of main', () => {
  it.each([
    ['with all arguments', 'main "$@"\n'],
    ['with bare arguments', 'main $@\n'],
    ['without arguments', 'main\n'],
    ['without a last line end', 'main "$@"'],
    ['with a comment after it', 'main "$@"\n# end\n', '# end\n'],
    ['with blanks around it', '  main "$@"  \n'],
    ['with a redirection', 'main "$@" 2>&1\n'],
    ['guarded by a test of BASH_SOURCE', 'if [[ "${BASH_SOURCE[0]}" == "${0}" ]]; then\n  main "$@"\nfi\n'],
    ['behind a test of BASH_SOURCE', '[[ "${BASH_SOURCE[0]}" == "$0" ]] && main "$@"\n'],
    ['guarded by [ ]', 'if [ "$0" = "$BASH_SOURCE" ]; then\n  main "$@"\n  exit $?\nfi\n'],
    ['with an else of the guard', 'if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then main; else echo sourced; fi\n'],
    ['guarded by a variable', 'if [[ -z "${TESTING:-}" ]]; then\n  main "${@}"\nfi\n'],
    ['guarded by a return', '(return 0 2>/dev/null) || main "$@"\n'],
    ['with exit on its line', 'main "$@"; exit $?\n'],
    ['with exit on the next line', 'main "$@"\n\nexit $?\n'],
    ['with a bare exit', 'main; exit\n'],
    ['with exit behind ||', 'main "$@" || exit $?\n'],
    ['with a message behind ||', 'main "$@" || { echo "failed" >&2; exit 1; }\n'],
    ['with exit behind both', 'main && exit 0 || exit 1\n'],
    ['as a condition', 'if main "$@"; then\n  exit 0\nelse\n  exit 1\nfi\n'],
    ['in an argument of exit', 'exit $(main)\n'],
    ['in a quoted argument of exit', 'exit "$(main "$@")"\n'],
    ['in backquotes', 'exit `main`\n'],
    ['with its status kept', 'main "$@"\nrc=$?\necho "ended with $rc"\nexit "$rc"\n'],
    ['in braces', '{ main "$@"; exit $?; }\n'],
    ['in a subshell', '(set -e; main "$@")\n'],
    ['in a pipeline', 'main "$@" 2>&1 | tee log\nexit "${PIPESTATUS[0]}"\n'],
    ['in the background', 'main &\nwait\n'],
    ['with arguments of its own', 'main --verbose "$NAMESPACE"\n'],
    ['with a default argument', 'main "${1:-}"\n'],
    ['with a variable before it', 'DEBUG=1 main "$@"\n'],
    ['that is timed', 'time main "$@"\n'],
    ['that is negated', '! main\n'],
    ['by arguments', 'case "${1:-}" in --help) usage; exit 0 ;; *) main "$@" ;; esac\n'],
    ['whose output is kept', 'out=$(main "$@")\necho "$out"\n'],
    ['that a loop reads', 'main | while read -r line; do echo "$line"; done\n'],
    ['that is made twice', 'main\nmain "$@"\nexit 0\n'],
    ['with its status kept in braces', '{ rc=0; main "$@" || rc=$?; exit "$rc"; }\n'],
    ['behind a question for a program', 'if command -v jq >/dev/null; then main; fi\n'],
    ['into a file that has no name yet', 'main > "$ISSUES_FILE"\n'],
    ['with a descriptor 3 of its own', 'main 3>&1\n'],
    ['behind a variable of another command', '{ X=1 echo a; main; }\n'],
    [
      'in a guard that sets what functions read',
      `if ${TEST}; then LIMIT=3; main; fi\nf() { echo "$LIMIT"; }\n`,
      '\nf() { echo "$LIMIT"; }\n',
    ],
    ['in a guard that sets a variable of its surroundings', `if ${TEST}; then KUBECONFIG=x; main; fi\n`],
    ['in a guard that sets options', 'if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then set -e; main; fi\n'],
  ])('is removed %s', async (_, call, rest = '') => {
    const { shipped, errors, fixed } = await judgeBash(`${MAIN}${call}`);
    expect({ shipped, errors, fixed }).toEqual({
      shipped: `${MAIN}${rest}`,
      errors: [],
      fixed: ['main-call'],
    });
  });

  it('is removed before functions, which keep their lines', async () => {
    const { shipped, fixed } = await judgeBash(`${MAIN}main "$@"\nexit $?\nhelper() { :; }\n`);
    expect({ shipped, fixed }).toEqual({ shipped: `${MAIN}\n\nhelper() { :; }\n`, fixed: ['main-call'] });
  });

  it.each([
    'main "$@" || fail "main failed"\n',
    'main "$@"\nfail "done"\n',
    'main "$@"\ndone_with it\n',
    'main "$@"\nstatus=$?\nif [[ $status -ne 0 ]]; then\n  fail "failed"\n  exit $status\nfi\n',
  ])('is removed with the functions that look at how it ended: %j', async (call) => {
    const { shipped, errors } = await judgeBash(`${FUNCTIONS}${MAIN}${call}`);
    expect({ shipped, errors }).toEqual({ shipped: `${FUNCTIONS}${MAIN}`, errors: [] });
  });

  it.each([
    ['after set -e', `set -euo pipefail\n${MAIN}rc=0\n`, 'main "$@" || rc=$?\nexit $rc\n'],
    ['after a default', `: "\${NS:=shop}"\n${MAIN}`, 'main\n'],
    ['after a main with a file', 'main() {\n  echo "[]" > run_output.json\n}\n', 'main > log\n'],
  ])('is removed %s that stays', async (_, rest, call) => {
    expect((await judgeBash(`${rest}${call}`)).shipped).toBe(rest);
  });

  it('says that its effects are gone', async () => {
    const { message } = (await judgeBash(`${MAIN}X=1 main a; exit $?\n`)).finding('main-call');
    for (const effect of ['call main directly', 'arguments', 'variables', 'exit status'])
      expect(message).toContain(effect);
  });

  it('leaves a colon where something else is on the line', async () => {
    expect((await judgeBash(`${MAIN}setup; main "$@"\n`)).shipped).toBe(`${MAIN}setup; :\n`);
  });

  it('changes nothing where there is none', async () => {
    const { shipped, findings } = await judgeBash(MAIN);
    expect({ shipped, findings }).toEqual({ shipped: MAIN, findings: [] });
  });

  it.each([
    ['before other commands', 'main\nkubectl get pods\n'],
    ['after a function that sets up', 'prepare() { :; }\nif true; then prepare; main; fi\n'],
    ['before a function that reports', 'report() { curl -d done "$URL"; }\nmain\nreport\n'],
    [
      'before a function that sets what main reads',
      'log_level() { LEVEL=3; }\nf() { echo "$LEVEL"; }\nmain\nlog_level\n',
    ],
    ['before a function that writes a file', 'print_it() { echo x > state; }\nmain\nprint_it\n'],
    ['before a function that calls such a one', 'ping() { curl x; }\nfail() { ping; }\nmain || fail\n'],
    ['before a function of the name of a harmless one', 'usage() { kubectl apply -f x; }\nmain\nusage\n'],
    ['before a function that takes files away', 'cleanup() { rm -f "$FILE"; }\nmain\ncleanup\n'],
    ['before a function that runs what it is given', 'run() { command "$@"; }\nmain\nrun kubectl apply\n'],
    ['before a command behind command', 'main\ncommand kubectl apply -f x\n'],
    ['before a function that writes where it is told', 'note() { sort -o list; }\nmain\nnote\n'],
    ['behind an option of the shell', 'if true; then set -e; main; fi\n'],
    ['behind an exported variable', 'if true; then export KUBECONFIG=x; main; fi\n'],
    ['behind a variable of its surroundings', '{ KUBECONFIG=x; main; }\n'],
    ['behind a removed variable', '{ unset HTTPS_PROXY; main; }\n'],
    ['behind a variable beside one that is read', '{ A=1; echo "$A"; KUBECONFIG=x; main; }\n'],
    ['behind a default', '{ : "${NS:=shop}"; main; }\n'],
    ['behind a default for an unset variable', '{ : "${NS=shop}"; main; }\n'],
    ['before a removed variable', 'main\nunset HTTPS_PROXY\n'],
    ['before an exported variable', 'main\nexport KUBECONFIG=x\n'],
    ['before a variable that functions read', 'main\nLIMIT=3\nf() { echo "$LIMIT"; }\n'],
    ['before a new file', 'main\n> state\n'],
    ['before a pipeline of its own', 'main\nkubectl get pods | tee log\n'],
    ['before a command with its name among its words', 'main\nkubectl main\n'],
    ['before a time of nothing', 'main\ntime\n'],
    ['in a loop', 'for x in a b; do main "$x"; done\n'],
    ['with a command of its own', 'if kubectl version; then main; fi\n'],
    ['that sets what functions read', 'if [ -z "$T" ]; then LIMIT=3; main; fi\nf() { echo "$LIMIT"; }\n'],
  ])('stays with a remark %s', async (_, call) => {
    const { shipped, errors, advice } = await judgeBash(`${MAIN}${call}`);
    expect({ shipped, errors, advice }).toEqual({
      shipped: `${MAIN}${call}`,
      errors: [],
      advice: ['main-called'],
    });
  });

  it.each([
    ['a test of BASH_SOURCE', `if ${TEST}; then CALL; fi`, true],
    ['such a test with an empty default', 'if [[ "$0" = "${BASH_SOURCE:-}" ]]; then CALL; fi', true],
    ['a test of BASH_SOURCE in brackets', 'if [ ${0} == "$BASH_SOURCE" ]; then CALL; fi', true],
    ['a test of BASH_SOURCE before &&', `${TEST} && { CALL; }`, true],
    ['a test of BASH_SOURCE before ||', `${TEST} || { CALL; }`, false],
    ['the other way of such a test', `if ${TEST}; then :; else CALL; fi`, false],
    ['a later way of such a test', `if ${TEST}; then :; elif true; then CALL; fi`, false],
    ['the opposite test', 'if [[ "${BASH_SOURCE[0]}" != "$0" ]]; then CALL; fi', false],
    ['a test with a default', 'if [[ "${BASH_SOURCE[0]:-$0}" == "$0" ]]; then CALL; fi', false],
    ['a test of one of two', 'if [[ "$BASH_SOURCE" == "$0" || a ]]; then CALL; fi', false],
    ['a test for nothing', 'if [[ "$BASH_SOURCE" = "" ]]; then CALL; fi', false],
    ['one of two tests', `if ${TEST} || true; then CALL; fi`, false],
  ])('that stays is remarked on only if bash makes it, under %s', async (_, lines, isGuarded) => {
    const own = lines.replace('CALL', 'kubectl version; main');
    const script = `main() {\n  echo came-to-main >&2\n  ${BODY}\n}\n${own}\n`;
    const { shipped, advice } = await judgeBash(script);
    expect({ shipped, advice }).toEqual({ shipped: script, advice: isGuarded ? [] : ['main-called'] });
    expect(await comesToMain(`${script}main() { :; }\n`)).toBe(!isGuarded);
  });

  it.each([
    'main "$@" > "$CODEBUNDLE_TEMP_DIR/run_output.json"\n',
    'OUT="$CODEBUNDLE_TEMP_DIR/run_output.json"\nmain > "$OUT"\n',
    'main | tee run_output.json\n',
    'x=$(main)\necho "$x" > run_output.json\n',
  ])('stays where the script writes its result with it and exits: %j', async (call) => {
    const script = `main() {\n  echo "[]"\n}\n${call}exit 0\n`;
    const { shipped, errors } = await judgeBash(script);
    expect({ shipped, errors }).toEqual({ shipped: script, errors: [] });
  });

  it('stays where its result is written outside of main', async () => {
    const { errors } = await judgeBash('main() {\n  echo "[]"\n}\nx=$(main)\necho "$x" >&3\n');
    expect(errors).toEqual(['no-output']);
  });

  it.each([
    ['in a comment', '# main "$@"\n'],
    ['in text', 'echo \'main "$@"\'\n'],
    ['in a here-document', 'cat <<EOF\nmain "$@"\nEOF\n'],
    ['in a function', 'again() { main; }\n'],
    ['of another name', 'maintain\n'],
  ])('is not seen %s', async (_, text) => {
    const { shipped, errors } = await judgeBash(`${MAIN}${text}`);
    expect({ shipped, errors }).toEqual({ shipped: `${MAIN}${text}`, errors: [] });
  });

  it('is refused where set -u ends the script at BASH_SOURCE', async () => {
    const script = `set -u\nif [[ "\${BASH_SOURCE[0]}" == "$0" ]]; then\n  setup\n  main "$@"\nfi\n${MAIN}`;
    expect((await judgeBash(script)).errors).toEqual(['unbound-source']);
  });
});
