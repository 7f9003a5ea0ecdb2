import type { Slx, Workspace } from '../state/records.ts';
import type { SandboxContext } from './context.ts';
import { notFound, unprocessable } from './reply.ts';

/** A whole number from the path; 422 for anything else, as the platform's framework answers. */
export function pathInteger(c: SandboxContext, name: string): number {
  const text = c.req.param(name) ?? '';
  if (/^-?\d+$/.test(text)) return Number(text);
  throw unprocessable([
    {
      loc: ['path', name],
      msg: 'Input should be a valid integer, unable to parse string as an integer',
      type: 'int_parsing',
      input: text,
    },
  ]);
}

/** The SLX that the path names by its short name as `:slx_short_name`, or 404. */
export function pathSlx(c: SandboxContext, workspace: Workspace): Slx {
  const name = c.req.param('slx_short_name') ?? '';
  const slx = workspace.slxs.get(name);
  if (!slx) throw notFound(`SLX '${name}' not found in workspace '${workspace.name}'`);
  return slx;
}
