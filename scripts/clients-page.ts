import { HOSTS, type HostForm } from '../src/hosts/host-table.ts';
import type { ServerEntry } from '../src/hosts/server-entry.ts';
import { writeForm } from '../src/hosts/write-form.ts';

const LOCAL: ServerEntry = {
  command: 'node',
  args: ['/home/me/runwhen-platform-mcp/dist/cli.js'],
  env: {
    RW_API_URL: 'https://papi.example.com',
    RUNWHEN_TOKEN: 'your-token',
    DEFAULT_WORKSPACE: 'your-workspace',
  },
};

const REMOTE: ServerEntry = {
  url: 'https://runwhen-mcp.example.com/mcp',
  headers: { Authorization: 'Bearer your-token' },
};

/** docs/clients.md: every host of the table, for a server on this machine and for one with a URL. */
export function clientsPage(): string {
  const sections = Object.entries(HOSTS as Record<string, HostForm>).map(([name, form]) =>
    section(name, form),
  );
  return [
    '# Hosts',
    '',
    'Generated from `src/hosts/host-table.ts` by `npm run generate`.',
    '',
    '`setup HOST` checks your token, shows how the settings file will change, and writes it once you agree; `setup HOST --remove` removes the server again.',
    `It writes the settings of ${listed(({ file }) => file !== undefined)}; for the other hosts it prints them. \`client-config HOST\` prints them for any host.`,
    'Both take `--url` for a server that has a URL.',
    '',
    'The command is Node with the full path of the program, so that the folder you have open cannot decide what runs. You can leave `RUNWHEN_TOKEN` out after',
    '`login`, which stores the token for its platform, and the `Authorization` header if the team server offers browser sign-in.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

function listed(take: (form: HostForm) => boolean): string {
  const titles = (Object.values(HOSTS) as HostForm[]).filter(take).map(({ title }) => title);
  return `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}

function section(name: string, form: HostForm): string {
  const remote = writeForm(form, 'runwhen', REMOTE);
  return [
    `## ${form.title}`,
    '',
    `\`setup ${name}\`, \`client-config ${name}\`. The settings go into ${form.place}.`,
    '',
    ...form.quirks.map((quirk) => `- ${quirk}`),
    '',
    fence(form, writeForm(form, 'runwhen', LOCAL)!),
    ...(remote ? ['', 'With a URL:', '', fence(form, remote)] : []),
  ].join('\n');
}

const fence = ({ language }: HostForm, text: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
