import { nearest, nearestFew, typoOf } from '../errors/nearest.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import { shortNameOf } from '../names/full-name.ts';
import type { ToolContext, ToolDefinition } from './define-tool.ts';
import { type Kind, kindOf, type Things, thingRow } from './named-things.ts';
import { workspaceOf } from './workspace.ts';

/** How many things an error names. */
const SHOWN = 5;

/** What an error says where a name may be wrong. An assistant's name is also refused for its form. */
const MAY_BE_A_NAME = new Set(['not_found', 'invalid_request', 'refused']);

/**
 * The error of a call; where a name or id among its arguments does not exist, one that says so, with the nearest that do.
 * Asks the platform for a list only then, and gives the error as it is where the list cannot be read.
 */
export async function nameNearest(
  error: ToolError,
  tool: ToolDefinition,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<ToolError> {
  if (!MAY_BE_A_NAME.has(error.code) || context.signal.aborted) return error;
  try {
    for (const [parameter, given] of Object.entries(args)) {
      const kind = kindOf(tool.name, parameter, args);
      if (!kind || given === undefined || given === null || given === '') continue;
      const deletes = tool.effect === 'delete';
      const unknown = await unknownOf(kind, given, { error, args, deletes }, context);
      if (unknown) return unknown;
    }
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
  }
  return error;
}

async function unknownOf(
  kind: Kind,
  given: unknown,
  { error, args, deletes }: { error: ToolError; args: Record<string, unknown>; deletes: boolean },
  context: ToolContext,
): Promise<ToolError | undefined> {
  if (!(kind.refusedAs ?? ['not_found']).includes(error.code)) return undefined;
  const workspace = await workspaceOf(args, context);
  const wanted = (Array.isArray(given) ? given : [given]).map((one) => shortNameOf(workspace, String(one)));
  const { things, whole } = await kind.list(context.platform, workspace, context);
  const missing = wanted.find((one) => !things.some(({ key, id }) => key === one || id === one));
  if (missing === undefined || (kind.what === 'assistant' && missing === 'default')) return undefined;
  return noSuch(kind, missing, { workspace, things, whole, error, deletes });
}

function noSuch(
  { what, listedBy }: Kind,
  given: string,
  {
    workspace,
    things,
    whole,
    error,
    deletes,
  }: Things & { workspace: string; error: ToolError; deletes: boolean },
): ToolError {
  const byTitle = things.find(({ title }) => title?.toLowerCase() === given.toLowerCase());
  const keys = things.map(({ key }) => key);
  const meant = byTitle?.key ?? (deletes ? slipOf : nearest)(given, keys);
  const others = deletes ? [] : nearestFew(given, keys, SHOWN);
  const shown = [...new Set([...(meant ? [meant] : []), ...others])].slice(0, SHOWN);
  const guess = `${meant ? ` Did you mean ${meant}?` : ''}${deletes ? ' Nothing was deleted.' : ''}`;
  const lists = `${listedBy}(workspace_name="${workspace}") lists them.`;
  const rows = shown.map((key) => thingRow(things.find((thing) => thing.key === key)!));
  const options = {
    ...(error.status === undefined ? {} : { status: error.status }),
    detail: { ...(rows.length > 0 ? { nearest: rows } : {}), ...error.detail },
    cause: error,
  };
  // Where there are too many to look at, only the platform knows what is missing.
  if (error.code !== 'not_found' && !whole) return error;
  if (error.code !== 'not_found' && !meant) {
    const unlisted = `The ${what} ${JSON.stringify(given)} is not among those that ${listedBy}(workspace_name="${workspace}") lists.`;
    return new ToolError(error.code, error.message, { hint: `${error.hint} ${unlisted}`, ...options });
  }
  if (!whole) return new NotFound(error.message, { hint: `${error.hint}${guess} ${lists}`, ...options });
  return new NotFound(`There is no ${what} ${JSON.stringify(given)} in ${workspace}.${guess}`, {
    hint: keys.length === 0 ? `${workspace} has none.` : lists,
    ...options,
  });
}

const ID = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** What is offered to somebody who deletes: a name but for a slip of the hand, and no id, since any id is near another. */
const slipOf = (given: string, keys: readonly string[]) => (ID.test(given) ? undefined : typoOf(given, keys));
