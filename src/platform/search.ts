import { someContent } from './expected.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';

export interface TaskSearch {
  query: string | string[];
  /** Short names of the SLXs to search; all when left out. */
  scope?: string[];
  persona?: string;
}

/** The platform's own search; its replies are untyped. */
export interface Search {
  tasks(workspace: string, search: TaskSearch, options: CallOptions): Promise<Record<string, unknown>>;
}

export function createSearch(request: Requester): Search {
  return {
    tasks: (workspace, search, { signal }) =>
      request.json(someContent, {
        method: 'POST',
        path: path`/api/v3/workspaces/${workspace}/task-search`,
        body: search,
        repeatable: true,
        signal,
      }),
  };
}
