import type { Observation } from '../findings.ts';
import type { LanguageRules } from '../language-rules.ts';
import { isInside } from '../syntax/tree.ts';
import { usesAzure } from './azure.ts';
import { faultsBeyondRuff } from './beyond-ruff.ts';
import { environmentDefaults, environmentReads } from './env-vars.ts';
import { checkIssueDicts, issueDicts } from './issue-checks.ts';
import { writtenDicts } from './issue-dicts.ts';
import { checkMain, findMain, isOnlyCandidate, mainBody } from './main-function.ts';
import { removeOwnCalls } from './main-guard.ts';
import { mayReplaceResult, placesThatEnd } from './own-result.ts';
import { type PythonTree, parsePython } from './parse.ts';
import { checkReturns } from './returns.ts';
import { lintAdvice, syntaxError, syntaxFault } from './ruff.ts';
import { checkRunnerLimits } from './runner-limits.ts';
import { checkIssueText } from './text-quality.ts';

/** Here the value of `main()` is not what its return statements say. */
const OTHER_RESULT = new Set(['main-async', 'main-generator', 'main-decorated']);

export const pythonRules: LanguageRules<PythonTree> = {
  parse: async (text) => parsePython(text),
  clean: async (tree) => removeOwnCalls(tree),
  check(tree, taskType, given) {
    const fault = syntaxErrorIn(tree);
    const main = findMain(tree);
    const body = mainBody(main);
    const mainFaults = checkMain(tree, main);
    const returnsCount = body && !mainFaults.some(({ code }) => OTHER_RESULT.has(code));
    const returnFaults = returnsCount ? checkReturns(tree, body, taskType) : [];
    const ends = placesThatEnd(tree);
    const endsBefore = ends.some((node) => !body || !isInside(node, body));
    const dicts = taskType === 'task' ? writtenDicts(tree) : [];
    const valueFaults = [...returnFaults, ...(taskType === 'task' ? checkIssueDicts(tree, dicts, body) : [])];
    const found = [
      ...(endsBefore ? mainFaults.map(asAdvice) : mainFaults),
      ...(ends.length > 0 ? valueFaults.map(asAdvice) : valueFaults),
    ];
    const isCertain = main === undefined || isOnlyCandidate(tree, main);
    const ofResult = isCertain ? found : found.map(asAdvice);
    const isReplaced = ofResult.some(({ severity }) => severity === 'error') && mayReplaceResult(tree);
    const observations: Observation[] = [
      ...(isReplaced ? ofResult.map(asAdvice) : ofResult),
      ...checkRunnerLimits(tree, given),
      ...checkIssueText(tree, issueDicts(dicts)),
    ];
    const names = environmentReads(tree).map(({ name }) => name);
    const judged = tree.unread === undefined || fault ? observations : withDoubt(observations, tree.unread);
    return {
      observations: [...(fault ? [fault] : []), ...judged, ...lintAdvice(tree.ruff())],
      environmentVariables: [...new Set(names)].toSorted(),
      environmentDefaults: environmentDefaults(tree),
      usesAzure: usesAzure(tree),
    };
  },
};

/** The first reason why Python does not compile the script. The runner takes such a script for a healthy one. */
function syntaxErrorIn(tree: PythonTree): Observation | undefined {
  const fault = syntaxFault(tree.ruff());
  return fault
    ? syntaxError(`${fault.message} (Ruff ${fault.code})`, fault.offset)
    : faultsBeyondRuff(tree)[0];
}

function asAdvice(observation: Observation): Observation {
  return { ...observation, severity: 'advice' };
}

/** Where the tree's grammar lacks something that Python accepts, an apparent fault may be none. */
function withDoubt(observations: readonly Observation[], offset: number): Observation[] {
  return [
    ...observations.map(asAdvice),
    {
      code: 'partly-unread',
      severity: 'advice',
      offset,
      message: 'Python accepts this, but the checker could not read it, so this part may be unchecked.',
      fix: 'Try the script on a runner, or simplify this part.',
    },
  ];
}
