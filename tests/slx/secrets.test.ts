import { describe, expect, it } from 'vitest';
import { needsResolving, resolveSecrets } from '../../src/slx/resolve-secrets.ts';
import { classifySecret, groupSecrets, isFullKey } from '../../src/slx/secrets.ts';

const named = (...keys: string[]) => keys.map((key) => ({ name: key, key }));
const KUBECONFIG = 'k8s:file@secret/kubeconfig:kubeconfig';

describe('§17 what a secret is for', () => {
  it.each([
    ['kubeconfig', 'kubernetes', 'kubeconfig'],
    ['KUBECONFIG', 'kubernetes', 'kubeconfig'],
    ['azure_credentials', 'azure', 'azure_credentials'],
    ['azure-clientId', 'azure', 'AZURE_CLIENT_ID'],
    ['az-clientid', 'azure', 'AZURE_CLIENT_ID'],
    ['clientId', 'azure', 'AZURE_CLIENT_ID'],
    ['client_id', 'azure', 'AZURE_CLIENT_ID'],
    ['oauth_client_id', 'azure', 'AZURE_CLIENT_ID'],
    ['azure-clientSecret', 'azure', 'AZURE_CLIENT_SECRET'],
    ['azure_tenant_id', 'azure', 'AZURE_TENANT_ID'],
    ['subscription-id', 'azure', 'AZURE_SUBSCRIPTION_ID'],
    ['aws_credentials', 'aws', 'aws_credentials'],
    ['AWS_ACCESS_KEY_ID', 'aws', 'AWS_ACCESS_KEY_ID'],
    ['aws-secret-access-key', 'aws', 'AWS_SECRET_ACCESS_KEY'],
    ['aws_session_token', 'aws', 'AWS_SESSION_TOKEN'],
    ['gcp_credentials', 'gcp', 'gcp_credentials'],
    ['gcp_credentials_json', 'gcp', 'gcp_credentials'],
    ['sa', 'gcp', 'GOOGLE_APPLICATION_CREDENTIALS'],
    ['ops-suite-sa', 'gcp', 'GOOGLE_APPLICATION_CREDENTIALS'],
    ['prod-sa', 'gcp', 'GOOGLE_APPLICATION_CREDENTIALS'],
    ['team-service-account', 'gcp', 'GOOGLE_APPLICATION_CREDENTIALS'],
    ['RUNWHEN-REPO-TOKEN', 'github', 'GITHUB_TOKEN'],
    ['my.github-token', 'github', 'GITHUB_TOKEN'],
    ['slack', 'slack', 'SLACK_TOKEN'],
    ['slack-webhook', 'slack', 'SLACK_TOKEN'],
    ['BETA-USER_TOKEN', 'papi', 'USER_TOKEN'],
    ['totally-custom-thing', 'other', 'totally-custom-thing'],
    ['aclientid', 'other', 'aclientid'],
    ['melissa', 'other', 'melissa'],
    ['lisa', 'other', 'lisa'],
    ['marissa', 'other', 'marissa'],
    ['medusa', 'other', 'medusa'],
    ['vista', 'other', 'vista'],
    ['myserviceaccount', 'other', 'myserviceaccount'],
    ['kubeconfig-prod', 'other', 'kubeconfig-prod'],
    ['my-slack', 'other', 'my-slack'],
  ])('%s is for %s as %s', (key, platform, envVar) => {
    expect(classifySecret(key)).toEqual({ platform, envVar });
  });
});

describe('§17 secrets in groups', () => {
  it('propose a variable for each', () => {
    expect(groupSecrets(named('kubeconfig', 'azure-clientId', 'x'))).toEqual({
      groups: { kubernetes: ['kubeconfig'], azure: ['azure-clientId'], other: ['x'] },
      variables: {
        kubernetes: { kubeconfig: 'kubeconfig' },
        azure: { AZURE_CLIENT_ID: 'azure-clientId' },
        other: { x: 'x' },
      },
      collisions: {},
    });
  });

  it('number those that clash and say so', () => {
    const { variables, collisions } = groupSecrets(named('slack-token', 'slack_token'));
    expect(variables.slack).toEqual({ SLACK_TOKEN: 'slack-token', SLACK_TOKEN_2: 'slack_token' });
    expect(collisions.slack).toEqual({ SLACK_TOKEN: ['slack-token', 'slack_token'] });
  });

  it('number three spellings', () => {
    const { variables } = groupSecrets(named('aws_access_key_id', 'AWS-ACCESS-KEY-ID', 'awsaccesskeyid'));
    expect(Object.keys(variables.aws ?? {})).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_ACCESS_KEY_ID_2',
      'AWS_ACCESS_KEY_ID_3',
    ]);
  });

  it('take any name, also one that objects have', () => {
    expect(groupSecrets(named('__proto__', 'constructor')).groups.other).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describe('§17 full keys', () => {
  it.each([KUBECONFIG, 'azure:sp@cli', 'file@/etc/x'])('are %s', (value) => {
    expect(isFullKey(value)).toBe(true);
  });

  it('are not bare names', () => {
    expect(isFullKey('kubeconfig')).toBe(false);
  });
});

describe('§17 resolving secrets', () => {
  const nothing = { slxSecrets: [], vaultKeys: [] };

  it('needs no look-up and makes no note where all are full', () => {
    expect(needsResolving({ a: KUBECONFIG })).toBe(false);
    expect(resolveSecrets({ a: KUBECONFIG }, nothing)).toEqual({ secretVars: { a: KUBECONFIG }, notes: [] });
  });

  it('follows committed SLXs first', () => {
    const used = 'k8s:file@secret/prod-kube:kubeconfig';
    const known = {
      slxSecrets: [
        { name: 'kubeconfig', workspaceKey: 'k8s:file@secret/old:kubeconfig' },
        { name: 'kubeconfig', workspaceKey: used },
        { name: 'KUBE', workspaceKey: used },
      ],
      vaultKeys: ['kubeconfig'],
    };
    const { secretVars, notes } = resolveSecrets({ kubeconfig: 'kubeconfig' }, known);
    expect(secretVars).toEqual({ kubeconfig: used });
    expect(notes).toEqual([expect.stringContaining(used)]);
  });

  it('then the workspace’s list', () => {
    const vaultKeys = ['k8s:file@secret/db:password', 'api-token'];
    const { secretVars, notes } = resolveSecrets(
      { P: 'password', T: 'api-token' },
      { slxSecrets: [], vaultKeys },
    );
    expect(secretVars).toEqual({ P: 'k8s:file@secret/db:password', T: 'api-token' });
    expect(notes).toHaveLength(2);
  });

  it('then convention, for the kubeconfig', () => {
    expect(resolveSecrets({ kubeconfig: 'kubeconfig' }, nothing).secretVars).toEqual({
      kubeconfig: KUBECONFIG,
    });
  });

  it('and says so where nothing knows the name', () => {
    const { secretVars, notes } = resolveSecrets({ X: 'mystery' }, nothing);
    expect(secretVars).toEqual({ X: 'mystery' });
    expect(notes).toEqual([expect.stringContaining('sent unchanged')]);
  });
});
