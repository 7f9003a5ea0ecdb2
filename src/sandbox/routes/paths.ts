/** Where the platform keeps a workspace's resources; `requireWorkspace` reads the name from here. */
export const V3 = '/api/v3/workspaces/:workspace';
export const V4 = '/api/v4/workspaces/:workspace';
