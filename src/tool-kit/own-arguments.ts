/** Key under which a tool takes its workspace; `publishTool` decides whether the schema requires it. */
export const WORKSPACE_KEY = 'workspace_name';

/** Key under which a call hands back the code of the preview that it agrees to; no tool declares it. */
export const CONFIRM_KEY = 'confirm';
