const LINES = 3;
const LENGTH = 300;

/** The last lines of what was written to standard error, as a sentence of a reason; empty where nothing was. */
export function quote(stderr: string, whose = 'Its standard error'): string {
  const text = stderr.trim().split('\n').slice(-LINES).join('\n').slice(-LENGTH);
  return text === '' ? '' : ` ${whose} ends with: ${text}`;
}
