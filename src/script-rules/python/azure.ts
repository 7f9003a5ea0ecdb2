import { findAll, type SyntaxTree } from '../syntax/tree.ts';
import { importedModules } from './bindings.ts';
import { environmentReads } from './env-vars.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, calleeOf, calls, operands } from './structure.ts';

const IMPORTS = new Set(['ImportStatement']);
const LISTS = new Set(['ArrayExpression', 'TupleExpression']);
const SHELL_CALLS =
  /(?:^|\.)(?:run|call|check_call|check_output|Popen|system|popen|getoutput|getstatusoutput)$/;

/** Whether a script imports the Azure SDK, runs `az`, or reads `azure_credentials`. */
export function usesAzure(tree: SyntaxTree): boolean {
  return importsAzure(tree) || readsCredentials(tree) || runsAz(tree);
}

function importsAzure(tree: SyntaxTree): boolean {
  const modules = findAll(tree, IMPORTS).flatMap((statement) => importedModules(tree, statement));
  return modules.some((module) => module.split('.')[0] === 'azure');
}

function readsCredentials(tree: SyntaxTree): boolean {
  return environmentReads(tree).some(({ name }) => name === 'azure_credentials');
}

/** `["az", "account", "show"]` anywhere, and `subprocess.run("az account show", shell=True)`. */
function runsAz(tree: SyntaxTree): boolean {
  const inLists = findAll(tree, LISTS).some((list) => {
    const [program, argument] = operands(list);
    return argument !== undefined && program !== undefined && stringValue(tree, program) === 'az';
  });
  if (inLists) return true;
  return calls(tree).some((call) => {
    if (!SHELL_CALLS.test(calleeOf(tree, call) ?? '')) return false;
    const [command] = argumentsOf(tree, call);
    return command !== undefined && /^\s*az\s/.test(commandStart(tree, command.value));
  });
}

/** A command's first words, even where values follow: `f"az vm list -g {group}"`. */
function commandStart(tree: SyntaxTree, node: Parameters<typeof stringValue>[1]): string {
  return stringValue(tree, node) ?? tree.text.slice(node.from, node.to).replace(/^[a-zA-Z]*["']+/, '');
}
