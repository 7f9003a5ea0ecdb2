import { writeToStderr } from './stderr.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Writes one JSON object per line to standard error. Fields must hold no secret. */
export interface Logger {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

const ORDER: LogLevel[] = ['debug', 'info', 'warn', 'error'];

export function createLogger(least: LogLevel, write: (line: string) => void = writeToStderr): Logger {
  const log =
    (level: LogLevel) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      if (ORDER.indexOf(level) < ORDER.indexOf(least)) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
    };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}
