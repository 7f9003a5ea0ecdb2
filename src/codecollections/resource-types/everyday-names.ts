import type { PlatformName } from '../platforms.ts';

/** What people call a resource, by platform, and the words of its table. */
export const EVERYDAY_NAMES: Partial<Record<PlatformName, Record<string, string>>> = {
  azure: {
    azure_subscriptions: 'subscription_subscriptions',
    acr: 'containerregistry_registries',
    aks: 'containerservice_managed_clusters',
    kubernetes: 'containerservice_managed_clusters',
    nsg: 'network_security_groups',
    vm: 'compute_virtual_machines',
    vms: 'compute_virtual_machines',
    vmss: 'compute_virtual_machine_scale_sets',
    vnet: 'network_virtual_networks',
  },
  aws: {
    aws_accounts: 'iam_accounts',
    kubernetes: 'eks',
    load_balancer: 'elbv2_load_balancers',
    virtual_machine: 'ec2_instances',
    virtual_machines: 'ec2_instances',
    vm: 'ec2_instances',
    vms: 'ec2_instances',
  },
  gcp: {
    cloud_function: 'functions_functions',
    cloud_run: 'run_services',
    cloud_sql: 'sql_instances',
    gke: 'container_clusters',
    gke_cluster: 'container_clusters',
    kubernetes: 'container_clusters',
    virtual_machine: 'compute_instances',
    virtual_machines: 'compute_instances',
    vm: 'compute_instances',
    vms: 'compute_instances',
  },
  kubernetes: {
    configmap: 'configmaps',
    gateway: 'gateways',
    gatewayclass: 'gatewayclasses',
    hpa: 'horizontalpodautoscalers',
    httproute: 'httproutes',
    node: 'nodes',
    pdb: 'poddisruptionbudgets',
    pv: 'persistentvolumes',
    pvc: 'persistentvolumeclaim',
    secret: 'secrets',
  },
};
