/** A kind that runwhen-local indexes on its own. */
export interface BuiltInKind {
  apiVersion: string;
  namespaced: boolean;
}

/** Every built-in kind of runwhen-local's Kubernetes indexer, under the name that generation rules use. */
export const KUBERNETES_KINDS: Record<string, BuiltInKind> = {
  cluster: { apiVersion: '', namespaced: false },
  namespace: { apiVersion: 'v1', namespaced: false },
  deployment: { apiVersion: 'apps/v1', namespaced: true },
  daemonset: { apiVersion: 'apps/v1', namespaced: true },
  statefulset: { apiVersion: 'apps/v1', namespaced: true },
  job: { apiVersion: 'batch/v1', namespaced: true },
  cronjob: { apiVersion: 'batch/v1', namespaced: true },
  ingress: { apiVersion: 'networking.k8s.io/v1', namespaced: true },
  service: { apiVersion: 'v1', namespaced: true },
  pod: { apiVersion: 'v1', namespaced: true },
  persistentvolumeclaim: { apiVersion: 'v1', namespaced: true },
};

/** Custom and further resources that checks often match, in the form `plural.group`; any other works the same way. */
export const KUBERNETES_CUSTOM_RESOURCES = [
  'applications.argoproj.io',
  'backups.velero.io',
  'buckets.storage.gcp.upbound.io',
  'certificates.cert-manager.io',
  'clusterissuers.cert-manager.io',
  'clusters.postgresql.cnpg.io',
  'externalsecrets.external-secrets.io',
  'gatewayclasses.gateway.networking.k8s.io',
  'gateways.gateway.networking.k8s.io',
  'gitrepositories.source.toolkit.fluxcd.io',
  'helmreleases.helm.toolkit.fluxcd.io',
  'horizontalpodautoscalers.autoscaling',
  'httproutes.gateway.networking.k8s.io',
  'ingressroutes.traefik.io',
  'kafkas.kafka.strimzi.io',
  'kustomizations.kustomize.toolkit.fluxcd.io',
  'networkpolicies.networking.k8s.io',
  'nodepools.karpenter.sh',
  'poddisruptionbudgets.policy',
  'postgresclusters.postgres-operator.crunchydata.com',
  'prometheusrules.monitoring.coreos.com',
  'rayclusters.ray.io',
  'replicasets.apps',
  'rollouts.argoproj.io',
  'scaledobjects.keda.sh',
  'servicemonitors.monitoring.coreos.com',
  'storageclasses.storage.k8s.io',
  'virtualservices.networking.istio.io',
  'workflows.argoproj.io',
];

/**
 * Resources of the API's core group that the builder does not index on its own. It reads a name without a group as one of
 * these, by its plural (kubetypes.py); whether it can list them depends on the builder.
 */
export const KUBERNETES_CORE_RESOURCES = [
  'configmaps',
  'endpoints',
  'events',
  'limitranges',
  'nodes',
  'persistentvolumes',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'serviceaccounts',
];

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';

/** `plural.group` or `plural.group/version`, such as `certificates.cert-manager.io/v1`. */
export const CUSTOM_RESOURCE_FORM = new RegExp(
  `^${LABEL}(?:\\.${LABEL})+(?:/v\\d+(?:(?:alpha|beta)\\d+)?)?$`,
);
