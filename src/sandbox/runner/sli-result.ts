import type { OutFile } from './out-file.ts';
import { parseFloatText, repr } from './python-value.ts';

/** The value that an SLI pushes: whatever is not a number, or text that Python's `float` takes, counts as 0. */
export function metricOf(outFile: OutFile): number {
  if (outFile.state !== 'value') return 0;
  const { value } = outFile;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? (parseFloatText(value) ?? 0) : 0;
}

/** The value as an author run of an SLI script shows it: Python's text of whatever the script left. */
export function reportedMetric(outFile: OutFile): string {
  if (outFile.state === 'absent') return '[]';
  if (outFile.state === 'unreadable') return '0';
  return typeof outFile.value === 'string' ? outFile.value : repr(outFile.value);
}
