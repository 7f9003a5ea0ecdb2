// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

const MAIN = bashMain('echo "[]" >&3');

/** What keeps main from being run, each where the rest of the script stands around it. */
const KEEPS_MAIN: [code: string, script: (before: string) => string][] = [
  ['main-missing', (before) => before],
  ['exits-early', (before) => `${before}exit 0\n${MAIN}`],
  ['reads-stdin', (before) => `${before}cat\n${MAIN}`],
  ['unbound-source', (before) => `set -u\n${before}echo "\${BASH_SOURCE[0]}"\n${MAIN}`],
];

describe.each(KEEPS_MAIN)('%s of Bash', (code, script) => {
  it.each([
    ['a file that a variable names', `printf '[]' > "\${OUT:-}"\n`],
    ['a program that a variable gives a file', `printf '[]' | tee "\${OUT:-}" > /dev/null\n`],
    ['a file that a program run by another is given', `printf '[]' | command tee "\${OUT:-}" > /dev/null\n`],
    ['a file that a program is given by its path', `printf '[]' | /usr/bin/tee "\${OUT:-}" > /dev/null\n`],
    ['a file that a program is given in an option', `curl -s file:///dev/null -o "\${OUT:-}"\n`],
    ['its file by name, which a program is told', `curl -s file:///dev/null --report=run_output.json\n`],
    ['its file by name', `printf '[]' > run_output.json\n`],
    ['a name that is put together', `NAME=run_out\nprintf '[]' > "$CODEBUNDLE_TEMP_DIR/\${NAME}put.json"\n`],
  ])('is advice where the result may be written without main, to %s', async (_, before) => {
    const { errors } = await judgeBash(script(before));
    expect(errors).not.toContain(code);
  });

  it.each([
    ['nothing is written', 'echo hello\n'],
    ['another file is written', `printf '[]' > "$(mktemp -d)/other.txt"\n`],
    ['descriptor 3 is, which is not open yet', `printf '[]' >&3\n`],
  ])('is an error where %s', async (_, before) => {
    const { errors } = await judgeBash(script(before));
    expect(errors).toContain(code);
  });
});
