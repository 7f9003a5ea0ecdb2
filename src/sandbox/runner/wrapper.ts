import type { RunKind } from './run.ts';

/** Decides both the interpreter and the wrapping: any value but `python` is bash. */
export type Interpreter = 'python' | 'bash';

const END_MARK = 'RW_GENERIC_EOF';

/** The file in `CODEBUNDLE_TEMP_DIR` that a script's result goes to. */
export function outFileName(kind: RunKind): string {
  return kind === 'sli' ? 'metric_data.json' : 'run_output.json';
}

/**
 * The `bash -c` command that feeds a script to its interpreter's standard input, followed by the call of `main`.
 * A script that holds the end mark on a line of its own ends there; the rest is run by the outer bash.
 */
export function wrapScript(script: string, interpreter: Interpreter, python: string, kind: RunKind): string {
  const command = interpreter === 'python' ? quoteForShell(python) : 'bash';
  const ending = interpreter === 'python' ? pythonEnding(outFileName(kind)) : bashEnding(outFileName(kind));
  // One backslash before `%{` is what protects it from Robot Framework; it is taken away again.
  const body = script.replaceAll('\\%{', '%{');
  return `${command} << '${END_MARK}'\n${body}\n${ending}\n${END_MARK}`;
}

function pythonEnding(outFile: string): string {
  return `import json, os
resp = main()
path = os.path.join(os.environ["CODEBUNDLE_TEMP_DIR"], "${outFile}")
f = open(path, "w", encoding="utf-8")
json.dump(resp, f)
f.close()`;
}

function bashEnding(outFile: string): string {
  const variable = outFile === outFileName('sli') ? 'METRIC_FILE' : 'ISSUES_FILE';
  return `${variable}="$CODEBUNDLE_TEMP_DIR/${outFile}"\nexec 3> "$${variable}"\nmain\nexec 3>&-`;
}

function quoteForShell(text: string): string {
  if (/^[\w./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Decodes the script as `base64 -d` does with its errors ignored: line breaks are skipped, the first foreign
 * character ends it. CRLF becomes LF. Bytes that are not UTF-8 give an empty script.
 */
export function decodeScript(encoded: string): string {
  const valid = /^[A-Za-z0-9+/=]*/.exec(encoded.replaceAll('\n', ''))?.[0] ?? '';
  // Padding may end a part; what follows it is decoded on its own.
  const parts = valid.match(/[^=]+/g) ?? [];
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.replace(/\r\n?/g, '\n');
  } catch {
    return '';
  }
}
