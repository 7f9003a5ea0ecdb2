import { z } from 'zod';
import { judgeScript } from '../../authoring/judge-script.ts';
import { toResult } from '../../script-rules/result.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { interpreter, scriptSources, taskType } from './script-inputs.ts';

export const validateScriptTool = defineTool({
  name: 'validate_script',
  title: 'Validate script',
  description:
    "Checks a script against the runner's contract without running it: findings with line and fix. main() returns a list of issues (task) or a number (sli); in Bash it writes them as JSON to file descriptor 3. Never call main yourself. Skill: build-runwhen-task.",
  toolset: 'scripts',
  effect: 'read',
  openWorld: false,
  input: z.object({ ...scriptSources, interpreter, task_type: taskType }),
  output: z.looseObject({
    valid: z.boolean(),
    message: z.string(),
    findings: z.array(
      z.looseObject({ code: z.string(), severity: z.string(), message: z.string(), fix: z.string() }),
    ),
  }),
  async run(args, context) {
    return toResult(
      await judgeScript({ sources: args, interpreter: args.interpreter, taskType: args.task_type }, context),
    );
  },
});
