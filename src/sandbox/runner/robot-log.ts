import type { RunRecord } from './run-record.ts';

/** Characters of one text that the log keeps. */
const MAX_TEXT = 64 * 1024;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * The log.html of a run. As in Robot Framework's, the texts stand in a script as a table of strings that start
 * with `*`; here they are also in the page itself, readable without a browser.
 */
export function renderLog(record: RunRecord): string {
  const { suite, titles } = record;
  const texts = [suite, ...titles, ...messages(record), ...record.log].map((text) =>
    escapeHtml(shorten(text)),
  );
  const strings = JSON.stringify(['*', ...texts.map((text) => `*${text}`)]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="Generator" content="RunWhen sandbox">
<title>${escapeHtml(suite)} Log</title>
<script>
window.output = {};
window.output["strings"] = [];
window.output["strings"] = window.output["strings"].concat(${strings});
</script>
</head>
<body>
<h1>${escapeHtml(suite)} Log</h1>
${texts.map((text) => `<pre>${text}</pre>`).join('\n')}
</body>
</html>
`;
}

/** The status of the task, with Robot Framework's own opening words where setup failed. */
function messages({ errors, started, report }: RunRecord): string[] {
  const output = report.map((line) => line.obj);
  if (errors.length === 0) return ['PASS', ...output];
  const reason = errors.join('\n');
  return ['FAIL', started ? reason : `Parent suite setup failed:\n${reason}`, ...output];
}

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\n(cut)` : text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}
