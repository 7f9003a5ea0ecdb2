import { describe, expect, it } from 'vitest';
import { inferInterpreter } from '../../src/script-rules/infer-interpreter.ts';
import { judgeBash, judgePython } from './judged.ts';

const PYTHON = 'def main():\n    return []\n';
const BASH = 'main() {\n  echo "[]" >&3\n}\n';
const NESTED = {
  python: 'TEXT = """\n```json\n{}\n```\n"""\ndef main():\n    print(TEXT)\n    return []\n',
  bash: 'main() {\n  cat <<EOF\n```json\n{}\n```\nEOF\n  echo "[]" >&3\n}\n',
};

const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);

const LANGUAGES = [
  { language: 'python', script: PYTHON, judge: judgePython, nested: NESTED.python },
  { language: 'bash', script: BASH, judge: judgeBash, nested: NESTED.bash },
] as const;

describe.each(LANGUAGES)(
  'a Markdown fence around a script in $language',
  ({ language, script, judge, nested }) => {
    it.each([
      ['with the language', `\`\`\`${language}\n${script}\`\`\`\n`],
      ['without a language', `\`\`\`\n${script}\`\`\``],
      ['with more after the language', `\`\`\` ${language} title="check"\n${script}\`\`\`\n`],
      ['of tildes', `~~~${language}\n${script}~~~\n`],
      ['of four backticks', `\`\`\`\`${language}\n${script}\`\`\`\`\n`],
      ['with blank lines around it', `\n\n\`\`\`${language}\n${script}\`\`\`\n\n  \n`],
      ['that is a little indented', `  \`\`\`${language}\n${script}  \`\`\`\n`],
      ['that is indented with what is in it', indented(`\`\`\`${language}\n${script}\`\`\`\n`, '  ')],
      ['that is indented as in a list', indented(`\`\`\`${language}\n${script}\`\`\`\n`, '      ')],
      ['that is indented by tabs', indented(`\`\`\`${language}\n${script}\`\`\`\n`, '\t')],
      ['of tildes, with backquotes after the language', `~~~${language} \`a\`\n${script}~~~\n`],
      ['that is left open', `\`\`\`${language}\n${script}`],
      ['after a byte order mark', `\uFEFF\`\`\`${language}\n${script}\`\`\`\n`],
    ])('is taken off: %s', async (_, given) => {
      const { shipped, errors, fixed } = await judge(given);
      expect({ shipped, errors }).toEqual({ shipped: script, errors: [] });
      expect(fixed).toContain('markdown-fence');
    });

    it('is taken off a script that writes fences itself', async () => {
      const { shipped, errors } = await judge(`\`\`\`${language}\n${nested}\`\`\`\n`);
      expect({ shipped, errors }).toEqual({ shipped: nested, errors: [] });
    });

    it('keeps CRLF, and tells lines as they were given', async () => {
      const text = `\`\`\`${language}\n${script.replace('main', 'check')}\`\`\`\n`.replaceAll('\n', '\r\n');
      const { shipped, finding } = await judge(text);
      expect(shipped).toBe(script.replace('main', 'check').replaceAll('\n', '\r\n'));
      expect(finding('main-missing')).toBeDefined();
      const broken = await judge(`\`\`\`\n${script}\n(\n\`\`\`\n`);
      expect(broken.finding('syntax-error').line).toBeGreaterThan(4);
    });

    it('tells lines and columns in an indented one as they were given', async () => {
      const given = indented(`\`\`\`\n${script}\n)\n\`\`\`\n`, '    ').replaceAll('\n', '\r\n');
      const lines = given.split('\r\n');
      const { finding, shipped } = await judge(given);
      const { line, column } = finding('syntax-error');
      expect([line, column]).toEqual([lines.indexOf('    )') + 1, 5]);
      expect(shipped).toBe(`${script}\n)\n`);
    });

    it('keeps lines that begin before an indented one', async () => {
      const text = nested.replaceAll('```', "'").replace('{}', 'a\n  b');
      const given = indented(`\`\`\`\n${text}\`\`\`\n`, '  ').replace('\n  a\n', '\na\n');
      expect((await judge(given)).shipped).toBe(text);
    });

    it('goes together with the call of main inside it', async () => {
      const call = { python: 'if __name__ == "__main__":\n    main()\n', bash: 'main "$@"\n' }[language];
      const { shipped, errors } = await judge(`\`\`\`\n${script}${call}\`\`\`\n`);
      expect(shipped).toBe(language === 'python' ? `${script}pass\n` : script);
      expect(errors).toEqual([]);
    });

    it.each([
      ['before it', `Here is the check:\n\n\`\`\`${language}\n${script}\`\`\`\n`, 3],
      ['after it', `\`\`\`${language}\n${script}\`\`\`\n\nIt reports nothing.\n`, 1],
      ['between two', `\`\`\`${language}\nx=1\n\`\`\`\nand\n\`\`\`${language}\n${script}\`\`\`\n`, 5],
    ])('is refused by name with text %s', async (_, given, line) => {
      const { shipped, errors, finding } = await judge(given);
      expect({ shipped, errors }).toEqual({ shipped: given, errors: ['markdown-text'] });
      expect(finding('markdown-text').line).toBe(line);
    });

    it('is not seen inside a script', async () => {
      const { shipped, findings } = await judge(nested);
      expect({ shipped, codes: findings.map(({ code }) => code) }).toEqual({ shipped: nested, codes: [] });
    });

    it('tells the interpreter', () => {
      expect(inferInterpreter(`\`\`\`${language}\nx=1\n\`\`\`\n`)).toBe(language);
      expect(inferInterpreter(`~~~\n${script}~~~\n`)).toBe(language);
    });
  },
);
