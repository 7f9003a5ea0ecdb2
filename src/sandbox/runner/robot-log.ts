import type { RunRecord } from './run-record.ts';

/** Characters of one text of the report that the log keeps. */
const MAX_TEXT = 64 * 1024;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const STATUSES = { FAIL: 0, PASS: 1, SKIP: 2 } as const;

/**
 * The log.html of a run. As in Robot Framework's, the texts stand in a script as a table of strings that start with
 * `*`, and a table of results names the status of each task and the string that is its message; here they are also in
 * the page itself, readable without a browser.
 */
export function renderLog(record: RunRecord): string {
  const { suite, titles, report } = record;
  const { status, message } = endOf(record);
  const own = [suite, message, ...titles];
  const texts = [...own, ...report.map((line) => shorten(line.obj)), ...record.log].map(escapeHtml);
  const strings = JSON.stringify(['*', ...texts.map((text) => `*${text}`)]).replaceAll('</', '\\x3c/');
  const number = STATUSES[status];
  const tasks = titles.map((_, index) => [
    own.length - titles.length + index + 1,
    0,
    0,
    [],
    [number, 0, 0, 2],
    [],
  ]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="Generator" content="RunWhen sandbox">
<title>${escapeHtml(suite)} Log</title>
<script>
window.output = {};
window.output["suite"] = ${JSON.stringify([1, 0, 0, 0, [], [number, 0, 0], [], tasks, [], []])};
window.output["strings"] = [];
window.output["strings"] = window.output["strings"].concat(${strings});
</script>
</head>
<body>
<h1>${escapeHtml(suite)} Log</h1>
<p>${status}</p>
${texts.map((text) => `<pre>${text}</pre>`).join('\n')}
</body>
</html>
`;
}

/** The status of the tasks, with Robot Framework's own opening words where setup failed. */
function endOf({ errors, skipped, started }: RunRecord): { status: keyof typeof STATUSES; message: string } {
  if (errors.length === 0) return { status: skipped === undefined ? 'PASS' : 'SKIP', message: skipped ?? '' };
  const reason = errors.join('\n');
  return { status: 'FAIL', message: started ? reason : `Parent suite setup failed:\n${reason}` };
}

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\n(cut)` : text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}
