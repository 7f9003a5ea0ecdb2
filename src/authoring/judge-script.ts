import { readScriptApart } from '../script-reader/read-script.ts';
import { inferInterpreter } from '../script-rules/infer-interpreter.ts';
import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import { scriptLimits } from '../script-rules/sizes.ts';
import { givenSources, readScript, type ScriptSources } from '../script-rules/source/script-source.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

export interface ScriptToJudge {
  sources: ScriptSources;
  interpreter?: Interpreter | undefined;
  taskType: TaskType;
  /** Names of the variables and secrets that the script will get. */
  given?: Iterable<string>;
  /** `sli_` for the second script of a commit. */
  prefix?: 'sli_';
}

/** Reads a script from where it was given and judges it, in the reader's process. Throws where it cannot be read. */
export async function judgeScript(
  { sources, interpreter, taskType, given, prefix }: ScriptToJudge,
  { config, transport, platform, signal }: Pick<ToolContext, 'config' | 'transport' | 'platform' | 'signal'>,
): Promise<Validation> {
  const limits = scriptLimits(config);
  const script = await readScript(sources, { transport, hardBytes: limits.hardBytes, prefix });
  const path = givenSources(sources).includes('script_path') ? sources.script_path : undefined;
  return readScriptApart(
    {
      script,
      interpreter: interpreter ?? inferInterpreter(script, path),
      taskType,
      limits,
      given,
      label: prefix ? 'SLI script' : undefined,
    },
    { caller: platform.caller, signal },
  );
}
