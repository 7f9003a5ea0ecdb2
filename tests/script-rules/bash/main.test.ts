// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

const MAIN = bashMain('echo "[]" >&3');
const BODY = 'echo "[]" >&3';

describe('§4 main of a Bash script', () => {
  it.each([
    ['with parentheses', `main() {\n  ${BODY}\n}\n`],
    ['with the word function', `function main {\n  ${BODY}\n}\n`],
    ['with both', `function main() {\n  ${BODY}\n}\n`],
    ['as a subshell', `main() (\n  ${BODY}\n)\n`],
    ['with its brace on the next line', `main()\n{\n  ${BODY}\n}\n`],
    ['under a condition', `if true; then\n  main() { ${BODY}; }\nfi\n`],
    ['after a construct that the grammar lacks', `f() { for i do :; done; }\n${MAIN}`],
    ['with tabs and CRLF', `main() {\r\n\t${BODY}\r\n}\r\n`],
  ])('is taken %s', async (_, script) => {
    expect((await judgeBash(script)).errors).toEqual([]);
  });

  it.each([
    ['another name', `check() {\n  ${BODY}\n}\n`],
    ['a longer name', `main_check() {\n  ${BODY}\n}\n`],
    ['text', `echo 'main() { :; }'\nf() { ${BODY}; }\n`],
    ['a comment', `# main() {\nf() { ${BODY}; }\n`],
    ['a function inside another', `outer() {\n  main() { ${BODY}; }\n}\n`],
  ])('is missed where there is only %s', async (_, script) => {
    expect((await judgeBash(script)).errors).toEqual(['main-missing']);
  });
});

describe('§5 a Bash script’s own call of main', () => {
  it.each([
    ['with all arguments', 'main "$@"\n'],
    ['with bare arguments', 'main $@\n'],
    ['without arguments', 'main\n'],
    ['without a last line end', 'main "$@"'],
    ['with a comment after it', 'main "$@"\n# end\n', '# end\n'],
    ['with blanks around it', '  main "$@"  \n'],
    ['with a redirection', 'main "$@" 2>&1\n'],
    ['guarded by a test of BASH_SOURCE', 'if [[ "${BASH_SOURCE[0]}" == "${0}" ]]; then\n  main "$@"\nfi\n'],
    ['behind a test of BASH_SOURCE', '[[ "${BASH_SOURCE[0]}" == "$0" ]] && main "$@"\n'],
  ])('is removed %s', async (_, call, rest = '') => {
    const { shipped, errors, fixed } = await judgeBash(`${MAIN}${call}`);
    expect({ shipped, errors, fixed }).toEqual({
      shipped: `${MAIN}${rest}`,
      errors: [],
      fixed: ['main-call'],
    });
  });

  it('leaves a colon where something else is on the line', async () => {
    expect((await judgeBash(`${MAIN}setup; main "$@"\n`)).shipped).toBe(`${MAIN}setup; :\n`);
  });

  it('changes nothing where there is none', async () => {
    const { shipped, findings } = await judgeBash(MAIN);
    expect({ shipped, findings }).toEqual({ shipped: MAIN, findings: [] });
  });

  it.each([
    ['before other commands', 'main\necho done\n'],
    ['with arguments of its own', 'main --verbose\n'],
    ['in a pipeline', 'main | tee log\n'],
    ['in a substitution', 'x=$(main)\n'],
    ['with a fallback', 'main "$@" || exit 1\n'],
  ])('is refused %s', async (_, call) => {
    expect((await judgeBash(`${MAIN}${call}`)).errors).toEqual(['main-called']);
  });

  it.each([
    ['in a comment', '# main "$@"\n'],
    ['in text', 'echo \'main "$@"\'\n'],
    ['in a here-document', 'cat <<EOF\nmain "$@"\nEOF\n'],
    ['in a function', 'again() { main; }\n'],
    ['of another name', 'maintain\n'],
  ])('is not seen %s', async (_, text) => {
    const { shipped, errors } = await judgeBash(`${MAIN}${text}`);
    expect({ shipped, errors }).toEqual({ shipped: `${MAIN}${text}`, errors: [] });
  });

  it('is refused where set -u ends the script at BASH_SOURCE', async () => {
    const script = `set -u\nif [[ "\${BASH_SOURCE[0]}" == "$0" ]]; then\n  setup\n  main "$@"\nfi\n${MAIN}`;
    expect((await judgeBash(script)).errors).toEqual(['unbound-source']);
  });
});
