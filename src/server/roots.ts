import { fileURLToPath } from 'node:url';
import { inputResponse, type ServerContext } from '@modelcontextprotocol/server';

/** Thrown by `context.roots()` on the first pass: the host must be asked, after which the call is repeated. */
export class RootsWanted extends Error {
  override name = 'RootsWanted';
  readonly outcome = 'input_required';
}

/**
 * The host's workspace roots as paths; none from hosts that do not offer roots. Otherwise the first pass throws
 * `RootsWanted`, and the repeated call brings the answer.
 */
export function readRoots(context: ServerContext, offered: boolean): string[] {
  const answer = inputResponse(context.mcpReq.inputResponses, 'roots');
  if (answer.kind === 'roots') {
    return answer.roots
      .map(({ uri }) => uri)
      .filter((uri) => uri.startsWith('file://'))
      .map((uri) => fileURLToPath(uri));
  }
  if (offered && answer.kind === 'missing' && !context.mcpReq.inputResponses) throw new RootsWanted();
  return [];
}
