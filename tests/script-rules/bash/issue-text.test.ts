// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

const judge = (...lines: string[]) => judgeBash(bashMain(...lines));
const jq = (program: string) => judge(`jq -n --arg t "$T" '${program}' >&3`);

describe('§3 and §4 issue keys in a Bash script', () => {
  it.each([
    ['a jq program', `jq -n --arg t "$T" '[{"issue titel": $t}]' >&3`],
    ['a jq program with bare keys', `jq -n --arg t "$T" '[{issue_title: $t}]' >&3`],
    ['escaped JSON', 'echo "[{\\"issue titel\\": \\"$T\\"}]" >&3'],
    ['a format', `printf '[{"issue titel":"%s"}]' "$T" >&3`],
    ['a here-document', 'cat >&3 <<EOF\n[{"issue titel": "$T"}]\nEOF'],
    ['a quoted here-document', `jq -n --arg t "$T" -f <(cat <<'EOF'\n[{"issue titel": $t}]\nEOF\n) >&3`],
    ['an assignment of jq', `jq '.["issue titel"] = "x$T"' <<< "$J" >&3`],
  ])('are checked in %s', async (_, line) => {
    const { errors, finding } = await judge(line);
    expect(errors).toEqual(['issue-key']);
    expect(finding('issue-key').fix).toContain('issue title');
  });

  it('are found at their place', async () => {
    expect((await jq('[{"issue title": $t, "issue desription": $t}]')).finding('issue-key')).toMatchObject({
      line: 2,
      column: 45,
    });
  });

  it('are only remarked on where the runner ignores them', async () => {
    const { errors, advice } = await jq('[{"issue title": $t, "issue category": 1}]');
    expect({ errors, advice }).toEqual({ errors: [], advice: ['issue-key'] });
  });

  it.each([
    ['jq reads it', `echo "$x" | jq '[.[] | {"issue title": .issue_title}]' >&3`],
    ['jq reads it in brackets', `echo "$x" | jq '[.[] | {"issue title": .["issue_title"]}]' >&3`],
    ['sed rewrites it', `echo "$x" | sed 's/issue_title/issue title/' >&3`],
    ['jq rewrites it', `echo "$x" | jq 'map(with_entries(.key |= gsub("_"; " ")))' >&3`],
    ['Bash rewrites it', 'echo "${x//issue_title/issue title}" >&3'],
  ])('are only remarked on where %s', async (_, line) => {
    const { errors, advice } = await judge(`x=$(jq -n --arg t "$T" '[{issue_title: $t}]')`, line);
    expect({ errors, advice }).toEqual({ errors: [], advice: ['issue-key'] });
  });

  it('are only remarked on in text for standard error', async () => {
    const { errors } = await judge(`echo '{"issue titel": "x"}' >&2`, 'echo "[]" >&3');
    expect(errors).toEqual([]);
  });

  it('are refused where the text is kept and reported as it is', async () => {
    const { errors } = await judge(
      `x=$(jq -n --arg issue_title "$T" '[{issue_title: $issue_title}]')`,
      'echo "$x" >&3',
    );
    expect(errors).toEqual(['issue-key']);
  });

  it.each([
    ['in a function that is called', `report() { echo '[{"issue titel": "x"}]'; }\n  report >&3`],
    [
      'in a function that a trap may call',
      `report() { echo '[{"issue titel": "x"}]' >&3; }\n  trap report EXIT`,
    ],
    ['behind a return of some runs', `[ -n "$A" ] && return\n  echo '[{"issue titel": "x"}]' >&3`],
    ['behind a branch that returns', `if a; then return; fi\n  echo '[{"issue titel": "x"}]' >&3`],
    ['in the other branch of one', `if a; then return; else echo '[{"issue titel": "x"}]' >&3; fi`],
    ['behind a return in a subshell', `(return)\n  echo '[{"issue titel": "x"}]' >&3`],
    ['and kept until after it is written', `x='[{"issue titel": "x"}]'\n  echo "$x" >&3\n  x=b`],
    ['and only added to', `x='[{"issue titel": "x"}]'\n  x+=' '\n  echo "$x" >&3`],
    ['and written after the file was emptied', `> "$ISSUES_FILE"\n  echo '[{"issue titel": "x"}]' >&3`],
  ])('are refused %s', async (_, lines) => {
    expect((await judge(lines)).errors).toEqual(['issue-key']);
  });

  it.each([
    ['a comment', `# {"issue titel": 1}\n  jq -n --arg t "$T" '[{"issue title": $t}]' >&3`],
    ['text of an issue', `jq -n --arg t "$T" '[{"issue title": "no issue summary: \\($t)"}]' >&3`],
    ['another API’s field', `curl -d '{"issue_id": 5}' "$U"; echo "[]" >&3`],
    ['plain output', `echo "issue count: 3"; echo "[]" >&3`],
  ])('are not seen in %s', async (_, line) => {
    expect((await judge(line)).findings).toEqual([]);
  });
});

describe('§8 notes on the issues of a Bash script', () => {
  it('are made on an empty description', async () => {
    const byOption = await judge(`jq -n --arg description "" --arg t "$T" '[{"issue title": $t}]' >&3`);
    expect(byOption.finding('issue-text-empty').message).toContain('issue description');
    expect((await jq('[{"issue title": $t, "issue description": ""}]')).advice).toEqual(['issue-text-empty']);
  });

  it('are made on a stub word', async () => {
    expect((await jq('[{"issue title": $t, "issue description": "TODO"}]')).advice).toEqual([
      'issue-text-placeholder',
    ]);
  });

  it.each(['0', '5', '-1', '"9"', '"-0b1"', '"0x-2"', '"5e925"'])(
    'are made on the severity %s',
    async (severity) => {
      expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).advice).toEqual([
        'severity-out-of-range',
      ]);
    },
  );

  it.each(['1', '4', '"2"', '"+0x2"', '"0b11"', '"2.0"', '"20e-1"', '"1_"', '$s', '($n | tonumber)'])(
    'are not made on the severity %s',
    async (severity) => {
      expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).findings).toEqual([]);
    },
  );

  it.each(['"high"', 'null', '2.5', '"0b2"', '"0x"', '"20e-2"'])(
    'are errors on the severity %s',
    async (severity) => {
      expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).errors).toEqual([
        'severity-not-an-integer',
      ]);
    },
  );

  it.each([
    'echo "[{\\"issue title\\": \\"$T\\", \\"issue severity\\": \\"$SEVERITY\\"}]" >&3',
    `printf '[{"issue title": "%s", "issue severity": "%s"}]' "$T" "$S" >&3`,
    'cat >&3 <<X\n[{"issue title": "$T", "issue severity": "${S:-2}"}]\nX',
    `jq -n --arg t "$T" '[{"issue title": $t, "issue severity": "\\($s)"}]' >&3`,
    `jq -n --arg t "$T" '[{"issue title": $t, "issue severity": true}]' >&3`,
    `sed "s/SEVERITY/$S/" <<< '[{"issue title": "x", "issue severity": "SEVERITY"}]' >&3`,
  ])('refuse no severity that a run puts in: %s', async (line) => {
    expect((await judge(line)).errors).toEqual([]);
  });

  it('are made on text that never changes', async () => {
    expect((await judge(`echo '[{"issue title": "Pod is down"}]' >&3`)).advice).toEqual([
      'issue-text-constant',
    ]);
  });

  it('are not made on an SLI', async () => {
    const script = bashMain(`x='{"issue title": "TODO", "issue severity": 9}'`, 'echo 1 >&3');
    expect((await judgeBash(script, { taskType: 'sli' })).findings).toEqual([]);
  });
});
