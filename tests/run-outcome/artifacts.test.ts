import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readIssues, readReport } from '../../src/run-outcome/artifacts.ts';
import { setBounds } from '../platform/bounds.ts';
import { line, reportOf } from './evidence.ts';

describe('§10 report.jsonl', () => {
  it('gives both streams, with their last line ends', () => {
    expect(readReport(reportOf('hi\n', 'oops\n'))).toEqual({
      stdout: 'hi\n',
      stderr: 'oops\n',
      report: '',
      metric: undefined,
      issues: [],
      hasStreams: true,
      brokenLines: 0,
    });
  });

  it('gives empty streams where nothing follows', () => {
    expect(readReport(reportOf('', ''))).toMatchObject({ stdout: '', report: '', hasStreams: true });
  });

  it('gives other texts as the report, and issues by themselves', () => {
    const text =
      line('one') + line({ severity: 2, title: 'x' }, 'issue') + line([['a', 1]], 'table') + line('two', 'p');
    expect(readReport(text)).toMatchObject({
      report: 'one\n[["a",1]]\ntwo',
      issues: [{ title: 'x', severity: '2' }],
    });
  });

  it('gives the metric of an SLI script', () => {
    expect(readReport(reportOf('', '', 'Reported Metric: 0.5')).metric).toBe('0.5');
  });

  it('counts lines that cannot be read, and passes over empty ones', () => {
    expect(readReport(`{}\n\n{"obj":\nnull\n[1]\n${line('x')}`)).toMatchObject({
      report: 'x',
      brokenLines: 3,
    });
  });

  it('has no streams where the runner wrote none, or one of them', () => {
    expect(readReport('{}\n{"fmt": "p"}\n')).toEqual({
      ...{ stdout: '', stderr: '', report: '', metric: undefined, issues: [] },
      ...{ hasStreams: false, brokenLines: 1 },
    });
    expect(readReport(line('Command stdout: a')).hasStreams).toBe(false);
    expect(readReport(line('Command stderr: a')).hasStreams).toBe(false);
  });
});

describe('§10 issues.jsonl', () => {
  it('gives issues with the keys of a script', () => {
    const text = JSON.stringify({
      'issue title': 't',
      'issue description': 'd',
      'issue severity': 2,
      'issue next steps': 'n',
    });
    expect(readIssues(text).issues).toEqual([
      { title: 't', details: 'd', nextSteps: 'n', severity: '2', observedAt: null },
    ]);
  });

  it('gives issues with the keys of the platform', () => {
    const issue = {
      title: 't',
      details: 'd',
      nextSteps: 'n',
      severity: 1,
      observedAt: '2026-01-01',
      taskName: 'x',
    };
    expect(readIssues(`${JSON.stringify(issue)}\n`).issues).toEqual([
      { title: 't', details: 'd', nextSteps: 'n', severity: '1', observedAt: '2026-01-01' },
    ]);
  });

  it('gives issues with the other names of keys, and null as if the key were not there', () => {
    const other = { title: null, 'issue title': 't', next_steps: 'n', observed_at: 'o' };
    expect(readIssues(JSON.stringify(other)).issues).toEqual([
      { title: 't', details: '', nextSteps: 'n', severity: '', observedAt: 'o' },
    ]);
    expect(readIssues(`\n  \n${JSON.stringify({ 'issue observed at': 'o' })}`)).toEqual({
      issues: [{ title: '', details: '', nextSteps: '', severity: '', observedAt: 'o' }],
      brokenLines: 0,
    });
  });

  it('has none where the runner wrote an empty object', () => {
    expect(readIssues('{}\n')).toEqual({ issues: [], brokenLines: 0 });
  });

  it.each(['{"detail": "Not found."}', '{"error": {"code": 404}}', '{"message": "expired"}'])(
    'takes what stands in its place for no issue: %s',
    (text) => {
      expect(readIssues(text)).toEqual({ issues: [], brokenLines: 1 });
    },
  );

  it('counts lines that cannot be read', () => {
    expect(readIssues('{"title": "a"}\n{"title": \n')).toMatchObject({
      issues: [{ title: 'a' }],
      brokenLines: 1,
    });
  });

  it.each(['{\n', 'plain text\n', '7\n'])('ends at lines that are no JSON without end: %j', (broken) => {
    setBounds({ artifactBrokenLines: 20 });
    const parse = vi.spyOn(JSON, 'parse');
    onTestFinished(() => parse.mockRestore());
    expect(readIssues(`{"title": "a"}\n${broken.repeat(5_000)}{"title": "b"}\n`)).toMatchObject({
      issues: [{ title: 'a' }],
      brokenLines: 5_001,
    });
    expect(parse.mock.calls.length).toBeLessThan(30);
  });

  it.each(['{"title": "a"}\n', '{}\n'])('ends at more lines than anybody reads: %j', (line) => {
    setBounds({ artifactLines: 100 });
    const { issues, brokenLines } = readIssues(line.repeat(150));
    expect(issues.length).toBeLessThanOrEqual(100);
    expect(brokenLines).toBe(50);
  });

  it('reads as many lines as the bounds allow, blank ones between them, and the last without a line end', () => {
    setBounds({ artifactLines: 100, artifactBrokenLines: 2 });
    const { issues, brokenLines } = readIssues(`${'{"title": "a"}\n\n'.repeat(98)}{\n{"title": "b"}`);
    expect(issues).toHaveLength(99);
    expect(brokenLines).toBe(1);
  });
});
