import type { PlatformName } from '../platforms.ts';

/**
 * Further names under which the workspace builder takes a table (its `*_resource_type_overrides.yaml`), and one that
 * published rules write; those that only leave out the prefix or the plural need no row. What is rendered is the table,
 * which every release of the builder takes.
 */
export const ALIASES: Partial<Record<PlatformName, Record<string, string>>> = {
  azure: {
    virtual_machine: 'azure_compute_virtual_machines',
    resource_group: 'azure_resources_resource_groups',
    azure_keyvault_vaults: 'azure_keyvault_keyvaults',
    azure_keyvault_keyvault: 'azure_keyvault_keyvaults',
  },
  aws: { account: 'aws_iam_accounts', aws_account: 'aws_iam_accounts' },
};
