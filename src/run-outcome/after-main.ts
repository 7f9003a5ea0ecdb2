import type { Doubt, ScriptEnding } from '../script-rules/script-ending.ts';
import type { CompletionMark } from './completion-mark.ts';

/** Why the file of the result may be another than main left it, whose mark is given; undefined where nothing says so. */
export function doubtAfterMain(mark: CompletionMark, ending: ScriptEnding): string | undefined {
  const { mayReplaceWriter, mayTakeAway, mayGoOn } = ending;
  if (mark.length === 0 && mayReplaceWriter) {
    return `main returned an empty ${mark.type}, but the script may change how or where the runner writes it ${shown(mayReplaceWriter)}: it is not known whether it was written.`;
  }
  if ((mark.length === 0 || mark.written) && mayTakeAway) {
    return `main returned and reported no issues, but what the script does afterwards may remove its result ${shown(mayTakeAway)}: it is not known whether it did.`;
  }
  if (mark.written === false && mayGoOn) {
    return `main returned with status ${mark.status} and had written no result, but the script may go on after it ${shown(mayGoOn)}: it is not known whether it wrote one then.`;
  }
  return undefined;
}

/** A place in the script, for a reason. */
export function shown({ line, text }: Doubt): string {
  return `(line ${line}: ${text})`;
}
