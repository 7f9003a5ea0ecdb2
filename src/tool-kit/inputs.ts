import { z } from 'zod';

/**
 * The workspace that a call is about. Published as required, or as optional where the server has a default
 * workspace; `resolveWorkspace` turns what arrives into a short name.
 */
export const workspaceName = z.string().describe('Short name').optional();

/** Key under which a tool takes its workspace; `publishTool` decides whether the schema requires it. */
export const WORKSPACE_KEY = 'workspace_name';

/** Key under which a call hands back the code of the preview that it agrees to; no tool declares it. */
export const CONFIRM_KEY = 'confirm';
