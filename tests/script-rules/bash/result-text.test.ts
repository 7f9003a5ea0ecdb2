// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

const CODE = 'result-not-json';

describe('a text for people in the result of a Bash script', () => {
  it.each([
    'echo "all good" >&3',
    'echo OK >&3',
    "printf 'done\\n' >&3",
    'echo -e "found $n pods" >&3',
    'echo done > "$ISSUES_FILE"',
    '{ echo "Checking"; echo "[]"; } >&3',
    'for pod in $PODS; do echo "Pod $pod"; done >&3',
    'cat >&3 <<X\nNo issues\nX',
    'echo "not JSON" | jq -c . >&3',
    'echo nullable >&3',
  ])('is remarked on: %s', async (line) => {
    const { errors, finding } = await judgeBash(bashMain(...line.split('\n')).replaceAll('  X', 'X'));
    expect(errors).toEqual([]);
    expect(finding(CODE)).toMatchObject({ severity: 'advice', line: line.startsWith('cat') ? 3 : 2 });
  });

  it.each([
    'echo "all good" >&2; echo "[]" >&3',
    'echo "[" >&3; echo true >&3; echo null >&3; echo "]" >&3',
    'echo 0.5 >&3',
    'title="Disk full"; echo "[{\\"issue title\\": \\"$title\\"}]" >&3',
    'echo "[\\"$(echo text)\\"]" >&3',
    'echo "Disk full" | jq -R . >&3',
    'echo "Disk full" | to_json >&3',
    'jq --arg title "Disk full" \'[{"issue title": $title}]\' >&3',
    'echo starting > "$ISSUES_FILE"; echo "[]" > "$ISSUES_FILE"',
    'if false; then echo text >&3; fi; echo "[]" >&3',
    'cat >&3 <<X\n[]\nX',
  ])('is not there: %s', async (line) => {
    const { advice } = await judgeBash(bashMain(...line.split('\n')).replaceAll('  X', 'X'));
    expect(advice).not.toContain(CODE);
  });

  it('is no number either, where a metric is written', async () => {
    const { finding } = await judgeBash(bashMain('echo ok >&3'), { taskType: 'sli' });
    expect(finding(CODE).message).toContain('the metric, one number');
    expect((await judgeBash(bashMain('echo 1 >&3'), { taskType: 'sli' })).advice).not.toContain(CODE);
  });
});

describe('the name by which a Bash script calls its result', () => {
  const NAME = 'result-name';

  it.each([
    ['task', 'echo "[]" > "$METRIC_FILE"', 'in SLIs only: what a task writes there is not read.'],
    ['task', 'echo "[]" | tee "$CODEBUNDLE_TEMP_DIR/metric_data.json"', 'in SLIs only'],
    ['sli', 'echo 1 > "$ISSUES_FILE"', 'in tasks only: a committed SLI that writes there reports 0.'],
    ['sli', 'echo 1 > "${METRIC_FILE}"', 'a test run may not read what is written there.'],
    ['sli', 'cp x run_output.json', 'in tasks only'],
  ] as const)('is remarked on in a %s: %s', async (taskType, line, words) => {
    const { errors, finding } = await judgeBash(bashMain(line), { taskType });
    expect(errors).toEqual([]);
    expect(finding(NAME).message).toContain(words);
  });

  it.each([
    ['task', 'echo "[]" > "$ISSUES_FILE"'],
    ['task', 'echo "[]" > "$MY_METRIC_FILE"; echo "[]" >&3'],
    ['task', 'cat < "$METRIC_FILE" >&3'],
    ['sli', 'echo 1 >&3'],
  ] as const)('is not in a %s: %s', async (taskType, line) => {
    expect((await judgeBash(bashMain(line), { taskType })).advice).not.toContain(NAME);
  });
});
