import { describe, expect, test } from 'vitest';
import { findSentScript } from '../../src/run-outcome/sent-command.ts';

/** The message that the runner's shell library logs of a command, which is given as Python's `repr` writes it. */
const running = (literal: string, quote = "'") =>
  `Running command ['bash', '-c', ${quote}${literal}${quote}] in cwd=/tmp/x with timeout`;
const python = (script: string, mark = 'EOF') =>
  running(`python << \\'${mark}\\'\\n${script}\\nimport json, os\\nresp = main()\\nwith open(...)\\n${mark}`);
const bash = (script: string, file = 'ISSUES') =>
  running(
    `bash << 'EOF'\\n${script}\\n${file}_FILE="$CODEBUNDLE_TEMP_DIR/run_output.json"\\nexec 3> "$${file}_FILE"\\nmain\\nEOF`,
    '"',
  );

describe('the script that a log shows', () => {
  test('is the part of the command before the runner’s own lines', () => {
    expect(findSentScript([python('def main():\\n    return []')])).toEqual({
      script: 'def main():\n    return []',
      interpreter: 'python',
    });
  });

  test.each(['ISSUES', 'METRIC'])('is Bash where its file is the %s file', (file) => {
    expect(findSentScript([bash('main() { :; }', file)])).toEqual({
      script: 'main() { :; }',
      interpreter: 'bash',
    });
  });

  test('ends at the last of the runner’s lines: the script may hold the same ones', () => {
    const own = 'import json, os\\nresp = main()\\nx = 1';
    expect(findSentScript([python(own)])?.script).toBe('import json, os\nresp = main()\nx = 1');
  });

  test.each([
    ['line breaks, returns and tabs', 'a\\n\\r\\tb', 'a\n\r\tb'],
    ['quotes and backslashes', "\\'a\\' \\\\n", "'a' \\n"],
    ['bytes, BMP and other characters', '\\x7f\\u20ac\\U0001f600', '\x7f€😀'],
    ['what no character has as its number', '\\U00110000', '\ufffd'],
    ['an escape that Python does not write', '\\q', 'q'],
    ['escapes that are too short', '\\x7 \\u20a', 'x7 u20a'],
  ])('has %s put back', (_, literal, text) => {
    expect(findSentScript([python(literal)])?.script).toBe(text);
  });

  test('is found among other messages, after commands of another kind', () => {
    const texts = ['Setting timeout', running('kubectl get pods'), python('a'), python('b')];
    expect(findSentScript(texts)).toEqual({ script: 'a', interpreter: 'python' });
  });

  test.each([
    ['there is no message', []],
    ['no command is run', ['shell returncode: 0']],
    ['the command is another', [running('kubectl get pods')]],
    ['the command is not the whole message', [`x ${python('a')}`]],
    ['the runner’s lines are missing', [running("python << \\'EOF\\'\\na\\nEOF")]],
    ['the wrapper is another', [running("ruby << \\'EOF\\'\\na\\nimport json, os\\nresp = main()\\nx")]],
  ])('is undefined where %s', (_, texts) => {
    expect(findSentScript(texts)).toBeUndefined();
  });
});
