import type { WriteStream } from 'node:tty';
import { styleText } from '../terminal/style-text.ts';
import { cut, tableOf } from '../terminal/table.ts';

type Json = Record<string, unknown>;

/** How a session is shown: colours and a progress line on a terminal, plain lines in a pipe. */
export interface Screen {
  title(text: string): void;
  /** A heading within the session. */
  step(text: string): void;
  say(text: string): void;
  call(tool: string, args: Json): void;
  progress(message: string): void;
  progressDone(): void;
  /** Rows as an aligned table of the given columns. */
  table(rows: readonly Json[], columns: readonly string[]): void;
  fail(message: string): void;
}

const VALUE_LENGTH = 70;
const CELL_LENGTH = 60;

export function createScreen(output: NodeJS.WriteStream | WriteStream): Screen {
  const terminal = output.isTTY === true && output.hasColors?.() === true;
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    terminal ? styleText(style, text) : text;
  const line = (text = '') => void output.write(`${text}\n`);
  const indent = (text: string) =>
    text
      .split('\n')
      .map((part) => `    ${part}`.trimEnd())
      .join('\n');
  return {
    title: (text) => line(`\n${paint('bold', text)}\n${'='.repeat(text.length)}`),
    step: (text) => line(`\n${paint('bold', `• ${text}`)}`),
    say: (text) => line(indent(text)),
    call: (tool, args) => line(`  ${paint('cyan', `→ ${tool}(${showArgs(args)})`)}`),
    progress: (message) => {
      if (terminal) output.write(`\r\x1b[2K    ${paint('dim', message)}`);
    },
    progressDone: () => {
      if (terminal) output.write('\r\x1b[2K');
    },
    table: (rows, columns) =>
      line(
        indent(
          tableOf([columns, ...rows.map((row) => columns.map((column) => text(row[column])))], {
            maxCell: CELL_LENGTH,
          }),
        ),
      ),
    fail: (message) => line(`\n${paint('red', `FAILED: ${message}`)}`),
  };
}

function showArgs(args: Json): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${cut(JSON.stringify(value), VALUE_LENGTH)}`)
    .join(', ');
}

const text = (value: unknown) =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
