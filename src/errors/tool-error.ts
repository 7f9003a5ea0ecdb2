/** What went wrong, in the words of the error that a tool result carries. Hosts and programs may switch on it. */
export type ErrorCode =
  | 'not_configured'
  | 'invalid_arguments'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'invalid_request'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'timed_out'
  | 'unexpected_reply'
  | 'cancelled'
  | 'refused'
  | 'incomplete'
  | 'internal';

export interface ToolErrorOptions {
  /** What the caller can do next, one or two sentences. */
  hint: string;
  /** True when the very same call may succeed later. */
  retryable?: boolean;
  /** HTTP status of the platform's reply, where one arrived. */
  status?: number;
  /** Seconds after which the platform wants to be asked again, where it said so; shown as `detail.retry_after_s`. */
  retryAfterS?: number;
  /** Facts for the model or a program: field messages, known names, what was saved. JSON-serialisable. */
  detail?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * Base of every error that a tool result shows. Errors are made where they arise and rendered once, by
 * `server/call-tool.ts`. The message says what went wrong, without secrets, tokens or signed query strings.
 */
export class ToolError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly retryAfterS: number | undefined;
  readonly detail: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: ToolErrorOptions) {
    super(message, { cause: options.cause });
    this.name = className(code);
    this.code = code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.retryAfterS = options.retryAfterS;
    this.detail =
      options.retryAfterS === undefined
        ? options.detail
        : { ...options.detail, retry_after_s: options.retryAfterS };
  }

  /** The value under `error` in a tool result. */
  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      retryable: this.retryable,
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.detail === undefined ? {} : { detail: this.detail }),
    };
  }
}

/** Each code has a class of its own; said here because a bundle renames classes. */
const className = (code: ErrorCode) =>
  code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
