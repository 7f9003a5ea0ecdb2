import { type Bundle, type BundleFile, bundleFolder, WORKSPACE_TAGS } from '../bundle.ts';
import { PLATFORM_PROFILES, type PlatformName } from '../platforms.ts';
import { templateScalar, templateText } from '../template-text.ts';
import { METADATA } from './template-parts.ts';

/** The template of the SLX. */
export function renderSlx(bundle: Bundle): BundleFile {
  const { name, alias, statement, imageUrl } = bundle;
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-slx.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: ServiceLevelX
${METADATA}spec:
  imageURL: ${templateText(imageUrl)}
  alias: ${templateText(alias)}
  statement: ${templateText(statement)}
  asMeasuredBy: ${templateText(measuredBy(bundle))}
  owners:${ownersList(bundle)}${contextBlock(bundle)}${tagsBlock(bundle)}`,
  };
}

/** What stands for the statement: the number of the SLI, or the issues of the task. */
const measuredBy = ({ task, sli }: Bundle): string =>
  sli?.description ?? `The issues that "${task.title}" finds.`;

/** The owners that were named, or each workspace's own. */
function ownersList({ owners }: Bundle): string {
  if (owners?.length === 0) return ' []\n';
  const entries = owners?.map(templateText) ?? ['"{{workspace.owner_email}}"'];
  return ['\n', ...entries.map((owner) => `    - ${owner}\n`)].join('');
}

/** Where the SLX stands: from the resource's own tags, or as given for a workspace's check. */
function contextBlock({ discovery: { platform }, resourcePath, hierarchy }: Bundle): string {
  return [
    '  additionalContext:\n',
    `    qualified_name: ${templateScalar('{{match_resource.qualified_name}}', platform)}\n`,
    platform === 'runwhen'
      ? ''
      : `    {% include "${includesOf(platform)}-hierarchy.yaml" ignore missing %}\n`,
    resourcePath ? `    resourcePath: ${templateText(resourcePath)}\n` : '',
    hierarchy?.length ? `    hierarchy: [${hierarchy.map(templateText).join(', ')}]\n` : '',
  ].join('');
}

const includesOf = (platform: PlatformName): string => PLATFORM_PROFILES[platform].includes ?? platform;

/** Tags of the discovered resource, or what they would say of the workspace, before the bundle's own. */
function tagsBlock({ discovery: { platform }, tags }: Bundle): string {
  const own = tags.map(({ name, value }) => tag(templateText(name), templateScalar(value, platform)));
  const given = new Set(tags.map(({ name }) => name));
  const place =
    platform === 'runwhen'
      ? WORKSPACE_TAGS.filter(([name]) => !given.has(name)).map(([name, value]) => tag(name, `"${value}"`))
      : [`    {% include "${includesOf(platform)}-tags.yaml" ignore missing %}\n`];
  return `  tags:\n${[...place, ...own].join('')}`;
}

const tag = (name: string, value: string) => `    - name: ${name}\n      value: ${value}\n`;
