/** One end of a wait or a size: every such end that no option sets is here, and `docs/limits.md` is made from it. */
export interface Bound {
  limit: number;
  unit: 'ms' | 'bytes' | 'items' | 'levels' | 'connections' | 'calls' | 'checks' | 'requests per second';
  /** What is bounded. */
  of: string;
  /** What becomes of what goes beyond, and how to get the rest. */
  beyond: string;
}

const MEGABYTE = 1_000_000;

/** By name; read when they are needed, never copied at load. */
export const BOUNDS = {
  request: {
    limit: 30_000,
    unit: 'ms',
    of: 'One read of the platform: a request with its retries, or a list with all its pages',
    beyond: '`timed_out`, retryable; nothing was changed',
  },
  write: {
    limit: 60_000,
    unit: 'ms',
    of: 'One request that writes, deletes or executes. A tool that writes in steps has this time for each',
    beyond: '`timed_out`; the error says that the platform may have carried it out',
  },
  slowRequest: {
    limit: 8_000,
    unit: 'ms',
    of: "One request, before the client's log says that the platform is slow (if the client set a level)",
    beyond: 'A message of level `warning`; the request continues',
  },
  readTool: {
    limit: 50_000,
    unit: 'ms',
    of: 'A tool with the effect `read`, all its requests together; hosts commonly give up at 60 s',
    beyond: '`timed_out`, retryable; the error names the request that was too slow',
  },
  generation: {
    limit: 40_000,
    unit: 'ms',
    of: "A summary or next steps by the platform's language model",
    beyond: 'The issue or run without it, with a note',
  },
  followed: {
    limit: 20,
    unit: 'items',
    of: 'Resources that one client subscribes to, on a connection or in one stream of subscriptions',
    beyond: 'Refused; in a stream, without notifications',
  },
  followInterval: {
    limit: 10_000,
    unit: 'ms',
    of: 'Time between two reads of a resource that a client subscribes to',
    beyond: 'A change is notified at the next read; after five failed reads in a row the resource is dropped',
  },
  completion: {
    limit: 300,
    unit: 'ms',
    of: 'Completing an argument of a prompt or resource template, and listing the workspaces as resources',
    beyond: 'No suggestions; no workspaces in the list',
  },
  afterWait: {
    limit: 3_500,
    unit: 'ms',
    of: 'Fetching the results of a run that just ended, for a tool that waited without progress',
    beyond: "`incomplete`, with the run's id and the call that reads them",
  },
  chatSilence: {
    limit: 180_000,
    unit: 'ms',
    of: 'Silence of the assistant: before its first byte, and between two',
    beyond: 'The part that had arrived, with a note and the session; `timed_out` if nothing had',
  },
  chatWhole: {
    limit: 900_000,
    unit: 'ms',
    of: "The assistant's whole answer, even if it keeps arriving",
    beyond: 'The part that had arrived, with a note and the session, in which you can continue',
  },
  chatExport: {
    limit: 15_000,
    unit: 'ms',
    of: 'The link to the exported chat',
    beyond: 'The answer without the link, with a note',
  },
  chatAnswer: {
    limit: 8 * MEGABYTE,
    unit: 'bytes',
    of: "The assistant's whole answer, as sent",
    beyond: 'The part that had arrived, with a note and the session',
  },
  chatEvent: {
    limit: 2 * MEGABYTE,
    unit: 'bytes',
    of: "One event of the assistant's answer",
    beyond: 'The part that had arrived before it, with a note and the session',
  },
  chatRubbish: {
    limit: 1_000,
    unit: 'items',
    of: "Lines of the assistant's answer that are not events, or events that are not JSON",
    beyond: 'The part that had arrived before them, with a note and the session',
  },
  jsonBody: {
    limit: 16 * MEGABYTE,
    unit: 'bytes',
    of: "One reply of the platform, unpacked: JSON, or a run's log",
    beyond: '`unexpected_reply`; the error says to ask for less',
  },
  jsonDepth: {
    limit: 200,
    unit: 'levels',
    of: 'Nesting of objects and lists in one reply of the platform',
    beyond: '`unexpected_reply`; an event of the assistant is left out, with a note',
  },
  errorBody: {
    limit: 256_000,
    unit: 'bytes',
    of: 'The part of a reply with an error status that is read; 1,000 characters of its message are quoted',
    beyond: 'Not read; the error still has the status',
  },
  listItems: {
    limit: 10_000,
    unit: 'items',
    of: 'A list of the platform, all its pages together',
    beyond: 'The first items; the tool says how many there are, and filters reach the rest',
  },
  listBytes: {
    limit: 48 * MEGABYTE,
    unit: 'bytes',
    of: 'The pages of one list together',
    beyond: 'The pages so far; the tool says how many items there are, and filters reach the rest',
  },
  artifactBody: {
    limit: 32 * MEGABYTE,
    unit: 'bytes',
    of: 'One artifact of a run, unpacked',
    beyond: 'The result without it, with a note; an outcome that depends on it is `unknown`',
  },
  artifactLines: {
    limit: 100_000,
    unit: 'items',
    of: 'Lines of one artifact of a run',
    beyond: 'The result without them, with a note that counts them',
  },
  artifactBrokenLines: {
    limit: 1_000,
    unit: 'items',
    of: 'Of those, lines that are not JSON',
    beyond: 'The lines before, with a note that counts the rest',
  },
  artifact: {
    limit: 30_000,
    unit: 'ms',
    of: 'Fetching one artifact',
    beyond: 'The result without it, with a note',
  },
  reply: {
    limit: 80_000,
    unit: 'bytes',
    of: "A tool's reply to the model: hosts cut or refuse much longer replies",
    beyond:
      'The longest texts and lists are cut; `cut` names each, how much is shown, and how to get the rest',
  },
  structuredReply: {
    limit: 8_000,
    unit: 'bytes',
    of: 'The structured part of a result, if a tool has one; hosts show it beside the text, or instead of it',
    beyond: 'The longest texts and lists are cut there, and `cut` says so; the text has them in full',
  },
  connections: {
    limit: 64,
    unit: 'connections',
    of: 'Connections to each service, for all callers of the process',
    beyond: 'Further requests wait for a free one, within their own deadline',
  },
  callerConnections: {
    limit: 16,
    unit: 'connections',
    of: 'Of those, in use for one caller at a time',
    beyond: 'Further requests of that caller wait for a free one, within their own deadline',
  },
  callerRate: {
    limit: 100,
    unit: 'requests per second',
    of: 'Requests of one caller to the platform, after a first burst of as many',
    beyond: 'Further requests of that caller wait, within their own deadline',
  },
  slowedDown: {
    limit: 5_000,
    unit: 'ms',
    of: 'Pause of a caller after an answer 429 of the platform: as long as its `Retry-After` says, otherwise one second',
    beyond: 'The request is sent again; if that is refused too, `rate_limited` with `retry_after_s`',
  },
  streams: {
    limit: 256,
    unit: 'connections',
    of: "Separate connections for the assistant's answers, for all callers",
    beyond: 'Further questions wait for a free one, within their own deadline',
  },
  callerStreams: {
    limit: 32,
    unit: 'connections',
    of: 'Of those, in use for one caller at a time',
    beyond: '`rate_limited`, retryable, at once',
  },
  tokenChecks: {
    limit: 4,
    unit: 'connections',
    of: 'Separate connections for checking tokens (HTTP); as many again for tokens that were valid before',
    beyond: 'The check waits',
  },
  waitingTokenChecks: {
    limit: 50,
    unit: 'checks',
    of: 'Checks that wait for one of those',
    beyond: 'Answered 503 with `Retry-After`',
  },
  auditLine: {
    limit: 5_000,
    unit: 'ms',
    of: 'Writing one line of the audit trail',
    beyond: '`refused`: a call that changes or executes something is not carried out without it',
  },
  auditCaller: {
    limit: 5_000,
    unit: 'ms',
    of: 'Finding out who makes a call, for the audit trail',
    beyond: 'The line says `unknown`',
  },
  doctorRequest: {
    limit: 10_000,
    unit: 'ms',
    of: 'One request of `doctor`, `login` and `whoami` to the platform',
    beyond: 'Reported as such; the other checks continue',
  },
} as const satisfies Record<string, Bound>;
