// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

describe('§4 writing to file descriptor 3', () => {
  it.each([
    ['>&3', 'echo "[]" >&3'],
    ['1>&3', 'echo "[]" 1>&3'],
    ['> /dev/fd/3', 'echo "[]" > /dev/fd/3'],
    ['>> /dev/fd/3', 'echo "[]" >> /dev/fd/3'],
    ['> /proc/self/fd/3', 'echo "[]" > /proc/self/fd/3'],
    ['&> /dev/fd/3', 'echo "[]" &> /dev/fd/3'],
    ['a pipeline', 'list | jq -s . >&3'],
    ['a here-document', 'cat >&3 <<EOF\n[]\nEOF'],
    ['a block', '{ echo "["; echo "]"; } >&3'],
    ['a loop', 'for x in a; do echo "$x"; done >&3'],
    ['tee', 'echo "[]" | tee /dev/fd/3'],
    ['another descriptor', 'exec 4>&3\n  echo "[]" >&4'],
    ['Python inside', "python3 - <<'EOF'\nimport os\nos.write(3, b'[]')\nEOF"],
    ['a command in text', "bash -c 'echo [] >&3'"],
    ['the runner’s variable', 'echo "[]" > "$ISSUES_FILE"'],
    ['the runner’s variable of an SLI', 'echo 1 > ${METRIC_FILE}'],
    ['the file itself', 'echo "[]" > "$CODEBUNDLE_TEMP_DIR/run_output.json"'],
    ['the file where the script runs', 'echo "[]" > run_output.json'],
    ['a variable for the descriptor', 'out=/dev/fd/3; echo "[]" > "$out"'],
    ['a variable for its number', 'fd=3; echo "[]" >&"$fd"'],
    ['a variable for the file', 'f="$CODEBUNDLE_TEMP_DIR/run_output.json"; echo "[]" | tee "$f"'],
  ])('is seen as %s', async (_, lines) => {
    expect((await judgeBash(bashMain(lines))).errors).toEqual([]);
  });

  it('is seen in a function that main calls', async () => {
    expect((await judgeBash(`report() { echo "[]" >&3; }\n${bashMain('report')}`)).errors).toEqual([]);
  });

  it.each(['task', 'sli'] as const)('is missed in a %s without it', async (taskType) => {
    const { errors, finding } = await judgeBash(bashMain('echo "[]"'), { taskType });
    expect(errors).toEqual(['no-output']);
    expect(finding('no-output').message).toContain('file descriptor 3');
  });

  it.each([
    ['in a comment', '# echo >&3'],
    ['from descriptor 3', 'cat <&3'],
    ['to another descriptor', 'echo >&2; echo 3>&1'],
    ['to a file called 3', 'echo > 3'],
  ])('is not seen %s', async (_, line) => {
    expect((await judgeBash(bashMain(line, ':'))).errors).toEqual(['no-output']);
  });

  it('is refused outside of functions, where the descriptor is closed', async () => {
    const { errors, finding } = await judgeBash(`${bashMain('echo')}echo "[]" >&3\n`);
    expect(errors).toEqual(['no-output']);
    expect(finding('no-output').line).toBe(4);
  });

  it.each([
    ['the target is only known at run time', 'echo "[]" >&"$OUT"'],
    ['text is run', 'eval "$REPORT"'],
    ['a file is read as code', 'source ./report.sh'],
    ['a variable names the command', '"$REPORT" "[]"'],
    ['an interpreter reads a file', 'python3 report.py'],
    ['an interpreter reads a file from a variable', 'python3 "$SCRIPT"'],
    ['a program of its own is run', './report'],
  ])('is left open where %s', async (_, line) => {
    const { errors, advice } = await judgeBash(bashMain(line));
    expect({ errors, advice }).toEqual({ errors: [], advice: ['no-output'] });
  });

  it('is looked for in a moment where the values of variables name others many times', async () => {
    const values = Array.from({ length: 10 }, (_, at) => `X="$X/${at}"`).join('\n');
    const script = `${values}\n${bashMain('cp "$X" "$X"')}`;
    expect((await judgeBash(script)).errors).toEqual(['no-output']);
  });

  it('is looked for without end of the stack where thousands of variables lead to one another', async () => {
    const values = Array.from({ length: 4_500 }, (_, at) => `A${at}=$A${at + 1}`).join('\n');
    expect((await judgeBash(`${values}\n${bashMain('cp "$A0" "$A0"')}`)).errors).toEqual([]);
  });

  it('is remarked on where main points the descriptor elsewhere', async () => {
    expect((await judgeBash(bashMain('exec 3> /tmp/out', 'echo "[]" >&3'))).advice).toEqual([
      'descriptor-taken',
    ]);
  });
});

describe('runner: standard input of a Bash script', () => {
  const judge = (line: string) => judgeBash(bashMain(line, 'echo "[]" >&3'));

  it.each([
    'read -r x',
    'cat',
    'cat -',
    'x=$(cat)',
    'ssh host uptime',
    'kubectl exec -i pod -- psql',
    'kubectl exec --stdin pod -- sh',
    'mapfile -t x',
    'xargs rm',
    'cat | wc -l',
  ])('is advised against: %s', async (line) => {
    expect((await judge(line)).advice).toEqual(['reads-stdin']);
  });

  it.each([
    'read -r x <<< "$y"',
    'read -r x < file',
    'echo a | read -r x',
    'while read -r x; do :; done < file',
    'list | while read -r x; do :; done',
    'cat file',
    'cat <<EOF\nx\nEOF',
    'ssh -n host uptime',
    'ssh host uptime < /dev/null',
    'kubectl exec pod -- ls',
    'read -u 4 x',
    '{ read -r x; } < file',
  ])('is not read by: %s', async (line) => {
    expect((await judge(line)).advice).toEqual([]);
  });
});
