import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personaFullName, personaShortName } from '../../src/names/persona-name.ts';

const WORKSPACE = 't-oncall';
const short = fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,4}$/);

describe("an assistant's name", () => {
  test.each(['k8s-pod-health', 'a', 'abc123', 'a-b-c', 'x'.repeat(63)])('%s is taken', (name) => {
    expect(personaShortName(WORKSPACE, name)).toBe(name);
  });

  test.each([
    ['', 'empty'],
    ['x'.repeat(64), 'max allowed is 63'],
    ['Azure', 'kebab-case'],
    ['a b', 'kebab-case'],
    ['-a', 'kebab-case'],
    ['a-', 'kebab-case'],
    ['a_b', 'kebab-case'],
    ['..', 'kebab-case'],
    ['azure--devops', 'reserved'],
    ['other--azure-devops', 'reserved'],
  ])('%j is refused', (name, problem) => {
    expect(() => personaShortName(WORKSPACE, name)).toThrow(problem);
  });

  test("the workspace's own prefix is removed", () => {
    expect(personaShortName(WORKSPACE, 't-oncall--azure-devops')).toBe('azure-devops');
  });

  test('forming the full name twice changes nothing', () => {
    fc.assert(
      fc.property(short, (name) => {
        const full = personaFullName(WORKSPACE, name);
        expect(full).toBe(`t-oncall--${name}`);
        expect(personaFullName(WORKSPACE, full)).toBe(full);
        expect(personaShortName(WORKSPACE, full)).toBe(name);
      }),
    );
  });

  test('whatever is accepted is kebab-case without a double hyphen', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        let accepted: string;
        try {
          accepted = personaShortName(WORKSPACE, name);
        } catch {
          return;
        }
        expect(accepted).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
        expect(accepted).not.toContain('--');
      }),
    );
  });
});
