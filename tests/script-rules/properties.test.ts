import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolError } from '../../src/errors/tool-error.ts';
import { parseBash } from '../../src/script-rules/bash/parse.ts';
import { parsePython } from '../../src/script-rules/python/parse.ts';
import { syntaxFault } from '../../src/script-rules/python/ruff.ts';
import { INTERPRETERS, TASK_TYPES } from '../../src/script-rules/script-kind.ts';
import { decodeBase64Script, decodeGzipScript } from '../../src/script-rules/source/decoding.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';
import { resourcePath } from '../../src/slx/resource-path.ts';
import { composeTags } from '../../src/slx/tags.ts';
import { VALID_BASH } from './bash/valid-scripts.ts';
import { VALID_PYTHON } from './python/valid-scripts.ts';

const interpreter = fc.constantFrom(...INTERPRETERS);
const taskType = fc.constantFrom(...TASK_TYPES);

/** Pieces that the rules look for, in any order: more of them hit something than letters do. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'def main():',
        'main()',
        'if __name__ == "__main__":',
        'else:',
        '    ',
        '\t',
        '\n',
        '\r\n',
        '"',
        "'",
        '"""',
        'f"{',
        '}',
        '{',
        '(',
        ')',
        '[',
        ']',
        '\\',
        '#',
        '<<EOF',
        'EOF',
        '$(',
        '${',
        '`',
        'main "$@"',
        '>&3',
        'case x in',
        'esac',
        'fi',
        'if',
        'then',
        'return',
        'yield',
        '"issue titel": ',
        'issue_severity:',
        '=',
        ';',
        '\uFEFF',
        '\0',
        '@',
        'with',
        'lambda',
        '|',
        '&&',
        'function',
        '~',
        '\f',
        'ü',
        '🙂',
        '\ud800',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('the validator', () => {
  it('answers any text with findings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(pieces, fc.string({ unit: 'binary' })),
        interpreter,
        taskType,
        async (script, language, kind) => {
          const { findings } = await validateScript({ script, interpreter: language, taskType: kind });
          for (const { line, column } of findings) {
            expect(line ?? 1).toBeGreaterThanOrEqual(1);
            expect(line ?? 1).toBeLessThanOrEqual(script.split('\n').length);
            expect(column ?? 1).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 250 },
    );
  }, 60_000);
});

describe('stripping', () => {
  const guard = fc.constantFrom(
    'if __name__ == "__main__":\n    main()\n',
    "if '__main__' == __name__: main(); exit()\n",
    'if (__name__ == "__main__"):  # x\n    try:\n        main()\n    finally:\n        pass\n    # y\n',
  );
  const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');

  it.each([
    [
      'python',
      ['def main():\n    return []\n'],
      ['if __name__ == "__main__":\n    main()\n', "if '__main__' == __name__: main(); exit()\n"],
    ],
    ['bash', ['main() { echo "[]" >&3; }\n'], ['main\n', 'main "$@"\n', 'main "$@"; exit $?\n']],
  ] as const)('leaves nothing more to strip of %s', async (language, definitions, calls) => {
    let stripped = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...definitions),
        fc.array(fc.constantFrom('x=1\n', '# note\n', '\n'), { maxLength: 3 }),
        fc.array(fc.constantFrom(...calls), { minLength: 1, maxLength: 1 }),
        async (definition, between, last) => {
          const script = [definition, ...between, ...last].join('');
          const first = await validateScript({ script, interpreter: language, taskType: 'task' });
          if (first.shipped === script) return;
          stripped += 1;
          const again = await validateScript({
            script: first.shipped,
            interpreter: language,
            taskType: 'task',
          });
          expect(again.shipped).toBe(first.shipped);
        },
      ),
      { numRuns: 60 },
    );
    expect(stripped).toBeGreaterThan(20);
  });

  it('leaves Python that parses where it parsed before', async () => {
    const blocks = fc.array(
      fc.oneof(
        guard,
        guard.map((text) => `if True:\n${indented(text)}else:\n    x = 1\n`),
        guard.map((text) => `def f():\n${indented(text)}`),
        fc.constantFrom(...VALID_PYTHON.map(([, text]) => `${text}\n`).filter((text) => text.length < 500)),
      ),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(blocks, fc.boolean(), async (parts, hasFinalNewline) => {
        const text = parts.join('');
        const script = hasFinalNewline ? text : text.trimEnd();
        fc.pre(!syntaxFault(parsePython(script).ruff()));
        const { shipped } = await validateScript({ script, interpreter: 'python', taskType: 'task' });
        expect(syntaxFault(parsePython(shipped).ruff())).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });

  it('leaves Bash that parses where it parsed before', async () => {
    const call = fc.constantFrom('main "$@"\n', '  main $@', 'x; main\n', 'main # end\n', 'main "$@";');
    const blocks = fc.array(fc.constantFrom(...VALID_BASH.map(([, text]) => `${text}\n`)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(blocks, call, async (parts, last) => {
        const script = `main() { echo >&3; }\n${parts.join('')}${last}`;
        fc.pre(!(await parseBash(script)).outline.fault);
        const { shipped } = await validateScript({ script, interpreter: 'bash', taskType: 'task' });
        expect((await parseBash(shipped)).outline.fault).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });
});

describe('decoding', () => {
  const options = { parameter: 'script_base64', hardBytes: 65_536 };

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(decodeBase64Script(Buffer.from(text).toString('base64'), options)).toBe(text);
      }),
    );
  });

  it('of base64 is exact or refuses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.base64String({ maxLength: 60 })), (encoded) => {
        const decoded = attempt(() => decodeBase64Script(encoded, options));
        if (decoded !== undefined) expect(Buffer.from(decoded).toString('base64')).toBe(encoded);
      }),
    );
  });

  it('of gzip gives back what was packed, and refuses it with any one byte changed in what is checked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), fc.nat(), (text, at) => {
        const packed = gzipSync(text);
        expect(decodeGzipScript(packed.toString('base64'), options)).toBe(text);
        // The last eight bytes are the checksum and the length.
        const index = packed.length - 1 - (at % 8);
        packed[index] = packed[index]! ^ 0xff;
        expect(attempt(() => decodeGzipScript(packed.toString('base64'), options))).toBeUndefined();
      }),
    );
  });

  it('of gzip refuses any other text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.base64String({ maxLength: 60 })), (encoded) => {
        expect(attempt(() => decodeGzipScript(encoded, options))).toBeUndefined();
      }),
    );
  });

  function attempt(decode: () => string): string | undefined {
    try {
      return decode();
    } catch (error) {
      if (error instanceof ToolError) return undefined;
      throw error;
    }
  }
});

describe('normalising', () => {
  it('a resource path twice changes nothing', () => {
    const path = fc.array(fc.constantFrom('custom', 'Custom', '/', ' ', 'a', '"', '\n', 'k8s', '//'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          path.map((parts) => parts.join('')),
          fc.string(),
        ),
        (given) => {
          const once = resourcePath(given);
          expect(resourcePath(once)).toBe(once);
          if (once !== undefined) expect(once).toMatch(/^custom\/./);
        },
      ),
    );
  });

  it('tags twice changes nothing', () => {
    const tag = fc.record({
      name: fc.constantFrom('access', 'Data', 'repo', 'app', ''),
      value: fc.string({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(tag), (given) => {
        const once = composeTags(given, { access: 'read-only', data: 'config' });
        expect(composeTags(once, { access: 'read-only', data: 'config' })).toEqual(once);
      }),
    );
  });
});
