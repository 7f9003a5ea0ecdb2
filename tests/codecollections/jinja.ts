import nunjucks from 'nunjucks';
import { parse } from 'yaml';

/** Includes as runwhen-local's own templates have them: lines that carry their own indentation. */
const INCLUDES: Record<string, string> = {
  'common-labels.yaml': '    slx: {{slx_name}}\n    workspace: {{workspace.short_name}}\n',
  'common-annotations.yaml': '    fullSlxName: {{full_slx_name}}\n    qualifiers: "{{qualifiers}}"\n',
};
for (const platform of ['kubernetes', 'azure', 'aws', 'gcp']) {
  INCLUDES[`${platform}-tags.yaml`] =
    `    - name: platform\n      value: ${platform}\n    - name: resource_name\n      value: '{{ match_resource.name }}'\n`;
  INCLUDES[`${platform}-hierarchy.yaml`] = '    hierarchy:\n    - platform\n    - resource_name\n';
}

/** What runwhen-local hands to a template. */
const VARIABLES = {
  slx_name: 'shop--pod-health-1a2b3c4d',
  full_slx_name: 'shop--pod-health-1a2b3c4d',
  default_location: 'location-01',
  workspace: { name: 'shop', short_name: 'shop', owner_email: 'ada@example.com' },
  match_resource: {
    name: 'cart',
    qualified_name: 'shop/cart',
    resource: { metadata: { namespace: 'shop', labels: { 'app.kubernetes.io/name': 'cart "v2" & <b>\'s' } } },
  },
  custom: {},
  repo_url: 'https://example.com/rules.git',
};

class Includes extends nunjucks.Loader implements nunjucks.ILoader {
  constructor(private readonly texts: Record<string, string>) {
    super();
  }
  getSource(name: string) {
    const src = this.texts[name];
    if (src === undefined) return null as unknown as nunjucks.LoaderSource;
    return { src, path: name, noCache: true };
  }
}

/** Renders as runwhen-local does: Jinja with `trim_blocks` and `lstrip_blocks`, undefined names as nothing. */
export function renderJinja(template: string, variables: object = VARIABLES, includes = INCLUDES): string {
  const environment = new nunjucks.Environment(new Includes(includes), {
    autoescape: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  return environment.renderString(template, variables);
}

/** Parses as a YAML 1.1 parser does; any warning or error throws. */
export const parseYaml11 = (text: string): unknown => parse(text, { version: '1.1', strict: true });
