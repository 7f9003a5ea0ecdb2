import { z } from 'zod';

/**
 * The workspace that a call is about. Published as required, or as optional where the server has a default
 * workspace; `resolveWorkspace` turns what arrives into a short name.
 */
export const workspaceName = z.string().describe('Short name').optional();
