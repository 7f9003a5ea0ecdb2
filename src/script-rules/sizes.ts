import type { Config } from '../config/schema.ts';
import type { SizeLimits } from '../config/script-limits.ts';

/** The limits set by the configuration. */
export function scriptLimits(config: Config): SizeLimits {
  return { softBytes: config.scriptSoftMaxBytes, hardBytes: config.scriptHardMaxBytes };
}

export interface SizeVerdict {
  warning?: string;
  error?: string;
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Judges one script; `label` starts the message, e.g. "SLI script". */
export function checkSize(
  bytes: number,
  { softBytes, hardBytes }: SizeLimits,
  label = 'Script',
): SizeVerdict {
  if (bytes > hardBytes) {
    return {
      error:
        `${label} is ${bytes} bytes; the limit is ${hardBytes}. Use a registry codebundle, split the check, ` +
        'or move shared code out of it. Over stdio, script_path shortens the call, but the limit still applies.',
    };
  }
  if (bytes <= softBytes) return {};
  return {
    warning:
      `${label} is ${bytes} bytes, over ${softBytes}: it travels as base64, a third larger, and proxies on the way ` +
      'have been seen to cut such requests. script_gzip_base64 keeps the call itself small.',
  };
}

/** Judges the combined size of a task and its SLI; no result where one of them is empty. */
export function checkCombinedSize(
  { script, sliScript }: { script: number; sliScript: number },
  { softBytes, hardBytes }: SizeLimits,
): SizeVerdict {
  const total = script + sliScript;
  if (script === 0 || sliScript === 0) return {};
  const parts = `Together the scripts are ${total} bytes (script=${script}B, sli_script=${sliScript}B)`;
  if (total > hardBytes) {
    return {
      error: `${parts}; the limit is ${hardBytes}. Shorten one of them or use a registry codebundle; script_gzip_base64 makes the call smaller, not the scripts.`,
    };
  }
  if (total <= softBytes) return {};
  return { warning: `${parts}, over ${softBytes}: proxies on the way may cut such requests.` };
}
