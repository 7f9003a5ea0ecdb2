import { createHash } from 'node:crypto';

/** Checksums of a script as reviewers see it and as the runner decodes it from a rendered template. */
export interface GenCmdCheck {
  raw_sha256: string;
  gen_cmd_sha256: string;
  equal: boolean;
}

/** Compares a raw script with what `GEN_CMD` of the rendered template decodes to. */
export function checkGenCmd(rawScript: string, template: string): GenCmdCheck {
  const [, encoded = ''] = /name: "GEN_CMD"\n\s+value: "([^"]*)"/.exec(template) ?? [];
  const raw_sha256 = sha256(Buffer.from(rawScript, 'utf8'));
  const gen_cmd_sha256 = sha256(Buffer.from(encoded, 'base64'));
  return { raw_sha256, gen_cmd_sha256, equal: raw_sha256 === gen_cmd_sha256 };
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
