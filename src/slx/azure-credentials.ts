import { Refused } from '../errors/request-errors.ts';

const NAMES = ['azure_credentials', 'azureCredentials'];

/**
 * Without `azure_credentials`, the set-up for a script that uses Azure ends early: the run takes some five seconds, passes
 * and reports nothing. Throws `Refused`.
 */
export function checkAzureCredentials(
  usesAzure: boolean,
  secretVars: Readonly<Record<string, string>>,
): void {
  if (!usesAzure || NAMES.some((name) => Object.hasOwn(secretVars, name))) return;
  throw new Refused(
    'The script works with Azure, and secret_vars has no azure_credentials: it would pass without doing anything.',
    {
      hint: 'Add azure_credentials to secret_vars, e.g. {"azure_credentials": "azure:sp@cli"}; get_workspace_secrets lists what there is.',
      detail: { field: 'secret_vars', missing: 'azure_credentials' },
    },
  );
}
