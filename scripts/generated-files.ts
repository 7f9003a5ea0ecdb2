import { readFileSync } from 'node:fs';
import { version } from '../package.json';
import { BOUNDS, type Bound } from '../src/config/bounds.ts';
import type { Option } from '../src/config/option-kinds.ts';
import { OPTIONS } from '../src/config/options.ts';
import { RULES, type Rule } from '../src/script-rules/rule-table.ts';
import type { ToolDefinition } from '../src/tool-kit/define-tool.ts';
import { publishTool } from '../src/tool-kit/publish-tool.ts';
import { tools } from '../src/tools/catalogue.ts';
import { ROOMS } from './architecture/rooms.ts';
import { clientsPage } from './clients-page.ts';
import type { GeneratedFile } from './generated-file.ts';
import { featureTables } from './host-features.ts';
import { manifests, PAGES_WITH_COMMANDS, readmeSections, withCommands } from './how-to-start.ts';
import { fieldsTable } from './moving-fields.ts';
import { movingTable } from './moving-rows.ts';
import { iconFiles } from './release-manifest.ts';

const options = Object.values(OPTIONS) as Option[];

/** Every generated file with the text that it should have, relative to the repository's root. */
export function generated(): GeneratedFile[] {
  return [
    { path: '.env.example', text: envExample() },
    { path: 'docs/tools.md', text: toolsPage() },
    {
      path: 'README.md',
      text: withCommands(
        fill('README.md', {
          ...readmeSections(),
          options: optionsTable(),
          tools: toolsTable('docs/tools.md'),
        }),
      ),
    },
    ...PAGES_WITH_COMMANDS.map((path) => ({ path, text: withCommands(readFileSync(path, 'utf8')) })),
    ...manifests(),
    { path: 'server.json', text: serverManifest() },
    ...iconFiles(),
    { path: 'docs/limits.md', text: limitsPage() },
    { path: 'docs/script-rules.md', text: rulesPage() },
    { path: 'docs/clients.md', text: clientsPage() },
    { path: 'docs/hosts.md', text: fill('docs/hosts.md', { features: featureTables() }) },
    ...tools.map((tool) => ({ path: `tests/wire/tools/${tool.name}.json`, text: wireSnapshot(tool) })),
    {
      path: 'docs/parity.md',
      text: fill('docs/parity.md', { moving: movingTable(), fields: fieldsTable() }),
    },
    { path: 'docs/architecture.md', text: fill('docs/architecture.md', { rooms: roomsTable() }) },
  ];
}

/** The file with the text between `<!-- name:start -->` and `<!-- name:end -->` replaced. */
function fill(path: string, sections: Record<string, string>): string {
  return Object.entries(sections).reduce(
    (text, [name, section]) => {
      const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
      const [from, to] = [text.indexOf(start), text.indexOf(end)];
      if (from < 0 || to < from) throw new Error(`${path} lacks the markers ${start} and ${end}`);
      return `${text.slice(0, from + start.length)}\n\n${section}\n\n${text.slice(to)}`;
    },
    readFileSync(path, 'utf8'),
  );
}

function envExample(): string {
  const sections = groupBy(options, ({ section }) => section).map(([section, members]) => {
    const lines = members.map(
      ({ variable, help, takes, default: fallback }) =>
        `# ${help}${takes === 'text' ? '' : ` Takes ${takes}.`}\n# ${variable}=${fallback}\n`,
    );
    return `# --- ${section} ---\n\n${lines.join('\n')}`;
  });
  return [
    '# Copy this file, remove the # from what you set, and name the copy with --env-file or RUNWHEN_ENV_FILE.',
    '# A platform needs RW_API_URL and RUNWHEN_TOKEN; the sandbox needs nothing.',
    '',
    sections.join('\n'),
  ].join('\n');
}

/** Options that the registry's manifest offers to set for a local server. */
const LOCAL_SECTIONS: Option['section'][] = ['Platform', 'Server', 'Project files', 'Sandbox'];

