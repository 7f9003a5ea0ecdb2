// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import type { Random } from '../fuzz/grammar.ts';
import { choose, fragments, helpersFor, times } from './fragments.ts';

const CONDITIONS = fragments(`
[ "\${1:-}" = x ]
true
false
[ -z "\${UNSET:-}" ]
[[ -f /etc/passwd ]]
check 5
check 1
has ls
has no-such-command
grep -q a <<< abc
(( 1 > 2 ))
! check 1
check 5 && has ls
[[ "$data" =~ ^a ]]
[ "$UNDEFINED" = x ]
[ $i -gt "$data" ]
fail
ls /none >/dev/null 2>&1
`);
/** One statement each; some end the script, hide an error or take the result away. */
const STATEMENTS = fragments(`
log working
echo working
i=$((i + 1))
((i++))
((i++)) || true
local out=$(fail)
local out; out=$(fail)
out=$(fail) || true
n=$(count zzz)
arr+=("d")
echo "\${arr[9]}"
grep -q zz <<< "$data"
false
fail
fail || true
no-such-command
cd /none
cd /none 2>/dev/null || true
cat "$T/none"
echo "[]" > "$T/list"
echo "$UNDEFINED"
: "\${UNDEFINED:?not set}"
x=$((i / 0))
{ x=$((i / 0)); } 2>/dev/null
set -e
set +e
set -u
read -r line
read -r line < /etc/hostname
cat
cat < /dev/null
bash
wait
(exit 3)
(exit 3) || true
[ -d /none ] && log there
[ -d /none ] || log missing
die no
(die no) || true
out=$(die no)
leave
(leave)
leave | cat
return 0
return 1
exit 0
exit 1
has ls || return 0
check 1 && return
check 5 || exit 0
emit "[]"; return 0
echo '[]' >&3; exit 0
echo "[]" >&3; kill $$
add "Disk full"
issues=""
unset issues
trap 'echo "[]" >&3' EXIT
trap 'exit 0' ERR
trap 'rm -f "$ISSUES_FILE"' EXIT
eval "$command"
source /dev/null
. /none
exec 3>&-
exec 3> "$T/other"
exec 2>/dev/null
exec 2>&1
exec true
exec cat "$T/list" >&3
exec >&3
rm -f "$ISSUES_FILE"
mv "$T/list" "$ISSUES_FILE"
cp "$T/list" "$ISSUES_FILE"
ln -sf "$T/list" "$ISSUES_FILE"
sed -i d "$ISSUES_FILE"
: > "$ISSUES_FILE"
truncate -s 0 "$ISSUES_FILE"
unset ISSUES_FILE
ISSUES_FILE="$T/other"
echo -n "" >&3
printf "%s" "$empty" >&3
echo "$empty" >&3
echo "[]" >&3 &
( sleep 0.05; echo "[]" >&3 ) & wait
fail >&3
show | grep x >&3
bash -c 'exit 4'
bash -c 'echo "[]" >&3'
python3 -c 'import os; os.write(3, b"[]")'
while true; do break; done
for f in "$T"/*.none; do cat "$f"; done
`);
const WRITES = [
  ...fragments(`
echo "$issues" >&3
printf '%s\\n' "$issues" >&3
echo '[]' >&3
echo "[]" > "$ISSUES_FILE"
emit "$issues"
emit "[]"
tee /dev/fd/3 <<< "[]" >/dev/null
{ echo "["; echo "]"; } >&3
echo "$issues" | cat >&3
( echo "[]" ) >&3
show >&3
show | sort >&3
echo "\${issues:-[]}" >&3
cat "$T/list" >&3
python3 -c 'print("[]")' >&3
echo "[]" >> "$CODEBUNDLE_TEMP_DIR/run_output.json"
`),
  'cat <<X >&3\n[]\nX',
  'cat >&3 <<X\n$issues\nX',
];
const BEFORE_MAIN = fragments(`
readonly LIMIT=5
trap 'rm -rf "$T"' EXIT
trap 'exit 0' ERR
trap 'exit 0' EXIT
trap 'echo "failed at $LINENO" >&2' ERR
[ -n "\${UNSET:-}" ] || log unset
[ -n "$data" ] || exit 0
fail
out=$(fail)
exec 2>&1
set -E
cd "$T"
read -r first
source /etc/os-release
alias ll=ls
shopt -s inherit_errexit
`);
const HELPERS = {
  check: ['check() { [ "$1" -gt 3 ]; }'],
  has: ['has() { command -v "$1" >/dev/null 2>&1; }'],
  log: ['log() { echo "$*" >&2; }'],
  fail: ['fail() { return 1; }', 'fail() { false; }', 'fail() { echo failed >&2; return 2; }'],
  count: ['count() { grep -c "$1" <<< "a b"; }', 'count() { echo "$1" | wc -l; }'],
  die: [
    'die() { echo "$*" >&2; exit 1; }',
    'die() { exit 0; }',
    `die() { echo '[]' >&3; exit 0; }`,
    'die() { return 1; }',
  ],
  leave: ['leave() { exit 0; }', 'leave() { return 0; }', 'leave() { if [ -z "$1" ]; then exit 0; fi; }'],
  emit: ['emit() { echo "$1" >&3; }', 'emit() {\n  [ -n "$1" ] || return 0\n  echo "$1" >&3\n}'],
  add: ['add() { issues="[{\\"issue title\\": \\"$1\\", \\"issue severity\\": 3}]"; }'],
  show: ['show() { echo "[]"; }', 'show() { fail || true; echo "[]"; }', 'show() { fail && echo "[]"; }'],
};
const SHELL_OPTIONS = ['', '', 'set -e', 'set -u', 'set -euo pipefail', 'set -Eeuo pipefail'];
/** How main may be written around its statements. */
const MAINS: readonly ((body: string) => string)[] = [
  (body) => `main() {\n${body}\n}`,
  (body) => `main() {\n${body}\n}`,
  (body) => `function main {\n${body}\n}`,
  (body) => `main() (\n${body}\n)`,
  (body) => `main() {\n${body}\n} 2>&1`,
  (body) => `main() {\n${body}\n} 2>/dev/null`,
  (body) => `run() {\n${body}\n}\nmain() { run "$@"; }`,
  (body) => `run() {\n${body}\n}\nmain() { local status=0; run || status=$?; return $status; }`,
  (body) => `run() {\n${body}\n}\nmain() {\n  if ! run; then\n    echo '[]' >&3\n  fi\n}`,
  (body) => `run() {\n${body.replaceAll('>&3', '')}\n}\nmain() {\n  result=$(run)\n  echo "$result" >&3\n}`,
  (body) => `main() {\n  inner() {\n${body}\n  }\n  inner\n}`,
];

