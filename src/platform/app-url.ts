/**
 * Addresses of the other services, derived from the API's; where the API's host is not a `papi` name, its own address stands
 * for each.
 */

/**
 * The web application: `papi.test.runwhen.com` becomes `app.test.runwhen.com`, and a name inside a cluster changes likewise.
 */
export function appUrlOf(apiUrl: string): string {
  return withService(apiUrl, 'app');
}

/** AgentFarm. */
export function agentUrlOf(apiUrl: string): string {
  return withService(apiUrl, 'agentfarm');
}

/** A chat in the web application. */
export function chatUrl(appUrl: string, workspace: string, sessionId: string): string {
  return `${appUrl}/workspace/${encodeURIComponent(workspace)}/workspace-chat?session=${encodeURIComponent(sessionId)}`;
}

/** `papi.…`, `papi:8000`, `papi` and `http://papi.ns.svc.cluster.local` are all names of the API. */
function withService(apiUrl: string, service: string): string {
  return apiUrl.replace(/\/+$/, '').replace(/^(https?:\/\/)papi(?=[.:/-]|$)/i, `$1${service}`);
}
