import { fileURLToPath } from 'node:url';
import { inputResponse, type ServerContext } from '@modelcontextprotocol/server';

/** Thrown by `context.roots()` on a first pass: the host must be asked, and the call is then made again. */
export class RootsWanted extends Error {
  override name = 'RootsWanted';
  readonly outcome = 'input_required';
}

/**
 * The host's workspace roots as paths. Hosts that do not offer roots give none. Otherwise the first pass
 * throws `RootsWanted`, and the call comes back with the answer.
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
