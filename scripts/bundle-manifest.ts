import { description, license, name, version } from '../package.json';
import { OPTIONS } from '../src/config/options.ts';
import { tools } from '../src/tools/catalogue.ts';

/** What a person is asked for when the bundle is installed: the variable, and how it is called. */
const ASKED = {
  apiUrl: { title: 'RunWhen API address', required: true },
  token: { title: 'RunWhen token', required: true },
  defaultWorkspace: { title: 'Workspace', required: false },
} as const;

/** The manifest of the `.mcpb` bundle, in version 0.3 of its format. */
export function bundleManifest() {
  const asked = Object.entries(ASKED).map(([key, { title, required }]) => {
    const { variable, help, ...option } = OPTIONS[key as keyof typeof ASKED];
    return {
      variable,
      title,
      description: help,
      required,
      sensitive: 'secret' in option,
      ...(required ? {} : { default: '' }),
    };
  });
  return {
    manifest_version: '0.3',
    name,
    display_name: 'RunWhen Platform',
    version,
    description,
    author: { name: 'RunWhen' },
    homepage: 'https://docs.runwhen.com',
    license,
    server: {
      type: 'node',
      entry_point: 'dist/cli.js',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/dist/cli.js'],
        env: Object.fromEntries(
          asked.map(({ variable }) => [variable, `\${user_config.${variable.toLowerCase()}}`]),
        ),
      },
    },
    tools: tools.map(({ name, title }) => ({ name, description: title })),
    user_config: Object.fromEntries(
      asked.map(({ variable, ...setting }) => [variable.toLowerCase(), { type: 'string', ...setting }]),
    ),
    compatibility: { runtimes: { node: '>=20.18.0' } },
  };
}
