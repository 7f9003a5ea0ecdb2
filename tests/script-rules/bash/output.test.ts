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
    ['a variable for the file', 'f="$CODEBUNDLE_TEMP_DIR/run_output.json"; echo "[]" | tee "$f"'],
    ['a command in double quotes', 'bash -c "echo [] >&3"'],
    ['a command in the quotes of $', "bash -c $'echo [] >&3'"],
    ['a move of the descriptor', 'exec 4>&3-; echo "[]" >&4'],
  ])('is seen as %s', async (_, lines) => {
    const { errors, advice } = await judgeBash(bashMain(lines));
    expect([...errors, ...advice]).not.toContain('no-output');
    expect(errors).toEqual([]);
  });

  it('is seen in a function that main calls', async () => {
    expect((await judgeBash(`report() { echo "[]" >&3; }\n${bashMain('report')}`)).errors).toEqual([]);
  });

  it.each([
    ['task', 'the run passes and reports nothing', 'a JSON array of issues'],
    ['sli', 'the SLI reports 0', 'the metric, one number'],
  ] as const)('is missed in a %s without it', async (taskType, consequence, expected) => {
    const { errors, finding } = await judgeBash(bashMain('echo "[]"'), { taskType });
    expect(errors).toEqual(['no-output']);
    const { message, fix } = finding('no-output');
    expect(message).toBe(`Nothing is written to file descriptor 3: ${consequence}.`);
    expect(fix).toContain(`write ${expected} to file descriptor 3`);
  });

  it.each([
    ['in a comment', '# echo >&3'],
    ['from descriptor 3', 'cat <&3'],
    ['to another descriptor', 'echo >&2; echo 3>&1'],
    ['to descriptors with a 3 in their numbers', 'echo >&33; echo >&13'],
    ['to a file called 3', 'echo > 3'],
    ['where the file of the descriptor is read', 'cat < /dev/fd/3'],
    ['where the result is read', 'cat < run_output.json'],
    ['to files in its directory', 'cp a.json "$CODEBUNDLE_TEMP_DIR"; ls $PWD/ .'],
    ['to a file whose name is set', 'OUT=/tmp/x; echo "[]" | tee "$OUT" > "$OUT"'],
    ['to a name known at run time, which is only read', 'grep x "$OUT" < "$OUT"'],
    ['by a text for a shell that is read', "bash -c 'ls -l | wc -l'"],
    ['by a document for a shell that is read', "bash <<'E'\nls\nE"],
    ['by a text for a shell with a value among its arguments', 'bash -c "ls $DIR"'],
    ['by Python that computes and prints', "python3 -c 'import json, sys; print(len(json.load(sys.stdin)))'"],
    [
      'by Python that imports what only computes',
      "python3 -c 'import json as j, sys\nfrom datetime import date, time; print(1)'",
    ],
    ['by Perl that computes', "perl -e 'use strict; use JSON::PP; print 1'"],
    ['by Perl with modules that compute', "perl -MJSON::PP -MPOSIX=floor -ne 'print' <<< x"],
    ['by Ruby with a library that computes', "ruby -rjson -e 'puts 1'"],
    ['by a text for a shell that gets words', 'bash -c \'ls "$1"\' ls x'],
    ['by a document for a shell that gets words', "bash -s -- a <<'E'\nls\nE"],
    ['by a document for Python that gets words', "python3 - a <<'E'\nprint(1)\nE"],
    ['by a text of Python that speaks of imports', `python3 -c 'print("imports")'`],
    ['by Python that prints the name of a program', `python3 -c 'print("./report")'`],
    [
      'by Python with a name of a module that computes',
      "python3 -c 'from datetime import datetime, timedelta; import  json ,sys'",
    ],
    ['by a shell with options that reads a document', "bash -x <<'E'\nls\nE"],
    ['by a program that is run with a file locked', 'flock /tmp/lock ls'],
    ['by awk that prints', `awk -v x="$X" '{ print x, $1 }' "$FILE"`],
    ['by an interpreter that says its version', 'python3 --version'],
    ['by a program of the system', '/usr/bin/jq . a.json'],
    ['by a program that only reads the files it is told', 'ls | xargs -n 1 cat'],
    ['by a wrapper of one that is known', 'nice -n 5 ls; xargs -n 1 echo < a.txt'],
    ['by a wrapper of one that is given a directory', 'nohup kube-score ./manifests; nohup pip3 check ./a'],
    ['by a program that is run with a limit and writes no file', 'timeout 9 kubectl get pods -n "$NS"'],
  ])('is not seen %s', async (_, line) => {
    expect((await judgeBash(bashMain(line, ':'))).errors).toEqual(['no-output']);
  });

  it('is refused outside of functions, where the descriptor is closed', async () => {
    const { errors, finding } = await judgeBash(`${bashMain('echo')}echo "[]" >&3\n`);
    expect(errors).toEqual(['no-output']);
    expect(finding('no-output').line).toBe(4);
  });

  it.each([
    ...['tee', '/usr/bin/tee', 'sudo tee', 'command tee', 'nohup tee', 'stdbuf -oL tee', 'timeout 5 tee'],
    ...['time tee', 'env A=1 tee', 'cp a', 'mv a', 'install a', 'ln -f a', 'rsync a', 'sponge', 'dd'],
    ...['curl -s x -o', 'wget -O', 'sort -o', 'split - ', 'sed -n "w x" -i', 'tar xf a -C', 'unzip a -d'],
    ...['find . -fprint', 'kubectl cp pod:/a', 'aws s3 cp s3://a/b', 'gsutil cp gs://a'],
  ])('is left open where a file is written whose name is only known at run time: %s', async (command) => {
    const { errors, advice, finding } = await judgeBash(bashMain(`echo "[]" | ${command} "$OUT"`));
    expect({ errors, advice }).toEqual({ errors: [], advice: ['no-output'] });
    expect(finding('no-output').message).toContain('as far as can be seen');
  });

  it.each([
    ['the target is only known at run time', 'echo "[]" >&"$OUT"'],
    ['a variable holds its number', 'fd=3; echo "[]" >&"$fd"'],
    ['the file is only known at run time', 'echo "[]" > "$OUT"'],
    ['text is run', 'eval "$REPORT"'],
    ['a file is read as code', 'source ./report.sh'],
    ['a variable names the command', '"$REPORT" "[]"'],
    ['an interpreter reads a file', 'python3 report.py'],
    ['an interpreter reads a file from a variable', 'python3 "$SCRIPT"'],
    ['a program of its own is run', './report'],
    ['a text for a shell runs a program of its own', "bash -c './report'"],
    ['a text for a shell reads a file as code', "bash -c 'ls; . ./report'"],
    ['a text for a shell runs text', `sh -c 'eval "$REPORT"'`],
    ['a text for a shell runs another interpreter', "bash -c 'ls && python3 report.py'"],
    ['a text for a shell runs the value of a variable', "bash -c '$REPORT'"],
    ['a text for a shell runs such a value in quotes', `bash -c 'ls; "$REPORT"'`],
    ['a document for a shell runs a program of its own', "bash <<'E'\n./report\nE"],
    ['a program comes through a pipe', 'make_program | python3 -'],
    ['a program for a shell comes through a pipe', 'make_program | bash -s a'],
    ['awk writes a file that it names', `awk '{ print > ("/dev/fd/" 1 + 2) }' a`],
    ['awk writes a file that a variable names', 'awk "{ print > \\"$OUT\\" }" a'],
    ['a program is put together of words', `python3 -c 'print(1);'"$CODE"`],
    ['a document holds code of a variable', 'python3 <<E\n$CODE\nE'],
    ['a program of its own is run with a limit', 'timeout 9 ./report x'],
    ['a variable names what a wrapper runs', 'nice "$REPORT" x'],
    ['a module is run', 'python3 -m report'],
    ['a module is run that gets a text', 'python3 -m report <<< x'],
    ['an interpreter reads a file and gets a text', 'python3 report.py <<< x'],
    ['a shell reads a file and gets a document', "bash report.sh <<'E'\nls\nE"],
    ['Node reads a file and gets a text', 'node report.js <<< x'],
    ['Node loads a file before its text', "node -r ./report -e '1'"],
    ['Node imports a file', `node -e 'import("../report.mjs")'`],
    ['a module is loaded by an option', "perl -MReport -e 'run()'"],
    ['a library is loaded by an option', "ruby -rreport -e 'run'"],
    ['a module is imported', "python3 -c 'import report'"],
    ['a module is imported beside others', "python3 -c 'import json as j, sys, report.write'"],
    ['a name is imported from a module', "python3 -c 'from report import run; run()'"],
    ['a document imports a module', "python3 <<'E'\nimport json\nimport report\nE"],
    ['a module of Perl is used', "perl -e 'use strict; use Report; run()'"],
    ['another language reads a file as code', `perl -e 'do "./report"'`],
    ['another language loads a file as code', `ruby -e 'load("./report")'`],
    ['awk reads a file', 'awk -f report.awk'],
    ['awk runs the value of a variable', 'awk "$REPORT" a.txt'],
    ['a command is run with a limit', 'timeout 5 ./report'],
    ['a command is run at a lower priority', 'nice -n 5 ./report'],
    ['a wrapper runs a command that a variable names', 'sudo "$REPORT"'],
    ['a wrapper with a number runs such a command', 'nice -n 10 "$REPORT"'],
    ['a wrapper runs a program with a dash in its name', 'sudo ./my-report'],
    ['words become commands', 'xargs -I{} {} < a.txt'],
    ['words become names of files', 'echo "$OUT" | xargs tee'],
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

  it.each(['exec 3> /dev/fd/3', 'exec 3>&3', 'exec 3<&3', 'myexec 3> /tmp/out', '{ echo; } 3> /tmp/out'])(
    'is not remarked on where it still leads to the runner: %s',
    async (line) => {
      expect((await judgeBash(bashMain(line, 'echo "[]" >&3'))).advice).toEqual([]);
    },
  );
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
    'docker run -ti image',
    'docker exec --interactive container sh',
    'read -a x',
    'tee -a log',
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
    'ssh -Tn host uptime',
    'kubectl exec pod -- ls',
    'docker load -i image.tar',
    'read -u 4 x',
    'read -ru 4 x',
    'xargs -a list rm',
    'xargs --arg-file=list rm',
    '{ read -r x; } < file',
  ])('is not read by: %s', async (line) => {
    expect((await judge(line)).advice).toEqual([]);
  });

  it('is advised against in a main that is only defined where input is redirected', async () => {
    const script = `{ ${bashMain('cat', 'echo "[]" >&3')}} < /dev/null\n`;
    expect((await judgeBash(script)).advice).toEqual(['reads-stdin']);
  });

  it.each(['if [ -e x ]; then exec < x; fi', '[ -e x ] && exec < x'])(
    'is no error where the script may go on in another file: %s',
    async (line) => {
      const script = `${line}\nexec < /dev/null\n${bashMain('echo "[]" >&3')}`;
      const { errors, advice } = await judgeBash(script);
      expect({ errors, advice: new Set(advice) }).toEqual({ errors: [], advice: new Set(['reads-stdin']) });
    },
  );
});
