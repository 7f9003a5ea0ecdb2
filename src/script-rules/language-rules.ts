import type { Observation } from './findings.ts';
import type { TaskType } from './script-kind.ts';
import type { Edit } from './syntax/edits.ts';
import type { SyntaxTree } from './syntax/tree.ts';

/** What a language's rules say about a script; offsets are in the text of the tree. */
export interface ScriptFacts {
  observations: Observation[];
  /** Names that the script reads and does not set itself, sorted. */
  environmentVariables: string[];
  /** What the script takes where such a variable has no value, as it is written there. */
  environmentDefaults: Record<string, string>;
  /** It calls the Azure CLI or SDK, or reads `azure_credentials`. */
  usesAzure: boolean;
}

/** What is taken out of a script before it is sent, and what is said about it. */
export interface Cleaning<Tree> {
  edits: Edit[];
  observations: Observation[];
  /** The script after the edits, read again. */
  tree: Tree;
}

/** How scripts of one language are read and judged. None of it throws, whatever the text. */
export interface LanguageRules<Tree extends SyntaxTree> {
  parse(text: string): Promise<Tree>;
  /** Takes out what must not reach the runner and can safely go. */
  clean(tree: Tree): Promise<Cleaning<Tree>>;
  /** `given` are the names of the variables and secrets that the script will get. */
  check(tree: Tree, taskType: TaskType, given: ReadonlySet<string>): ScriptFacts;
}
