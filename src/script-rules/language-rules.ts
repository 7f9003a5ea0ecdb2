import type { Observation } from './findings.ts';
import type { TaskType } from './script-kind.ts';
import type { Edit } from './syntax/edits.ts';
import type { SyntaxTree } from './syntax/tree.ts';

/** What a language's rules find in a script; offsets are into the text of the tree. */
export interface ScriptFacts {
  observations: Observation[];
  /** Names that the script reads but does not set, sorted. */
  environmentVariables: string[];
  /** The default that the script uses where such a variable is unset, as written. */
  environmentDefaults: Record<string, string>;
  /** It calls the Azure CLI or SDK, or reads `azure_credentials`. */
  usesAzure: boolean;
}

/** What is removed from a script before it is sent, with its findings. */
export interface Cleaning<Tree> {
  edits: Edit[];
  observations: Observation[];
  /** The script after the edits, parsed again. */
  tree: Tree;
}

/** How scripts in one language are read and judged. Nothing here throws, whatever the text. */
export interface LanguageRules<Tree extends SyntaxTree> {
  parse(text: string): Promise<Tree>;
  /** Removes what must not reach the runner and can safely go. */
  clean(tree: Tree): Promise<Cleaning<Tree>>;
  /** `given` are the names of the variables and secrets that the script will get. */
  check(tree: Tree, taskType: TaskType, given: ReadonlySet<string>): ScriptFacts;
}
