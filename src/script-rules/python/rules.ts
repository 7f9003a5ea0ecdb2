import type { Observation } from '../findings.ts';
import type { LanguageRules } from '../language-rules.ts';
import { usesAzure } from './azure.ts';
import { environmentReads } from './env-vars.ts';
import { checkIssueDicts, issueDicts } from './issue-checks.ts';
import { writtenDicts } from './issue-dicts.ts';
import { checkMain, findMain, mainBody } from './main-function.ts';
import { removeGuards } from './main-guard.ts';
import { type PythonTree, parsePython } from './parse.ts';
import { checkReturns } from './returns.ts';
import { checkRunnerLimits } from './runner-limits.ts';
import { syntaxErrors } from './syntax-errors.ts';
import { checkIssueText } from './text-quality.ts';

/** What `main` gives back is not what its return statements say. */
const OTHER_RESULT = new Set(['main-async', 'main-generator', 'main-decorated']);

export const pythonRules: LanguageRules<PythonTree> = {
  parse: async (text) => parsePython(text),
  clean: async (tree) => removeGuards(tree),
  check(tree, taskType, given) {
    const main = findMain(tree);
    const body = mainBody(main);
    const mainFaults = checkMain(tree, main);
    const returnsCount = body && !mainFaults.some(({ code }) => OTHER_RESULT.has(code));
    const observations: Observation[] = [
      ...syntaxErrors(tree),
      ...mainFaults,
      ...(returnsCount ? checkReturns(tree, body, taskType) : []),
      ...checkRunnerLimits(tree, given),
    ];
    if (taskType === 'task') {
      const dicts = writtenDicts(tree);
      observations.push(...checkIssueDicts(tree, dicts, body), ...checkIssueText(tree, issueDicts(dicts)));
    }
    const names = environmentReads(tree).map(({ name }) => name);
    return { observations, environmentVariables: [...new Set(names)].toSorted(), usesAzure: usesAzure(tree) };
  },
};
