import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidConfiguration, loadConfig } from '../../src/config/load.ts';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';

const load = (environment: Record<string, string>, flags = {}) =>
  loadConfig({ environment, flags, workingDirectory: '/work' });

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(load({})).toMatchObject({
      apiUrl: undefined,
      transport: 'stdio',
      scriptSoftMaxBytes: 10_240,
      scriptHardMaxBytes: 65_536,
      maxPollDurationS: 300,
      airgap: false,
    });
  });

  it('takes a blank variable for one that is not set', () => {
    expect(load({ RUNWHEN_TOKEN: '  ', MCP_PORT: '' })).toMatchObject({ token: undefined, port: 8000 });
  });

  it.each(['stderr', 'STDERR', '/dev/stderr', '/dev/fd/2', '/proc/self/fd/2'])(
    'takes %s for standard error',
    (place) => expect(load({ MCP_AUDIT_LOG: place }).auditLog).toBe('stderr'),
  );

  it.each(['/dev/stderr.log', '/dev/fd/22', '/var/log/audit.jsonl'])('takes %s for a file', (place) => {
    expect(load({ MCP_AUDIT_LOG: place }).auditLog).toBe(place);
  });

  it.each(['${env:RUNWHEN_TOKEN}', '$RUNWHEN_TOKEN', '${input:token}'])(
    'takes %s, which a client left unexpanded, for none',
    (value) => {
      expect(load({ RUNWHEN_TOKEN: value }).token).toBeUndefined();
      expect(load({ RW_API_URL: value }).apiUrl).toBeUndefined();
    },
  );

  it.each([
    ['RUNWHEN_TOKEN', '<your-token>', 'token'],
    ['RUNWHEN_TOKEN', 'YOUR_TOKEN', 'token'],
    ['RUNWHEN_TOKEN', 'your-runwhen-api-token', 'token'],
    ['RUNWHEN_TOKEN', 'your_token_here', 'token'],
    ['RUNWHEN_TOKEN', '%RUNWHEN_TOKEN%', 'token'],
    ['DEFAULT_WORKSPACE', '${input:ws}', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', 'YOUR_WORKSPACE', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '<workspace>', 'defaultWorkspace'],
    ['MCP_SERVER_LABEL', '${env:LABEL}', 'label'],
    ['MCP_SERVER_LABEL', '{{label}}', 'label'],
    ['RW_API_URL', 'https://papi.<your-domain>', 'apiUrl'],
    ['RW_API_URL', 'https://papi.YOUR_DOMAIN', 'apiUrl'],
    ['RW_API_URL', 'https://papi.your-domain.com', 'apiUrl'],
    ['RW_API_URL', 'https://papi.${DOMAIN}', 'apiUrl'],
    ['RUNWHEN_AGENT_URL', 'https://agentfarm.{{domain}}', 'agentUrl'],
    ['DEFAULT_WORKSPACE', '${input:ws}-prod', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '"${input:ws}"', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '$(WORKSPACE)', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '$workspace', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '{env:WORKSPACE}', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', '#{workspace}#', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', 'undefined', 'defaultWorkspace'],
    ['MCP_SERVER_LABEL', '__LABEL__', 'label'],
    ['RUNWHEN_TOKEN', 'Bearer ${RUNWHEN_TOKEN}', 'token'],
    ['RUNWHEN_TOKEN', '"Bearer $env:RUNWHEN_TOKEN"', 'token'],
  ] as const)('takes %s=%s for not set, and says that it is a placeholder', (variable, value, name) => {
    const config = load({ [variable]: value });
    expect(config[name]).toBeUndefined();
    expect(config.warnings).toEqual([expect.stringContaining(`${variable} holds a placeholder`)]);
    const bare = value.replace(/^"(.*)"$/, '$1');
    expect(config.warnings.join().includes(bare)).toBe(variable !== 'RUNWHEN_TOKEN');
  });

  it('says the same of a flag', () => {
    const { defaultWorkspace, warnings } = load({}, { defaultWorkspace: 'YOUR_WORKSPACE' });
    expect(defaultWorkspace).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('--workspace holds a placeholder (YOUR_WORKSPACE)')]);
  });

  it('refuses a placeholder for what keeps something from happening', () => {
    expect(() => load({ MCP_READ_ONLY: '${env:READ_ONLY}' })).toThrow('MCP_READ_ONLY takes true or false');
  });

  it.each([
    ['DEFAULT_WORKSPACE', 'your-team', 'defaultWorkspace'],
    ['DEFAULT_WORKSPACE', 'my-workspace', 'defaultWorkspace'],
    ['MCP_SERVER_LABEL', 'prod <eu>', 'label'],
    ['MCP_SERVER_LABEL', 'Your cluster', 'label'],
    ['RW_API_URL', 'https://papi.yourdomain.example', 'apiUrl'],
    ['MCP_SERVER_LABEL', 'null and void', 'label'],
    ['MCP_SERVER_LABEL', "Ada's", 'label'],
    ['MCP_SERVER_LABEL', '5$ a day', 'label'],
    ['MCP_OAUTH_SEALING_KEY', '$ecretofatleastthirtytwocharacters', 'oauthSealingKey'],
    ['MCP_OAUTH_SEALING_KEY', '$ecret-of-at-least-thirty-two-characters', 'oauthSealingKey'],
    ['RUNWHEN_CONTEXT_FILE', '$PROJECT', 'contextFile'],
    ['RUNWHEN_SKILLS_DIR', '${HOME}', 'skillsDir'],
  ] as const)('takes %s=%s as it is', (variable, value, name) => {
    const config = load({ [variable]: value });
    expect([config[name], config.warnings]).toEqual([value, []]);
  });

  it.each([
    '"abc.def"',
    "'abc.def'",
    '`abc.def`',
    '“abc.def”',
    'Bearer abc.def',
    'bearer   abc.def',
    '"Bearer abc.def"',
    'Bearer "abc.def"',
    'Authorization: Bearer abc.def',
    'Token abc.def',
    'abc.def\r\n',
    '"abc.def',
    'abc.def"',
    '"abc.def",',
    'abc.def;',
    '«abc.def»',
    '\\"abc.def\\"',
    'abc.def\\n',
    '\u200babc.def\ufeff',
    'RUNWHEN_TOKEN=abc.def',
    'export RUNWHEN_TOKEN="abc.def"',
  ])('takes the token in %s as it was copied', (value) => {
    expect(load({ RUNWHEN_TOKEN: value })).toMatchObject({ token: 'abc.def', warnings: [] });
  });

  it.each(['Bearer', '""', 'Bearer ""'])('takes %s for no token', (value) => {
    expect(load({ RUNWHEN_TOKEN: value }).token).toBeUndefined();
  });

  it.each(['bearerish-token', 'abc==', 'a,b', 'token-1'])('takes %s for a token', (value) => {
    expect(load({ RUNWHEN_TOKEN: value }).token).toBe(value);
  });

  it.each([
    ['MCP_PORT', '"9000"', 'port', 9000],
    ['MCP_READ_ONLY', "'true'", 'readOnly', true],
    ['RW_API_URL', '"https://papi.acme.com"', 'apiUrl', 'https://papi.acme.com'],
    ['DEFAULT_WORKSPACE', '"prod"', 'defaultWorkspace', 'prod'],
    ['MCP_TOOLSETS', '"issues,slxs"', 'toolsets', ['issues', 'slxs']],
    ['RUNWHEN_CONTEXT_FILE', '"/a b/RUNWHEN.md"', 'contextFile', '/a b/RUNWHEN.md'],
  ] as const)(
    'takes %s=%s without the quotes that a file of variables kept',
    (variable, given, name, value) => {
      expect(load({ MCP_TRANSPORT: 'http', [variable]: given })).toMatchObject({
        [name]: value,
        warnings: [],
      });
    },
  );

  it('takes a proxy without such quotes too', () => {
    expect(load({ HTTPS_PROXY: '"http://proxy:3128"' }).proxy.httpsProxy).toBe('http://proxy:3128');
  });

  it.each([
    ['RUNWHEN_AGENT_URL', 'https://agentfarm.acme.com/api/v1?x#y', 'agentUrl', 'https://agentfarm.acme.com'],
    ['RUNWHEN_AGENT_URL', 'https://acme.com/agentfarm', 'agentUrl', 'https://acme.com/agentfarm'],
    ['RUNWHEN_REGISTRY_URL', 'https://registry.acme.com/api/v1/', 'registryUrl', 'https://registry.acme.com'],
    ['RUNWHEN_APP_URL', 'https://app.acme.com/workspace/x/map?y#z', 'appUrl', 'https://app.acme.com'],
    ['RUNWHEN_APP_URL', 'https://acme.com/runwhen/', 'appUrl', 'https://acme.com/runwhen'],
  ] as const)('takes the service itself from %s=%s', (variable, given, name, value) => {
    expect(load({ [variable]: given })[name]).toBe(value);
  });

  it.each([
    ['MCP_LOG_LEVEL', 'trace', 'logLevel', 'debug', 0],
    ['MCP_LOG_LEVEL', 'fatal', 'logLevel', 'error', 0],
    ['MCP_LOG_LEVEL', '20', 'logLevel', 'warn', 1],
    ['MCP_TOOL_TRACE', 'verbose', 'toolTrace', false, 1],
    ['MCP_TELEMETRY', 'jaeger', 'telemetry', 'auto', 1],
  ] as const)('starts with %s=%s, and says what it makes of it', (variable, given, name, value, said) => {
    const config = load({ [variable]: given });
    expect([config[name], config.warnings.length]).toEqual([value, said]);
  });

  it.each([
    ['https://papi.acme.com/api/v3', 'https://papi.acme.com'],
    ['https://papi.acme.com/api/v3/workspaces?limit=1', 'https://papi.acme.com'],
    ['https://papi.acme.com/docs#/users', 'https://papi.acme.com'],
    ['https://papi.acme.com/api/v3/openapi.json', 'https://papi.acme.com'],
    ['https://papi.acme.com?x=1', 'https://papi.acme.com'],
    ['https://acme.com/papi/api/v3/', 'https://acme.com/papi'],
    ['https://acme.com/papi', 'https://acme.com/papi'],
    ['https://acme.com/api', 'https://acme.com/api'],
    ['http://docs:8000', 'http://docs:8000'],
  ])('takes the API at %s for %s', (given, apiUrl) => {
    expect(load({ RW_API_URL: given }).apiUrl).toBe(apiUrl);
  });

  it.each([
    ['https://me:pw@git.example/x.git', 'https://git.example/x.git'],
    ['https://token@git.example/x.git', 'https://git.example/x.git'],
    ['git@git.example:x/y.git', 'git@git.example:x/y.git'],
    ['ssh://git@git.example/x.git', 'ssh://git@git.example/x.git'],
  ])('takes the repository %s for %s', (given, repoUrl) => {
    expect(load({ MCP_GENERIC_CODECOLLECTION_REPO_URL: given }).genericRepoUrl).toBe(repoUrl);
    expect(load({ MCP_CRON_SLI_REPO_URL: given }).cronRepoUrl).toBe(repoUrl);
  });

  it('lets a flag win over a variable', () => {
    expect(load({ DEFAULT_WORKSPACE: 'a' }, { defaultWorkspace: 'b' }).defaultWorkspace).toBe('b');
  });

  it('drops slashes at the end of an address', () => {
    expect(load({ RW_API_URL: 'https://papi.acme.com//' }).apiUrl).toBe('https://papi.acme.com');
  });

  it.each([
    ['https://mcp.example.com:443/', 'https://mcp.example.com'],
    ['HTTPS://MCP.Example.com/mcp', 'https://mcp.example.com'],
    ['https://example.com/runwhen/mcp/', 'https://example.com/runwhen'],
    ['https://example.com/runwhen', 'https://example.com/runwhen'],
    ['http://mcp.example.com:8080', 'http://mcp.example.com:8080'],
    ['https://me:pw@mcp.example.com', 'https://mcp.example.com'],
  ])('makes the base URL %s canonical', (given, baseUrl) => {
    expect(load({ MCP_BASE_URL: given }).baseUrl).toBe(baseUrl);
  });

  it.each(['https://mcp.example.com?x=1', 'https://mcp.example.com/#a'])(
    'refuses the base URL %s',
    (given) => {
      expect(() => load({ MCP_TRANSPORT: 'http', MCP_BASE_URL: given })).toThrow('MCP_BASE_URL takes');
    },
  );

  it.each([
    ['https://acme.eu.auth0.com/.well-known/openid-configuration', undefined, 'https://acme.eu.auth0.com'],
    ['https://acme.eu.auth0.com/.well-known/openid-configuration', 'login.acme.com', 'login.acme.com'],
    [undefined, undefined, undefined],
  ])(
    'takes the Auth0 domain from MCP_AUTH0_CONFIG_URL %s beside MCP_AUTH0_DOMAIN %s',
    (address, domain, read) => {
      const environment = {
        ...(address ? { MCP_AUTH0_CONFIG_URL: address } : {}),
        ...(domain ? { MCP_AUTH0_DOMAIN: domain } : {}),
      };
      expect(load(environment).auth0Domain).toBe(read);
    },
  );

  it.each([
    [{ MCP_TRANSPORT: 'http', FASTMCP_STATELESS_HTTP: 'false' }, 1],
    [{ MCP_TRANSPORT: 'http', FASTMCP_STATELESS_HTTP: 'true' }, 0],
    [{ MCP_TRANSPORT: 'http' }, 0],
    [{ FASTMCP_STATELESS_HTTP: 'false' }, 0],
  ])('%j gives %i line about sessions that are not kept', (environment, lines) => {
    expect(load(environment).warnings.filter((line) => line.includes('FASTMCP_STATELESS_HTTP'))).toHaveLength(
      lines,
    );
  });

  it.each(['1', 'TRUE', 'yes', 'On'])('reads %s as true', (value) => {
    expect(load({ RUNWHEN_AIRGAP: value }).airgap).toBe(true);
  });

  it('takes lower-case proxy variables before upper-case ones', () => {
    const { proxy } = load({ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1', NO_PROXY: 'x' });
    expect(proxy).toEqual({ httpsProxy: 'http://lower:1', noProxy: 'x' });
  });

  it('drops user and password from addresses that are kept as they are', () => {
    const { jwtIssuer, slxIcon } = load({
      MCP_TRANSPORT: 'http',
      MCP_JWT_ISSUER: 'https://u:secret@issuer.acme.com/x',
      MCP_GENERIC_SLX_ICON: 'https://u:secret@acme.com/icon.svg',
    });
    expect(jwtIssuer).toBe('https://issuer.acme.com/x');
    expect(slxIcon).toBe('https://acme.com/icon.svg');
  });

  it('drops user and password from addresses', () => {
    const config = load({
      RW_API_URL: 'https://me:s%2Fcret@papi.acme.com/x@y',
      RUNWHEN_APP_URL: 'http://u@app',
    });
    expect(config).toMatchObject({ apiUrl: 'https://papi.acme.com/x@y', appUrl: 'http://app' });
  });

  it.each(['ftp://u:s/ecret@x', 'u:secret@papi.acme.com', 'https//u:s@ecret@x'])(
    'shows no credentials of %s, which it refuses',
    (value) => {
      expect(() => load({ RW_API_URL: value })).toThrow(/^RW_API_URL takes [^;]*; "…@[a-z.]*" is not\.$/);
    },
  );

  it('leaves the platform’s token out of the sandbox', () => {
    expect(load({ RUNWHEN_TOKEN: 'real' }).token).toBe('real');
    expect(load({ RUNWHEN_TOKEN: 'real' }, { sandbox: true }).token).toBeUndefined();
  });

  it.each([
    ['127.0.0.1:3128', 'http://127.0.0.1:3128'],
    ['localhost:3128', 'http://localhost:3128'],
    ['me:pw@proxy:3128', 'http://me:pw@proxy:3128'],
    ['HTTPS://proxy', 'HTTPS://proxy'],
    ['${HTTPS_PROXY}', undefined],
  ])('takes the proxy %s for %s', (value, address) => {
    expect(load({ HTTPS_PROXY: value }).proxy).toEqual({ httpsProxy: address });
  });

  it.each(['http://', 'ftp://proxy', 'a b', 'socks5://proxy:1'])(
    'notes that a proxy cannot be %s',
    (value) => {
      expect(load({ https_proxy: value }).proxy.unusable).toBe('https_proxy');
    },
  );

  it.each([
    ['RW_API_URL', 'papi.acme.com', 'an http:// or https:// URL'],
    ['MCP_TRANSPORT', 'sse', 'stdio or http'],
    ['RUNWHEN_AIRGAP', 'maybe', 'true or false'],
  ])('refuses %s=%s and names the values that it takes', (variable, value, takes) => {
    expect(() => load({ [variable]: value })).toThrow(InvalidConfiguration);
    expect(() => load({ [variable]: value })).toThrow(`${variable} takes ${takes}`);
  });

  it.each([
    ['MCP_TRANSPORT', 'htpp', '"htpp" is not (did you mean http?).'],
    ['MCP_CONFIRM', 'allways', '"allways" is not (did you mean always?).'],
    ['MCP_READ_ONLY', 'ture', '"ture" is not (did you mean true?).'],
    ['MCP_READ_ONLY', 'maybe', '"maybe" is not.'],
  ])('names the nearest value of %s=%s where one is near', (variable, value, said) => {
    expect(() => load({ [variable]: value })).toThrow(said);
  });

  it.each([
    ['MCP_POLL_INTERVAL_S', 'abc', 'pollIntervalS', 5],
    ['MCP_MAX_POLL_DURATION_S', '0', 'maxPollDurationS', 300],
    ['RUNWHEN_REGISTRY_TIMEOUT_S', 'zzz', 'registryTimeoutS', 10],
    ['RUNWHEN_SCRIPT_SOFT_MAX_BYTES', '0', 'scriptSoftMaxBytes', 10_240],
    ['MCP_PORT', 'tcp://10.0.0.1:8000', 'port', 8000],
    ['MCP_BASE_URL', 'mcp.example.com', 'baseUrl', undefined],
  ] as const)('takes the default for %s=%s over stdio, and says so', (variable, value, name, expected) => {
    const config = load({ [variable]: value });
    expect(config[name]).toBe(expected);
    expect(config.warnings).toEqual([expect.stringContaining(`${variable} takes`)]);
    expect(config.warnings[0]).toMatch(
      expected === undefined ? /is not\. It is not used\.$/ : /is used instead\.$/,
    );
  });

  it.each([
    ['MCP_PORT', '70000'],
    ['MCP_BASE_URL', 'mcp.example.com'],
    ['MCP_MAX_CALLS_PER_CALLER', 'many'],
  ])('refuses %s=%s over HTTP', (variable, value) => {
    expect(() => load({ MCP_TRANSPORT: 'http', [variable]: value })).toThrow(InvalidConfiguration);
  });

  it('skips the address that Kubernetes puts into MCP_PORT, over HTTP too', () => {
    const { port, warnings } = load({ MCP_TRANSPORT: 'http', MCP_PORT: 'tcp://10.0.0.1:8000' });
    expect([port, warnings.length]).toEqual([8000, 1]);
  });

  it('reads choices in any case, and the Python names of levels', () => {
    expect(load({ MCP_TRANSPORT: 'HTTP', MCP_LOG_LEVEL: 'WARNING' })).toMatchObject({
      transport: 'http',
      logLevel: 'warn',
    });
    expect(load({ MCP_LOG_LEVEL: 'Info' }).logLevel).toBe('info');
  });

  it.each([
    ['a service of the environment', { MCP_TRANSPORT: 'http' }, {}, '0.0.0.0'],
    ['a server started by hand', {}, { transport: 'http' }, '127.0.0.1'],
    ['the sandbox', { MCP_TRANSPORT: 'http', RUNWHEN_SANDBOX: 'true' }, {}, '127.0.0.1'],
    ['an address that is given', { MCP_TRANSPORT: 'http', MCP_HOST: '127.0.0.1' }, {}, '127.0.0.1'],
    ['stdio', {}, {}, '127.0.0.1'],
  ])('listens for %s where it should', (_, environment, flags, host) => {
    expect(load(environment, flags).host).toBe(host);
  });

  it('names the flag, not the variable, where the flag is wrong', () => {
    expect(() => load({}, { port: 'x' })).toThrow('--port takes');
  });

  it('reads back the default that it documents, for every option that documents one', () => {
    for (const option of Object.values(OPTIONS) as Option[]) {
      if (option.default === '' || option.section === 'Code bundles') continue;
      expect(option.parse(option.default)?.value, option.variable).toEqual(option.fallback);
    }
  });

  it('never shows the value of a secret', () => {
    const secrets = (Object.values(OPTIONS) as Option[]).filter(({ secret }) => secret);
    expect(secrets.length).toBeGreaterThan(0);
    for (const option of secrets) {
      expect(new InvalidConfiguration(option.variable, option, 'hunter2').message).not.toContain('hunter2');
    }
  });

  it('gives each option a variable of its own', () => {
    const variables = (Object.values(OPTIONS) as Option[]).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('takes any text or throws its own error', () => {
    const variables = (Object.values(OPTIONS) as Option[]).map(({ variable }) => variable);
    fc.assert(
      fc.property(fc.constantFrom(...variables), fc.string(), (variable, value) => {
        try {
          load({ [variable]: value });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidConfiguration);
        }
      }),
    );
  });
});
