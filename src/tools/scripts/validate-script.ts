import { z } from 'zod';
import { toResult } from '../../authoring/result.ts';
import { defineTool } from '../define-tool.ts';
import { judgeScript } from './judge-script.ts';
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
  async run(args, context) {
    return toResult(
      await judgeScript({ sources: args, interpreter: args.interpreter, taskType: args.task_type }, context),
    );
  },
});
