import { describe, expect, it } from 'vitest';
import { checkOverlaps, parseRuntimeVariables } from '../../src/slx/runtime-vars.ts';
import { refusalOf } from '../script-rules/refusal.ts';

const regex = { type: 'regex', pattern: '^\\d+$' };
const variable = (changes: object = {}) => ({
  name: 'WINDOW',
  description: 'Minutes',
  default: '5',
  validation: regex,
  ...changes,
});
const errorsOf = (...given: unknown[]) =>
  refusalOf(() => parseRuntimeVariables(given, 'task')).detail?.errors as string[];

describe('§13 runtime variables', () => {
  it.each([
    ['none', []],
    ['a regex', [variable()]],
    ['an enum', [variable({ validation: { type: 'enum', values: ['a', 'b'] } })]],
    ['an empty default', [variable({ default: '' })]],
  ])('may be %s', (_, given) => {
    expect(parseRuntimeVariables(given, 'task')).toEqual(given);
  });

  it.each(['name', 'description', 'default', 'validation'])('need %s', (field) => {
    expect(errorsOf(variable({ [field]: undefined }))).toEqual([expect.stringContaining(field)]);
  });

  it.each([
    ['another type', { type: 'freetext' }, 'type'],
    ['a regex without a pattern', { type: 'regex' }, 'pattern'],
    ['an empty pattern', { type: 'regex', pattern: '' }, 'pattern'],
    ['an enum without values', { type: 'enum' }, 'values'],
    ['an enum with no value', { type: 'enum', values: [] }, 'values'],
  ])('are refused with %s', (_, validation, word) => {
    expect(errorsOf(variable({ validation }))).toEqual([expect.stringContaining(word)]);
  });

  it('need a text as default', () => {
    expect(errorsOf(variable({ default: 42 }))).toEqual([expect.stringContaining('must be a string')]);
  });

  it('are refused one by one, each with its place', () => {
    const errors = errorsOf(variable(), variable({ name: 'B', description: undefined }));
    expect(errors).toEqual(['runtime_vars[1].description: is missing']);
  });

  it('must not repeat a name', () => {
    const [error, ...others] = errorsOf(variable(), variable());
    expect(error).toMatch(/duplicate.*WINDOW/);
    expect(others).toEqual([]);
  });

  it('belong to tasks', () => {
    const { message, detail } = refusalOf(() => parseRuntimeVariables([variable()], 'sli'));
    expect(message).toContain("task_type='task'");
    expect(detail?.field).toBe('runtime_vars');
  });

  it.each([
    ['env_vars', { envVars: { WINDOW: '1' }, secretVars: {} }],
    ['secret_vars', { envVars: {}, secretVars: { WINDOW: 'k' } }],
  ])('must not be in %s as well', (field, others) => {
    const variables = parseRuntimeVariables([variable()], 'task');
    const { message } = refusalOf(() => checkOverlaps(variables, others));
    expect(message).toContain('WINDOW');
    expect(message).toContain(field);
  });

  it('may stand beside other names', () => {
    const variables = parseRuntimeVariables([variable()], 'task');
    expect(() => checkOverlaps(variables, { envVars: { A: '1' }, secretVars: { B: 'k' } })).not.toThrow();
  });
});
