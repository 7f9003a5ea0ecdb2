import type { ToolContext } from '../tool-kit/define-tool.ts';

/** What an argument's values are; hosts are helped to complete those that the platform knows. */
export type ArgumentKind =
  | 'workspace'
  | 'issue'
  | 'slx'
  | 'session'
  | 'assistant'
  | 'article'
  | 'collection'
  | 'codebundle'
  | 'period'
  | 'text';

export interface PromptArgument {
  name: string;
  description: string;
  kind: ArgumentKind;
  required?: true;
}

/** What a prompt may use, with the credentials of the one who asked for it. */
export type PromptContext = Pick<ToolContext, 'platform' | 'config' | 'signal'>;

/** One prompt: what people begin with, drawn up as a first message to the model. */
export interface Prompt {
  name: string;
  title: string;
  description: string;
  /** Beside `workspace_name`, which every prompt takes. */
  arguments: readonly PromptArgument[];
  /** Tools that its steps name; without any of them the prompt is not offered. */
  names: readonly string[];
  /** What to do, and in which steps, for a workspace by its short name. Throws a `ToolError`. */
  write(args: Record<string, string>, workspace: string, context: PromptContext): Promise<PromptText>;
}

export interface PromptText {
  task: string;
  /** What the platform says now, a line each; texts of others. */
  facts: string[];
  /** One sentence each, with the calls as `tool(parameter="value")`. */
  steps: string[];
}
