/** The purpose of a secret, as far as its key's name tells. */
type SecretPlatform = 'kubernetes' | 'azure' | 'aws' | 'gcp' | 'github' | 'slack' | 'papi' | 'other';

export interface SecretClass {
  platform: SecretPlatform;
  /** Name under which scripts conventionally expect the secret's file. */
  envVar: string;
}

/** The words match the whole key, or its end after `-`, `_` or `.`. */
const ending = (words: string): RegExp => new RegExp(`(?:^|[-_.])(?:${words})$`, 'i');

const CLASSES: readonly [RegExp, SecretPlatform, string][] = [
  [/^kubeconfig$/i, 'kubernetes', 'kubeconfig'],
  [ending('azure_credentials'), 'azure', 'azure_credentials'],
  [ending('client[-_]?id'), 'azure', 'AZURE_CLIENT_ID'],
  [ending('client[-_]?secret'), 'azure', 'AZURE_CLIENT_SECRET'],
  [ending('tenant[-_]?id'), 'azure', 'AZURE_TENANT_ID'],
  [ending('subscription[-_]?id'), 'azure', 'AZURE_SUBSCRIPTION_ID'],
  [ending('aws_credentials'), 'aws', 'aws_credentials'],
  [ending('(?:aws[-_]?)?access[-_]?key[-_]?id'), 'aws', 'AWS_ACCESS_KEY_ID'],
  [ending('(?:aws[-_]?)?secret[-_]?access[-_]?key'), 'aws', 'AWS_SECRET_ACCESS_KEY'],
  [ending('(?:aws[-_]?)?session[-_]?token'), 'aws', 'AWS_SESSION_TOKEN'],
  [ending('gcp_credentials(?:_json)?'), 'gcp', 'gcp_credentials'],
  [ending('sa|service-account'), 'gcp', 'GOOGLE_APPLICATION_CREDENTIALS'],
  [ending('repo-token|github-token'), 'github', 'GITHUB_TOKEN'],
  [/^slack(?:[-_](?:token|webhook))?$/i, 'slack', 'SLACK_TOKEN'],
  [ending('user_token'), 'papi', 'USER_TOKEN'],
];

export function classifySecret(key: string): SecretClass {
  const found = CLASSES.find(([pattern]) => pattern.test(key));
  return found ? { platform: found[1], envVar: found[2] } : { platform: 'other', envVar: key };
}

/** A key and its purpose; `name` is the part that was judged. */
export interface NamedSecret {
  name: string;
  key: string;
}

export interface SecretGroups {
  /** Keys by platform. */
  groups: Record<string, string[]>;
  /** By platform: the variable that a script expects, and the key to pass for it. */
  variables: Record<string, Record<string, string>>;
  /** By platform: keys that all match one variable; from the second on, the variable is numbered. */
  collisions: Record<string, Record<string, string[]>>;
}

/** Groups secrets by purpose, and proposes `secret_vars` for them. */
export function groupSecrets(secrets: readonly NamedSecret[]): SecretGroups {
  const platforms = groupBy(secrets, ({ name }) => classifySecret(name).platform);
  const groups = mapValues(platforms, (members) => members.map(({ key }) => key));
  const variables = mapValues(platforms, (members) =>
    mapValues(
      groupBy(members, ({ name }) => classifySecret(name).envVar),
      (same) => same.map(({ key }) => key),
    ),
  );
  const collisions = mapValues(variables, (byName) => filterValues(byName, (keys) => keys.length > 1));
  return {
    groups,
    variables: mapValues(variables, numbered),
    collisions: filterValues(collisions, (byName) => Object.keys(byName).length > 0),
  };
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return Object.fromEntries(groups);
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function filterValues<Value>(
  record: Record<string, Value>,
  keep: (value: Value) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));
}

/** `SLACK_TOKEN`, `SLACK_TOKEN_2`, `SLACK_TOKEN_3`. */
function numbered(byName: Record<string, string[]>): Record<string, string> {
  const entries = Object.entries(byName).flatMap(([name, keys]) =>
    keys.map((key, at) => [at === 0 ? name : `${name}_${at + 1}`, key]),
  );
  return Object.fromEntries(entries);
}

/** Whether a value itself says where the secret is: `k8s:file@secret/kubeconfig:kubeconfig`, `azure:sp@cli`. */
export function isFullKey(value: string): boolean {
  return value.includes(':') || value.includes('@');
}
