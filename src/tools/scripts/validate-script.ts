import { z } from 'zod';
import { withCommitted } from '../../authoring/from-slx.ts';
import { fromSlx, interpreter, scriptSources, taskType } from '../../authoring/inputs/script-inputs.ts';
import { judgeScript } from '../../authoring/judge-script.ts';
import { toResult } from '../../script-rules/result.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';

export const validateScriptTool = defineTool({
  name: 'validate_script',
  title: 'Validate script',
  description:
    "Checks a script against the runner's contract without running it: findings with line and fix. main() returns a list of issues (task) or a number (sli); in Bash it writes them as JSON to file descriptor 3. Never call main yourself. Skill: build-runwhen-task.",
  toolset: 'scripts',
  effect: 'read',
  workspaceOptional: true,
  input: z.object({
    ...scriptSources,
    from_slx: fromSlx,
    workspace_name: workspaceName,
    interpreter,
    task_type: taskType,
  }),
  output: z.looseObject({
    valid: z.boolean(),
    message: z.string(),
    findings: z.array(
      z.looseObject({ code: z.string(), severity: z.string(), message: z.string(), fix: z.string() }),
    ),
  }),
  async run(args, context) {
    const { args: full, origin } = await withCommitted(args, context);
    const { interpreter, task_type: taskType } = full;
    const given = [full.env_vars, full.secret_vars].flatMap((values) => Object.keys(values ?? {}));
    const judged = await judgeScript({ sources: full, interpreter, taskType, given }, context);
    return { ...toResult(judged), ...(origin ? { notes: origin.notes(judged) } : {}) };
  },
});
