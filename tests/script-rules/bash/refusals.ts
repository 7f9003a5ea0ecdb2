// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { bashMain } from '../judged.ts';
import type { Refusals } from '../refusals.ts';

const PLAIN = bashMain('echo "[]" >&3');
const ISSUE = `'[{"issue title": "a", "issue severity": "high"}]'`;

/** For each rule that can refuse Bash: a script that it refuses, and the nearest ones that work. */
export const BASH_REFUSALS: Refusals = {
  'syntax-error': {
    refused: bashMain('if true; then', 'echo "[]" >&3'),
    taken: [
      bashMain('if true; then echo "[]" >&3; fi'),
      bashMain('((x = 1 << 10))', 'echo "[]" >&3'),
      bashMain('cat <<"E F"', '"unclosed $(', 'E F', 'echo "[]" >&3').replace('  E F', 'E F'),
      bashMain('case x in (x) echo "[]" >&3 ;; esac'),
      bashMain('echo if then fi done } esac', 'echo "[]" >&3'),
      `shopt -s extglob\n${bashMain('case aab in -?(a)b) ;; +(a)b) echo "[]" >&3 ;; esac')}`,
      bashMain("x=$'it\\'s'", 'echo "${x#\\\'}" # \'"', 'echo "[]" >&3'),
      bashMain('for x; do echo; done', 'coproc { cat; }', 'echo "[]" >&3'),
    ],
  },
  'nested-too-deeply': {
    refused: bashMain(`x=${'$(echo '.repeat(2500)}1${')'.repeat(2500)}`, 'echo "[]" >&3'),
    taken: [
      bashMain(`${'{ '.repeat(50)}echo "[]" >&3${'; }'.repeat(50)}`),
      bashMain(`x=${'$(echo '.repeat(10)}1${')'.repeat(10)}`, 'echo "[]" >&3'),
      bashMain(['false', ...Array.from({ length: 100 }, () => '|| false')].join(' \\\n'), 'echo "[]" >&3'),
    ],
  },
  'markdown-text': {
    refused: 'Here it is:\n```\nmain() {\n  echo "[]" >&3\n}\n```\n',
    taken: [
      `cat > /dev/null <<'X'\n\`\`\`\nmain\n\`\`\`\nX\n${PLAIN}`,
      `# Use it so:\n# \`\`\`\n# main\n# \`\`\`\n${PLAIN}`,
      `\`\`\`bash\n${PLAIN}\`\`\`\n`,
      bashMain("fence='```'", 'echo "$fence"', 'echo "[]" >&3'),
    ],
  },
  'main-missing': {
    refused: '(main() { echo "[]" >&3; })\n',
    taken: [
      '{ main() { echo "[]" >&3; }; }\n',
      'define() { main() { echo "[]" >&3; }; }\ndefine\n',
      'eval "main() { echo [] >&3; }"\n',
      'check() { echo "[]" >&3; }\nshopt -s expand_aliases\nalias main=check\n',
      'command_not_found_handle() { echo "[]" >&3; }\n',
      'for name in main; do eval "$name() { echo [] >&3; }"; done\n',
      'source /dev/stdin <<"X"\nmain() { echo "[]" >&3; }\nX\n',
      'if ! declare -f main; then function main { echo "[]" >&3; }; fi\n',
    ],
  },
  'issue-key': {
    refused: bashMain(`echo '[{"issue_title": "x"}]' >&3`),
    taken: [
      bashMain(`echo '[{"issue_title": "x"}]' | jq '[{"issue title": .[].issue_title}]' >&3`),
      bashMain(`echo '[{"issue_title": "x"}]' | sed 's/_/ /g' >&3`),
      bashMain(`echo '[{"issue_title": "x"}]' > /dev/null`, 'echo "[]" >&3'),
      bashMain(`x='[{"issue_title": "x"}]'`, 'echo "${x//_/ }" >&3'),
      bashMain(`echo '[{"issue title": "x", "issue_url": "y"}]' >&3`),
      `trap 'tr _ " " < run_output.json > o && mv o run_output.json' EXIT\n${bashMain(`echo '[{"issue_title": "x"}]' >&3`)}`,
      bashMain('cat > /dev/null <<X', '[{"issue_title": "x"}]', 'X', 'echo "[]" >&3').replace('  X', 'X'),
    ],
  },
  'severity-not-an-integer': {
    refused: bashMain(`echo ${ISSUE} >&3`),
    taken: [
      bashMain('LEVEL=2', 'echo "[{\\"issue title\\": \\"x\\", \\"issue severity\\": \\"$LEVEL\\"}]" >&3'),
      bashMain(`echo '[{"issue title": "a", "issue severity": " 2 "}]' >&3`),
      bashMain(`echo ${ISSUE} | sed 's/high/2/' >&3`),
      bashMain(`x=${ISSUE}`, 'echo "${x/high/2}" >&3'),
      bashMain(`echo ${ISSUE} | python3 -c 'print("[]")' >&3`),
      bashMain(`echo '[{"issue title": "a", "issue severity": "0x1"}]' >&3`),
    ],
  },
  'no-output': {
    refused: bashMain('echo "[]" > /tmp/result'),
    taken: [
      bashMain('echo "[]" > "$ISSUES_FILE"'),
      bashMain('echo "[]" > "${CODEBUNDLE_TEMP_DIR}/run_output.json"'),
      bashMain('echo "[]" > run_output.json'),
      bashMain('for out in 1 3; do :; done', 'echo "[]" >&"$out"'),
      bashMain(`python3 -c 'import os; os.write(3, b"[]")'`),
      bashMain('exec 5>&3', 'echo "[]" >&5'),
      bashMain(`eval 'echo "[]" >&3'`),
      bashMain('echo "[]" | tee /dev/fd/3 > /dev/null'),
      bashMain('exec 1>&3', 'echo "[]"'),
      bashMain('exec {copy}>&3', 'echo "[]" >&"$copy"'),
      `report() { echo "[]"; } >&3\n${bashMain('report')}`,
      'main() {\n  echo "[]"\n} >&3\n',
      bashMain('trap \'echo "[]" >&3\' RETURN'),
      `X='echo "[]" >&3'\n${bashMain('bash -c "$X"')}`,
      `X='echo "[]" >&3'\n${bashMain('bash <<< "$X"')}`,
      `X='echo "[]" >&3'\n${bashMain('command eval "$X"')}`,
      `shopt -s expand_aliases\nalias out='cat >&3'\n${bashMain('echo "[]" | out')}`,
      bashMain(`printf '%s' 'echo "[]" >&"$((1 + 2))"' > write.sh`, 'command bash write.sh'),
      bashMain(`printf '#!/bin/bash\\necho "[]" >&"$((1 + 2))"' > write`, 'chmod +x write', 'exec ./write'),
      `X='import os; os.write(1 + 2, b"[]")'\n${bashMain('python3 -c "$X"')}`,
      bashMain(`printf '%s' 'BEGIN { print "[]" > ("/dev/fd/" 1 + 2) }' > write.awk`, 'awk -f write.awk'),
    ],
  },
  'exits-early': {
    refused: `${PLAIN}{ exit 0; }\n`,
    taken: [
      `${PLAIN}( exit 0 )\n`,
      `${PLAIN}die() { exit 1; }\n`,
      `${PLAIN}[[ -n "\${NO_SUCH_NAME:-}" ]] && exit 1\n`,
      `exec 4>/dev/null\n${PLAIN}`,
      `exec {log}>/dev/null\n${PLAIN}`,
      `${PLAIN}x=$(exit 1)\n`,
      `exit() { :; }\nexit 1\n${PLAIN}`,
      `${PLAIN}exit 1 | cat\n`,
      `${PLAIN}exit 1 & wait\n`,
      `cat <<X > /dev/null || exit 1\na\nX\n${PLAIN}`,
      `while false; do exit 1; done\n${PLAIN}`,
      `trap 'exit 0' USR1\n${PLAIN}`,
      `echo "[]" > "$CODEBUNDLE_TEMP_DIR/run_output.json"\nexit 0\n`,
      `exec bash\n${PLAIN}`,
      `coproc exit 1\n${PLAIN}`,
    ],
  },
  'unbound-source': {
    refused: `set -u\nD="\${BASH_SOURCE[0]}"\n${PLAIN}`,
    taken: [
      `set -u\nD="$(dirname "\${BASH_SOURCE[0]}")"\n${PLAIN}`,
      `set -euo pipefail\nD="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"\n${PLAIN}`,
      `set -u\nD="\${BASH_SOURCE[0]:-none}"\n${PLAIN}`,
      `set -u\nset +u\nD="$BASH_SOURCE"\n${PLAIN}`,
      `set -u\nwhere() { echo "\${BASH_SOURCE[0]}"; }\n${PLAIN}`,
      `set -u\necho "\${BASH_SOURCE[@]}" "\${#BASH_SOURCE[@]}"\n${PLAIN}`,
      `set -u\n[[ -v BASH_SOURCE && "$BASH_SOURCE" == x ]] || true\n${PLAIN}`,
      `set -euo pipefail\nreadonly D="$(dirname "\${BASH_SOURCE[0]}")"\n${PLAIN}`,
      `set -u\n(echo "\${BASH_SOURCE[0]}")\n${PLAIN}`,
    ],
  },
  'reads-stdin': {
    refused: `cat > /tmp/x\n${PLAIN}`,
    taken: [
      `cat > /dev/null <<X\nX\n${PLAIN}`,
      `cat > /dev/null < /dev/null\n${PLAIN}`,
      `echo a | cat > /dev/null\n${PLAIN}`,
      `read -r line <<< "a b"\n${PLAIN}`,
      `slurp() { cat; }\n${PLAIN}`,
      `read -r line\n\n${PLAIN}`,
      `cat & wait\n${PLAIN}`,
      `exec < <(cat <<'X'\n${PLAIN}X\n)\n`,
      `exec 4< /dev/null\n${PLAIN}`,
      `exec 4<&0 < /dev/null 0<&4\n${PLAIN}`,
      `quiet() { exec < /dev/null; }\n(exec < /dev/null)\n${PLAIN}`,
      `[ -n "$NOPE" ] && exec < /dev/null\n${PLAIN}`,
      `while read -r line; do echo "$line"; done < <(echo a)\n${PLAIN}`,
    ],
  },
  'nul-character': {
    refused: bashMain('x="\0"', 'echo "[]" >&3'),
    taken: [
      bashMain("x='\\0'", 'echo "[]" >&3'),
      bashMain('printf "a\\0b" | tr "\\0" "\\n"', 'echo "[]" >&3'),
      bashMain("read -r -d $'\\0' x < /dev/null", 'echo "[]" >&3'),
    ],
  },
  'lone-surrogate': {
    refused: bashMain('x="\udc00"', 'echo "[]" >&3'),
    taken: [
      bashMain('x="\ud83d\ude80"', 'echo "[]" >&3'),
      bashMain("x='\\ud800'", 'echo "[]" >&3'),
      bashMain('x="\ufffd"', 'echo "[]" >&3'),
    ],
  },
  'end-mark': {
    refused: `cat <<X\nRW_GENERIC_EOF\nX\n${PLAIN}`,
    taken: [
      `cat <<X\n RW_GENERIC_EOF\nX\n${PLAIN}`,
      `# RW_GENERIC_EOF\n${PLAIN}`,
      `${PLAIN}RW_GENERIC_EOF=1\n`,
      `cat <<RW_GENERIC_END\nRW_GENERIC_EOF.\nRW_GENERIC_END\n${PLAIN}`,
    ],
  },
};
