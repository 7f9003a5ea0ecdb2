import { ToolError, type ToolErrorOptions } from './tool-error.ts';

type Options = Omit<ToolErrorOptions, 'retryable'>;

/** No token, or an address is missing: nothing was sent. */
export class NotConfigured extends ToolError {
  constructor(message: string, options: Options) {
    super('not_configured', message, options);
  }
}

/** 401: the token is wrong, expired or revoked. */
export class Unauthorized extends ToolError {
  constructor(message: string, options: Options) {
    super('unauthorized', message, options);
  }
}

/** 403: the token is good, its owner may not do this. */
export class Forbidden extends ToolError {
  constructor(message: string, options: Options) {
    super('forbidden', message, options);
  }
}

/** 404: no such thing, or no access to it (the platform answers both alike). */
export class NotFound extends ToolError {
  constructor(message: string, options: Options) {
    super('not_found', message, options);
  }
}

/** 400 or 422: the platform refused the request; `detail.fields` has its own messages by field. */
export class InvalidRequest extends ToolError {
  constructor(message: string, options: Options) {
    super('invalid_request', message, options);
  }
}

/** 409: the resource is in another state than the request expects. */
export class Conflict extends ToolError {
  constructor(message: string, options: Options) {
    super('conflict', message, options);
  }
}

/** 429 after the allowed retries; `retryAfterS` where the platform said. */
export class RateLimited extends ToolError {
  constructor(message: string, options: Options) {
    super('rate_limited', message, { ...options, retryable: true });
  }
}

/** 5xx, connection refused or lost. */
export class Unavailable extends ToolError {
  constructor(message: string, options: Options) {
    super('unavailable', message, { ...options, retryable: true });
  }
}

/** A deadline passed. */
export class TimedOut extends ToolError {
  constructor(message: string, options: Options) {
    super('timed_out', message, { ...options, retryable: true });
  }
}

/** A reply that is not what the API describes: HTML, broken JSON, a missing field, a redirect elsewhere. */
export class UnexpectedReply extends ToolError {
  constructor(message: string, options: Options) {
    super('unexpected_reply', message, options);
  }
}

/** The caller cancelled; `detail` has the handle of what was started, if anything was. */
export class Cancelled extends ToolError {
  constructor(message: string, options: Options) {
    super('cancelled', message, options);
  }
}
