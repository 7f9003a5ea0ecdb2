import { ToolError, type ToolErrorOptions } from './tool-error.ts';

type Options = Omit<ToolErrorOptions, 'retryable' | 'status'>;

/** The arguments of a call do not fit the tool's schema. */
export class InvalidArguments extends ToolError {
  constructor(message: string, options: Options) {
    super('invalid_arguments', message, options);
  }
}

/** The server itself refuses, before anything is sent: a rule of the platform or the runner would be broken. */
export class Refused extends ToolError {
  constructor(message: string, options: Options) {
    super('refused', message, options);
  }
}

/** One step of several failed; `detail` says what exists now, what does not, and the call that completes it. */
export class Incomplete extends ToolError {
  constructor(message: string, options: ToolErrorOptions) {
    super('incomplete', message, options);
  }
}
