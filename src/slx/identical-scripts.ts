import { Refused } from '../errors/request-errors.ts';

/** Whether two scripts differ only in line ends and trailing blanks; false where one is empty or missing. */
export function areIdentical(script: string | undefined, sliScript: string | undefined): boolean {
  const [task, sli] = [normal(script), normal(sliScript)];
  return task !== '' && task === sli;
}

function normal(script = ''): string {
  return script
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** One body cannot be both a task and its SLI. Throws `Refused`. */
export function checkDistinct(script: string | undefined, sliScript: string | undefined): void {
  if (!areIdentical(script, sliScript)) return;
  throw new Refused(
    'Identical task and SLI script content. They have different contracts: a task returns a list of issues, an SLI one float from 0 to 1.',
    {
      hint: 'Write an SLI script that returns the metric, or leave sli_script out.',
      detail: { field: 'sli_script' },
    },
  );
}
