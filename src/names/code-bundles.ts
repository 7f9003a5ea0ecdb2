/** A bundle of the platform's public collections that executes authored scripts. */
export interface PublicBundle {
  /** Name of its collection, as the platform has it on record. */
  collection: string;
  repoUrl: string;
  /** Path of the robot file in the repository. */
  path: string;
}

const GENERIC = {
  collection: 'rw-generic-codecollection',
  repoUrl: 'https://github.com/runwhen-contrib/rw-generic-codecollection.git',
};

/** Where the bundles are unless they have been moved. */
export const PUBLIC_BUNDLES = {
  runbook: { ...GENERIC, path: 'codebundles/tool-builder/runbook.robot' },
  sli: { ...GENERIC, path: 'codebundles/tool-builder/sli.robot' },
  cron: {
    collection: 'rw-workspace-utils',
    repoUrl: 'https://github.com/runwhen-contrib/rw-workspace-utils.git',
    path: 'codebundles/cron-scheduler-sli/sli.robot',
  },
} satisfies Record<string, PublicBundle>;

/** Git reference of a bundle for which none is set. */
export const PUBLIC_REF = 'main';
