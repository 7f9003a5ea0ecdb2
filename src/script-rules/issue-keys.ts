/** The keys of an issue as the runner reads them; the title is required. */
export const ISSUE_KEYS = [
  'issue title',
  'issue description',
  'issue severity',
  'issue next steps',
  'issue observed at',
] as const;
export type IssueKey = (typeof ISSUE_KEYS)[number];

const VALID: ReadonlySet<string> = new Set(ISSUE_KEYS);

/** A key that looks like an issue key but is none. `sure` where it can be nothing else. */
export interface KeyFault {
  key: string;
  correct?: IssueKey;
  sure: boolean;
  message: string;
}

export function isIssueKey(key: string): key is IssueKey {
  return VALID.has(key);
}

/** What is wrong with a key; undefined for the five valid ones and for those that have nothing to do with issues. */
export function keyFault(key: string): KeyFault | undefined {
  if (isIssueKey(key)) return undefined;
  const correct = nearest(key);
  if (correct) {
    const message = `Invalid issue field key "${key}": the runner reads "${correct}".`;
    return { key, correct, sure: true, message };
  }
  if (key.startsWith('issue_')) {
    const message = `Invalid issue field key "${key}" in snake_case: the runner's keys have spaces.`;
    return { key, sure: false, message };
  }
  if (!key.startsWith('issue ')) return undefined;
  const list = ISSUE_KEYS.map((valid) => `"${valid}"`).join(', ');
  return { key, sure: false, message: `Unrecognized issue field key "${key}"; the runner reads ${list}.` };
}

/** The valid key that a misspelling stands for: a letter or two off, ignoring case and separators. */
function nearest(key: string): IssueKey | undefined {
  if (!/^issue[ _-]/i.test(key)) return undefined;
  const plain = key.toLowerCase().replaceAll(/[_-]/g, ' ');
  return ISSUE_KEYS.find((valid) => distance(plain, valid) <= (valid.length > 12 ? 2 : 1));
}

/** Letters to insert, delete, replace or swap with a neighbour. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const replaced = last[j - 1]! + (same ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : replaced;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
