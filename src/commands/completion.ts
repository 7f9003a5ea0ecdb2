import { didYouMean } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';

const PROGRAM = 'runwhen-platform-mcp';

/** Each asks the program itself for completions, so that they are never out of date. */
const SCRIPTS: Record<string, string> = {
  bash: `_runwhen_platform_mcp() {
  local IFS=$'\\n' words
  # The line as it is written: bash itself would cut words at = and :.
  read -r -a words -d '' <<<"$(printf '%s\\n' "\${COMP_LINE:0:COMP_POINT}" | tr -s ' ' '\\n')"
  [[ "\${COMP_LINE:COMP_POINT-1:1}" == ' ' ]] && words+=('')
  local current="\${words[\${#words[@]}-1]}"
  COMPREPLY=($(${PROGRAM} complete -- "\${words[@]:1}" 2>/dev/null))
  # Readline replaces only what follows the last = of the word.
  [[ "$current" == *=* ]] && COMPREPLY=("\${COMPREPLY[@]#"\${current%=*}="}")
  [[ "\${#COMPREPLY[@]}" -eq 1 && "\${COMPREPLY[0]}" == *= ]] && compopt -o nospace
  return 0
}
complete -o default -F _runwhen_platform_mcp ${PROGRAM}
`,
  zsh: `#compdef ${PROGRAM}
_runwhen_platform_mcp() {
  local -a found
  found=("\${(@f)$(${PROGRAM} complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(\${found:#})
  (( \${#found} )) && compadd -U -- "\${found[@]}" || _files
}
if [ "$funcstack[1]" = "_runwhen_platform_mcp" ]; then
  _runwhen_platform_mcp "$@"
else
  compdef _runwhen_platform_mcp ${PROGRAM}
fi
`,
  fish: `function __runwhen_platform_mcp
  set -l words (commandline -opc) (commandline -ct)
  ${PROGRAM} complete -- $words[2..-1] 2>/dev/null
end
complete -c ${PROGRAM} -a '(__runwhen_platform_mcp)'
`,
};

const HOW: Record<string, string> = {
  bash: `# Add to ~/.bashrc: eval "$(${PROGRAM} completion bash)"\n`,
  zsh: '',
  fish: `# Add to ~/.config/fish/config.fish: ${PROGRAM} completion fish | source\n`,
};

/** Prints the completion script of a shell. */
export async function completion([shell = '']: string[]): Promise<number> {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    throw new InvalidArguments(
      `There is no completion for ${JSON.stringify(shell)}${didYouMean(shell, Object.keys(SCRIPTS))}.`,
      {
        hint: `Give one of: ${Object.keys(SCRIPTS).join(', ')}.`,
      },
    );
  }
  process.stdout.write(`${HOW[shell]}${SCRIPTS[shell]}`);
  return 0;
}
