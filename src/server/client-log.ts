import {
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Incident } from '../platform/transport/incident.ts';
import { showValue } from '../shown-text/show-value.ts';

/** The level that a client of protocol 2025-11-25 or before has set, for as long as it is remembered. */
export interface LevelMemory {
  get(): LoggingLevel | undefined;
  set(level: LoggingLevel): void;
}

/** What one request may log to its client. */
export interface ClientLog {
  /** A request to the platform is slow, or is retried. */
  incident(incident: Incident): void;
  /** Notes of a result: fallbacks that were taken, and what is left out. */
  notes(tool: string, notes: readonly string[]): void;
}

const LEVELS: readonly LoggingLevel[] = [
  ...(['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const),
];

/** A level that lasts as long as the connection. */
export function connectionLevel(): LevelMemory {
  let level: LoggingLevel | undefined;
  return {
    get: () => level,
    set: (given) => {
      level = given;
    },
  };
}

/** Remembers the levels of this many clients; the one set longest ago is forgotten first. */
export function createLevels(most = 1_000): (client: string) => LevelMemory {
  const levels = new Map<string, LoggingLevel>();
  return (client) => ({
    get: () => levels.get(client),
    set: (level) => {
      levels.delete(client);
      levels.set(client, level);
      if (levels.size > most) levels.delete(levels.keys().next().value!);
    },
  });
}

/** Accepts a level from clients at any time; since protocol 2026-07-28 each request brings its own. */
export function registerLogLevel({ server }: McpServer, memory: LevelMemory): void {
  server.setRequestHandler('logging/setLevel', ({ params }) => {
    memory.set(params.level);
    return {};
  });
}

/**
 * The log for the client behind one request. A client that set no level gets nothing, and a lost client is no error of the
 * call.
 */
export function clientLog(request: ServerContext, memory: LevelMemory): ClientLog {
  const { envelope, signal } = request.mcpReq;
  const said = (envelope as Record<string, unknown> | undefined)?.[LOG_LEVEL_META_KEY];
  const least = envelope ? (said as LoggingLevel | undefined) : memory.get();
  const send = (level: LoggingLevel, data: Record<string, unknown>) => {
    if (least === undefined || signal.aborted || LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    const params = { level, logger: 'runwhen-platform-mcp', data: showValue(data).value };
    void request.mcpReq.notify({ method: 'notifications/message', params }).catch(() => {});
  };
  return {
    incident: (incident) => send('warning', { ...incident }),
    notes: (tool, notes) => {
      for (const note of notes) send('notice', { event: 'note', tool, note });
    },
  };
}
