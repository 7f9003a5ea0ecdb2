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

  it('are refused beside a valid one, known or not', async () => {
    expect((await jq('[{"issue title": $t, "issue category": 1}]')).errors).toEqual(['issue-key']);
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

  it.each(['0', '5', '-1', '"9"'])('are made on the severity %s', async (severity) => {
    expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).advice).toEqual([
      'severity-out-of-range',
    ]);
  });

  it.each(['1', '4', '"2"', '$s', '($n | tonumber)'])('are not made on the severity %s', async (severity) => {
    expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).findings).toEqual([]);
  });

  it.each(['"high"', 'null', '2.5'])('are errors on the severity %s', async (severity) => {
    expect((await jq(`[{"issue title": $t, "issue severity": ${severity}}]`)).errors).toEqual([
      'severity-not-an-integer',
    ]);
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
