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

/** docs/clients.md: every host of the table, for a server on this machine and for one with an address. */
export function clientsPage(): string {
  const sections = Object.entries(HOSTS as Record<string, HostForm>).map(([name, form]) =>
    section(name, form),
  );
  return [
    '# Hosts',
    '',
    'Generated from `src/hosts/host-table.ts` by `npm run generate`.',
    '',
    '`setup HOST` checks your token, shows the change of the settings, and writes it once you agree; `setup HOST --remove` takes it out again. It writes',
    `those of ${listed(({ file }) => file !== undefined)}, and prints what the others want. \`client-config HOST\` prints it for each. Both take \`--url\` for`,
    'a server with an address.',
    '',
    'The command is Node with the whole path of the program, so that no folder that is open decides what runs. `RUNWHEN_TOKEN` may be left out after',
    '`login`, which keeps the token for its address; where the server for a team offers browser sign-in, the `Authorization` header may be left out.',
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
    `\`setup ${name}\`, \`client-config ${name}\`. It goes into ${form.place}.`,
    '',
    ...form.quirks.map((quirk) => `- ${quirk}`),
    '',
    fence(form, writeForm(form, 'runwhen', LOCAL)!),
    ...(remote ? ['', 'With an address:', '', fence(form, remote)] : []),
  ].join('\n');
}

const fence = ({ language }: HostForm, text: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
