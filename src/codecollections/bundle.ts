import type { Interpreter } from '../script-rules/script-kind.ts';
import type { ResolvedCodeBundle } from '../slx/code-bundle.ts';
import type { RuntimeVariable } from '../slx/runtime-vars.ts';
import type { Tag } from '../slx/tags.ts';
import type { MatchRule } from './match-rules.ts';
import type { PlatformName } from './platforms.ts';

/** Which discovered resources get an SLX of a bundle, and how many of them share one. */
export interface Discovery {
  platform: PlatformName;
  resourceTypes: string[];
  matchRules: MatchRule[];
  /** What names an SLX: with `resource` one per resource, without it one per group. */
  qualifiers: string[];
}

/** How closely the builder must look at a resource's scope for an SLX to be made there. */
export const LEVELS_OF_DETAIL = ['none', 'basic', 'detailed'] as const;
export type LevelOfDetail = (typeof LEVELS_OF_DETAIL)[number];

interface Executable {
  /** The script exactly as the runner gets it. */
  script: string;
  interpreter: Interpreter;
  codeBundle: ResolvedCodeBundle;
}

/** An SLO as the platform keeps it. */
export interface Objective {
  /** Percent of the time. */
  objective: number;
  /** A whole number that the SLI's values are compared with. */
  threshold: number;
  /** How they are compared: `eq`, `lt` and so on, as the platform's query for it takes them. */
  operand: string;
}

/**
 * One codebundle of a code collection, checked. Its prose (alias, statement, title, descriptions, paths) has no
 * template marks; environment values and secret keys are as given.
 */
export interface Bundle {
  /** Name of its folder and files. */
  name: string;
  /** Prefix of the names of its SLXs. */
  baseName: string;
  /** What the builder uses in place of a base name that is too long; it shortens by itself without. */
  shortenedBaseName?: string | undefined;
  levelOfDetail: LevelOfDetail;
  discovery: Discovery;
  alias: string;
  statement: string;
  imageUrl: string;
  /** `read-only` or `read-write`, and the other tags. */
  tags: Tag[];
  resourcePath?: string;
  hierarchy?: string[];
  task: Executable & { title: string };
  sli?: Executable & { intervalSeconds: number; description: string };
  /** What the SLI's values should be, and how often; only beside an SLI. */
  slo?: Objective | undefined;
  /** Whether the tasks run when the SLI alerts; only beside an SLI. */
  workflow?: boolean | undefined;
  envVars: Record<string, string>;
  /** Name of the variable to the key of the secret on the runner. */
  secretVars: Record<string, string>;
  runtimeVars: RuntimeVariable[];
  /** E-mails of its SLXs' owners; without them each workspace's own. */
  owners?: string[] | undefined;
  /** How long one run may take. */
  timeoutSeconds: number;
  /** Where the script was committed before, as far as that was said. */
  source?: { workspace?: string | undefined; slx?: string | undefined };
  /** Which version of this program rendered it, and when (ISO 8601, UTC). */
  rendered?: { version: string; at: string };
}

/** A file of a rendered bundle; its path is relative to the collection's top folder, with `/`. */
export interface BundleFile {
  path: string;
  content: string;
}

/** Tags that the SLX of a workspace has unless it is given its own; discovered resources bring theirs. */
export const WORKSPACE_TAGS: readonly [name: string, value: string][] = [
  ['platform', 'runwhen'],
  ['resource_type', 'workspace'],
  ['resource_name', '{{match_resource.name}}'],
];

/** Folder of a bundle in its collection. */
export const bundleFolder = (name: string): string => `codebundles/${name}`;

/** Extension of a script's file. */
const scriptExtension = (interpreter: Interpreter): string => (interpreter === 'python' ? 'py' : 'sh');

/** Files that `SKILL_TEMPLATE.md` and the README send a reviewer to, below the bundle's folder. */
export const rawScriptPath = (interpreter: Interpreter): string =>
  `.runwhen/raw_script.${scriptExtension(interpreter)}`;
export const rawSliScriptPath = (interpreter: Interpreter): string =>
  `.runwhen/raw_sli_script.${scriptExtension(interpreter)}`;
