/** ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it, so that text order is time order. */
export type Timestamp = string;

/** A value that JSON can hold, where the platform's schema leaves the shape open. */
export type JsonObject = Record<string, unknown>;
