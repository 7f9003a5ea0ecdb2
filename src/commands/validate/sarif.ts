import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../script-rules/findings.ts';
import { VERSION } from '../../server/identity.ts';
import type { Judged } from './judge.ts';

const LEVELS = { error: 'error', 'auto-fixed': 'note', advice: 'warning' } as const;

/** All findings as one SARIF 2.1.0 log, which code scanners and editors read. */
export function sarifOf(judged: readonly Judged[]): object {
  const results = judged.flatMap(({ file, findings }) => findings.map((finding) => ({ file, finding })));
  const rules = [...new Set(results.map(({ finding }) => finding.code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'runwhen-platform-mcp',
            semanticVersion: VERSION,
            rules: rules.map((id) => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map(({ file, finding }) => ({
          ruleId: finding.code,
          ruleIndex: rules.indexOf(finding.code),
          level: LEVELS[finding.severity],
          message: { text: `${finding.message} ${finding.fix}`.trim() },
          locations: [{ physicalLocation: placeOf(file, finding) }],
        })),
      },
    ],
  };
}

/** Relative to the working directory, as scanners expect, where the file is below it. */
function placeOf(file: string, { line, column }: Finding): object {
  const path = relative('.', file).replaceAll('\\', '/');
  const uri = path.startsWith('../')
    ? pathToFileURL(resolve(file)).href
    : path.split('/').map(encodeURIComponent).join('/');
  return {
    artifactLocation: { uri },
    ...(line === undefined
      ? {}
      : { region: { startLine: line, ...(column ? { startColumn: column } : {}) } }),
  };
}
