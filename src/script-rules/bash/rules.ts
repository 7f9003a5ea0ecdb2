import type { Observation } from '../findings.ts';
import type { LanguageRules } from '../language-rules.ts';
import { usesAzure } from './azure.ts';
import { checkOutput } from './descriptor-three.ts';
import { environmentDefaults, environmentNames } from './env-vars.ts';
import { checkIssueText } from './issue-text.ts';
import { removeMainCall } from './main-call.ts';
import { checkMain } from './main-function.ts';
import { type BashTree, parseBash } from './parse.ts';
import { checkResultName, checkResultText } from './result-text.ts';
import { checkRunnerLimits } from './runner-limits.ts';
import { checkStdin } from './stdin.ts';

export const bashRules: LanguageRules<BashTree> = {
  parse: parseBash,
  clean: removeMainCall,
  check(tree, taskType, given) {
    const observations: Observation[] = [
      ...syntaxErrors(tree),
      ...checkMain(tree),
      ...checkOutput(tree, taskType),
      ...checkResultText(tree, taskType),
      ...checkResultName(tree, taskType),
      ...checkStdin(tree),
      ...checkRunnerLimits(tree, given).map((observation) => withDoubt(tree, observation)),
      ...(taskType === 'task' ? checkIssueText(tree) : []),
    ];
    return {
      observations,
      environmentVariables: environmentNames(tree),
      environmentDefaults: environmentDefaults(tree),
      usesAzure: usesAzure(tree),
    };
  },
};

/** Where part of a script could not be read, what looks like a command may be something else. */
function withDoubt({ unread }: BashTree, observation: Observation): Observation {
  return unread === undefined ? observation : { ...observation, severity: 'advice' };
}

function syntaxErrors({ outline: { fault }, unread }: BashTree): Observation[] {
  if (fault) {
    return [
      {
        code: 'syntax-error',
        severity: 'error',
        offset: fault.offset,
        message: `Syntax error: ${fault.message}. bash cannot run this script, and the runner would report no issues.`,
        fix: 'Correct the syntax here or just before.',
      },
    ];
  }
  if (unread === undefined) return [];
  return [
    {
      code: 'partly-unread',
      severity: 'advice',
      offset: unread,
      message: 'This may be correct, but the checker could not read it, so this part may be unchecked.',
      fix: 'Try the script on a runner, or simplify this part.',
    },
  ];
}
