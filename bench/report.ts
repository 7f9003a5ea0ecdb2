/** What one measurement found; printed as JSON, so that runs can be compared. */
export interface Measurement {
  /** What was measured, against what. */
  measured: string;
  /** Numbers by name; units are in the names. */
  numbers: Record<string, number | string | Record<string, unknown>>;
  /** The promise in words, and whether it held. */
  bound: string;
  held: boolean;
}

/** Prints the measurement; a promise that did not hold fails the process. */
export function report(measurement: Measurement): void {
  console.log(JSON.stringify(measurement, null, 2));
  if (!measurement.held) process.exitCode = 1;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
