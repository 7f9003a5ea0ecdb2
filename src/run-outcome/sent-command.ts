import type { Interpreter } from '../script-rules/script-kind.ts';

/** The script that a run's log shows, as it was sent, and what it was fed to. */
export interface SentScript {
  script: string;
  interpreter: Interpreter;
}

/** The line that the runner's shell library logs of each command: a list in Python's notation. */
const RUNNING = /^Running command \['bash', '-c', (['"])([\s\S]*)\1\] in cwd=/;
/** The bundle's wrapper around the script; see the runner's own lines after it. */
const PYTHON = /^python <<\s*'(\w+)'\n([\s\S]*)\nimport json, os\nresp = main\(\)\n/;
const BASH =
  /^bash <<\s*'(\w+)'\n([\s\S]*)\n(?:ISSUES|METRIC)_FILE="\$CODEBUNDLE_TEMP_DIR\/\w+\.json"\nexec 3> /;
const SHORT: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** The script of a run by the texts of its log; undefined where none of them shows it. */
export function findSentScript(texts: readonly string[]): SentScript | undefined {
  for (const text of texts) {
    const literal = RUNNING.exec(text)?.[2];
    if (literal === undefined) continue;
    const command = fromPythonLiteral(literal);
    const [python, bash] = [PYTHON.exec(command)?.[2], BASH.exec(command)?.[2]];
    if (python !== undefined) return { script: python, interpreter: 'python' };
    if (bash !== undefined) return { script: bash, interpreter: 'bash' };
  }
  return undefined;
}

/** The text that Python's `repr` stands for, its quotes taken off. */
function fromPythonLiteral(literal: string): string {
  return literal.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/g,
    (_, two, four, eight, char) => {
      if (char !== undefined) return SHORT[char] ?? char;
      const code = Number.parseInt(two ?? four ?? eight, 16);
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}