/** What each rule about scripts proves, those that can refuse a script first. */
function rulesPage(): string {
  const rows = Object.entries<Rule>(RULES);
  const language = ({ languages }: Rule) => (languages === 'both' ? 'both' : capital(languages));
  const refusing = rows
    .filter(([, { severities }]) => severities.includes('error'))
    .map(([code, rule]) => `| \`${code}\` | ${language(rule)} | ${rule.proves} | ${rule.unseen} |`);
  const other = rows
    .filter(([, { severities }]) => !severities.includes('error'))
    .map(
      ([code, rule]) => `| \`${code}\` | ${language(rule)} | ${rule.severities.join()} | ${rule.proves} |`,
    );
  return [
    '# What is said about scripts',
    '',
    'Every finding has one of these codes. An error keeps a script from being run and committed: the script, or the issue in question,',
    'cannot work on any path. If it may work, the finding is advice. Generated from `src/script-rules/rule-table.ts`.',
    '',
    '## Rules that can refuse',
    '',
    '| Code | Language | What an error proves, and when it is only advice | What it cannot see |',
    '| --- | --- | --- | --- |',
    ...refusing,
    '',
    '## Other rules',
    '',
    '| Code | Language | Severity | What it says |',
    '| --- | --- | --- | --- |',
    ...other,
    '',
  ].join('\n');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The manifest with version and variables as they are; what else it says is written by hand. */
function serverManifest(): string {
  const manifest = JSON.parse(readFileSync('server.json', 'utf8'));
  const local = options.filter(
    ({ section, flag }) => LOCAL_SECTIONS.includes(section) && flag !== 'transport',
  );
  manifest.version = version;
  for (const entry of manifest.packages) {
    entry.version = version;
    entry.environmentVariables = local.map(({ variable, help, kind, default: fallback, secret }) => ({
      name: variable,
      description: help,
      ...(kind === 'flag' ? { format: 'boolean' } : {}),
      ...(fallback ? { default: fallback } : {}),
      ...(secret ? { isSecret: true } : {}),
    }));
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function limitsPage(): string {
  const rows = (Object.values(BOUNDS) as Bound[]).map(
    ({ limit, unit, of, beyond }) => `| ${of} | ${quantity(limit, unit)} | ${beyond} |`,
  );
  return [
    '# Limits',
    '',
    'Generated from `src/config/bounds.ts` by `npm run generate`. Every wait and every size has a limit: those below, and those set by',
    '[options](../README.md#options) (how long a tool waits for a run, how many requests a caller may have in flight).',
    '',
    '| What | At most | Beyond it |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function quantity(limit: number, unit: Bound['unit']): string {
  if (unit === 'ms') return `${limit / 1000} s`;
  if (unit === 'bytes') return limit >= 1_000_000 ? `${limit / 1_000_000} MB` : `${limit / 1000} KB`;
  return `${limit.toLocaleString('en-US')} ${unit}`;
}

function optionsTable(): string {
  return groupBy(options, ({ section }) => section)
    .map(([section, members]) =>
      [
        `**${section}**`,
        '',
        '| Variable | Default | What it does |',
        '| --- | --- | --- |',
        ...members.map(
          ({ variable, flag, help, default: fallback, takes }) =>
            `| \`${variable}\`${flag ? `<br>\`--${flag}\`` : ''} | ${fallback ? `\`${fallback}\`` : ''} | ${help}${takes === 'text' ? '' : ` Takes ${takes}.`} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** What clients are told of a tool, so that a change on the wire is seen in review. */
const wireSnapshot = (tool: ToolDefinition) => `${JSON.stringify(publishTool(tool), null, 2)}\n`;

function roomsTable(): string {
  const rows = ROOMS.map(({ name, holds, mayImport }) => {
    const imports = mayImport.length > 0 ? mayImport.map((room) => `\`${room}\``).join(', ') : 'nothing';
    return `| \`src/${name}\` | ${holds} | ${imports} |`;
  });
  return ['| Room | Holds | May import from |', '| --- | --- | --- |', ...rows].join('\n');
}

const SUBJECTS: Record<ToolDefinition['toolset'], string> = {
  chat: 'Ask',
  workspaces: 'Workspaces',
  issues: 'Issues',
  slxs: 'SLXs',
  runs: 'Runs',
  scripts: 'Scripts (Tool Builder)',
  'chat-rules': 'Chat rules',
  'chat-commands': 'Chat commands',
  assistants: 'Assistants',
  'knowledge-base': 'Knowledge base',
  registry: 'CodeBundle registry',
  codecollections: 'Code collections',
  skills: 'Skills',
  context: 'Project context',
};

function toolsTable(page: string): string {
  const rows = groupBy(tools, ({ toolset }) => toolset).flatMap(([toolset, members]) =>
    members.map(
      ({ name, title, effect }, index) =>
        `| ${index === 0 ? SUBJECTS[toolset] : ''} | [\`${name}\`](${page}#${name}) | ${title} | ${effect} |`,
    ),
  );
  return ['| Subject | Tool | What it does | Effect |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function toolsPage(): string {
  const sections = groupBy(tools, ({ toolset }) => toolset).map(
    ([toolset, members]) => `## ${SUBJECTS[toolset]}\n\n${members.map(toolSection).join('\n\n')}`,
  );
  return [
    '# Tools',
    '',
    'Generated from the tool definitions by `npm run generate`. “Effect” says what a tool does to the platform:',
    '`read` changes nothing, `write` creates or changes, `delete` removes, `execute` runs a script or task.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

function toolSection(tool: ToolDefinition): string {
  const { inputSchema } = publishTool(tool);
  const rows = Object.entries(inputSchema.properties).map(([name, schema]) => {
    const needed = inputSchema.required?.includes(name) ? ' (required)' : '';
    return `| \`${name}\`${needed} | ${typeOf(schema)} | ${cell(String(schema.description ?? ''))} |`;
  });
  const table = ['| Parameter | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
  return [
    `### ${tool.name}`,
    '',
    `${tool.title}. Effect: ${tool.effect}.`,
    '',
    tool.description,
    '',
    rows.length > 0 ? table : 'Takes no parameters.',
  ].join('\n');
}

function typeOf(schema: Record<string, unknown>): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${value}\``).join(' or ');
  const {
    items,
    type,
    default: fallback,
  } = schema as {
    items?: Record<string, unknown>;
    type?: string;
    default?: unknown;
  };
  const name = type === 'array' ? `list of ${typeOf(items ?? {})}` : (type ?? 'any');
  return fallback === undefined ? name : `${name}, default \`${JSON.stringify(fallback)}\``;
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