/** A Bash script with a main, put together of statements that checks are made of and of some that go wrong. */
export function bashProgram(random: Random): string {
  const pick = <T>(choices: readonly T[]) => choose(random, choices);
  const block = (depth: number): string => times(random, 2, () => statement(depth)).join('\n');
  const statement = (depth: number): string => {
    if (depth > 2 || random() < 0.6) return random() < 0.1 ? pick(WRITES) : pick(STATEMENTS);
    const inner = block(depth + 1);
    return pick([
      () => `if ${pick(CONDITIONS)}; then\n${inner}\nfi`,
      () => `if ${pick(CONDITIONS)}; then\n${inner}\nelse\n${block(depth + 1)}\nfi`,
      () => `${pick(CONDITIONS)} && { ${pick(['log no', 'return 0', 'exit 0', 'exit 1', 'die no'])}; }`,
      () => `${pick(CONDITIONS)} || { ${pick(['log no', 'return 0', 'exit 0', 'exit 1', 'die no'])}; }`,
      () => `for x in ${pick(['"${arr[@]}"', 'a b', '$data', '$(fail)'])}; do\n${inner}\ndone`,
      () => `while read -r l; do\n${inner}\ndone ${pick(['<<< "$data"', '< /dev/null', '< <(echo a)'])}`,
      () => `echo "$data" | while read -r l; do\n${inner}\ndone`,
      () => `(\n${inner}\n)${pick(['', ' || true', ' 2>/dev/null', ' >&3', ' & wait'])}`,
      () => `{\n${inner}\n}${pick(['', ' || true', ' 2>/dev/null', ' >&3', ' | cat >&3', ' >&2'])}`,
      () => `case "$data" in\n  ${pick(['a*', 'zz', '*'])})\n${inner}\n  ;;\nesac`,
    ])();
  };
  const statements = times(random, 4, () => statement(0));
  const write = random() < 0.85 ? [pick(WRITES)] : [];
  const main = pick(MAINS)([...statements, ...write].join('\n'));
  const start = [
    'T=$(mktemp -d)',
    'data="a,b" empty="" command="exit 0" arr=(a b c) i=0',
    `issues=${pick(["'[]'", '""', '\'[{"issue title": "t", "issue severity": 4}]\''])}`,
    ...times(random, 2, () => pick(BEFORE_MAIN)).slice(1),
  ];
  const script = [pick(SHELL_OPTIONS), ...start, main].join('\n');
  return `${[...helpersFor(HELPERS, script, pick), script].join('\n')}\n`;
}
