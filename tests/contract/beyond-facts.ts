/** What the sandbox serves although no published description has it: the chat service, an older path, signed URLs. */
export const UNPUBLISHED: { method: string; path: RegExp; why: string }[] = [
  {
    method: 'POST',
    path: /^\/api\/v1\/workspaces\/[^/]+\/chat-pro-sse$/,
    why: 'the chat service is not described',
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/workspaces\/[^/]+\/chat-export-url$/,
    why: 'the chat service is not described',
  },
  {
    method: 'GET',
    path: /^\/api\/v3\/workspaces\/[^/]+\/authorizedlocations$/,
    why: 'older platforms list runners here',
  },
  {
    method: 'POST',
    path: /^\/sandbox\/workspaces\/[^/]+\/slxs\/[^/]+\/sli\/run$/,
    why: 'the sandbox has no scheduler, so that SLIs run when asked to',
  },
  { method: 'GET', path: /^\/oauth\/authorize$/, why: 'described as JSON, yet a login page' },
  { method: 'POST', path: /^\/oauth\/authorize$/, why: 'how a login page answers is its own business' },
  { method: 'POST', path: /^\/api\/v3\/token\/$/, why: 'only prose says that it takes a body' },
  { method: 'GET', path: /^\/artifacts\/[^/]+\/[^/]+$/, why: 'signed URLs lead to an object store' },
];

/** Statuses that any operation may answer with although the description does not declare them. */
export const CONVENTIONAL = new Set([307, 401, 403, 404, 405, 429, 500, 502, 503, 504]);

/** Statuses of single operations that are known from the platform's behaviour, not from its description. */
export const KNOWN_STATUSES: Record<string, number[]> = {
  'POST /oauth/token': [400],
  'POST /api/v3/workspaces/{workspace_name}/runsessions': [400],
  'POST /api/v3/workspaces/{workspace_name}/author/run': [400],
  'GET /api/v4/workspaces/{workspace_name}/notes': [400],
  'POST /api/v3/workspaces/{workspace_name}/chat-config/commands/{command_id}/run-now': [409],
};
