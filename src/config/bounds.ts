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
    of: 'One read of the platform: a request with its repeats, or a list with all its pages',
    beyond: '`timed_out`, retryable; nothing was changed',
  },
  write: {
    limit: 60_000,
    unit: 'ms',
    of: 'One request that writes, deletes or executes. A tool that writes in steps has this for each',
    beyond: '`timed_out`; says that the platform may have carried it out',
  },
  slowRequest: {
    limit: 8_000,
    unit: 'ms',
    of: "One request before the client's log is told that the platform is slow, where the client set a level",
    beyond: 'A message of level `warning`; the request goes on',
  },
  readTool: {
    limit: 50_000,
    unit: 'ms',
    of: 'A tool with the effect `read`, all its requests together; hosts commonly give up at 60 s',
    beyond: '`timed_out`, retryable; names the request that it ended at',
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
    of: 'Addresses that one client follows, on a connection or in one stream of subscriptions',
    beyond: 'Refused; in a stream, not told of',
  },
  followInterval: {
    limit: 10_000,
    unit: 'ms',
    of: 'Between two looks at an address that a client follows',
    beyond: 'Told at the next look; given up after five that fail',
  },
  completion: {
    limit: 300,
    unit: 'ms',
    of: 'Completing an argument of a prompt or an address, and listing the workspaces as resources',
    beyond: 'No suggestions; no workspaces in the list',
  },
  afterWait: {
    limit: 3_500,
    unit: 'ms',
    of: 'What a tool that waited without progress still asks of the platform: the results of a run that just ended',
    beyond: "`incomplete`, with the run's id and the call that reads them",
  },
  chatSilence: {
    limit: 180_000,
    unit: 'ms',
    of: 'Silence of the assistant: before its first byte, and between two',
    beyond: 'What had arrived, with a note and the session; `timed_out` where nothing had',
  },
  chatWhole: {
    limit: 900_000,
    unit: 'ms',
    of: "The assistant's whole answer, however lively",
    beyond: 'What had arrived, with a note and the session, which can be gone on with',
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
    of: "The assistant's whole answer, as it is sent",
    beyond: 'What had arrived, with a note and the session',
  },
  chatEvent: {
    limit: 2 * MEGABYTE,
    unit: 'bytes',
    of: "One event of the assistant's answer",
    beyond: 'What had arrived before it, with a note and the session',
  },
  chatRubbish: {
    limit: 1_000,
    unit: 'items',
    of: "Lines of the assistant's answer that are no events, or events that are no JSON",
    beyond: 'What had arrived before them, with a note and the session',
  },
  jsonBody: {
    limit: 16 * MEGABYTE,
    unit: 'bytes',
    of: "One reply of the platform, unpacked: JSON, or a run's log",
    beyond: '`unexpected_reply`; says to ask for less',
  },
  jsonDepth: {
    limit: 200,
    unit: 'levels',
    of: 'Objects and lists inside each other in one reply of the platform',
    beyond: '`unexpected_reply`; in an event of the assistant, a note that it was left out',
  },
  errorBody: {
    limit: 256_000,
    unit: 'bytes',
    of: 'What is read of a reply with an error status; 1,000 characters of its message are quoted',
    beyond: 'Not read; the error says the status all the same',
  },
  listItems: {
    limit: 10_000,
    unit: 'items',
    of: 'A list of the platform, all its pages together',
    beyond: 'The first ones; the tool says how many there are, and filters reach the rest',
  },
  listBytes: {
    limit: 48 * MEGABYTE,
    unit: 'bytes',
    of: 'The pages of one list together',
    beyond: 'The pages before; the tool says how many there are, and filters reach the rest',
  },
  artifactBody: {
    limit: 32 * MEGABYTE,
    unit: 'bytes',
    of: 'One artifact of a run, unpacked',
    beyond: 'The result without it, with a note; what it would have shown is then `unknown`',
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
    of: 'Of those, lines that are no JSON',
    beyond: 'What came before them, with a note that counts the rest',
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
    of: "A tool's reply to the model: hosts cut or refuse much longer ones",
    beyond: 'Longest texts and lists are cut; `cut` names each, how much is shown, and how to get the rest',
  },
  structuredReply: {
    limit: 8_000,
    unit: 'bytes',
    of: 'The structured part of a result, where a tool has one; hosts put it beside the text, or in its place',
    beyond: 'Longest texts and lists are cut there, and `cut` says so; the text has them',
  },
  connections: {
    limit: 64,
    unit: 'connections',
    of: 'To each service, for all callers of the process',
    beyond: 'Further requests wait for one, within their own deadline',
  },
  callerConnections: {
    limit: 16,
    unit: 'connections',
    of: 'Of those, in use for one caller at a time',
    beyond: "The caller's further requests wait for one, within their own deadline; others' do not",
  },
  callerRate: {
    limit: 100,
    unit: 'requests per second',
    of: 'One caller to the platform, once as many have been sent together',
    beyond: "The caller's further requests wait, within their own deadline; others' do not",
  },
  slowedDown: {
    limit: 5_000,
    unit: 'ms',
    of: 'Pause of a caller whom the platform answered 429, for as long as its `Retry-After` says, else one second',
    beyond: 'Asked again; where that is refused too, `rate_limited` with `retry_after_s`',
  },
  streams: {
    limit: 256,
    unit: 'connections',
    of: "For the assistant's answers, apart from the others, for all callers",
    beyond: 'Further questions wait for one, within their own deadline',
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
    of: 'For finding out whose a token is (HTTP), apart from the others; as many again for tokens that were good before',
    beyond: 'The check waits',
  },
  waitingTokenChecks: {
    limit: 50,
    unit: 'checks',
    of: 'Waiting for one of those',
    beyond: 'Answered 503 with `Retry-After`',
  },
  auditLine: {
    limit: 5_000,
    unit: 'ms',
    of: 'Writing one line of the audit trail',
    beyond: '`refused`: a call that changes or executes is not carried out without it',
  },
  auditCaller: {
    limit: 5_000,
    unit: 'ms',
    of: 'Finding out whose a call is, for the audit trail',
    beyond: 'The line says `unknown`',
  },
  doctorRequest: {
    limit: 10_000,
    unit: 'ms',
    of: 'One question of `doctor`, `login` and `whoami` to the platform',
    beyond: 'Said so in its place; the other checks go on',
  },
} as const satisfies Record<string, Bound>;
