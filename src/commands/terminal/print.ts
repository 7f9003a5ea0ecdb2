import { didYouMean } from '../../errors/nearest.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { showValue } from './show-value.ts';

/** How results are printed: for a person, or for a program. */
export type Format = 'table' | 'json';

const PIPE_WIDTH = 160;

/** The requested format; otherwise a table for a person at a terminal, and JSON in a pipe. Throws `InvalidArguments`. */
export function formatOf(given: string | undefined): Format {
  if (given === undefined) return process.stdout.isTTY ? 'table' : 'json';
  if (given === 'table' || given === 'json') return given;
  throw new InvalidArguments(
    `--format takes table or json; ${JSON.stringify(given)} is not${didYouMean(String(given), ['table', 'json'])}.`,
    {
      hint: 'Without it, a terminal gets a table, and a pipe gets JSON.',
    },
  );
}

/** Prints a value on standard output. */
export function print(value: unknown, format: Format): void {
  const { stdout } = process;
  const text =
    format === 'json'
      ? JSON.stringify(value)
      : showValue(value, {
          width: stdout.columns ?? PIPE_WIDTH,
          colours: stdout.isTTY === true && stdout.hasColors(),
        });
  stdout.write(`${text}\n`);
}
