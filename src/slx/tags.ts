export interface Tag {
  name: string;
  value: string;
}

/** Whether the script only looks, or also makes changes. */
export const ACCESS = ['read-write', 'read-only'] as const;
/** What kind of data the script's report holds. */
export const DATA = ['logs-bulk', 'config', 'logs-stacktrace'] as const;

export type Access = (typeof ACCESS)[number];
export type Data = (typeof DATA)[number];

const OWN = new Set(['access', 'data']);

/** The tags of an SLX: `access` and `data` come only from these parameters; other names are kept, even repeated ones. */
export function composeTags(given: readonly Tag[], { access, data }: { access: Access; data: Data }): Tag[] {
  const others = given.filter(({ name }) => !OWN.has(name.trim().toLowerCase()));
  return [{ name: 'access', value: access }, { name: 'data', value: data }, ...others];
}

/** One note for each tag that a parameter replaced with another value. */
export function noteReplacedTags(given: readonly Tag[], composed: readonly Tag[]): string[] {
  return given
    .filter(({ name }) => OWN.has(name.trim().toLowerCase()))
    .flatMap(({ name, value }) => {
      const key = name.trim().toLowerCase();
      const own = composed.find((tag) => tag.name === key);
      return own && own.value !== value
        ? [`The tag ${key} is ${own.value}, from the parameter ${key}; ${value} is not used.`]
        : [];
    });
}

/** `name:value` texts take a third of the bytes of objects. */
export const tagTexts = (tags: readonly Tag[]): string[] => tags.map(({ name, value }) => `${name}:${value}`);
