import { ToolError } from '../../src/errors/tool-error.ts';

/** The error that a check throws; fails the test where it throws none. */
export function refusalOf(check: () => unknown): ToolError {
  try {
    check();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
