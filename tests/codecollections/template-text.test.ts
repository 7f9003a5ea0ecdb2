import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  neutralise,
  readExpressions,
  templateJsonObject,
  templateScalar,
} from '../../src/codecollections/template-text.ts';
import { toYaml, yamlText } from '../../src/codecollections/yaml-text.ts';
import { parseYaml11, renderJinja } from './jinja.ts';

/** Any text, often with the characters that YAML and Jinja act on. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'{}%#-\'"\\ \n\r\t:&*!|>@`~,[]?0x_.e+=<>\u0085\u2028\ufeff') }),
  fc
    .array(fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', '{{ x }}', '{% raw %}', '-', ' ', 'a'))
    .map((s) => s.join('')),
);

const AWKWARD = [
  'yes',
  '01234',
  '1_000',
  '12:30:00',
  '~',
  'null',
  '0x1F',
  '1e3',
  '2024-01-01',
  '=',
  '',
  ' padded ',
  'a: b # c',
  '- item',
  'two\nlines\n',
  'tab\tand\rreturn',
  `both "double" and 'single'`,
  'back\\slash \\n',
  '{{ x }}',
  '{% if x %}',
  '{# note #}',
  '{{{ x }}}',
  'ends with {',
  'next\u0085line \u2028 \ufeff \u007f é 中 🙂',
];

const readBack = (template: string) =>
  (parseYaml11(renderJinja(`value: ${template}\n`)) as { value: unknown }).value;

describe('templateScalar', () => {
  test.each(AWKWARD)('%j comes back exactly through Jinja and YAML 1.1', (text) => {
    expect(readBack(templateScalar(text, 'kubernetes'))).toBe(text);
  });

  test('brings back any text that has no expression of the platform', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readBack(templateScalar(text, 'runwhen'))).toBe(text);
      }),
    );
  });

  test.each([
    ['{{match_resource.name}}', 'cart'],
    ['{{ match_resource.resource.metadata.namespace }}/x', 'shop/x'],
    [`{{ match_resource.resource.metadata.labels["app.kubernetes.io/name"] }}`, `cart "v2" & <b>'s`],
    ['{{ custom.binary | default("kubectl") }} get', 'kubectl get'],
    ['a{{{match_resource.name}}}b', 'a{cart}b'],
    ['{{ custom.absent }}', ''],
  ])('fills %s in per resource', (text, filled) => {
    expect(readBack(templateScalar(text, 'kubernetes'))).toBe(filled);
  });

  test.each(['{{ x }}', '{{ match_resource.__class__ }}', '{{ cluster.name() }}', '{{ 7 * 7 }}'])(
    'does not execute %s',
    (text) => {
      expect(readBack(templateScalar(text, 'kubernetes'))).toBe(text);
    },
  );

  test('knows only the variables of its platform', () => {
    expect(readExpressions('{{ cluster.name }} {{ region }}', 'aws')).toEqual({
      live: ['{{ region }}'],
      text: ['{{ cluster.name }}'],
    });
  });
});

describe('templateJsonObject', () => {
  const readObject = (values: Record<string, string>) =>
    JSON.parse(readBack(templateJsonObject(values, 'kubernetes')) as string) as unknown;

  test('renders to JSON that reads back to any names and values', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (values) => {
        expect(readObject(values)).toEqual({ ...values });
      }),
    );
  });

  test('fills expressions in within the JSON', () => {
    const label = '{{ match_resource.resource.metadata.labels["app.kubernetes.io/name"] }}';
    expect(readObject({ LABEL: label, PLAIN: "it's" })).toEqual({
      LABEL: `cart "v2" & <b>'s`,
      PLAIN: "it's",
    });
  });
});

describe('neutralise', () => {
  test.each([
    ['{{ x }}', '{ { x } }'],
    ['{% x %}', '{ % x % }'],
    ['{# x #}', '{ # x # }'],
    ['{{{x}}}', '{ { {x} } }'],
    ['100% of {a}', '100% of {a}'],
  ])('turns %s into %s', (text, neutral) => {
    expect(neutralise(text)).toBe(neutral);
  });

  test('leaves no mark and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const neutral = neutralise(text);
        expect(neutral).not.toMatch(/\{[{%#]|[}%#]\}/);
        expect(neutralise(neutral)).toBe(neutral);
        expect(neutral.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  test('leaves a text that Jinja renders to itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const neutral = neutralise(text);
        expect(parseYaml11(renderJinja(yamlText(neutral)))).toBe(neutral);
      }),
    );
  });
});

describe('toYaml', () => {
  test.each(AWKWARD)('%j comes back exactly from a YAML 1.1 parser', (text) => {
    expect(parseYaml11(toYaml({ list: [{ value: text }] }))).toEqual({ list: [{ value: text }] });
  });

  test('brings back any nested texts', () => {
    const value = fc.array(fc.record({ name: anyText, values: fc.array(anyText) }));
    fc.assert(
      fc.property(value, (value) => {
        expect(parseYaml11(toYaml(value))).toEqual(value);
      }),
    );
  });
});
