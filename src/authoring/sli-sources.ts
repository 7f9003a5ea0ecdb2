import type { ScriptSources } from '../script-rules/source/script-source.ts';

/** The five ways to hand over the SLI script that goes with a task. */
export type SliSources = { [Name in keyof ScriptSources as `sli_${Name}`]: ScriptSources[Name] };

/** The same sources under the names of a script's own. */
export function sliSourcesOf(args: SliSources): ScriptSources {
  return {
    script: args.sli_script,
    script_path: args.sli_script_path,
    script_base64: args.sli_script_base64,
    script_gzip_base64: args.sli_script_gzip_base64,
    script_base64_path: args.sli_script_base64_path,
  };
}
