import { describe, expect, it } from 'vitest';
import { type FindingCode, RULES } from '../../src/script-rules/rule-table.ts';
import type { Interpreter } from '../../src/script-rules/script-kind.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';

/** What a rule that can refuse is held to. */
interface Refusal {
  /** A script that the rule refuses; left out where it never refuses one of this language. */
  refused?: string;
  /** The nearest scripts that work: nothing may refuse them. */
  taken: readonly string[];
}

export type Refusals = Partial<Record<FindingCode, Refusal>>;

const FEWEST_TAKEN = 3;

/** Each rule that can refuse a script of a language; sizes are findings of the command `validate` only. */
function refusing(language: Interpreter): FindingCode[] {
  return (Object.keys(RULES) as FindingCode[]).filter((code) => {
    const { severities, languages } = RULES[code];
    return (
      severities.includes('error') &&
      (languages === 'both' || languages === language) &&
      code !== 'script-size'
    );
  });
}

/** Holds the rules of a language to its table, and the table to the rules that there are. */
export function describeRefusals(interpreter: Interpreter, refusals: Refusals): void {
  const findings = async (script: string) =>
    (await validateScript({ interpreter, script, taskType: 'task' })).findings;
  const errors = async (script: string) =>
    (await findings(script)).filter(({ severity }) => severity === 'error').map(({ code }) => code);

  describe(`a rule that can refuse ${interpreter}`, () => {
    it('has rows', () => {
      expect(Object.keys(refusals).toSorted()).toEqual(refusing(interpreter).toSorted());
      const few = Object.entries(refusals).filter(([, { taken }]) => new Set(taken).size < FEWEST_TAKEN);
      expect(few).toEqual([]);
    });

    it.each(Object.entries(refusals))(
      'refuses with %s what it must, and nothing near',
      async (code, rows) => {
        if (rows.refused !== undefined) expect(await errors(rows.refused)).toContain(code);
        for (const script of rows.taken) expect(await errors(script), script).toEqual([]);
      },
    );

    it('says of a finding what the table of rules allows', async () => {
      for (const { refused, taken } of Object.values(refusals)) {
        for (const script of refused === undefined ? taken : [refused, ...taken]) {
          for (const { code, severity } of await findings(script))
            expect(RULES[code].severities).toContain(severity === 'auto-fixed' ? 'fixed' : severity);
        }
      }
    });
  });
}
