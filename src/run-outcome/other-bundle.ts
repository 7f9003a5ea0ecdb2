import type { RunReading } from './evidence.ts';
import { quote } from './quote.ts';
import type { RunFacts } from './run-facts.ts';

type Verdict = Pick<RunReading, 'outcome' | 'reason'>;

/**
 * A passed run of a bundle that runs no script of the user, without issues: what its commands left decides, as far as
 * the log tells.
 */
export function judgeOtherBundle({ log, titles }: RunFacts): Verdict {
  if (!log.isReadable) {
    return unknown(
      'The tasks passed and reported no issues; without the log it is not known whether their commands worked.',
    );
  }
  if (!titles?.passed.length) return unknown('The run has no issues, and names no task that passed.');
  if (log.timedOut || log.undecodable) {
    return unknown('The tasks passed and reported no issues, but the output of a command was lost.');
  }
  const code = log.returnCodes.find((one) => one !== 0);
  const errors = quote(log.commandErrors.join('\n'), 'The standard error of its commands');
  if (code !== undefined) {
    return unknown(
      `The tasks passed and reported no issues, but one of their commands ended with exit code ${code}.${errors}`,
    );
  }
  if (errors !== '') {
    return unknown(
      `The tasks passed and reported no issues, but one of their commands printed an error.${errors}`,
    );
  }
  return { outcome: 'healthy', reason: 'The tasks of the bundle passed and reported no issues.' };
}

/** Tasks that failed beside others that passed; undefined where there are none. */
export function failedBesides({ titles, log }: RunFacts): string | undefined {
  if (!titles || titles.failed.length === 0 || titles.passed.length === 0) return undefined;
  const count = titles.passed.length + titles.failed.length;
  const why = log.failure === undefined ? '' : ` (${log.failure})`;
  return `${titles.failed.length} of ${count} tasks failed: ${titles.failed.join(', ')}${why}.`;
}

const unknown = (reason: string): Verdict => ({ outcome: 'unknown', reason });
